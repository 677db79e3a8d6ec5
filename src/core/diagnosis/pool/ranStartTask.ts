import type { ResourceFile } from '../../model/common.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Pool, StartTask } from '../../model/pool.ts';

/** The start task that a node ran, compared with the pool's current one. */
export interface RanStartTask {
  /** Absent if neither the node nor its pool provides it. */
  readonly definition: StartTask | undefined;
  readonly hasChanged: boolean;
  /** True if the pool no longer has a start task, so nodes run none when they restart. */
  readonly isRemoved: boolean;
  /** Resource files that the pool now has with a different signature or identity, by their index in `definition`. */
  readonly renewed: ReadonlyMap<number, ResourceFile>;
}

/**
 * Finds the definition that the node ran, because a changed start task of the pool reaches a node only when the node
 * restarts. With older API versions, nodes don't report their start task, so the pool's is used.
 */
export function findRanStartTask({ startTask }: ComputeNode, pool: Pool | undefined): RanStartTask {
  const present = pool?.startTask;
  const isRemoved = pool !== undefined && present === undefined;
  if (startTask === undefined) return { definition: present, hasChanged: isRemoved, isRemoved, renewed: new Map() };
  const hasChanged = pool !== undefined && !isSameTask(startTask, present ?? {});
  return { definition: startTask, hasChanged, isRemoved, renewed: findRenewed(startTask, present ?? {}) };
}

/** Compares two start tasks; omitted properties have their defaults (Batch documentation: "StartTask"). */
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

/**
 * Maps the index of each resource file of `ran` to the file in `present` that fetches the same content with another
 * signature or identity.
 */
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

/** Identifies a download's credentials: the signature in the query, and the identity's resource ID, ignoring case. */
function toAccess(file: ResourceFile): string {
  const [, query] = splitAddress(file);
  return JSON.stringify([query, file.identityReference?.resourceId?.toLowerCase()]);
}

function splitAddress({ httpUrl, storageContainerUrl }: ResourceFile): readonly [string, string] {
  const address = httpUrl ?? storageContainerUrl ?? '';
  const start = address.indexOf('?');
  return start < 0 ? [address, ''] : [address.slice(0, start), address.slice(start + 1)];
}
