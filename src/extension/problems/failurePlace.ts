import type { FailureReading } from '../../app/evidence/failureReader.ts';
import { planReboot } from '../../core/changes/nodeRestart.ts';
import { planAgain } from '../../core/changes/taskPlans.ts';
import { isProposable } from '../../core/changes/verdict.ts';
import type { LogExplanation } from '../../core/diagnosis/explanation/explanation.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { Job } from '../../core/model/job.ts';
import type {
  JobResource,
  NodeFileResource,
  NodeResource,
  TaskFileResource,
  TaskResource,
} from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import { type NodeNames, toNodeNumber } from '../../core/words/nodeNames.ts';

/** A failed item: a task, the start task of a node, or the preparation task of a job. */
export type FailedThing = TaskResource | NodeResource | JobResource;

/** The place in a log or in source code where something failed. */
export interface FailurePlace {
  readonly resource: FailedThing;
  /** The node on which the item failed, with its name to follow the word "node"; not escaped. */
  readonly node?: { readonly id: string; readonly name: string } | undefined;
  readonly file: TaskFileResource | NodeFileResource;
  readonly log: LogExplanation;
  /** Set if lines of `log` are lines of the file, because the whole file was read. */
  readonly isWhole: boolean;
  /** The repair, if it is accepted now. */
  readonly repair: Repair | undefined;
}

/** The command that repairs a failure. */
export type Repair = 'task.retry' | 'task.resubmit' | 'node.reboot';

/** Returns the command that runs a failed task again; undefined if there is none. */
export function findTaskRepair(task: Task, job: Job | undefined): Repair | undefined {
  const again = planAgain(task, job);
  return again && `task.${again}`;
}

/** Returns the repair of a node whose start task failed; undefined if the node can't be rebooted. */
export function findNodeRepair(node: ComputeNode): Repair | undefined {
  return isProposable(planReboot(node)) ? 'node.reboot' : undefined;
}

/** Returns the place where a task failed; undefined if its logs don't show it. */
export function toFailurePlace(
  { resource, task, stdout, stderr, step, cause }: FailureReading,
  job: Job | undefined,
  names: NodeNames = new Map(),
): FailurePlace | undefined {
  if (cause === undefined) return undefined;
  const { path, log } = cause;
  const { leftOut } = [step?.stderr, step?.stdout, stderr].find((read) => read?.path === path) ?? stdout;
  const repair = findTaskRepair(task, job);
  const id = task.nodeInfo?.nodeId;
  const node = id === undefined ? undefined : { id, name: toNodeNumber(id, names) };
  return { resource, node, file: { ...resource, kind: 'taskFile', path }, log, isWhole: leftOut === 0, repair };
}
