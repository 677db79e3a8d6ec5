import { readAs, record, time } from '../../../core/model/shape.ts';
import type { State } from '../../ports.ts';

const lookedAtKey = 'azureBatch.failuresLookedAt';

/** How often it is saved that the user is looking. */
const noteMs = 60_000;

type Times = Readonly<Record<string, string>>;

/** When the user last looked at the failures of each account before the present look, saved with the workspace. */
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
    return readAs(record(time), this.#memory.get(lookedAtKey)).value ?? {};
  }

  #write(accountIds: readonly string[]): void {
    const now = new Date(this.#now()).toISOString();
    void this.#memory.update(lookedAtKey, {
      ...this.#read(),
      ...Object.fromEntries(accountIds.map((id) => [id, now])),
    });
  }
}
