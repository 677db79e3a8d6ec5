import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import { indexStarted, type StartedElsewhere } from '../../core/query/startedElsewhere.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { MissingEvidence } from './missingEvidence.ts';
import { readFirstPage } from './readPages.ts';

/** Maximum number of nodes read to see why a task waits: one page of the service. */
export const maxNodes = 1000;

/**
 * Reads with one request, only for a node whose start task failed, whether start tasks succeeded elsewhere; the
 * explanation does without this when refused.
 */
export async function readStartedElsewhere(
  service: AccountStore['service'],
  { poolId }: Pick<NodeResource, 'poolId'>,
  node: ComputeNode,
): Promise<StartedElsewhere | undefined> {
  if (node.startTaskInfo?.result !== 'failure') return undefined;
  const select = ['id', 'startTask', 'startTaskInfo'];
  const nodes = await new MissingEvidence().ifThere(
    readFirstPage(service.nodes.listNodes(poolId, { select, pageSize: maxNodes })),
  );
  return nodes && indexStarted(nodes)(node);
}
