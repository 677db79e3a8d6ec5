import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ServiceError } from '../http/serviceError.ts';
import type { World } from '../state/world.ts';
import { loadWorld } from './loadWorld.ts';
import { findUnsaved, listSteps, SavedWorld, type Step } from './savedWorld.ts';

/** The state of an account at one time. */
export interface Snapshot {
  readonly atMs: number;
  readonly url: string;
  readonly steps: readonly Step[];
  /** Folder with copies of disks that are folders. */
  readonly folder: string | undefined;
}

/** Named snapshots of an account, kept until the simulator ends. */
export class Snapshots {
  readonly #all = new Map<string, Snapshot>();

  get names(): readonly string[] {
    return [...this.#all.keys()];
  }

  /** Saves a world, replacing an earlier snapshot with that name. Throws if it can't be saved. */
  async take(name: string, world: World): Promise<Snapshot> {
    const fault = findUnsaved(world);
    if (fault !== undefined) throw new ServiceError('OperationInvalidForCurrentState', { Reason: fault });
    // Changes made while disks are copied are not part of the snapshot.
    const steps: readonly Step[] = JSON.parse(JSON.stringify([...listSteps(world)]));
    const folder = await copyDisks(world);
    await this.drop(name);
    const snapshot = { atMs: world.clock.now(), url: world.url, steps, folder };
    this.#all.set(name, snapshot);
    return snapshot;
  }

  /** Returns the snapshot with that name. Throws if there is none. */
  get(name: string): Snapshot {
    const found = this.#all.get(name);
    if (found !== undefined) return found;
    const known = this.names.length === 0 ? 'There is no snapshot' : `The snapshots are: ${this.names.join(', ')}`;
    throw new ServiceError('ResourceNotFound', { Reason: known });
  }

  async drop(name: string): Promise<void> {
    const folder = this.#all.get(name)?.folder;
    this.#all.delete(name);
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }

  async close(): Promise<void> {
    for (const name of this.names) await this.drop(name);
  }
}

/** Fills an empty world with a snapshot. */
export async function restore(world: World, { url, steps, folder }: Snapshot): Promise<void> {
  const saved = new SavedWorld();
  for (const step of steps) saved.apply(step);
  const findFolder = (poolId: string, nodeId: string): string =>
    path.join(folder ?? '', toSnapshotName(poolId, nodeId));
  await loadWorld(world, saved, { formerUrl: url, ...(folder === undefined ? {} : { findFolder }) });
}

async function copyDisks(world: World): Promise<string | undefined> {
  const nodes = [...world.pools.values()].flatMap((pool) => [...pool.nodes.values()]);
  if (nodes.every(({ machine }) => machine?.copyDisk === undefined)) return undefined;
  const folder = await mkdtemp(path.join(tmpdir(), 'azure-batch-snapshot-'));
  for (const { id, pool, machine } of nodes) await machine?.copyDisk?.(path.join(folder, toSnapshotName(pool.id, id)));
  return folder;
}

/** Returns the name of a node's folder. IDs may have any characters, and differ only in case. */
function toSnapshotName(poolId: string, nodeId: string): string {
  return createHash('sha256').update(`${poolId}/${nodeId}`).digest('hex').slice(0, 32);
}
