import type { Disposable } from '../../core/event.ts';

/** Runs an update a moment after it is wanted: one at a time, and once more when it was wanted meanwhile. */
export class Updates implements Disposable {
  readonly #gatherMs: number;
  readonly #update: () => Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #isRunning = false;
  #isWanted = false;
  #isDisposed = false;

  /** What is wanted within `gatherMs` is one update. `update` never throws. */
  constructor(gatherMs: number, update: () => Promise<void>) {
    this.#gatherMs = gatherMs;
    this.#update = update;
  }

  schedule(): void {
    this.#isWanted = true;
    if (this.#timer !== undefined || this.#isRunning || this.#isDisposed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#run();
    }, this.#gatherMs);
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    this.#isWanted = false;
    await this.#update();
    this.#isRunning = false;
    if (this.#isWanted) this.schedule();
  }
}
