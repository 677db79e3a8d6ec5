import type { Clock } from '../../core/clock.ts';
import type { Disposable } from '../../core/event.ts';
import type { Secrets } from '../ports.ts';
import { isKeyName } from './accountKeys.ts';

/**
 * Milliseconds between checks of the saved accounts: VS Code updates them in memory without an event when another
 * window saves.
 */
const lookMs = 2_000;

/**
 * Milliseconds to wait after a key change, because other data that the changing window saves arrives slightly later.
 */
const settleMs = 500;

/**
 * Calls `onSign` when another window may have added, changed, or removed accounts, or replaced a key. `onSign` never
 * throws.
 */
export class OtherWindows implements Disposable {
  readonly #clock: Clock;
  readonly #onSign: () => Promise<void>;
  readonly #hasChanged: () => boolean;
  readonly #listening: Disposable;
  #looking: ReturnType<Clock['schedule']>;
  #settling: ReturnType<Clock['schedule']> | undefined;

  constructor(clock: Clock, secrets: Secrets, onSign: () => Promise<void>, hasChanged: () => boolean) {
    this.#clock = clock;
    this.#onSign = onSign;
    this.#hasChanged = hasChanged;
    this.#looking = clock.schedule(lookMs, () => this.#look());
    this.#listening = secrets.onDidChange(({ key }) => {
      if (isKeyName(key)) this.#schedule();
    });
  }

  dispose(): void {
    this.#looking.cancel();
    this.#settling?.cancel();
    this.#listening.dispose();
  }

  #look(): void {
    this.#looking = this.#clock.schedule(lookMs, () => this.#look());
    if (this.#hasChanged()) void this.#onSign();
  }

  #schedule(): void {
    this.#settling?.cancel();
    this.#settling = this.#clock.schedule(settleMs, () => void this.#onSign());
  }
}
