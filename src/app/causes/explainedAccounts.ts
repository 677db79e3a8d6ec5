import type { Clock } from '../../core/clock.ts';
import type { CauseExplainer, ExplainedCauses } from '../../core/diagnosis/account/causeExplainer.ts';
import type { Cause, ExplainedFailure } from '../../core/diagnosis/causes/causes.ts';
import type { FailedTask, Failing } from '../../core/diagnosis/causes/failing.ts';
import { findPoolId, narrowCause } from '../../core/failures/narrowCause.ts';
import type { JudgedSuccess } from '../../core/model/taskVerdict.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import { isAllCounted } from '../lists/taskCount.ts';
import type { DiagnosisWith } from '../ports.ts';
import { doInTurns } from '../turns.ts';
import { agentBudget, BriefLook, mostRequests } from './briefLook.ts';
import { findUnknown, toCoverage } from './coverage.ts';
import { findFailing } from './failing.ts';
import type { FailureLoader } from './failureLoader.ts';
import {
  agentMs,
  type CauseSet,
  type InTurn,
  logsAtOnce,
  type ReadStore,
  requestsPerTask,
  untilNoTurn,
} from './knownCauses.ts';
import type { KnownExamples } from './knownExamples.ts';
import type { KnownHelperLogs } from './knownHelperLogs.ts';
import type { KnownQuotas } from './knownQuotas.ts';
import type { LogReader } from './logReader.ts';

/** The failures of an account, and their causes. */
export interface ExplainedAccount extends ExplainedCauses {
  readonly failing: readonly Failing[];
  /** The snapshot that was examined. The account may have loaded more since. */
  readonly snapshot: AccountSnapshot;
  readonly isDone: boolean;
  /** True if logs of start or preparation tasks are yet to be read, which may show other causes. */
  readonly awaitsHelpers?: boolean;
  /** Jobs for which the service did not return the number of failed tasks. */
  readonly uncounted: readonly string[];
  readonly judged?: JudgedSuccess;
}

/** The services that examine an account. */
export interface ExplainedBy {
  readonly bundles: DiagnosisWith<'CauseExplainer'>;
  readonly clock: Clock;
  readonly loader: FailureLoader;
  readonly quotas: Pick<KnownQuotas, 'of' | 'read'>;
  readonly helperLogs: Pick<KnownHelperLogs, 'of' | 'findUnread' | 'areAwaited' | 'read'>;
  readonly logs: Pick<LogReader, 'find' | 'has' | 'read'>;
  readonly examples: Pick<KnownExamples, 'withExamples'>;
  readonly memory?: { recall(store: ReadStore, explained: ExplainedAccount): Promise<readonly Cause[]> } | undefined;
}

/** Computes the causes of failures in accounts, and remembers the last results. */
export class ExplainedAccounts {
  readonly #by: ExplainedBy;
  readonly #explainers = new WeakMap<AccountStore, CauseExplainer>();
  readonly #looks = new WeakMap<AccountStore, BriefLook>();
  readonly #last = new WeakMap<AccountStore, ExplainedAccount>();
  /** Accounts of which all logs are read. */
  readonly #thorough = new WeakSet<AccountStore>();
  /** Results that were computed with the user's present rules. */
  #withPresentRules = new WeakSet<ExplainedAccount>();

  constructor(by: ExplainedBy) {
    this.#by = by;
  }

  /** Returns the causes of the loaded failures of an account. Throws errors that do not come from the service. */
  async explain(store: AccountStore): Promise<ExplainedAccount> {
    // The rules may change while this runs.
    const results = this.#withPresentRules;
    const explained = await this.#explain(store);
    results.add(explained);
    return explained;
  }

  async #explain(store: AccountStore): Promise<ExplainedAccount> {
    const { snapshot } = store;
    const failing = findFailing(snapshot, {
      quotas: this.#by.quotas.of(store),
      helperLogs: this.#by.helperLogs.of(store),
      networks: store.service.monitor.knownNetworks,
    });
    const { loader } = this.#by;
    const awaitsHelpers = this.#by.helperLogs.areAwaited(store, failing);
    const uncounted = loader.findUncounted(store);
    const by = { failing, snapshot, isDone: loader.isDone(store), awaitsHelpers, uncounted };
    const explained =
      failing.length === 0
        ? { causes: [], toRead: [], unread: 0 }
        : await doInTurns(this.#toExplainer(store).explain(failing, findUnknown(snapshot)), this.#by.clock);
    const all = { ...by, ...explained, causes: this.#by.examples.withExamples(explained.causes) };
    return { ...all, causes: (await this.#by.memory?.recall(store, all)) ?? all.causes };
  }

  /**
   * Finds causes in an account with few requests. First loads and reads a small part of the missing data; with
   * `poolId`, only of this pool and its jobs. Throws errors that do not come from the service.
   */
  async explainBriefly(store: AccountStore, poolId: string | undefined, ofAgent?: InTurn): Promise<CauseSet> {
    const { loader, logs, helperLogs, quotas, clock } = this.#by;
    const inTurn: InTurn = ofAgent ?? ((work) => work());
    const [budget, atOnce, forMs] =
      ofAgent === undefined ? [undefined, 1, Number.POSITIVE_INFINITY] : [agentBudget, logsAtOnce, agentMs];
    const untilMs = clock.elapsedMs() + forMs;
    const known = this.#looks.get(store);
    const look = known === undefined || known.isOver(budget) ? new BriefLook(() => clock.now(), budget) : known;
    this.#looks.set(store, look);
    const listing = budget === undefined ? mostRequests : budget.most - budget.logs;
    const isLoaded = await inTurn(() => look.load(store, loader, poolId), listing);
    await quotas.read(store, findFailing(store.snapshot));
    for (let areHelpersRead = true; ; ) {
      const explained = await this.explain(store);
      const { isDone, toRead, failing } = explained;
      const wanted = failing.filter((one) => poolId === undefined || findPoolId(one) === poolId);
      const helper = helperLogs.findUnread(store, wanted, 1);
      if (areHelpersRead && helper !== undefined && look.takeHelper(toRead.length > 0 ? requestsPerTask : 0)) {
        areHelpersRead = await isReadInTurn(async () => {
          await helperLogs.read(store, [helper]);
          return true;
        }, inTurn);
        continue;
      }
      const rank = ({ task }: FailedTask): number => Number(task.nodeInfo?.poolId === poolId);
      const next = toRead
        .toSorted((one, other) => rank(other) - rank(one))
        .slice(0, clock.elapsedMs() < untilMs ? atOnce : 0)
        .filter((one) => logs.has(store, one) || look.take(requestsPerTask));
      const read = await Promise.all(next.map((one) => isReadInTurn(() => logs.read(store, one), inTurn)));
      if (read.includes(true)) continue;
      return poolId === undefined
        ? { ...toCauseSet(explained), isBrief: !isDone || toRead.length > 0 }
        : { ...toCauseSet(explained), ...measurePool(explained, poolId, isLoaded) };
    }
  }

  /** Examines more of the account's unread tasks. */
  widen(store: AccountStore): void {
    this.#toExplainer(store).widen();
  }

  /** Examines all of the account's unread tasks. */
  widenToAll(store: AccountStore): void {
    this.#toExplainer(store).widenToAll();
    this.#thorough.add(store);
  }

  /** Returns the causes of a job's tasks in a result for which all logs were to be read; undefined for other results. */
  ofJob(store: AccountStore, jobId: string): CauseSet | undefined {
    const known = this.#thorough.has(store) ? this.#last.get(store) : undefined;
    if (known === undefined) return undefined;
    const { read, total, counted } = toCoverage(known.snapshot, { jobId });
    const isWanted = ({ failing }: ExplainedFailure): boolean =>
      failing.kind === 'task' && failing.resource.jobId === jobId;
    return {
      causes: known.causes.flatMap((cause) => narrowCause(cause, isWanted) ?? []),
      read,
      total,
      isComplete: isAllCounted(counted),
    };
  }

  /** Remembers a result. Returns whether its causes changed, or only the amount that was read. */
  remember(store: AccountStore, explained: ExplainedAccount): 'causes' | 'coverage' | undefined {
    const before = this.#last.get(store);
    this.#last.set(store, explained);
    if (before === undefined || !hasSameCauses(before, explained)) return 'causes';
    const [known, now] = [toCauseSet(before), toCauseSet(explained)];
    if (now.isComplete !== known.isComplete) return 'causes';
    return now.read === known.read && now.total === known.total ? undefined : 'coverage';
  }

  /** Notes that the user's rules have changed, so that the last results are outdated. */
  changeRules(): void {
    this.#withPresentRules = new WeakSet();
  }

  /** Checks whether the last result for an account was computed with the user's present rules. */
  isOfPresentRules(store: AccountStore): boolean {
    const last = this.#last.get(store);
    return last !== undefined && this.#withPresentRules.has(last);
  }

  /** Returns the last result for an account. */
  find(store: AccountStore): ExplainedAccount | undefined {
    return this.#last.get(store);
  }

  #toExplainer(store: AccountStore): CauseExplainer {
    const { CauseExplainer } = this.#by.bundles.diagnosis();
    const explainer = this.#explainers.get(store) ?? new CauseExplainer(this.#by.logs.find);
    this.#explainers.set(store, explainer);
    return explainer;
  }
}

/** Measures how much of what concerns a pool was read. */
function measurePool(
  { snapshot, toRead }: ExplainedAccount,
  poolId: string,
  isLoaded: boolean,
): Pick<CauseSet, 'read' | 'total' | 'isComplete' | 'isBrief'> {
  const { read, total, counted } = toCoverage(snapshot, { poolId });
  const isRead = toRead.every(({ task }) => task.nodeInfo?.poolId !== poolId);
  return { read, total, isComplete: isLoaded && isAllCounted(counted), isBrief: !isLoaded || !isRead };
}

/** Reads a log if its turn comes in time. */
async function isReadInTurn(read: () => Promise<boolean>, inTurn: InTurn): Promise<boolean> {
  return (await untilNoTurn(inTurn(read, requestsPerTask))) ?? false;
}

/** Checks whether causes have the same number of failures, the same last time, and the same explanation as before. */
function hasSameCauses({ causes: before }: ExplainedCauses, { causes }: ExplainedCauses): boolean {
  const toStamp = ({ cluster: { fingerprint, count, lastSeen }, isComplete, recurrence, note }: Cause) =>
    JSON.stringify([fingerprint, count, lastSeen, isComplete, recurrence, note]);
  return (
    before.length === causes.length &&
    before.every((cause, i) => {
      const now = causes[i] ?? cause;
      return toStamp(cause) === toStamp(now) && saysSame(cause.example, now.example);
    })
  );
}

/** Compares the explanations of examples, which are the same object until they are read again. */
function saysSame(before: Cause['example'], now: Cause['example']): boolean {
  const [one, other] = [before?.explanation, now?.explanation];
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** Converts causes for documents and commands. */
export function toCauseSet({ causes, snapshot, isDone, judged }: ExplainedAccount): CauseSet {
  const { read, total, counted } = toCoverage(snapshot);
  const isComplete = isDone && isAllCounted(counted);
  return { causes, read, total, isComplete, ...(judged === undefined ? {} : { judged }) };
}
