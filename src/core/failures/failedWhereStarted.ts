import { listCommands } from '../definitions/programs.ts';
import { type ComputeNode, toleratesStartTask, wasStartTaskRunning } from '../model/computeNode.ts';
import { isFailed, type Task, toSignature } from '../model/task.ts';
import { toDefinition } from '../relations/startedElsewhere.ts';

/**
 * Returns a function that checks, for a task on a node whose start task failed, whether one of `tasks` with the same
 * program ended with the same exit code on one of `nodes` where the same start task had succeeded.
 */
export function indexFailedWhereStarted(
  nodes: readonly ComputeNode[],
  tasks: readonly Task[],
): (task: Task, node: ComputeNode | undefined) => boolean {
  let known: ReadonlySet<string> | undefined;
  return (task, node) => {
    if (node === undefined || !toleratesStartTask(node)) return false;
    known ??= new Set(listWhereStarted(nodes, tasks));
    return known.has(toFailure(task, node));
  };
}

function listWhereStarted(nodes: readonly ComputeNode[], tasks: readonly Task[]): readonly string[] {
  const started = new Map(
    nodes.flatMap((node) => (node.startTaskInfo?.result === 'success' ? [[node.id, node] as const] : [])),
  );
  return tasks.flatMap((task) => {
    const node = started.get(task.nodeInfo?.nodeId ?? '');
    if (node === undefined || !isFailed(task) || task.executionInfo?.exitCode === undefined) return [];
    return wasStartTaskRunning(node, task.executionInfo.startTime) ? [] : [toFailure(task, node)];
  });
}

function toFailure(task: Task, node: ComputeNode): string {
  const programs = listCommands(task.commandLine ?? '');
  return JSON.stringify([toDefinition(node), toSignature(task), task.containerSettings?.imageName, programs]);
}
