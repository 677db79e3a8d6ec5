import type { FailureReading } from '../../app/evidence/failureReader.ts';
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
import { type NodeNames, toNodeNumber } from '../../core/query/nodeNames.ts';
import { planReboot } from '../../core/remedy/nodeRestart.ts';
import { planAgain } from '../../core/remedy/taskPlans.ts';
import { isProposable } from '../../core/remedy/verdict.ts';

/** What failed: a task, the start task of a node, or the preparation task of a job. */
export type FailedThing = TaskResource | NodeResource | JobResource;

/** Where something failed, according to its log. */
export interface FailurePlace {
  readonly resource: FailedThing;
  /** The node that it ran on, with its name to follow "node"; not escaped. */
  readonly node?: { readonly id: string; readonly name: string } | undefined;
  /** The log that says so, and its message. */
  readonly file: TaskFileResource | NodeFileResource;
  readonly log: LogExplanation;
  /** Whether lines of `log` are lines of the file: the whole of it was read. */
  readonly isWhole: boolean;
  /** What puts such a thing right, where that is accepted now. */
  readonly repair: Repair | undefined;
}

/** The command that puts right what failed. */
export type Repair = 'task.retry' | 'task.resubmit' | 'node.reboot';

/** How a task that failed is run again. */
export function findTaskRepair(task: Task, job: Job | undefined): Repair | undefined {
  const again = planAgain(task, job);
  return again && `task.${again}`;
}

/** How a node whose start task failed is put right. */
export function findNodeRepair(node: ComputeNode): Repair | undefined {
  return isProposable(planReboot(node)) ? 'node.reboot' : undefined;
}

/** Where a task failed; undefined when its logs do not say. */
export function toPlace(
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
