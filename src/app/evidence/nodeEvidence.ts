import type { NodeEvidence } from '../../core/diagnosis/explainNode.ts';
import type { Evidence } from '../../core/diagnosis/explanation/explanation.ts';
import type { NodeFileResource, NodeResource } from '../../core/model/resource.ts';
import { indexStarted } from '../../core/relations/startedElsewhere.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { ExplainingBundles } from '../ports.ts';
import { readAgentLogs } from './agentLogs.ts';
import { toFinding } from './helperLogs.ts';
import { describeSearched } from './readFurther.ts';
import type { TaskLogs } from './readTaskLogs.ts';
import { readStarts } from './startedElsewhere.ts';
import { listWritten, readStartCause, toStartLogs } from './startLogs.ts';

/** A node with its pool and its start task logs. */
export interface GatheredNode {
  readonly evidence: NodeEvidence;
  readonly missing: readonly Evidence[];
  /** The nonempty logs of the start task. */
  readonly logs: readonly NodeFileResource[];
}

/**
 * Reads a node, its pool, and its start task logs, which are left out if `inTime` gives up on them. Throws the
 * service's errors about the node and its pool.
 */
export async function gatherNode(
  { service }: Pick<AccountStore, 'service'>,
  resource: NodeResource,
  bundles: ExplainingBundles,
  now: Date,
  inTime: (answer: Promise<TaskLogs>) => Promise<TaskLogs | undefined> = (answer) => answer,
): Promise<GatheredNode> {
  const [node, pool] = await Promise.all([
    service.nodes.getNode(resource.poolId, resource.nodeId),
    service.pools.getPool(resource.poolId),
  ]);
  const [started, agentLogs, starts] = await Promise.all([
    inTime(readStartCause(service, resource, node, pool, bundles)),
    readAgentLogs(service, resource),
    readStarts(service, resource, node),
  ]);
  const ends = started === undefined ? [] : [started.stderr, started.stdout];
  return {
    evidence: {
      node,
      pool,
      ...(started && toStartLogs(started)),
      startedElsewhere: indexStarted(starts)(node),
      agentLogs,
      now,
    },
    missing: [
      ...(node.startTaskInfo?.exitCode === undefined ? [] : ends.flatMap(toFinding)),
      ...ends.flatMap(describeSearched),
    ],
    logs: [
      ...(started === undefined ? [] : listWritten(resource, started)),
      ...agentLogs.map(({ path }): NodeFileResource => ({ ...resource, kind: 'nodeFile', path })),
    ],
  };
}
