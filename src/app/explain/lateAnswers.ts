import { type Clock, within } from '../../core/clock.ts';

/** Answers for which a page does not need to wait. */
export type LateThing =
  | 'causes'
  | 'succeeded'
  | 'startTaskLogs'
  | 'metrics'
  | 'serviceLog'
  | 'network'
  | 'health'
  | 'offer';

/** The answers that were late. */
export interface Late {
  readonly things: readonly LateThing[];
  /** Resolves when all late answers have arrived or failed. */
  readonly come: Promise<unknown>;
}

/** Waits for answers, and continues without slow ones. */
export class LateAnswers {
  readonly #clock: Clock;
  readonly #patienceMs: number;
  readonly #things: LateThing[] = [];
  readonly #answers: Promise<unknown>[] = [];

  /** `patienceMs` is the maximum wait for each answer; by default, as long as a user waits for a command. */
  constructor(clock: Clock, patienceMs = 30_000) {
    this.#clock = clock;
    this.#patienceMs = patienceMs;
  }

  /** Resolves to the answer, or to undefined if it takes too long. Rejects if it fails before that. */
  async inTime<T extends object>(thing: LateThing, answer: Promise<T>): Promise<T | undefined> {
    const known = await within(this.#clock, this.#patienceMs, answer);
    if (known === undefined) {
      this.#things.push(thing);
      this.#answers.push(answer);
    }
    return known;
  }

  /**
   * Returns the answers that took too long and a promise that settles when all have arrived, or undefined if none is
   * missing.
   */
  find(): Late | undefined {
    if (this.#things.length === 0) return undefined;
    return { things: this.#things, come: Promise.allSettled(this.#answers) };
  }
}
