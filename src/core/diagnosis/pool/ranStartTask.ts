import type { ResourceFile } from '../../model/common.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Pool, StartTask } from '../../model/pool.ts';

/** The start task that a node ran, and whether the pool has another one now. */
export interface RanStartTask {
  /** Absent where neither the node nor its pool says it. */
  readonly definition: StartTask | undefined;
  readonly hasChanged: boolean;
  /** Whether the pool has none any more, so that nodes which restart run none. */
  readonly isRemoved: boolean;
}

/**
 * The definition that the node ran: a changed start task of the pool reaches a node when it restarts. Nodes of older
 * versions of the API do not say which one it was, so that of the pool is taken for it.
 */
export function findRanStartTask({ startTask }: ComputeNode, pool: Pool | undefined): RanStartTask {
  const isRemoved = pool !== undefined && pool.startTask === undefined;
  if (startTask === undefined) return { definition: pool?.startTask, hasChanged: isRemoved, isRemoved };
  const hasChanged = pool !== undefined && !isSameTask(startTask, pool.startTask ?? {});
  return { definition: startTask, hasChanged, isRemoved };
}

/** Properties that the service leaves out have their defaults (Batch documentation: "StartTask"). */
function isSameTask(one: StartTask, other: StartTask): boolean {
  return toComparable(one) === toComparable(other);
}

function toComparable(task: StartTask): string {
  const { username, autoUser } = task.userIdentity ?? {};
  return JSON.stringify([
    task.commandLine ?? '',
    task.containerSettings?.imageName,
    task.containerSettings?.containerRunOptions,
    (task.resourceFiles ?? []).map(toComparableFile),
    (task.environmentSettings ?? []).map(({ name, value }) => [name, value]),
    username ?? [autoUser?.scope?.toLowerCase() ?? 'pool', autoUser?.elevationLevel?.toLowerCase() ?? 'nonadmin'],
    task.maxTaskRetryCount ?? 0,
    task.waitForSuccess ?? true,
  ]);
}

/** Without the query of an address: another signature fetches the same file. */
function toComparableFile(file: ResourceFile): readonly (string | undefined)[] {
  const { httpUrl, storageContainerUrl, autoStorageContainerName, blobPrefix, filePath, fileMode } = file;
  const address = (httpUrl ?? storageContainerUrl)?.split('?', 1)[0];
  return [address, autoStorageContainerName, blobPrefix, filePath, fileMode];
}
