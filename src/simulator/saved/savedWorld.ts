import { type DiskChange, DiskChanges } from '../executors/diskChanges.ts';
import { BackedTable } from '../state/backedTable.ts';
import { EventLog, type Moment } from '../state/eventLog.ts';
import type { NodeLease } from '../state/leases.ts';
import type { StateRecord } from '../state/records.ts';
import { toKey } from '../state/sortedTable.ts';
import type { World } from '../state/world.ts';
import {
  type SavedAccount,
  type SavedJob,
  type SavedNode,
  type SavedPool,
  type SavedRecord,
  type SavedSchedule,
  type SavedTask,
  toSaved,
} from './savedRecords.ts';
import { toSavedChange } from './savedScript.ts';

/** One step of restoring a saved account, in its form on disk. */
export type Step =
  | readonly ['account', SavedAccount]
  | readonly ['put', SavedRecord]
  | readonly ['drop', kind: StateRecord['kind'], ...ids: string[]]
  | readonly ['lease', NodeLease]
  | readonly ['happened', Moment]
  | readonly ['disk', poolId: string, nodeId: string, change: DiskChange];

interface SavedNodes {
  readonly node: SavedNode;
  readonly disk: DiskChanges;
}

/** An account as data. */
export class SavedWorld {
  account: SavedAccount = { quotas: {}, allocationFailures: [] };
  readonly pools = new Map<string, { readonly pool: SavedPool; readonly nodes: Map<string, SavedNodes> }>();
  readonly jobs = new Map<string, { readonly job: SavedJob; readonly tasks: Map<string, SavedTask> }>();
  readonly jobSchedules = new Map<string, SavedSchedule>();
  readonly leases: NodeLease[] = [];
  readonly events = new EventLog();

  apply(step: Step): void {
    switch (step[0]) {
      case 'account':
        this.account = step[1];
        break;
      case 'put':
        this.#put(step[1]);
        break;
      case 'drop':
        this.#drop(step[1], step[2] ?? '', step[3] ?? '');
        break;
      case 'lease':
        this.leases.push(step[1]);
        break;
      case 'happened':
        this.events.add(...step[1]);
        break;
      case 'disk':
        this.pools.get(toKey(step[1]))?.nodes.get(toKey(step[2]))?.disk.note(step[3]);
    }
  }

  #put(record: SavedRecord): void {
    const key = toKey(record.id);
    switch (record.kind) {
      case 'pool':
        this.pools.set(key, { pool: record, nodes: this.pools.get(key)?.nodes ?? new Map() });
        break;
      case 'node': {
        const nodes = this.pools.get(toKey(record.poolId))?.nodes;
        nodes?.set(key, { node: record, disk: nodes.get(key)?.disk ?? new DiskChanges() });
        break;
      }
      case 'job':
        this.jobs.set(key, { job: record, tasks: this.jobs.get(key)?.tasks ?? new Map() });
        break;
      case 'task':
        this.jobs.get(toKey(record.jobId))?.tasks.set(key, record);
        break;
      case 'jobSchedule':
        this.jobSchedules.set(key, record);
    }
  }

  #drop(kind: StateRecord['kind'], id: string, ownerId: string): void {
    const key = toKey(id);
    switch (kind) {
      case 'pool':
        this.pools.delete(key);
        break;
      case 'node':
        this.pools.get(toKey(ownerId))?.nodes.delete(key);
        break;
      case 'job':
        this.jobs.delete(key);
        break;
      case 'task':
        this.jobs.get(toKey(ownerId))?.tasks.delete(key);
        break;
      case 'jobSchedule':
        this.jobSchedules.delete(key);
    }
  }
}

/** Returns the step that removes a record from its account. */
export function toDrop(record: StateRecord): Step {
  const owner = record.kind === 'node' ? [record.pool.id] : record.kind === 'task' ? [record.job.id] : [];
  return ['drop', record.kind, record.id, ...owner];
}

/** Returns an account's properties except its pools, jobs, and schedules. */
export function toSavedAccount({ quotas, allocationFailures }: World): SavedAccount {
  return { quotas, allocationFailures };
}

/** Lists everything in a world as steps. */
export function* listSteps(world: World): Generator<Step> {
  yield ['account', toSavedAccount(world)];
  for (const lease of world.formerLeases) yield ['lease', lease];
  for (const moment of world.events.after(0)) yield ['happened', moment];
  for (const record of listRecords(world)) {
    const saved = toSaved(world, record);
    if (saved !== undefined) yield ['put', saved];
    if (record.kind !== 'node') continue;
    for (const change of record.machine?.listDiskChanges?.() ?? []) {
      yield ['disk', record.pool.id, record.id, toSavedChange(change)];
    }
  }
}

function* listRecords(world: World): Generator<StateRecord> {
  for (const pool of world.pools.values()) {
    yield pool;
    yield* pool.nodes.values();
  }
  for (const job of world.jobs.values()) {
    yield job;
    yield* job.tasks.values();
  }
  yield* world.jobSchedules.values();
}

/** Returns why a world can't be saved; undefined if it can. */
export function findUnsaved(world: World): string | undefined {
  for (const { id, tasks } of world.jobs.values()) {
    if (tasks instanceof BackedTable) return `The tasks of job ${id} are made when they are read, and can't be saved`;
  }
  return undefined;
}
