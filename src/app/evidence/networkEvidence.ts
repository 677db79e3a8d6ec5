import type { NetworkEvidence } from '../../core/diagnosis/evidence/networkEvidence.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import { countNodes, type Pool, type PoolNodeCounts } from '../../core/model/pool.ts';
import { isOneOf } from '../../core/model/words.ts';
import { isOutOfReach } from '../../core/refusals/monitorAnswers.ts';
import type { MonitorPort } from '../../service/ports.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';

type Answer = Awaited<ReturnType<MonitorPort['getNetwork']>>;

/** Milliseconds after which a starting node is unlikely to start. */
const longStartMs = 15 * 60_000;

/** Checks whether a node can't be reached or doesn't start. */
export function getsNowhere({ state, stateTransitionTime }: ComputeNode, now: Date): boolean {
  if (isOneOf(state, ['unusable', 'unknown'])) return true;
  const sinceMs = now.getTime() - Date.parse(stateTransitionTime ?? '');
  return isOneOf(state, ['starting', 'creating']) && sinceMs > longStartMs;
}

/** Checks whether the network may keep a node from Batch: it gets nowhere, and reports no reason of its own. */
export function isCutOff(node: ComputeNode, now: Date): boolean {
  return getsNowhere(node, now) && (node.errors ?? []).length === 0 && !isOneOf(node.state, ['unknown']);
}

/** Reads the network of a pool in a virtual network. Undefined for others, and for accounts that are opened by key. */
export async function gatherNetwork(
  { service, snapshot }: Pick<AccountStore, 'service' | 'snapshot'>,
  pool: Pool | undefined,
): Promise<NetworkEvidence | undefined> {
  const { subnetId } = pool?.networkConfiguration ?? {};
  if (pool === undefined || subnetId === undefined || !service.monitor.isAvailable) return undefined;
  return toNetworkEvidence(await service.monitor.getNetwork(subnetId), snapshot.nodeCounts.get(pool.id));
}

/** Converts what is known of the network of a pool with these nodes. */
export function toNetworkEvidence(answer: Answer, nodeCounts: PoolNodeCounts | undefined): NetworkEvidence | undefined {
  const areOthersWorking = countNodes(nodeCounts, 'idle', 'running') > 0;
  if (!('unknown' in answer)) return { ...answer, areOthersWorking };
  return isOutOfReach(answer) ? undefined : { unread: answer, areOthersWorking };
}
