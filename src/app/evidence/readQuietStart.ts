import type { FailureCategory } from '../../core/diagnosis/explanation/category.ts';
import type { StartLogs } from '../../core/diagnosis/process/taskContext.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { isFailed, type Task } from '../../core/model/task.ts';
import { findById } from '../lists/findById.ts';
import { findSeenNodes } from '../lists/seenNodes.ts';
import type { ReadableStore } from '../ports.ts';
import { MissingEvidence } from './missingEvidence.ts';
import { type ReadOnce, readUnshared } from './sharedReads.ts';
import { readStartLogs, toStartLogs } from './startLogs.ts';

/** Categories of failures of programs that lack what a start task may provide. */
const provided: ReadonlySet<FailureCategory> = new Set(['missing-program', 'missing-module', 'missing-file']);

/** Matches a path outside the task's own folder. */
const elsewhere = /(?<![\w./:-])(?:\/|[A-Za-z]:\\)(?!\S{0,200}\bworkitems\b)\w/;

/**
 * Reads the logs of the start task that succeeded on the node of a failed task, if the task lacks something that the
 * start task may have provided, once for all tasks on the node. Undefined for other tasks and other start tasks.
 */
export async function readQuietStart(
  { service, snapshot }: ReadableStore,
  { accountId }: Pick<TaskResource, 'accountId'>,
  task: Task,
  said: { readonly category: FailureCategory; readonly text: string } | undefined,
  once: ReadOnce = readUnshared,
): Promise<StartLogs | undefined> {
  const { poolId, nodeId } = task.nodeInfo ?? {};
  const isLacking =
    said !== undefined &&
    provided.has(said.category) &&
    (said.category !== 'missing-file' || elsewhere.test(said.text));
  if (poolId === undefined || nodeId === undefined || !isLacking || !isFailed(task)) return undefined;
  // A container has its own programs.
  if (task.containerSettings !== undefined) return undefined;
  const pool = snapshot && findById(snapshot.slice({ kind: 'pools' }).items, poolId);
  if (pool !== undefined && pool.startTask === undefined) return undefined;
  const resource = { kind: 'node', accountId, poolId, nodeId } as const;
  const read = async () => {
    const seen = snapshot && findSeenNodes(snapshot, poolId)?.items.find(({ id }) => id === nodeId);
    const node = seen ?? (await new MissingEvidence().ifThere(service.nodes.getNode(poolId, nodeId)));
    const { exitCode, failureInfo } = node?.startTaskInfo ?? {};
    if (node === undefined || exitCode !== 0 || failureInfo !== undefined) return undefined;
    return { node, logs: toStartLogs(await readStartLogs(service, resource)) };
  };
  const found = await once(`start task ${poolId}/${nodeId}`, read);
  return found !== undefined && hasEndedBefore(found.node, task) ? { [nodeId]: found.logs } : undefined;
}

/** Checks whether the start task ended before the task started: a later restart of the node runs it again. */
function hasEndedBefore({ startTaskInfo }: ComputeNode, { executionInfo }: Task): boolean {
  const { startTime, endTime } = executionInfo ?? {};
  return Date.parse(startTaskInfo?.endTime ?? '') <= Date.parse(startTime ?? endTime ?? '');
}

/** Checks whether a task never ran because its program was not on the node, where the start task may have to put it. */
export function lacksProgram(task: Task): boolean {
  return isFailed(task) && /^commandprogramnotfound$/i.test(task.executionInfo?.failureInfo?.code ?? '');
}
