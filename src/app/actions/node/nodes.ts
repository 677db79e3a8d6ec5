import * as l10n from '@vscode/l10n';
import { mostInFull } from '../../../core/changes/bulk/inFull.ts';
import { findNodeChange } from '../../../core/changes/nodeLife.ts';
import type { Verdict } from '../../../core/changes/verdict.ts';
import type { ComputeNode, NodeRestartOption } from '../../../core/model/computeNode.ts';
import { readNode } from '../../../core/model/computeNodeShape.ts';
import type { Pool } from '../../../core/model/pool.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { readAs } from '../../../core/model/shape.ts';
import { plural } from '../../../core/text/plural.ts';
import { formatNumber } from '../../../core/words/numbers.ts';
import type { BatchService, CallOptions, ListOptions } from '../../../service/ports.ts';
import type { App } from '../../app.ts';
import { nodeGroups, toNodeGroup } from '../../lists/nodeGroups.ts';
import { findListed, worthAList } from '../run/lookAtAll.ts';
import { toThingName } from '../targets/names.ts';
import { type Judged, judgeEach } from '../verb/judge.ts';
import type { AskedNoun, Candidate } from '../verb/toAction.ts';
import type { OneOrMore } from '../verb/toVerb.ts';
import { toNodeLines } from './nodeNames.ts';

/** A node with its current data from the service. */
export interface NodeCandidate extends Candidate<NodeResource> {
  readonly node: ComputeNode;
  readonly pool: Pool;
}

/** Operations that all node actions share: how to read, name, and record nodes. */
export const nodeNoun: AskedNoun<NodeResource, ComputeNode, NodeCandidate> = {
  kind: 'node',
  read: readNode,
  get: ({ nodes }, { poolId, nodeId }) => nodes.getNode(poolId, nodeId),
  toItem: (resource, node) => {
    const { state, schedulingState, stateTransitionTime, lastBootTime, allocationTime } = node;
    const { startTime } = node.startTaskInfo ?? {};
    const startTaskInfo = startTime === undefined ? {} : { startTaskInfo: { startTime } };
    const times = { stateTransitionTime, lastBootTime, allocationTime, ...startTaskInfo };
    return { resource, before: { state, schedulingState, ...times } };
  },
  toLines: toNodeLines,
  toThing: ({ node }) => node,
};

/** The user's choices for nodes that stop running tasks. */
export interface NodeChoices {
  readonly option: NodeRestartOption;
}

/**
 * Describes what is saved from nodes. Returns undefined when there are so many nodes that only some logs are saved,
 * which the general text describes.
 */
export function describeKeptNodes(count: number): string | undefined {
  if (count > mostInFull) return undefined;
  return plural(count, {
    '=1': l10n.t(
      "First, the node's properties, the end of its start task logs, and the diagnosis are saved on this computer.",
    ),
    other: l10n.t(
      "First, the nodes' properties, the end of their start task logs, and the diagnoses are saved on this computer.",
    ),
  });
}

/** Checks whether running tasks may finish. Tasks that are ended lose their progress, even if they run again. */
export function waitsForTasks({ option }: NodeChoices): boolean {
  return option === 'taskcompletion';
}

/** Explains why a node should no longer be interrupted or removed; undefined if the action still applies. */
export function findChangeOfNode(
  before: ComputeNode | undefined,
  now: ComputeNode | undefined,
  choices: NodeChoices,
): string | undefined {
  return findNodeChange(before, now, !waitsForTasks(choices));
}

/**
 * Checks which nodes currently allow an action. Reads each pool once, and lists all its nodes if many of them are
 * requested.
 */
export async function judgeNodes(
  services: App,
  nodes: readonly NodeResource[],
  judge: (candidate: NodeCandidate) => Verdict,
): Promise<Judged<NodeResource, NodeCandidate>> {
  const known = new Map<string, KnownPool>();
  const idsOf = new Map<string, Set<string>>();
  for (const node of nodes) idsOf.set(toPoolKey(node), (idsOf.get(toPoolKey(node)) ?? new Set()).add(node.nodeId));
  const load = async (resource: NodeResource, call: CallOptions): Promise<NodeCandidate> => {
    const { service } = await services.accounts.getStore(resource.accountId);
    const key = toPoolKey(resource);
    const ofPool = known.get(key) ?? readPool(service, resource.poolId, idsOf.get(key) ?? new Set(), call);
    known.set(key, ofPool);
    // A node that is not in the list has left or moved to a later page, so ask the service for it.
    const [nodesById, pool] = await Promise.all([ofPool.nodes, ofPool.pool]);
    const listed = nodesById?.get(resource.nodeId);
    const node = listed ?? (await service.nodes.getNode(resource.poolId, resource.nodeId, call));
    return { resource, service, node, pool };
  };
  return sortNodes(services, await judgeEach(services, nodes, load, judge));
}

/** Sorts nodes as the explorer does: those that need attention first, then by name in numeric order. */
function sortNodes(
  services: App,
  { candidates, ...judged }: Judged<NodeResource, NodeCandidate>,
): Judged<NodeResource, NodeCandidate> {
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  const keys = new Map(
    candidates.map((candidate) => [
      candidate,
      { group: nodeGroups.indexOf(toNodeGroup(candidate.node)), name: toThingName(services, candidate.resource) },
    ]),
  );
  const findKey = (candidate: NodeCandidate) => keys.get(candidate) ?? { group: 0, name: '' };
  return {
    ...judged,
    candidates: candidates.toSorted((one, other) => {
      const [first, second] = [findKey(one), findKey(other)];
      return first.group - second.group || compare(first.name, second.name);
    }),
  };
}

/** Data read once for all nodes of a pool. */
interface KnownPool {
  readonly pool: Promise<Pool>;
  /** The listed nodes by ID; undefined if the nodes are read individually. */
  readonly nodes: Promise<ReadonlyMap<string, ComputeNode>> | undefined;
}

function toPoolKey({ accountId, poolId }: NodeResource): string {
  return JSON.stringify([accountId, poolId]);
}

function readPool(service: BatchService, poolId: string, ids: ReadonlySet<string>, call: CallOptions): KnownPool {
  return {
    pool: service.pools.getPool(poolId, call),
    nodes:
      ids.size < worthAList
        ? undefined
        : findListed(service.nodes.listNodes(poolId, call), ids).then(({ found }) => found),
  };
}

/** Lists all nodes of a pool, including nodes that the explorer has not loaded. */
export async function listNodes(
  { nodes }: Pick<BatchService, 'nodes'>,
  poolId: string,
  options: ListOptions = {},
): Promise<readonly ComputeNode[]> {
  const found: ComputeNode[] = [];
  for await (const page of nodes.listNodes(poolId, options)) for (const node of page) found.push(node);
  return found;
}

/** Formatted numbers of nodes that did not come back, nodes whose start task failed, and all restarted nodes. */
type AstrayCounts = Readonly<Record<'gone' | 'failed' | 'total', string>>;

/** Describes those of `total` nodes not in the wanted state after a restart; `things` are their last states. */
export function sayAstray(
  things: readonly (object | undefined)[],
  total: number,
  say: Readonly<Record<'gone' | 'failed' | 'both', (n: AstrayCounts) => OneOrMore>>,
): OneOrMore {
  const count = things.length;
  const failed = things.filter((thing) => readAs(readNode, thing).value?.state === 'starttaskfailed').length;
  const which = failed === 0 ? 'gone' : failed === count ? 'failed' : 'both';
  return say[which]({ gone: formatNumber(count - failed), failed: formatNumber(failed), total: formatNumber(total) });
}
