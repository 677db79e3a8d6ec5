import type { ComputeNode, RecentTask } from '../model/computeNode.ts';
import { isOneOf } from '../model/words.ts';

type NodeFacts = Pick<ComputeNode, 'runningTasksCount' | 'recentTasks'>;

/** The tasks that run on a node, as far as it names them; they are among the last that it got. */
export function listRunning({ recentTasks = [] }: NodeFacts): readonly RecentTask[] {
  return recentTasks.filter(({ taskState }) => isOneOf(taskState, ['running', 'preparing']));
}

/** How many tasks run on a node. */
export function countRunning(node: NodeFacts): number {
  return node.runningTasksCount ?? listRunning(node).length;
}

/** A job with those of its tasks that run on some nodes. */
export interface JobThere {
  readonly jobId: string;
  readonly taskIds: readonly string[];
}

/** Tasks that run on some nodes. */
export interface RunningThere {
  readonly jobs: readonly JobThere[];
  /** Those of which no node says which they are. */
  readonly unnamed: number;
}

/** What runs on nodes of one account, by job. A multi-instance task runs on several nodes and is one task. */
export function findRunningThere(nodes: readonly NodeFacts[]): RunningThere {
  const jobs = new Map<string, Set<string>>();
  let unnamed = 0;
  for (const node of nodes) {
    const named = listRunning(node).filter(({ jobId, taskId }) => jobId !== undefined && taskId !== undefined);
    for (const { jobId = '', taskId = '' } of named) jobs.set(jobId, (jobs.get(jobId) ?? new Set()).add(taskId));
    unnamed += Math.max(0, countRunning(node) - named.length);
  }
  return { jobs: [...jobs].map(([jobId, ids]) => ({ jobId, taskIds: [...ids] })), unnamed };
}
