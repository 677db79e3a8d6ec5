import type { FailureInfo, TaskConstraints } from '../../core/model/common.ts';
import type { ExitConditions, Task, TaskNodeInfo } from '../../core/model/task.ts';
import type { Filter } from '../../core/query/odata.ts';
import { mapPages } from '../pages.ts';
import type { BatchService, Pages } from '../ports.ts';

/** As many as the service gives at once (Batch documentation: "maxresults"). */
const pageSize = 1000;

const select: readonly (keyof Task)[] = [
  'id',
  'creationTime',
  'state',
  'stateTransitionTime',
  'commandLine',
  // A limit ends a task as a person does, and the failure does not say which it was.
  'constraints',
  // Whether tasks that depend on it wait for it.
  'exitConditions',
  'executionInfo',
  'nodeInfo',
  // The time that it held its nodes.
  'requiredSlots',
  'multiInstanceSettings',
];

/**
 * The tasks of a job that `filter` lets through, with few properties and in as few requests as possible. There may be
 * very many, so values that several of them share are stored once.
 */
export function listFailures({ tasks }: BatchService, jobId: string, filter: Filter, signal: AbortSignal): Pages<Task> {
  const shortener = new Shortener();
  return mapPages(tasks.listTasks(jobId, { filter, select, pageSize, signal, isPatient: true }), (task) =>
    shortener.shorten(task),
  );
}

/** Keeps one object for all that are equal. */
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

  /** Where the task ran, without the addresses of its files: they follow from it. */
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
