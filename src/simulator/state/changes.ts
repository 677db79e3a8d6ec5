import type { DiskChange } from '../executors/diskChanges.ts';
import type { NodeRecord, StateRecord } from './records.ts';

/** Change of a record since the last call: added or changed, or removed. */
type Change = 'put' | 'drop';

/**
 * Records of a world that have changed since the last call, in the order in which they must be replayed: a replacement
 * comes after the removal of the record with the same ID.
 */
export class Changes {
  readonly #onFirst: () => void;
  #changed = new Map<StateRecord | 'account', Change>();
  readonly #dropped = new WeakSet<StateRecord>();
  #disks: (readonly [node: NodeRecord, change: DiskChange])[] = [];

  /** `onFirst` is called for the first change when none was pending. */
  constructor(onFirst: () => void) {
    this.#onFirst = onFirst;
  }

  get isEmpty(): boolean {
    return this.#changed.size === 0 && this.#disks.length === 0;
  }

  /** Records a change of the account's quotas. */
  touchAccount(): void {
    this.#note('account', 'put');
  }

  touch(record: StateRecord): void {
    if (!this.#dropped.has(record)) this.#note(record, 'put');
  }

  drop(record: StateRecord): void {
    this.#dropped.add(record);
    this.#changed.delete(record);
    this.#note(record, 'drop');
  }

  /** Records a change on the disk of a node. */
  touchDisk(node: NodeRecord, change: DiskChange): void {
    if (this.isEmpty) this.#onFirst();
    this.#disks.push([node, change]);
  }

  /** Returns and clears the disk changes. */
  takeDisks(): readonly (readonly [node: NodeRecord, change: DiskChange])[] {
    const taken = this.#disks;
    this.#disks = [];
    return taken;
  }

  /** Returns and clears the changes. */
  take(): ReadonlyMap<StateRecord | 'account', Change> {
    const taken = this.#changed;
    this.#changed = new Map();
    return taken;
  }

  #note(record: StateRecord | 'account', change: Change): void {
    if (this.isEmpty) this.#onFirst();
    this.#changed.set(record, change);
  }
}
