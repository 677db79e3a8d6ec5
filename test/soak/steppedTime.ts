import { channel } from 'node:diagnostics_channel';
import type { Clock } from '../../src/core/clock.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';

/** Network events of clients and servers in this process, as Node.js reports them. */
const wire = [
  'http.client.request.start',
  'http.client.request.error',
  'http.client.response.finish',
  'http.server.request.start',
  'http.server.response.finish',
];

/** Number of event-loop turns without network events after which nothing more is expected. */
const quietTurns = 30;

/** Time that passes when a soak advances it, after everything that needs no time is done. */
export class SteppedTime {
  readonly world = new SteppedClock(undefined, () => this.untilQuiet());
  #happened = 0;
  #pending = 0;
  readonly #note = (): void => {
    this.#happened += 1;
  };

  constructor() {
    for (const name of wire) channel(name).subscribe(this.#note);
  }

  /** Clock with the same time for the tested code, whose timers are counted. */
  readonly clock: Clock = {
    now: () => this.world.now(),
    elapsedMs: () => this.world.now(),
    schedule: (delayMs, callback) => {
      this.#pending += 1;
      let isOver = false;
      const end = (): void => {
        if (!isOver) this.#pending -= 1;
        isOver = true;
      };
      const scheduled = this.world.schedule(delayMs, () => {
        end();
        callback();
      });
      return {
        cancel: () => {
          end();
          scheduled.cancel();
        },
      };
    },
  };

  /** Number of pending timers of the tested code. */
  get pending(): number {
    return this.#pending;
  }

  /** Resolves when everything waits for time to pass. */
  async untilQuiet(): Promise<void> {
    let seen = this.#happened;
    for (let turn = 0; turn < quietTurns; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (seen !== this.#happened) turn = 0;
      seen = this.#happened;
    }
  }

  dispose(): void {
    for (const name of wire) channel(name).unsubscribe(this.#note);
  }
}
