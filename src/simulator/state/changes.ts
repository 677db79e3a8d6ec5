import type { DiskChange } from '../executors/diskChanges.ts';
import type { NodeRecord, StateRecord } from './records.ts';

/** What has become of a record since it was last asked: it is new or another, or it is gone. */
type Change = 'put' | 'drop';

/**
 * The records of a world that have changed since it was last asked, in the order in which they are to be repeated: a
 * record that took the place of another with its id comes after the end of that one.
 */
export class Changes {
  readonly #onFirst: () => void;
  #changed = new Map<StateRecord | 'account', Change>();
  readonly #dropped = new WeakSet<StateRecord>();
  #disks: (readonly [node: NodeRecord, change: DiskChange])[] = [];

  /** `onFirst` is called when there is a change after there was none. */
  constructor(onFirst: () => void) {
    this.#onFirst = onFirst;
  }

  get isEmpty(): boolean {
    return this.#changed.size === 0 && this.#disks.length === 0;
  }

  /** Quotas and the like have changed. */
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

  /** The changes of disks; there are none from then on. */
  takeDisks(): readonly (readonly [node: NodeRecord, change: DiskChange])[] {
    const taken = this.#disks;
    this.#disks = [];
    return taken;
  }

  /** The changes; there are none from then on. */
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
