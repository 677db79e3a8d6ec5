import { readMember } from '../../../core/model/readMember.ts';
import { isResource, type Resource } from '../../../core/model/resource.ts';
import type { RowTarget } from '../../../core/places/address.ts';
import type { DocumentTarget } from '../../../core/places/documentPath.ts';
import { type ExplorerPlace, type TreeNode, toSegment } from './treeNode.ts';

/** Kinds of places that show an item of the service. A link names the item, which is in only one place of the tree. */
const things: ReadonlySet<ExplorerPlace['kind']> = new Set([
  'account',
  'pool',
  'node',
  'nodeFile',
  'job',
  'jobSchedule',
  'task',
  'taskFile',
  'recentTask',
  'dependency',
  'missingTask',
]);

/** Kinds of places that report how a list was read, and represent no item. */
const remarks: ReadonlySet<ExplorerPlace['kind']> = new Set(['more', 'error', 'damaged', 'empty', 'loading']);

/** Returns the target of a link to a row of the explorer; undefined for other rows, and for rows without an item. */
export function toLinkTarget(row: unknown): Resource | DocumentTarget | RowTarget | undefined {
  if (!isTreeNode(row) || remarks.has(row.place.kind)) return undefined;
  if (row.opens !== undefined) return row.opens;
  if (things.has(row.place.kind)) return row.resource;
  const names: string[] = [];
  let above: TreeNode | undefined = row;
  while (above !== undefined && !things.has(above.place.kind)) {
    names.unshift(toSegment(above.accountId, above.place));
    above = above.parent;
  }
  return above?.resource && { resource: above.resource, row: names };
}

/** Returns the row of an item or document as the names of the rows that lead to it from the row of its item. */
export function toRowOf(target: DocumentTarget | Resource): readonly string[] {
  const places = toPlaces(target);
  const { accountId } = 'resource' in target ? target.resource : target;
  return places.map((place) => toSegment(accountId, place));
}

function toPlaces(target: DocumentTarget | Resource): readonly ExplorerPlace[] {
  if (!('document' in target)) return toFilePlaces(target);
  const { accountId, ...owner } = target.resource;
  if (target.document === 'content' || target.document === 'text') return toFilePlaces(target.resource);
  if (target.document === 'cause') {
    if (target.resource.kind !== 'job') return [];
    const { jobId } = target.resource;
    const cause = { kind: 'taskCause', jobId, fingerprint: target.fingerprint } as const;
    return [{ kind: 'taskGroup', jobId, group: 'failed' }, cause];
  }
  if (owner.kind !== 'task' && owner.kind !== 'node') return [];
  if (target.document === 'attempts') return [{ kind: 'attempts', owner }];
  if (target.document !== 'attempt' && target.document !== 'attemptLog') return [];
  const { savedAt } = target;
  const attempt = [{ kind: 'attempts', owner } as const, { kind: 'attempt', owner, savedAt } as const];
  if (target.document === 'attempt') return attempt;
  return [...attempt, { kind: 'attemptLog', owner, savedAt, path: target.path }];
}

/**
 * Lists the folders that lead to a file, and the file itself. All are returned as folders, because the kind does not
 * affect a row's identity.
 */
function toFilePlaces(file: Resource): readonly ExplorerPlace[] {
  if (file.kind !== 'taskFile' && file.kind !== 'nodeFile') return [];
  const parts = file.path.split('/');
  const paths = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  if (file.kind === 'taskFile') {
    const { jobId, taskId } = file;
    return paths.map((path) => ({ kind: 'taskFile', jobId, taskId, path, isDirectory: true }));
  }
  const { poolId, nodeId } = file;
  return [
    { kind: 'nodeFiles', poolId, nodeId },
    ...paths.map((path) => ({ kind: 'nodeFile', poolId, nodeId, path, isDirectory: true }) as const),
  ];
}

function isTreeNode(row: unknown): row is TreeNode {
  const hasPlace = typeof readMember(readMember(row, 'place'), 'kind') === 'string';
  const resource = readMember(row, 'resource');
  return hasPlace && typeof readMember(row, 'id') === 'string' && (resource === undefined || isResource(resource));
}
