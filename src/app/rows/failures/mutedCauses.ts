import type { Cause } from '../../../core/diagnosis/causes/causes.ts';
import { type Disposable, Emitter } from '../../../core/event.ts';
import { countByJob } from '../../../core/failures/countByJob.ts';
import { type Infer, list, needed, number, object, readAs, record, time } from '../../../core/model/shape.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import type { State } from '../../ports.ts';
import { isMuting, type Mute, readMute } from './mute.ts';

const mutesKey = 'azureBatch.mutedCauses';
const tasksKey = 'azureBatch.mutedTasks';

/** Reads the muted tasks of accounts by job, and when the first of an account's mutes ends, ISO 8601. */
const readMutedAccounts = record(
  object({
    /** Number of muted failed tasks of a job, and number of all its failed tasks when they were counted. */
    jobs: needed(record(object({ muted: needed(number), failed: number }))),
    until: time,
  }),
);

/** Causes that the user has muted for a while, saved with the workspace. */
export class MutedCauses implements Disposable {
  readonly #memory: State;
  readonly #now: () => number;
  readonly #changed = new Emitter<void>();
  /** Fires when a cause is muted or unmuted, or the number of muted tasks changes. */
  readonly onDidChange = this.#changed.event;

  /** @param now returns milliseconds since the epoch */
  constructor(memory: State, now: () => number) {
    this.#memory = memory;
    this.#now = now;
  }

  get all(): readonly Mute[] {
    return readAs(list(readMute), this.#memory.get(mutesKey)).value ?? [];
  }

  /** Mutes a cause, and removes expired mutes. */
  async add(mute: Mute): Promise<void> {
    await this.#save([...this.all.filter((known) => !isSameMute(known, mute)), mute]);
  }

  async remove(mutes: readonly Mute[]): Promise<void> {
    await this.#save(this.all.filter((known) => !mutes.some((mute) => isSameMute(known, mute))));
  }

  /** Returns the mutes of the cause that apply at `now`. */
  find(cause: Cause, now: Date): readonly Mute[] {
    return this.all.filter((mute) => isMuting(mute, cause, now));
  }

  /** Records which causes of an account are muted, so that their tasks can be left out of its count. */
  record({ account, taskCounts }: AccountSnapshot, muted: readonly Cause[]): void {
    const { [account.id]: before, ...others } = this.#tasks;
    const ends = this.all.flatMap(({ accountId, until }) => (accountId === account.id ? (until ?? []) : [])).toSorted();
    const counts = [...countByJob(muted)];
    const jobs = counts.map(([jobId, count]) => [jobId, { muted: count, failed: taskCounts.get(jobId)?.failed }]);
    const now = { jobs: Object.fromEntries(jobs), ...(ends[0] === undefined ? {} : { until: ends[0] }) };
    if (counts.length === 0 ? before === undefined : JSON.stringify(before) === JSON.stringify(now)) return;
    void this.#memory.update(tasksKey, counts.length === 0 ? others : { ...others, [account.id]: now });
    this.#changed.fire();
  }

  /**
   * Counts the muted tasks among the counted failed tasks of an account. Skips jobs in which other tasks have failed
   * since or tasks were retried, and counts none after a mute has ended by `now`, because the number is then unknown.
   * After a window reload, the count is available before the causes.
   */
  count({ account, taskCounts }: AccountSnapshot, now = new Date(this.#now())): number {
    const known = this.#tasks[account.id];
    if (known === undefined || (known.until !== undefined && Date.parse(known.until) <= now.getTime())) return 0;
    return Object.entries(known.jobs)
      .filter(([jobId, { failed }]) => failed !== undefined && taskCounts.get(jobId)?.failed === failed)
      .reduce((sum, [, { muted }]) => sum + muted, 0);
  }

  get #tasks(): Infer<typeof readMutedAccounts> {
    return readAs(readMutedAccounts, this.#memory.get(tasksKey)).value ?? {};
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #save(mutes: readonly Mute[]): Promise<void> {
    const now = this.#now();
    await this.#memory.update(
      mutesKey,
      mutes.filter(({ until }) => until === undefined || Date.parse(until) > now),
    );
    this.#changed.fire();
  }
}

function isSameMute(one: Mute, other: Mute): boolean {
  const isOfCause = one.fingerprint === other.fingerprint && one.kind === other.kind;
  return one.accountId === other.accountId && isOfCause && one.jobId === other.jobId;
}
