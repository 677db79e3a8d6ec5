import type { StartLogs } from '../../core/diagnosis/process/taskContext.ts';
import { listFailedStarts } from '../../core/failures/failedStartTasks.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { Pool } from '../../core/model/pool.ts';
import type { NodeFileResource, NodeResource } from '../../core/model/resource.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { DiagnosisWith } from '../ports.ts';
import { findLogOfCause, readFurther } from './readFurther.ts';
import { briefBytes, farthestBytes, readLog, readLogOrWhy, thoroughBytes, toRemoteFile } from './readLog.ts';
import { type TaskLogs, toDiagnosedText, toUnreadLogs } from './readTaskLogs.ts';

/**
 * Maximum number of different start task outcomes in a pool for which logs are read, for items that wait for its nodes.
 */
const mostWays = 3;

type Files = Pick<AccountStore['service'], 'nodeFiles'>;

/** The logs of start tasks by node, and the files that are not empty. */
export interface GatheredStartLogs {
  readonly startLogs?: StartLogs | undefined;
  readonly files: readonly NodeFileResource[];
}

/**
 * Reads the ends of a node's start task logs, or why they can't be read. Throws errors that do not come from the
 * service.
 */
export async function readStartLogs(
  { nodeFiles }: Files,
  resource: NodeResource,
  maxBytes = briefBytes,
): Promise<TaskLogs> {
  const read = (path: string) =>
    readLogOrWhy(readLog(toRemoteFile(nodeFiles, resource, path), path, undefined, maxBytes), path);
  const [stderr, stdout] = await Promise.all([read('startup/stderr.txt'), read('startup/stdout.txt')]);
  return { stderr, stdout };
}

/**
 * Reads the start task logs of a node with a known state. If the start task failed, reads as much as an opened log
 * shows, or `maxBytes`, and further up if that shows no cause.
 */
export async function readStartCause(
  { nodeFiles }: Files,
  resource: NodeResource,
  { startTask, startTaskInfo: { exitCode = 0 } = {} }: ComputeNode,
  pool: Pool | undefined,
  bundles: DiagnosisWith<'judgeLogs'>,
  maxBytes = thoroughBytes,
): Promise<TaskLogs> {
  if (exitCode === 0) return readStartLogs({ nodeFiles }, resource);
  const { commandLine } = startTask ?? pool?.startTask ?? {};
  return readFurther(await readStartLogs({ nodeFiles }, resource, maxBytes), {
    toFile: (path) => toRemoteFile(nodeFiles, resource, path),
    findCause: (logs) => findLogOfCause(bundles, logs, { commandLine, exitCode }),
    maxBytes,
    farthestBytes,
  });
}

/** Converts the logs of a start task to the diagnosis's form. */
export function toStartLogs(read: TaskLogs): StartLogs[string] {
  return { stdout: toDiagnosedText(read.stdout), stderr: toDiagnosedText(read.stderr), unread: toUnreadLogs(read) };
}

/** Lists the nonempty logs of a start task. */
export function listWritten(node: NodeResource, { stderr, stdout }: TaskLogs): readonly NodeFileResource[] {
  const written = [stderr, stdout].filter(({ text }) => text !== undefined && text !== '');
  return written.map(({ path }) => ({ ...node, kind: 'nodeFile', path }));
}

/**
 * Reads the start task logs that explain why nodes of a pool accept no tasks, from one node for each outcome. Throws
 * errors that do not come from the service.
 */
export async function gatherStartLogs(
  service: Files,
  accountId: string,
  pool: Pool | undefined,
  nodes: readonly ComputeNode[] = [],
): Promise<GatheredStartLogs> {
  const failed = pool === undefined ? [] : listFailedStarts(nodes, pool).slice(0, mostWays);
  if (pool === undefined || failed.length === 0) return { files: [] };
  const read = await Promise.all(
    failed.map(async ({ id: nodeId }) => {
      const resource = { kind: 'node', accountId, poolId: pool.id, nodeId } as const;
      return { resource, logs: await readStartLogs(service, resource) };
    }),
  );
  return {
    startLogs: Object.fromEntries(read.map(({ resource, logs }) => [resource.nodeId, toStartLogs(logs)])),
    files: read.flatMap(({ resource, logs }) => listWritten(resource, logs)),
  };
}
