import type { NodeEvidence } from '../../core/diagnosis/explainNode.ts';
import type { Evidence } from '../../core/diagnosis/explanation/explanation.ts';
import type { NodeFileResource, NodeResource } from '../../core/model/resource.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { toFinding } from './helperLogs.ts';
import { briefBytes, readLog, readLogOrWhy, toRemoteFile } from './readLog.ts';
import { type TaskLogs, toUnreadLogs } from './readTaskLogs.ts';

/** A node with its pool and what its start task wrote. */
export interface GatheredNode {
  readonly evidence: NodeEvidence;
  /** What could not be read and why. */
  readonly missing: readonly Evidence[];
  /** The logs of the start task that are not empty. */
  readonly logs: readonly NodeFileResource[];
}

/**
 * Asks for a node, its pool and the logs of its start task, which are left out where `inTime` gives up on them. Throws
 * what the service answers about the node and its pool.
 */
export async function gatherNode(
  { service }: Pick<AccountStore, 'service'>,
  resource: NodeResource,
  now: Date,
  inTime: (answer: Promise<TaskLogs>) => Promise<TaskLogs | undefined> = (answer) => answer,
): Promise<GatheredNode> {
  const [node, pool, started] = await Promise.all([
    service.nodes.getNode(resource.poolId, resource.nodeId),
    service.pools.getPool(resource.poolId),
    inTime(readStartLogs(service, resource)),
  ]);
  const ends = started === undefined ? [] : [started.stderr, started.stdout];
  const written = ends.filter(({ text }) => text !== undefined && text !== '');
  return {
    evidence: {
      node,
      pool,
      stdout: started?.stdout.text,
      stderr: started?.stderr.text,
      unread: started && toUnreadLogs(started),
      now,
    },
    missing: node.startTaskInfo?.exitCode === undefined ? [] : ends.flatMap(toFinding),
    logs: written.map(({ path }) => ({ ...resource, kind: 'nodeFile', path })),
  };
}

/** The ends of what the start task of a node wrote, or why they can't be had. Throws what is no answer of the service. */
export async function readStartLogs(
  { nodeFiles }: Pick<AccountStore['service'], 'nodeFiles'>,
  resource: NodeResource,
): Promise<TaskLogs> {
  const read = (path: string) =>
    readLogOrWhy(readLog(toRemoteFile(nodeFiles, resource, path), path, undefined, briefBytes), path);
  const [stderr, stdout] = await Promise.all([read('startup/stderr.txt'), read('startup/stdout.txt')]);
  return { stderr, stdout };
}
