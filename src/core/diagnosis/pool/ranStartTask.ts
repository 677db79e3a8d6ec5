import type { ResourceFile } from '../../model/common.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Pool, StartTask } from '../../model/pool.ts';

/** The start task that a node ran, and whether the pool has another one now. */
export interface RanStartTask {
  /** Absent when neither the node nor its pool gives it. */
  readonly definition: StartTask | undefined;
  readonly hasChanged: boolean;
  /** True when the pool no longer has a start task, so that nodes run none when they restart. */
  readonly isRemoved: boolean;
  /** Resource files as the pool has them now, with another signature or identity, by their index in `definition`. */
  readonly renewed: ReadonlyMap<number, ResourceFile>;
}

/**
 * Finds the definition that the node ran: a changed start task of the pool reaches a node when it restarts. Nodes of
 * older versions of the API do not say which one it was, so that of the pool is taken for it.
 */
export function findRanStartTask({ startTask }: ComputeNode, pool: Pool | undefined): RanStartTask {
  const present = pool?.startTask;
  const isRemoved = pool !== undefined && present === undefined;
  if (startTask === undefined) return { definition: present, hasChanged: isRemoved, isRemoved, renewed: new Map() };
  const hasChanged = pool !== undefined && !isSameTask(startTask, present ?? {});
  return { definition: startTask, hasChanged, isRemoved, renewed: findRenewed(startTask, present ?? {}) };
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
    (task.resourceFiles ?? []).map((file) => [toContent(file), toAccess(file)]),
    (task.environmentSettings ?? []).map(({ name, value }) => [name, value]),
    username ?? [autoUser?.scope?.toLowerCase() ?? 'pool', autoUser?.elevationLevel?.toLowerCase() ?? 'nonadmin'],
    task.maxTaskRetryCount ?? 0,
    task.waitForSuccess ?? true,
  ]);
}

/** Finds the files of `ran` that `present` fetches with another signature or identity. */
function findRenewed(ran: StartTask, present: StartTask): ReadonlyMap<number, ResourceFile> {
  const files = new Map((present.resourceFiles ?? []).map((file) => [toContent(file), file]));
  const renewed = new Map<number, ResourceFile>();
  for (const [index, file] of (ran.resourceFiles ?? []).entries()) {
    const now = files.get(toContent(file));
    if (now !== undefined && toAccess(now) !== toAccess(file)) renewed.set(index, now);
  }
  return renewed;
}

/** Identifies the downloaded content and its destination. */
function toContent(file: ResourceFile): string {
  const { autoStorageContainerName, blobPrefix, filePath, fileMode } = file;
  const [address] = splitAddress(file);
  return JSON.stringify([address, autoStorageContainerName, blobPrefix, filePath, fileMode]);
}

/** Identifies the credentials of a download: the signature (SAS) is the query of the address. Resource IDs ignore case. */
function toAccess(file: ResourceFile): string {
  const [, query] = splitAddress(file);
  return JSON.stringify([query, file.identityReference?.resourceId?.toLowerCase()]);
}

function splitAddress({ httpUrl, storageContainerUrl }: ResourceFile): readonly [string, string] {
  const address = httpUrl ?? storageContainerUrl ?? '';
  const start = address.indexOf('?');
  return start < 0 ? [address, ''] : [address.slice(0, start), address.slice(start + 1)];
}
