import { isKeyName } from '../../app/accounts/accountKeys.ts';
import type { Secrets } from '../../app/ports.ts';
import type { Disposable } from '../../core/event.ts';

/** How often this window looks at what it has in memory: what another one saves comes there without an event. */
const lookMs = 2_000;

/** What another window has saved with a key reaches this one a moment after it. */
const settleMs = 500;

/** Calls `onSign` when another window may have added, changed or removed accounts, or replaced a key. It never throws. */
export class OtherWindows implements Disposable {
  readonly #onSign: () => Promise<void>;
  readonly #looking: NodeJS.Timeout;
  readonly #listening: Disposable;
  #timer: NodeJS.Timeout | undefined;

  constructor(secrets: Secrets, onSign: () => Promise<void>, hasChanged: () => boolean) {
    this.#onSign = onSign;
    this.#looking = setInterval(() => hasChanged() && void onSign(), lookMs);
    this.#listening = secrets.onDidChange(({ key }) => {
      if (isKeyName(key)) this.#schedule();
    });
  }

  dispose(): void {
    clearInterval(this.#looking);
    clearTimeout(this.#timer);
    this.#listening.dispose();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#onSign(), settleMs);
  }
}
