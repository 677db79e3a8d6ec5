import type { DiskChange } from '../executors/diskChanges.ts';
import type { NodeRecord, StateRecord } from './records.ts';

/** The change of a record since the last call: it was added or changed, or removed. */
type Change = 'put' | 'drop';

/**
 * The records of a world that have changed since the last call, in the order in which they must be replayed: a record
 * that replaced another with its ID comes after the removal of that one.
 */
export class Changes {
  readonly #onFirst: () => void;
  #changed = new Map<StateRecord | 'account', Change>();
  readonly #dropped = new WeakSet<StateRecord>();
  #disks: (readonly [node: NodeRecord, change: DiskChange])[] = [];

  /** `onFirst` is called for the first change after there were none. */
  constructor(onFirst: () => void) {
    this.#onFirst = onFirst;
  }

  get isEmpty(): boolean {
    return this.#changed.size === 0 && this.#disks.length === 0;
  }

  /** Account-wide properties such as quotas have changed. */
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

  /** The disk of a node has changed. */
  touchDisk(node: NodeRecord, change: DiskChange): void {
    if (this.isEmpty) this.#onFirst();
    this.#disks.push([node, change]);
  }

  /** Returns and clears the changes of disks. */
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
