import type { Cause, ExplainedFailure } from '../../core/diagnosis/causes/causes.ts';
import type { FailedTask, FindInspection, Inspection } from '../../core/diagnosis/causes/failing.ts';
import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import { isCompared } from '../../core/failures/comparedCauses.ts';
import { pickExplained } from '../../core/failures/representative.ts';
import { isUnread } from '../../core/failures/unreadFailures.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import { countNodes } from '../../core/model/pool.ts';
import { type TaskResource, toKey } from '../../core/model/resource.ts';
import { hasRun, type Task, type TaskNodeInfo } from '../../core/model/task.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import { toStamp } from '../evidence/findTask.ts';
import { type ReadOnce, shareReads } from '../evidence/sharedReads.ts';
import { gatherTask } from '../evidence/taskEvidence.ts';
import { findSeenNodes, loadSeenNodes } from '../lists/seenNodes.ts';
import type { DiagnosisWith } from '../ports.ts';
import { type InTurn, type ReadStore, requestsPerExample } from './knownCauses.ts';
import { restMs } from './logReader.ts';

/** Number of causes, by impact, whose representatives are explained from the same data as their own pages. */
export const mostExamples = 20;
/** Number of causes of which those are explained in this way, too, that other tasks may show to be over. */
export const mostCompared = 3 * mostExamples;
/** Number of nodes that one request for the list of a pool returns. */
const mostListed = 100;
/** Maximum number of remembered explanations: the most recently read ones are kept. */
const mostRemembered = 200;

interface Example {
  readonly taskId: string;
  /** A stamp that changes when the task fails again. */
  readonly stamp: string;
  /** Number of tasks of the job that had ended when the task was compared with them. */
  readonly ended: string;
  readonly explanation: Explanation | undefined;
  readonly untilMs: number;
}

interface ExamplesParts {
  readonly reader: Pick<FailureReader, 'read'>;
  readonly bundles: DiagnosisWith<'explainTaskEvidence' | 'joinExamples' | 'splitCause'>;
  /** Returns the current time in milliseconds since the epoch. */
  readonly now: () => number;
  readonly onRead?: () => void;
}

interface Wanted {
  readonly find: FindInspection;
  /** Maximum number of causes; the first ones are used. */
  readonly most: number;
  /** Maximum number of causes of which those are read, too, that other tasks may show to be over. */
  readonly furthest?: number | undefined;
  readonly isWanted?: () => boolean;
  /** True if the tasks have only some of their properties, so that examples are requested in full. */
  readonly areListed?: boolean;
  /** Waits for a turn; work runs at once when absent. */
  readonly inTurn?: InTurn | undefined;
}

/**
 * The explanations of tasks that represent causes, for everything that shows these causes: one log and the service's
 * data are enough to recognize a cause, but not to know what helps.
 */
export class KnownExamples {
  readonly #parts: ExamplesParts;
  readonly #known = new Map<string, Example>();
  /** IDs of the tasks in `#known`, because making a key for each failure is costly. */
  #taskIds = new Set<string>();
  readonly #shared = new WeakMap<ReadStore['service'], ReadOnce>();

  constructor(parts: ExamplesParts) {
    this.#parts = parts;
  }

  /**
   * Adds the known explanations of representatives to causes; a representative of another kind becomes a separate
   * cause.
   */
  withExamples(causes: readonly Cause[]): readonly Cause[] {
    if (causes.length === 0) return causes;
    return this.#parts.bundles.diagnosis().joinExamples(causes, (shown) => this.#find(shown));
  }

  /**
   * Reads missing explanations for the first of the causes as long as the result `isWanted`. Throws errors that do not
   * come from the service.
   */
  async read(
    store: ReadStore,
    causes: readonly Cause[],
    { find, isWanted, most, furthest = most, areListed = false, inTurn = (work) => work() }: Wanted,
  ): Promise<void> {
    const wanted = causes
      .filter(({ cluster }) => !isUnread(cluster))
      .filter(({ cluster }, index) => index < most || (index < furthest && isCompared(cluster.category)));
    for (const { example: _, ...cause } of wanted) {
      if (isWanted?.() === false) return;
      const { cause: left } = this.#parts.bundles.diagnosis().splitCause(cause, (shown) => this.#find(shown));
      const { failing } = pickExplained({ failures: left?.failures ?? cause.failures }) ?? {};
      if (failing?.kind === 'task') await this.#readOne(store, failing, find(failing), areListed, inTurn);
    }
  }

  /** Notes the explanation of a failed task whose page was requested: it may show that the task isn't like others. */
  note({ snapshot }: Pick<ReadStore, 'snapshot'>, resource: TaskResource, task: Task, explanation: Explanation): void {
    const [key, stamp] = [toKey(resource), toStamp(task)];
    if (this.#known.get(key)?.stamp === stamp) return;
    const { now, onRead } = this.#parts;
    const ended = toEnded(snapshot, resource.jobId);
    this.#remember(key, { taskId: resource.taskId, stamp, ended, explanation, untilMs: now() + restMs });
    onRead?.();
  }

  /** Forgets all explanations. */
  forget(): void {
    this.#known.clear();
    this.#taskIds.clear();
  }

  #find({ failing }: ExplainedFailure): Explanation | undefined {
    if (failing.kind !== 'task' || !this.#taskIds.has(failing.resource.taskId)) return undefined;
    const known = this.#known.get(toKey(failing.resource));
    return known?.stamp === toStamp(failing.task) ? known.explanation : undefined;
  }

  async #readOne(
    store: ReadStore,
    { resource, task, job, pool }: FailedTask,
    inspection: Inspection | undefined,
    isListed: boolean,
    inTurn: InTurn,
  ): Promise<void> {
    if (hasRun(task) && !isAnswered(inspection)) return;
    const { reader, bundles, now, onRead } = this.#parts;
    const key = toKey(resource);
    const known = this.#known.get(key);
    const [stamp, ended] = [toStamp(task), toEnded(store.snapshot, resource.jobId)];
    if (known?.stamp === stamp && (known.ended === ended || now() < known.untilMs)) return;
    const remember = (explanation: Explanation | undefined): void => {
      this.#remember(key, { taskId: resource.taskId, stamp, ended, explanation, untilMs: now() + restMs });
    };
    // Record the known explanation first, so that a second caller does not send the same requests.
    remember(known?.stamp === stamp ? known.explanation : undefined);
    try {
      const once = this.#toOnce(store);
      const gather = async () => {
        const node = await findListedNode(store, task.nodeInfo ?? {});
        const atHand = { task: isListed ? undefined : inspection?.task, job, pool, node, once };
        return gatherTask(store, resource, reader, new Date(now()), atHand);
      };
      const { evidence } = await inTurn(gather, requestsPerExample);
      remember(bundles.diagnosis().explainTaskEvidence(evidence));
      onRead?.();
    } catch (error) {
      // If the task is gone or can't be read now, the known cause is kept.
      if (!BatchError.is(error) && !Cancelled.is(error)) throw error;
    }
  }

  #toOnce({ service }: ReadStore): ReadOnce {
    const once = this.#shared.get(service) ?? shareReads(this.#parts.now);
    this.#shared.set(service, once);
    return once;
  }

  #remember(key: string, example: Example): void {
    this.#known.delete(key);
    this.#known.set(key, example);
    this.#taskIds.add(example.taskId);
    if (this.#known.size <= mostRemembered) return;
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= mostRemembered) break;
      this.#known.delete(oldest);
    }
    // Tasks of several jobs may have the same ID.
    this.#taskIds = new Set([...this.#known.values()].map(({ taskId }) => taskId));
  }
}

/** Finds a node in the list of its pool, which is loaded if one request returns all nodes. */
async function findListedNode(store: ReadStore, { poolId, nodeId }: TaskNodeInfo): Promise<ComputeNode | undefined> {
  const counts = poolId === undefined ? undefined : store.snapshot.nodeCounts.get(poolId);
  if (poolId === undefined || counts === undefined || countNodes(counts, 'total') > mostListed) return undefined;
  await loadSeenNodes(store, poolId);
  return findSeenNodes(store.snapshot, poolId)?.items.find(({ id }) => id === nodeId);
}

/** Checks whether requests for the logs were answered. */
function isAnswered(inspection: Inspection | undefined): boolean {
  const unread = Object.values(inspection?.logs.unread ?? {});
  return inspection !== undefined && unread.every(({ kind }) => kind !== 'unreachable');
}

function toEnded({ taskCounts }: AccountSnapshot, jobId: string): string {
  const { succeeded, failed } = taskCounts.get(jobId) ?? {};
  return `${succeeded} ${failed}`;
}
