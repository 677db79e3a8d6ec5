import type { NodeFile } from '../../../core/model/nodeFile.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import type { ExplorerPlace } from './treeNode.ts';

/** The files below a task, a node or one of their folders: folders first, then files, each by name. */
export function toFiles(place: ExplorerPlace, snapshot: AccountSnapshot): readonly ExplorerPlace[] {
  if (place.kind === 'task' || (place.kind === 'taskFile' && place.isDirectory)) {
    const { jobId, taskId } = place;
    const { items } = snapshot.slice({ kind: 'taskFiles', jobId, taskId, path: toFolder(place) });
    return sort(items).map(({ name, isDirectory }) => ({ kind: 'taskFile', jobId, taskId, path: name, isDirectory }));
  }
  if (place.kind === 'jobTask' || place.kind === 'subtask')
    return place.folder === '' ? [] : toNodeFiles(place, place.folder, snapshot);
  if (place.kind === 'nodeFiles' || (place.kind === 'nodeFile' && place.isDirectory)) {
    return toNodeFiles(place, toFolder(place), snapshot);
  }
  return [];
}

function toNodeFiles(
  { poolId, nodeId }: { readonly poolId: string; readonly nodeId: string },
  folder: string,
  snapshot: AccountSnapshot,
): readonly ExplorerPlace[] {
  const { items } = snapshot.slice({ kind: 'nodeFiles', poolId, nodeId, path: folder });
  return sort(items).map(({ name, isDirectory }) => ({ kind: 'nodeFile', poolId, nodeId, path: name, isDirectory }));
}

function toFolder(place: ExplorerPlace): string {
  return 'path' in place ? place.path : '';
}

function sort(files: readonly NodeFile[]): readonly NodeFile[] {
  return [...files].sort(
    (one, other) => Number(other.isDirectory) - Number(one.isDirectory) || one.name.localeCompare(other.name),
  );
}
