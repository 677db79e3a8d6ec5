import type { FailureInfo, TaskConstraints } from '../../core/model/common.ts';
import type { ExitConditions, Task, TaskNodeInfo } from '../../core/model/task.ts';
import type { Filter } from '../../core/query/odata.ts';
import { mapPages } from '../pages.ts';
import type { BatchService, Pages } from '../ports.ts';

/** The largest page that the service allows (Batch documentation: "maxresults"). */
const pageSize = 1000;

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
 * Lists the tasks of a job that match `filter`, with few properties and in as few requests as possible. There may be
 * very many, so values that several tasks share are stored once.
 */
export function listFailures({ tasks }: BatchService, jobId: string, filter: Filter, signal: AbortSignal): Pages<Task> {
  const shortener = new Shortener();
  return mapPages(tasks.listTasks(jobId, { filter, select, pageSize, signal, isPatient: true }), (task) =>
    shortener.shorten(task),
  );
}

/** Keeps one object for all equal ones. */
class Shortener {
  readonly #commandLines = new Map<string, string>();
  readonly #constraints = new Map<string, TaskConstraints>();
  readonly #exitConditions = new Map<string, ExitConditions>();
  readonly #nodes = new Map<string, TaskNodeInfo>();
  readonly #failures = new Map<string, FailureInfo>();

  shorten(task: Task): Task {
    const { commandLine, constraints, exitConditions, executionInfo, nodeInfo } = task;
    return {
      ...task,
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

  /** The node without the addresses of its files, because they can be derived from it. */
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
