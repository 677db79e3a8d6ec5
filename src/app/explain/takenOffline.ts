import { wasChanged } from '../../core/changes/bulk/bulkRecord.ts';
import { equals } from '../../core/filters/odata.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import { isOtherThing } from '../../core/model/otherThing.ts';
import { countNodes, type PoolNodeCounts } from '../../core/model/pool.ts';
import type { NodeResource, PoolResource } from '../../core/model/resource.ts';
import type { NodePort } from '../../service/ports.ts';
import { toCommandId } from '../commandId.ts';
import { type DoneActionFiles, listDoneActions } from '../evidence/doneActions.ts';

const off: string = toCommandId('node.disableScheduling');
const on: string = toCommandId('node.enableScheduling');
const select: readonly (keyof ComputeNode)[] = ['id', 'state', 'schedulingState', 'allocationTime'];

/** The times at which nodes were last taken offline from this computer, unless it brought them online again. */
export class TakenOffline {
  readonly #byId: ReadonlyMap<string, { readonly at: string; readonly allocationTime: unknown }>;

  constructor(byId: ReadonlyMap<string, { readonly at: string; readonly allocationTime: unknown }>) {
    this.#byId = byId;
  }

  /** Returns when a node was taken offline, ISO 8601; undefined if it is online or was given another machine. */
  find({ id, schedulingState, allocationTime }: ComputeNode): string | undefined {
    const known = this.#byId.get(id);
    if (known === undefined || schedulingState !== 'disabled') return undefined;
    return isOtherThing(known.allocationTime, allocationTime) ? undefined : known.at;
  }

  /** Checks whether any nodes were taken offline from this computer. */
  get isAny(): boolean {
    return this.#byId.size > 0;
  }

  /** Counts the pool's offline nodes that were taken offline from this computer. Lists the nodes only if any were. */
  async count(nodes: Pick<NodePort, 'listNodes'>, poolId: string): Promise<number | undefined> {
    if (this.#byId.size === 0) return 0;
    let count = 0;
    try {
      for await (const page of nodes.listNodes(poolId, { filter: equals('state', 'offline'), select }))
        count += page.filter((node) => this.find(node) !== undefined).length;
    } catch (error) {
      if (BatchError.is(error)) return undefined;
      throw error;
    }
    return count;
  }
}

/** Finds which nodes were taken offline, a single node or the nodes of a pool, based on the journals of actions. */
export async function readTakenOffline(
  services: DoneActionFiles,
  whole: NodeResource | PoolResource,
): Promise<TakenOffline> {
  const isOwn = (of: object): boolean =>
    Object.entries(whole).every(([name, value]) => name === 'kind' || Reflect.get(of, name) === value);
  const actions = await listDoneActions(services, whole, ({ resource }) => isOwn(resource));
  const last = new Map<string, { readonly at: string; readonly verb: string; readonly allocationTime: unknown }>();
  for (const { plan, items } of actions) {
    if (![off, on].includes(plan.verb)) continue;
    for (const { item, outcome } of items) {
      const { resource, before = {} } = item;
      if (resource.kind !== 'node' || !wasChanged(outcome)) continue;
      const { at } = outcome;
      const known = last.get(resource.nodeId);
      if (known !== undefined && Date.parse(known.at) >= Date.parse(at)) continue;
      last.set(resource.nodeId, { at, verb: plan.verb, allocationTime: Reflect.get(before, 'allocationTime') });
    }
  }
  return new TakenOffline(new Map([...last].filter(([, { verb }]) => verb === off)));
}

/**
 * Counts the offline nodes of a pool that were taken offline from this computer; undefined if no node is offline or the
 * number is unknown.
 */
export async function countTakenOffline(
  nodes: Pick<NodePort, 'listNodes'>,
  pool: PoolResource,
  counts: PoolNodeCounts | undefined,
  read: ((pool: PoolResource) => Promise<TakenOffline>) | undefined,
): Promise<number | undefined> {
  if (countNodes(counts, 'offline') === 0) return undefined;
  return (await read?.(pool))?.count(nodes, pool.poolId);
}

/** Returns when nodes of a pool were taken offline from this computer, by node ID; undefined if no node is offline. */
export async function listTakenOffline(
  pool: PoolResource,
  nodes: readonly ComputeNode[],
  read: ((pool: PoolResource) => Promise<TakenOffline>) | undefined,
): Promise<Readonly<Record<string, string>> | undefined> {
  const off = nodes.filter(({ schedulingState }) => schedulingState === 'disabled');
  const taken = off.length === 0 ? undefined : await read?.(pool);
  if (taken === undefined) return undefined;
  return Object.fromEntries(
    off.flatMap((node) => {
      const at = taken.find(node);
      return at === undefined ? [] : [[node.id, at] as const];
    }),
  );
}
