import type { CauseExplainer, ExplainedCauses } from '../../core/diagnosis/account/causeExplainer.ts';
import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import type { FailedTask, FailingKind } from '../../core/diagnosis/causes/failing.ts';
import type { Job } from '../../core/model/job.ts';
import type { Task } from '../../core/model/task.ts';
import { doAtOnce } from '../../core/work.ts';
import type { AccountSnapshot, AccountStore, Scope, Slice } from '../../service/store/accountStore.ts';
import type { DiagnosisWith } from '../ports.ts';
import { toFailedTasks } from './failing.ts';
import { type InTurn, requestsPerTask } from './knownCauses.ts';
import type { KnownExamples } from './knownExamples.ts';
import type { LogReader } from './logReader.ts';

/** Of so many causes of a job its page has a step. */
const examplesOfJob = 3;

/** A list of failed tasks of a job: the first of them as the explorer shows them, or as many as the Failures view has. */
export type FailedScope = Extract<Scope, { kind: 'tasks' }> | Extract<Scope, { kind: 'failures' }>;

interface ListedCausesParts {
  readonly bundles: DiagnosisWith<'CauseExplainer'>;
  readonly logs: LogReader;
  readonly examples: Pick<KnownExamples, 'withExamples' | 'read'> | undefined;
  /** What these call a cause it is called everywhere. */
  readonly findNamed: (accountId: string) => readonly Cause[] | undefined;
  /** The job as far as it is known. */
  readonly findJob: (snapshot: AccountSnapshot) => Job;
}

const none: ExplainedCauses = { causes: [], toRead: [], unread: 0 };
const noneUnknown: ReadonlySet<FailingKind> = new Set();
const tasksUnknown: ReadonlySet<FailingKind> = new Set(['task']);

/** The causes of the failed tasks of a job that one of its lists has. */
export class ListedCauses {
  readonly #scope: FailedScope;
  readonly #parts: ListedCausesParts;
  /** Made with the first failed tasks. */
  #explainer?: CauseExplainer;
  /** The last causes, and the tasks they are of. */
  #last?: { readonly items: readonly Task[]; readonly explained: ExplainedCauses } | undefined;
  /** The causes of `last`, with the titles that those of the account have. */
  #named?: { readonly own: readonly Cause[]; readonly ofAccount: readonly Cause[]; readonly causes: readonly Cause[] };
  /** The logs that are being read. */
  #reading?: Promise<void> | undefined;
  #isExplained = false;

  /** The diagnosis is loaded with the first failed task. */
  constructor(scope: FailedScope, parts: ListedCausesParts) {
    this.#scope = scope;
    this.#parts = parts;
  }

  /** Whether logs were read: before that an exit code passes for a cause. */
  get isExplained(): boolean {
    return this.#isExplained;
  }

  listOf(snapshot: AccountSnapshot): Slice<Task> {
    return snapshot.slice<'tasks' | 'failures'>(this.#scope);
  }

  /** Causes by what is loaded, greatest impact first; the same array for as long as nothing changes. */
  of(snapshot: AccountSnapshot): readonly Cause[] {
    const { causes: own } = this.#explain(snapshot);
    const ofAccount = this.#parts.findNamed(snapshot.account.id);
    if (ofAccount === undefined || own.length === 0) return own;
    if (this.#named?.own !== own || this.#named.ofAccount !== ofAccount)
      this.#named = { own, ofAccount, causes: callAlike(own, ofAccount) };
    return this.#named.causes;
  }

  /**
   * Reads the logs that show causes; callers share the reading that is under way, but for those who read in turn. Throws what
   * is no answer of the service.
   */
  read(store: Pick<AccountStore, 'service' | 'snapshot'>, inTurn?: InTurn): Promise<void> {
    if (inTurn !== undefined) return this.#read(store, inTurn);
    this.#reading ??= this.#read(store).finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** Reads the logs of a hundred more failed tasks than before. Throws what is no answer of the service. */
  async readMore(store: Pick<AccountStore, 'service' | 'snapshot'>): Promise<void> {
    await this.read(store);
    this.#explainer?.widen();
    await this.read(store);
  }

  async #read(store: Pick<AccountStore, 'service' | 'snapshot'>, inTurn: InTurn = (work) => work()): Promise<void> {
    let explained = this.#explainAgain(store.snapshot);
    while (explained.toRead.length > 0) {
      const isAnySettled = await this.#readAll(store, explained.toRead, inTurn);
      explained = this.#explainAgain(store.snapshot);
      if (!isAnySettled) break;
    }
    if (explained.causes.length === 0) return;
    this.#isExplained = true;
    const { examples, logs } = this.#parts;
    await examples?.read(store, explained.causes, { find: logs.find, most: examplesOfJob, inTurn });
    this.#explainAgain(store.snapshot);
  }

  /** False if no log could be read and none is known to be gone: the service can't be asked at the moment. */
  async #readAll(
    store: Pick<AccountStore, 'service'>,
    toRead: readonly FailedTask[],
    inTurn: InTurn,
  ): Promise<boolean> {
    const { logs } = this.#parts;
    let isAnySettled = false;
    for (const failed of toRead)
      isAnySettled = (await inTurn(() => logs.read(store, failed), requestsPerTask)) || isAnySettled;
    return isAnySettled;
  }

  /** As `#explain`, by what the logs say that were read since. */
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
    // The explorer says itself of how many loaded tasks its causes are.
    const unknown = hasMore && this.#scope.kind === 'failures' ? tasksUnknown : noneUnknown;
    const explained = doAtOnce(this.#explainer.explain(toFailedTasks(snapshot, findJob(snapshot), items), unknown));
    const causes = examples?.withExamples(explained.causes) ?? explained.causes;
    this.#last = { items, explained: { ...explained, causes } };
    return this.#last.explained;
  }
}

/** Causes under the titles that they have among others: a title distinguishes a cause from those beside it. */
function callAlike(own: readonly Cause[], ofAccount: readonly Cause[]): readonly Cause[] {
  const titles = new Map(ofAccount.map(({ cluster }) => [cluster.fingerprint, cluster.title]));
  return own.map((cause) => {
    const title = titles.get(cause.cluster.fingerprint) ?? cause.cluster.title;
    return title === cause.cluster.title ? cause : { ...cause, cluster: { ...cause.cluster, title } };
  });
}
