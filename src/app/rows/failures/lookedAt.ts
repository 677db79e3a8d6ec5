import { findLargest } from '../../../core/extremes.ts';
import { readAs, record, time } from '../../../core/model/shape.ts';
import type { State } from '../../ports.ts';

const lookedAtKey = 'azureBatch.failuresLookedAt';
const lookedBeforeKey = 'azureBatch.failuresLookedBefore';

/** Who was away for so long takes another look when they are back. */
export const awayMs = 60 * 60_000;

/** How often it is saved that the user is looking. */
const noteMs = 60_000;

type Times = Readonly<Record<string, string>>;

/**
 * When the user last looked at the failures of an account before the present look, ISO 8601; undefined where that is not
 * known. The view saves it with the workspace, so that pages say the same.
 */
export function findLookedBefore(memory: State, accountId: string): string | undefined {
  return readTimes(memory, lookedBeforeKey)[accountId];
}

function readTimes(memory: State, key: string): Times {
  return readAs(record(time), memory.get(key)).value ?? {};
}

/**
 * When the user last looked at the failures of each account before the present look, saved with the workspace: when the
 * view was last seen in a window that has the focus.
 */
export class LookedAt {
  readonly #memory: State;
  readonly #now: () => number;
  #before: Times;
  #notedMs = 0;

  /** `now` in milliseconds since 1970. */
  constructor(memory: State, now: () => number) {
    this.#memory = memory;
    this.#now = now;
    this.#before = this.#read();
  }

  /** Starts a look: everything until now is new to it. */
  begin(): void {
    this.#before = this.#read();
    void this.#memory.update(lookedBeforeKey, this.#before);
  }

  /** The user is back at the window: after an hour that is another look. Whether it is. */
  beginAfterAbsence(): boolean {
    const last = findLargest(
      Object.values(this.#read()).map((at) => Date.parse(at)),
      0,
    );
    const isBack = last > 0 && this.#now() - last >= awayMs;
    if (isBack) this.begin();
    return isBack;
  }

  /** The accounts are being looked at. */
  note(accountIds: readonly string[]): void {
    const isNoted = accountIds.every((id) => id in this.#read());
    if (isNoted && this.#now() - this.#notedMs < noteMs) return;
    this.#notedMs = this.#now();
    this.#write(accountIds);
  }

  /** The look has ended. */
  end(accountIds: readonly string[]): void {
    this.#write(accountIds);
  }

  /** From now on nothing of these accounts is new that was there already. */
  acknowledge(accountIds: readonly string[]): void {
    this.#write(accountIds);
    this.begin();
  }

  /** ISO 8601; undefined for an account that was not looked at before. */
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
