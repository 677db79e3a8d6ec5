import type { Clock } from '../core/clock.ts';

/** Number of consecutive pages without an item after which a list is no longer read automatically. */
export const maxFruitlessPages = 200;
/** Maximum time for which a list without items is read automatically. */
const maxFruitlessMs = 60_000;

/** Counts how long a list has been read without an item, starting when this object is created. */
export class Fruitless {
  /** Pages since the last item. */
  pages = 0;
  readonly #clock: Clock;
  #sinceMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#sinceMs = clock.elapsedMs();
  }

  /** Notes that a page with this many items has arrived. */
  note(items: number): void {
    this.pages = items === 0 ? this.pages + 1 : 0;
    if (items > 0) this.#sinceMs = this.#clock.elapsedMs();
  }

  /** True if the last page was empty and no item has arrived for too long. */
  get isTooLong(): boolean {
    if (this.pages === 0) return false;
    return this.pages >= maxFruitlessPages || this.#clock.elapsedMs() - this.#sinceMs >= maxFruitlessMs;
  }
}
