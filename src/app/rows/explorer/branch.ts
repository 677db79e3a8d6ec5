import type { Resource } from '../../../core/model/resource.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import { toScopes } from './scopes.ts';
import type { TreeNode } from './treeNode.ts';

interface Rows {
  /** Returns the explorer row that a command was called on, if it is one. */
  toNode(row: unknown): TreeNode | undefined;
  listOpened(nodes: readonly TreeNode[]): readonly TreeNode[];
  listCurrent(node: TreeNode): readonly TreeNode[];
}

/** Items listed together. */
export interface Held {
  readonly resources: readonly Resource[];
  readonly hasMore: boolean;
}

/**
 * Reloads the loaded data of a branch: the list that contains its row, everything below it and, for a job, its task
 * counts. Returns whether `row` is a row of the explorer other than an account's. The lists show any failure to reload.
 */
export async function refreshBranch(
  rows: Rows,
  accounts: { findStore(accountId: string): AccountStore | undefined },
  row: unknown,
): Promise<boolean> {
  const node = rows.toNode(row);
  if (node?.parent === undefined) return false;
  const store = accounts.findStore(node.accountId);
  if (store === undefined) return true;
  // Pools and jobs are separate lists, although an account represents both.
  const list = node.parent.parent === undefined ? [] : toScopes(node.parent.place);
  const below = rows.listOpened([node]).flatMap(({ place }) => toScopes(place));
  const { snapshot } = store;
  await store.refresh([...list, ...below].filter((scope) => snapshot.slice(scope).loadedAt !== undefined));
  if (node.resource?.kind === 'job') await store.loadTaskCounts([node.resource.jobId]);
  return true;
}

/** Lists the loaded items below a row, or below its causes; undefined for rows of other views. */
export function listHeld(rows: Rows, row: unknown): Held | undefined {
  const node = rows.toNode(row);
  if (node === undefined) return undefined;
  const below = rows.listCurrent(node);
  return {
    resources: below.flatMap(({ place, resources, resource }) => resources ?? (isThing(place) ? (resource ?? []) : [])),
    hasMore: below.some(({ place }) => place.kind === 'more'),
  };
}

function isThing({ kind }: TreeNode['place']): boolean {
  return kind === 'pool' || kind === 'node' || kind === 'job' || kind === 'jobSchedule' || kind === 'task';
}
