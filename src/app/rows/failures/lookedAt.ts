import { findLargest } from '../../../core/extremes.ts';
import { readAs, record, time } from '../../../core/model/shape.ts';
import type { State } from '../../ports.ts';

const lookedAtKey = 'azureBatch.failuresLookedAt';
const lookedBeforeKey = 'azureBatch.failuresLookedBefore';

/** Milliseconds of absence after which returning counts as a new view of the failures. */
export const awayMs = 60 * 60_000;

/** Minimum milliseconds between saves of the time at which the user was looking. */
const noteMs = 60_000;

type Times = Readonly<Record<string, string>>;

/**
 * Returns when the user last viewed an account's failures before the current view, ISO 8601; undefined when unknown.
 * The time is saved with the workspace, so that documents agree with the view.
 */
export function findLookedBefore(memory: State, accountId: string): string | undefined {
  return readTimes(memory, lookedBeforeKey)[accountId];
}

function readTimes(memory: State, key: string): Times {
  return readAs(record(time), memory.get(key)).value ?? {};
}

/**
 * Records when the user last viewed the failures of each account before the current view, which is when the view was
 * last visible in a focused window. Saved with the workspace.
 */
export class LookedAt {
  readonly #memory: State;
  readonly #now: () => number;
  #before: Times;
  #notedMs = 0;

  /** `now` returns milliseconds since the epoch. */
  constructor(memory: State, now: () => number) {
    this.#memory = memory;
    this.#now = now;
    this.#before = this.#read();
  }

  /** Starts a view, in which everything since the last view counts as new. */
  begin(): void {
    this.#before = this.#read();
    void this.#memory.update(lookedBeforeKey, this.#before);
  }

  /** Starts a new view if the user returns to the window after an hour. Returns true if a view was started. */
  beginAfterAbsence(): boolean {
    const last = findLargest(
      Object.values(this.#read()).map((at) => Date.parse(at)),
      0,
    );
    const isBack = last > 0 && this.#now() - last >= awayMs;
    if (isBack) this.begin();
    return isBack;
  }

  /** Records that the accounts are in view. */
  note(accountIds: readonly string[]): void {
    const isNoted = accountIds.every((id) => id in this.#read());
    if (isNoted && this.#now() - this.#notedMs < noteMs) return;
    this.#notedMs = this.#now();
    this.#write(accountIds);
  }

  /** Records that the view of the accounts has ended. */
  end(accountIds: readonly string[]): void {
    this.#write(accountIds);
  }

  /** Records that the user has seen all current failures of these accounts, so that none of them is new. */
  acknowledge(accountIds: readonly string[]): void {
    this.#write(accountIds);
    this.begin();
  }

  /** Returns when an account was last viewed before the current view, ISO 8601; undefined if never. */
  find(accountId: string): string | undefined {
    return this.#before[accountId];
  }

  #read(): Times {
    return readTimes(this.#memory, lookedAtKey);
  }

  #write(accountIds: readonly string[]): void {
    const now = new Date(this.#now()).toISOString();
    void this.#memory.update(lookedAtKey, {
      ...this.#read(),
      ...Object.fromEntries(accountIds.map((id) => [id, now])),
    });
  }
}
