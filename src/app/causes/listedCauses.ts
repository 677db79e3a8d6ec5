import type { CauseExplainer, ExplainedCauses } from '../../core/diagnosis/account/causeExplainer.ts';
import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import type { FailedTask, FailingKind } from '../../core/diagnosis/causes/failing.ts';
import type { Job } from '../../core/model/job.ts';
import type { Task } from '../../core/model/task.ts';
import { doAtOnce } from '../../core/work.ts';
import type { AccountSnapshot, AccountStore, Scope, Slice } from '../../service/store/accountStore.ts';
import type { DiagnosisWith } from '../ports.ts';
import { toFailedTasks } from './failing.ts';
import { type InTurn, type ReadStore, requestsPerTask } from './knownCauses.ts';
import { type KnownExamples, mostExamples } from './knownExamples.ts';
import type { LogReader } from './logReader.ts';

/** Number of a job's causes that get a step on the job's page. */
const examplesOfJob = 3;

/**
 * A list of failed tasks of a job: either the first tasks, as in the explorer, or as many as the failures view has
 * loaded.
 */
export type FailedScope = Extract<Scope, { kind: 'tasks' }> | Extract<Scope, { kind: 'failures' }>;

interface ListedCausesParts {
  readonly bundles: DiagnosisWith<'CauseExplainer'>;
  readonly logs: LogReader;
  readonly examples: Pick<KnownExamples, 'withExamples' | 'read'> | undefined;
  /** Returns the causes of an account, whose titles are used everywhere. */
  readonly findNamed: (accountId: string) => readonly Cause[] | undefined;
  readonly findJob: (snapshot: AccountSnapshot) => Job;
}

const none: ExplainedCauses = { causes: [], toRead: [], unread: 0 };
const noneUnknown: ReadonlySet<FailingKind> = new Set();
const tasksUnknown: ReadonlySet<FailingKind> = new Set(['task']);

/** The causes of the failed tasks in one list of a job. */
export class ListedCauses {
  readonly #scope: FailedScope;
  readonly #parts: ListedCausesParts;
  /** Created with the first failed tasks. */
  #explainer?: CauseExplainer;
  #last?: { readonly items: readonly Task[]; readonly explained: ExplainedCauses } | undefined;
  /** The causes of `#last`, with their titles in the account. */
  #named?: { readonly own: readonly Cause[]; readonly ofAccount: readonly Cause[]; readonly causes: readonly Cause[] };
  #reading?: Promise<void> | undefined;
  #isExplained = false;

  /** Does not load the diagnosis, which is loaded with the first failed task. */
  constructor(scope: FailedScope, parts: ListedCausesParts) {
    this.#scope = scope;
    this.#parts = parts;
  }

  /** True if logs were read. Before that, causes are based on exit codes. */
  get isExplained(): boolean {
    return this.#isExplained;
  }

  listOf(snapshot: AccountSnapshot): Slice<Task> {
    return snapshot.slice<'tasks' | 'failures'>(this.#scope);
  }

  /** Returns the loaded tasks' causes, greatest impact first; the same array until something changes. */
  of(snapshot: AccountSnapshot): readonly Cause[] {
    const { causes: own } = this.#explain(snapshot);
    const ofAccount = this.#parts.findNamed(snapshot.account.id);
    if (ofAccount === undefined || own.length === 0) return own;
    if (this.#named?.own !== own || this.#named.ofAccount !== ofAccount)
      this.#named = { own, ofAccount, causes: callAlike(own, ofAccount) };
    return this.#named.causes;
  }

  /**
   * Reads the logs that show causes. Callers share the read in progress, except those that read in turn. Throws errors
   * that do not come from the service.
   */
  read(store: ReadStore, inTurn?: InTurn): Promise<void> {
    if (inTurn !== undefined) return this.#read(store, inTurn);
    this.#reading ??= this.#read(store).finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** Reads the logs of a hundred more failed tasks. Throws errors that do not come from the service. */
  async readMore(store: ReadStore): Promise<void> {
    await this.read(store);
    this.#explainer?.widen();
    await this.read(store);
  }

  /**
   * Reads the logs of all failed tasks, as far as turns come. Later calls of `read` read no more than before. Throws
   * errors that do not come from the service.
   */
  async readAll(store: ReadStore, inTurn: InTurn): Promise<void> {
    this.#explainer?.widenToAll();
    try {
      await this.read(store, inTurn);
    } finally {
      this.#explainer?.narrow();
      this.#last = undefined;
    }
  }

  async #read(store: ReadStore, inTurn: InTurn = (work) => work()): Promise<void> {
    let explained = this.#explainAgain(store.snapshot);
    while (explained.toRead.length > 0) {
      const isAnySettled = await this.#readAll(store, explained.toRead, inTurn);
      explained = this.#explainAgain(store.snapshot);
      if (!isAnySettled) break;
    }
    if (explained.causes.length === 0) return;
    this.#isExplained = true;
    const { examples, logs } = this.#parts;
    await examples?.read(store, explained.causes, {
      find: logs.find,
      most: examplesOfJob,
      furthest: mostExamples,
      inTurn,
    });
    this.#explainAgain(store.snapshot);
  }

  /** Resolves to false if no log could be read and none is known to be gone: the service is not reachable. */
  async #readAll(
    store: Pick<AccountStore, 'service' | 'snapshot'>,
    toRead: readonly FailedTask[],
    inTurn: InTurn,
  ): Promise<boolean> {
    const { logs } = this.#parts;
    let isAnySettled = false;
    for (const failed of toRead)
      isAnySettled = (await inTurn(() => logs.read(store, failed), requestsPerTask)) || isAnySettled;
    return isAnySettled;
  }

  /** Explains the tasks like `#explain`, including logs that were read since. */
  #explainAgain(snapshot: AccountSnapshot): ExplainedCauses {
    this.#last = undefined;
    return this.#explain(snapshot);
  }

  #explain(snapshot: AccountSnapshot): ExplainedCauses {
    const { items, hasMore } = this.listOf(snapshot);
    if (items.length === 0) return none;
    if (this.#last?.items === items) return this.#last.explained;
    const { bundles, logs, examples, findJob } = this.#parts;
    this.#explainer ??= new (bundles.diagnosis().CauseExplainer)(logs.find);
    // The explorer itself shows how many of the loaded tasks the causes cover.
    const unknown = hasMore && this.#scope.kind === 'failures' ? tasksUnknown : noneUnknown;
    const explained = doAtOnce(this.#explainer.explain(toFailedTasks(snapshot, findJob(snapshot), items), unknown));
    const causes = examples?.withExamples(explained.causes) ?? explained.causes;
    this.#last = { items, explained: { ...explained, causes } };
    return this.#last.explained;
  }
}

/**
 * Gives causes their titles in the account, because a title distinguishes a cause from the other causes listed with it.
 */
function callAlike(own: readonly Cause[], ofAccount: readonly Cause[]): readonly Cause[] {
  const titles = new Map(ofAccount.map(({ cluster }) => [cluster.fingerprint, cluster.title]));
  return own.map((cause) => {
    const title = titles.get(cause.cluster.fingerprint) ?? cause.cluster.title;
    return title === cause.cluster.title ? cause : { ...cause, cluster: { ...cause.cluster, title } };
  });
}
