import { taskFilters } from '../../core/filters/taskFilters.ts';
import type { FailureInfo, TaskConstraints } from '../../core/model/common.ts';
import type { ExitConditions, Task, TaskNodeInfo } from '../../core/model/task.ts';
import { largestPageSize, mapPages } from '../pages.ts';
import type { BatchService, Pages } from '../ports.ts';
import type { AccountSnapshot, ListedFailure } from './accountStore.ts';

/**
 * Maximum number of failed tasks of an account that are listed with all properties: up to this number, tasks are
 * examined one by one, which requires everything that the service knows about them.
 */
const mostWhole = 200;

const select: readonly (keyof Task)[] = [
  'id',
  'creationTime',
  'state',
  'stateTransitionTime',
  'commandLine',
  // A time limit ends a task just as a user does; only the constraints show which it was.
  'constraints',
  // Show whether dependent tasks are blocked.
  'exitConditions',
  'executionInfo',
  'nodeInfo',
  // Needed for the time for which the task held its nodes.
  'requiredSlots',
  'multiInstanceSettings',
];

/**
 * Lists the failed tasks of a job in as few requests as possible. Unless the account is `known` to have few failed
 * tasks, there may be very many, so each has only a few properties, and values that several tasks share are stored
 * once.
 */
export function listFailures(
  { tasks }: BatchService,
  jobId: string,
  { taskCounts }: Pick<AccountSnapshot, 'taskCounts'>,
  signal: AbortSignal,
): Pages<ListedFailure> {
  const options = { filter: taskFilters.failed, pageSize: largestPageSize, signal, isPatient: true };
  const areFew =
    taskCounts.has(jobId) && [...taskCounts.values()].reduce((sum, { failed }) => sum + failed, 0) <= mostWhole;
  if (areFew) return tasks.listTasks(jobId, options);
  const shortener = new Shortener();
  return mapPages(tasks.listTasks(jobId, { ...options, select }), (task) => shortener.shorten(task));
}

/** Replaces equal values with one shared object. */
class Shortener {
  readonly #commandLines = new Map<string, string>();
  readonly #constraints = new Map<string, TaskConstraints>();
  readonly #exitConditions = new Map<string, ExitConditions>();
  readonly #nodes = new Map<string, TaskNodeInfo>();
  readonly #failures = new Map<string, FailureInfo>();

  shorten(task: Task): ListedFailure {
    const { commandLine, constraints, exitConditions, executionInfo, nodeInfo } = task;
    return {
      ...task,
      isExcerpt: true,
      ...(commandLine === undefined ? {} : { commandLine: keep(this.#commandLines, commandLine, commandLine) }),
      ...(constraints === undefined
        ? {}
        : { constraints: keep(this.#constraints, JSON.stringify(constraints), constraints) }),
      ...(exitConditions === undefined
        ? {}
        : { exitConditions: keep(this.#exitConditions, JSON.stringify(exitConditions), exitConditions) }),
      ...(executionInfo?.failureInfo === undefined
        ? {}
        : { executionInfo: { ...executionInfo, failureInfo: this.#keepFailure(executionInfo.failureInfo) } }),
      ...(nodeInfo === undefined ? {} : { nodeInfo: this.#keepNode(nodeInfo) }),
    };
  }

  #keepFailure(info: FailureInfo): FailureInfo {
    return keep(this.#failures, JSON.stringify(info), info);
  }

  /** Returns the node without the addresses of its files, because they can be derived from it. */
  #keepNode({ poolId, nodeId }: TaskNodeInfo): TaskNodeInfo {
    const node = { ...(poolId === undefined ? {} : { poolId }), ...(nodeId === undefined ? {} : { nodeId }) };
    return keep(this.#nodes, JSON.stringify(node), node);
  }
}

function keep<Value>(known: Map<string, Value>, key: string, value: Value): Value {
  const first = known.get(key);
  if (first !== undefined) return first;
  known.set(key, value);
  return value;
}
