import type { Cause, ExplainedFailure } from '../../core/diagnosis/causes/causes.ts';
import type { FailedTask, FindInspection, Inspection } from '../../core/diagnosis/causes/failing.ts';
import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { toKey } from '../../core/model/resourceChain.ts';
import { hasRun } from '../../core/model/task.ts';
import { pickExplained } from '../../core/query/representative.ts';
import { isUnread } from '../../core/query/unreadFailures.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import { toStamp } from '../evidence/findTask.ts';
import { SharedReads } from '../evidence/sharedReads.ts';
import { gatherTask } from '../evidence/taskEvidence.ts';
import type { DiagnosisWith } from '../ports.ts';
import type { InTurn } from './knownCauses.ts';
import { restMs } from './logReader.ts';

/** Of so many causes, those that do most damage, the representatives are explained from all that their pages rest on. */
export const mostExamples = 20;
/**
 * To know what bears on a task: its log, its node and those beside it, other tasks of its job, their number, those that
 * succeeded and that wait; and what is above the end of both logs, twice, where that has no cause.
 */
const requestsPerExample = 14;
/** So many are remembered: those that were read last. */
const mostRemembered = 200;

interface Example {
  /** Changes when the task fails again. */
  readonly stamp: string;
  /** How many tasks of its job had ended, with which it was compared. */
  readonly ended: string;
  readonly explanation: Explanation | undefined;
  readonly untilMs: number;
}

interface ExamplesParts {
  readonly reader: Pick<FailureReader, 'read'>;
  readonly bundles: DiagnosisWith<'explainTaskEvidence' | 'joinExamples' | 'splitCause'>;
  /** In milliseconds since 1970. */
  readonly now: () => number;
  /** Called when something was found. */
  readonly onRead?: () => void;
}

interface Wanted {
  /** What looking into a task brought. */
  readonly find: FindInspection;
  /** Of so many causes, the first ones. */
  readonly most: number;
  /** Whether the result is still wanted. */
  readonly isWanted?: () => boolean;
  /** At once when absent. */
  readonly inTurn?: InTurn | undefined;
}

type Store = Pick<AccountStore, 'service' | 'snapshot'>;

/**
 * What the pages of the tasks say that represent causes, for all who show these causes: one log and the answer of the
 * service are enough to know a cause, and not to say what helps.
 */
export class KnownExamples {
  readonly #parts: ExamplesParts;
  readonly #known = new Map<string, Example>();

  constructor(parts: ExamplesParts) {
    this.#parts = parts;
  }

  /** The causes with what is known of their representatives, and those of another kind as causes of their own. */
  withExamples(causes: readonly Cause[]): readonly Cause[] {
    if (causes.length === 0) return causes;
    return this.#parts.bundles.diagnosis().joinExamples(causes, (shown) => this.#find(shown));
  }

  /** Reads what is missing for the first of the causes while that `isWanted`. Throws what is no answer of the service. */
  async read(
    store: Store,
    causes: readonly Cause[],
    { find, isWanted, most, inTurn = (work) => work() }: Wanted,
  ): Promise<void> {
    const wanted = causes.filter(({ cluster }) => !isUnread(cluster)).slice(0, most);
    const shared = new SharedReads();
    for (const { example: _, ...cause } of wanted) {
      if (isWanted?.() === false) return;
      const { cause: left } = this.#parts.bundles.diagnosis().splitCause(cause, (shown) => this.#find(shown));
      const { failing } = pickExplained({ failures: left?.failures ?? cause.failures }) ?? {};
      if (failing?.kind === 'task') await this.#readOne(store, failing, find(failing), shared, inTurn);
    }
  }

  #find({ failing }: ExplainedFailure): Explanation | undefined {
    if (failing.kind !== 'task') return undefined;
    const known = this.#known.get(toKey(failing.resource));
    return known?.stamp === toStamp(failing.task) ? known.explanation : undefined;
  }

  async #readOne(
    store: Store,
    { resource, task, job, pool }: FailedTask,
    inspection: Inspection | undefined,
    shared: SharedReads,
    inTurn: InTurn,
  ): Promise<void> {
    if (hasRun(task) && !isAnswered(inspection)) return;
    const { reader, bundles, now, onRead } = this.#parts;
    const key = toKey(resource);
    const known = this.#known.get(key);
    const [stamp, ended] = [toStamp(task), toEnded(store.snapshot, resource.jobId)];
    if (known?.stamp === stamp && (known.ended === ended || now() < known.untilMs)) return;
    const remember = (explanation: Explanation | undefined): void => {
      this.#remember(key, { stamp, ended, explanation, untilMs: now() + restMs });
    };
    // Claimed first, so that a second caller does not ask as well.
    remember(known?.stamp === stamp ? known.explanation : undefined);
    try {
      const atHand = { task: inspection?.task, job, pool, shared };
      const gather = () => gatherTask(store, resource, reader, new Date(now()), atHand);
      const { evidence } = await inTurn(gather, requestsPerExample);
      remember(bundles.diagnosis().explainTaskEvidence(evidence));
      onRead?.();
    } catch (error) {
      // What is gone, or can't be asked for now, leaves the cause as it is known.
      if (!BatchError.is(error) && !Cancelled.is(error)) throw error;
    }
  }

  #remember(key: string, example: Example): void {
    this.#known.delete(key);
    this.#known.set(key, example);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= mostRemembered) break;
      this.#known.delete(oldest);
    }
  }
}

/** Whether the service could be asked for the logs. */
function isAnswered(inspection: Inspection | undefined): boolean {
  const unread = Object.values(inspection?.logs.unread ?? {});
  return inspection !== undefined && unread.every(({ kind }) => kind !== 'unreachable');
}

function toEnded({ taskCounts }: AccountSnapshot, jobId: string): string {
  const { succeeded, failed } = taskCounts.get(jobId) ?? {};
  return `${succeeded} ${failed}`;
}
