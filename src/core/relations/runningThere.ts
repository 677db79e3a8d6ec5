import type { ComputeNode, RecentTask } from '../model/computeNode.ts';
import { isOneOf } from '../model/words.ts';

type NodeFacts = Pick<ComputeNode, 'runningTasksCount' | 'recentTasks'>;

/** Lists the running tasks among a node's recent tasks. */
export function listRunning({ recentTasks = [] }: NodeFacts): readonly RecentTask[] {
  return recentTasks.filter(({ taskState }) => isOneOf(taskState, ['running', 'preparing']));
}

/** Returns the number of tasks that run on a node. */
export function countRunning(node: NodeFacts): number {
  return node.runningTasksCount ?? listRunning(node).length;
}

/** A job and its tasks that run on the given nodes. */
export interface JobThere {
  readonly jobId: string;
  readonly taskIds: readonly string[];
}

/** Tasks that run on the given nodes. */
export interface RunningThere {
  readonly jobs: readonly JobThere[];
  readonly unnamed: number;
}

/** Finds the tasks that run on nodes of one account, by job. A multi-instance task on several nodes counts once. */
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
