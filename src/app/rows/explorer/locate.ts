import { isMissing } from '../../../core/model/missing.ts';
import { type Resource, toKey, toKind } from '../../../core/model/resource.ts';
import { toTaskGroup } from '../../../core/model/task.ts';
import type {
  AccountSnapshot,
  AccountStore,
  Findable,
  Scope,
  ScopeItems,
} from '../../../service/store/accountStore.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import { toNodeGroup } from '../../lists/nodeGroups.ts';
import type { ShownTaskGroup } from '../../lists/taskCount.ts';
import { toChildren } from './children.ts';
import { type FindCauses, noCauses } from './taskCauses.ts';
import type { ExplorerPlace, TreeNode } from './treeNode.ts';

interface Rows {
  root(accountId: string): TreeNode;
  child(parent: TreeNode, place: ExplorerPlace): TreeNode;
}

/** Finds the causes by which the explorer groups failed tasks. */
export interface Causes {
  /** Reads more of the logs that distinguish causes. */
  readCauses(store: AccountStore, jobId: string): Promise<unknown>;
  causesIn(snapshot: AccountSnapshot): FindCauses;
}

const withoutCauses: Causes = { readCauses: async () => undefined, causesIn: () => noCauses };

/** Finds the row of an item, or of its closest displayed parent. Loads everything above it. */
export async function locate(
  resource: Resource,
  accounts: Pick<Accounts, 'getStore'>,
  rows: Rows,
  causes: Causes = withoutCauses,
): Promise<TreeNode> {
  const root = rows.root(resource.accountId);
  if (resource.kind === 'account') return root;
  const store = await accounts.getStore(resource.accountId);
  let node = root;
  for (const place of await toPath(resource, store)) {
    // Find the same rows that the tree shows after it has distinguished the causes.
    if (place.kind === 'taskGroup' && place.group === 'failed') await causes.readCauses(store, place.jobId);
    const { snapshot } = store;
    const below = (above: ExplorerPlace): readonly ExplorerPlace[] =>
      toChildren(above, snapshot, causes.causesIn(snapshot));
    const shows = (above: ExplorerPlace): boolean => below(above).some((child) => isSamePlace(child, place));
    if (!shows(node.place)) {
      const cause = below(node.place).find((child) => child.kind === 'taskCause' && shows(child));
      if (cause === undefined) return node;
      node = rows.child(node, cause);
    }
    node = rows.child(node, place);
  }
  return node;
}

interface RowFinder extends Rows, Causes {
  findBelow(above: TreeNode, name: string): Promise<TreeNode | undefined>;
}

/**
 * Finds the row at the end of the path `names` below an item, from the top down (`RowTarget`), or the last existing row
 * on that path.
 */
export async function locateRow(
  resource: Resource,
  names: readonly string[],
  accounts: Pick<Accounts, 'getStore'>,
  rows: RowFinder,
): Promise<TreeNode> {
  let found = await locate(resource, accounts, rows, rows);
  if (!isRowOf(found, resource)) return found;
  for (const name of names) {
    const below = await rows.findBelow(found, name);
    if (below === undefined) break;
    found = below;
  }
  return found;
}

/** Checks whether a row shows an item; for a file, whether it shows the task or node of the file. */
function isRowOf({ resource: shown }: TreeNode, resource: Resource): boolean {
  if (shown === undefined) return false;
  const owner = toKind(shown.kind, resource);
  return owner !== undefined && toKey(owner) === toKey(shown) && shown.kind === toOwnerKind(resource);
}

function toOwnerKind({ kind }: Resource): Resource['kind'] {
  if (kind === 'taskFile') return 'task';
  return kind === 'nodeFile' ? 'node' : kind;
}

function isSamePlace(one: ExplorerPlace, other: ExplorerPlace): boolean {
  return JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
}

async function toPath(
  resource: Exclude<Resource, { kind: 'account' }>,
  store: AccountStore,
): Promise<readonly ExplorerPlace[]> {
  switch (resource.kind) {
    case 'pool':
      await loadPool(resource.poolId, store);
      return [{ kind: 'pools' }, { kind: 'pool', poolId: resource.poolId }];
    case 'node':
    case 'nodeFile':
      return toNodePath(resource.poolId, resource.nodeId, store);
    case 'job':
      await loadJob(resource.jobId, store);
      return [{ kind: 'jobs' }, { kind: 'job', jobId: resource.jobId }];
    case 'jobSchedule':
      await loadSchedule(resource.scheduleId, store);
      return [{ kind: 'jobSchedules' }, { kind: 'jobSchedule', scheduleId: resource.scheduleId }];
    case 'task':
    case 'taskFile':
      return toTaskPath(resource.jobId, resource.taskId, store);
  }
}

function loadPool(poolId: string, store: AccountStore): Promise<void> {
  return loadItem(store, { kind: 'pools' }, poolId, () => store.service.pools.getPool(poolId));
}

function loadJob(jobId: string, store: AccountStore): Promise<void> {
  return loadItem(store, { kind: 'jobs' }, jobId, () => store.service.jobs.getJob(jobId));
}

function loadSchedule(id: string, store: AccountStore): Promise<void> {
  return loadItem(store, { kind: 'jobSchedules' }, id, () => store.service.jobSchedules.getJobSchedule(id));
}

/** Loads a list, and the item separately if it is further down or newer. A deleted item is not added. */
async function loadItem<K extends Findable>(
  store: AccountStore,
  scope: Extract<Scope, { kind: K }>,
  id: string,
  get: () => Promise<ScopeItems[K]>,
): Promise<void> {
  await store.load(scope);
  const { items, hasMore } = store.snapshot.slice<K>(scope);
  if (items.some((item) => item.id === id)) return;
  try {
    store.include<K>(scope, await get());
  } catch (error) {
    // A complete list without the item also answers the question.
    if (hasMore && !isMissing(error)) throw error;
  }
}

async function toNodePath(poolId: string, nodeId: string, store: AccountStore): Promise<readonly ExplorerPlace[]> {
  const scope = { kind: 'nodes', poolId } as const;
  const get = () => store.service.nodes.getNode(poolId, nodeId);
  await Promise.all([loadPool(poolId, store), loadItem(store, scope, nodeId, get)]);
  const path: ExplorerPlace[] = [{ kind: 'pools' }, { kind: 'pool', poolId }];
  const node = store.snapshot.slice(scope).items.find(({ id }) => id === nodeId);
  if (node === undefined) return path;
  return [...path, { kind: 'nodeGroup', poolId, group: toNodeGroup(node) }, { kind: 'node', poolId, nodeId }];
}

async function toTaskPath(jobId: string, taskId: string, store: AccountStore): Promise<readonly ExplorerPlace[]> {
  const [task] = await Promise.all([
    store.service.tasks.getTask(jobId, taskId),
    loadJob(jobId, store),
    store.loadTaskCounts([jobId]),
  ]);
  // A task in an unknown state may be in any of the service's lists.
  const stored = toTaskGroup(task) ?? 'active';
  await loadItem(store, { kind: 'tasks', jobId, group: stored }, taskId, async () => task);
  const group: ShownTaskGroup = stored === 'preparing' ? 'running' : stored;
  return [
    { kind: 'jobs' },
    { kind: 'job', jobId },
    { kind: 'taskGroup', jobId, group },
    { kind: 'task', jobId, taskId, group },
  ];
}
