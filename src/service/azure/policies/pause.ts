/** Keeps the requests of one account back while its service asks to wait: they would only be refused, too. */
export class Pause {
  #untilMs = 0;

  /** The service asks for nothing to be sent before `untilMs` of `Clock.elapsedMs`. */
  extendTo(untilMs: number): void {
    this.#untilMs = Math.max(this.#untilMs, untilMs);
  }

  /** How much of the pause is left at `nowMs` of the same time, in milliseconds. */
  leftMs(nowMs: number): number {
    return Math.max(0, this.#untilMs - nowMs);
  }
}
