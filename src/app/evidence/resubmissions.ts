import { Emitter, type Event } from '../../core/event.ts';
import { type TaskResource, toKey } from '../../core/model/resource.ts';
import {
  isSameAttempt,
  type KnownResubmissions,
  parseResubmission,
  type Resubmission,
  type SavedResubmission,
  type ShownAttempt,
  toFailedAttempt,
} from '../../core/model/resubmission.ts';
import { dayMs } from '../../core/words/durations.ts';
import type { Folder } from '../ports.ts';
import { SeenAges, seenName } from './seenAges.ts';

const fileName = 'resubmitted.jsonl';

export interface ResubmissionLimits {
  /** Maximum number of failed tasks recorded. The oldest are dropped first. */
  readonly count: number;
  /** Maximum age in milliseconds, counting only time that was observed to pass. */
  readonly maxAgeMs: number;
}

const defaultLimits: ResubmissionLimits = { count: 20_000, maxAgeMs: 90 * dayMs };

/**
 * Resubmissions of failed tasks, saved as JSON lines on this computer; a task's last line counts. They are held in
 * memory for the rows of views, which cannot wait for the disk.
 */
export class Resubmissions implements KnownResubmissions {
  readonly #folder: Folder;
  readonly #limits: ResubmissionLimits;
  readonly #ages: SeenAges;
  readonly #changed = new Emitter<void>();
  readonly onDidChange: Event<void> = this.#changed.event;
  #known = new Map<string, SavedResubmission>();
  #loading: Promise<void> | undefined;
  #version = 0;
  #succeededJobs: ReadonlySet<string> | undefined;

  constructor(folder: Folder, now: () => number, limits: ResubmissionLimits = defaultLimits) {
    this.#folder = folder;
    this.#limits = limits;
    this.#ages = new SeenAges(folder, now);
  }

  /** Loads the records once. Throws disk errors, after which the next call tries again. */
  async load(): Promise<void> {
    this.#loading ??= this.#read();
    try {
      await this.#loading;
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
  }

  /**
   * Finds the resubmission of a failed task among loaded records. Undefined if there is none, or if it cannot be proved
   * to belong to the attempt that the task reports, because the task may have failed again or be another task with the
   * same ID.
   */
  find(task: TaskResource, shown: ShownAttempt): Resubmission | undefined {
    if (this.#known.size === 0) return undefined;
    const known = this.#known.get(toKey(task));
    const attempt = toFailedAttempt(shown);
    if (known?.failed === undefined || attempt === undefined) return undefined;
    return isSameAttempt(known.failed, attempt) ? known : undefined;
  }

  get version(): number {
    return this.#version;
  }

  hasSucceeded(accountId: string, jobId: string): boolean {
    if (this.#known.size === 0) return false;
    this.#succeededJobs ??= new Set(
      [...this.#known.values()].flatMap(({ of, failed, outcome }) =>
        failed !== undefined && outcome === 'succeeded' ? [toJobKey(of)] : [],
      ),
    );
    return this.#succeededJobs.has(toJobKey({ accountId, jobId }));
  }

  /** Saves resubmissions. The last one of a task counts. Throws disk errors. */
  async save(all: readonly SavedResubmission[]): Promise<void> {
    if (all.length === 0) return;
    await this.load();
    for (const one of all) this.#known.set(toKey(one.of), one);
    this.#notify();
    await this.#folder.append(fileName, toLines(all));
  }

  /** Saves the outcomes that have become known of resubmissions, which lists show as well. Never throws. */
  async settle(all: readonly Resubmission[]): Promise<void> {
    const known = [...this.#known.values()];
    const settled = all.flatMap(({ jobId, taskId, at, outcome }) => {
      const one = known.find((each) => each.jobId === jobId && each.taskId === taskId && each.at === at);
      return outcome === undefined || one === undefined || one.outcome !== undefined ? [] : [{ ...one, outcome }];
    });
    // If the disk fails, the next page finds the outcome again.
    await this.save(settled).catch(() => undefined);
  }

  async forget(task: TaskResource): Promise<void> {
    await this.load();
    if (!this.#known.delete(toKey(task))) return;
    this.#notify();
    await this.#write();
  }

  async forgetAll(): Promise<void> {
    this.#known.clear();
    this.#notify();
    for (const name of [fileName, `${fileName}.unfinished`, seenName]) await this.#folder.remove(name);
    await this.#folder.removeSelf();
  }

  #notify(): void {
    this.#version += 1;
    this.#succeededJobs = undefined;
    this.#changed.fire();
  }

  async #read(): Promise<void> {
    const all = new Map<string, SavedResubmission>();
    let count = 0;
    for await (const line of this.#folder.readLines(fileName)) {
      count += 1;
      const one = parseResubmission(line);
      if (one !== undefined) all.set(toKey(one.of), one);
    }
    const { maxAgeMs } = this.#limits;
    const things = [...all].map(([name, { at }]) => ({ name, savedAtMs: Date.parse(at) }));
    const ages = await this.#ages.look(things, maxAgeMs);
    const left = [...all].filter(([name]) => (ages.get(name) ?? 0) < maxAgeMs).slice(-this.#limits.count);
    this.#known = new Map(left);
    if (left.length > 0) this.#notify();
    // Each task has two lines, one for its start and one for its end.
    if (count > 2 * Math.max(left.length, 1)) await this.#write();
  }

  async #write(): Promise<void> {
    await this.#folder.replace(fileName, toLines([...this.#known.values()]));
  }
}

function toJobKey({ accountId, jobId }: Pick<TaskResource, 'accountId' | 'jobId'>): string {
  return JSON.stringify([accountId, jobId]);
}

function toLines(all: readonly SavedResubmission[]): string {
  return all.map((one) => `${JSON.stringify(one)}\n`).join('');
}
