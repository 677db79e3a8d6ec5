import type { Clock } from '../../core/clock.ts';
import { within } from '../turns.ts';

/** Answers that a page need not wait for. */
export type LateThing = 'causes' | 'succeeded' | 'startTaskLogs' | 'metrics' | 'serviceLog' | 'offer';

/** The answers that were late. */
export interface Late {
  /** The subjects of the answers. */
  readonly things: readonly LateThing[];
  /** Resolves when all of them have arrived or failed. */
  readonly come: Promise<unknown>;
}

/** Waits for answers, and continues without those that take long. */
export class LateAnswers {
  readonly #clock: Clock;
  readonly #patienceMs: number;
  readonly #things: LateThing[] = [];
  readonly #answers: Promise<unknown>[] = [];

  /** `patienceMs` is how long to wait for each answer; by default, as long as a user waits for a command. */
  constructor(clock: Clock, patienceMs = 30_000) {
    this.#clock = clock;
    this.#patienceMs = patienceMs;
  }

  /** Resolves to the answer, or to undefined when it takes long. Rejects when it fails before that. */
  async inTime<T extends object>(thing: LateThing, answer: Promise<T>): Promise<T | undefined> {
    const known = await within(this.#clock, this.#patienceMs, answer);
    if (known === undefined) {
      this.#things.push(thing);
      this.#answers.push(answer);
    }
    return known;
  }

  /** Returns the late answers; undefined when there are none. */
  find(): Late | undefined {
    if (this.#things.length === 0) return undefined;
    return { things: this.#things, come: Promise.allSettled(this.#answers) };
  }
}
