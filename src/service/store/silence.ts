import type { Clock, ScheduledCall } from '../../core/clock.ts';
import type { RequestStep } from '../ports.ts';

/**
 * Silence of the service after which the user is informed: longer than a slow response takes, shorter than
 * people wait.
 */
const patienceMs = 15_000;

/** Detects that an account doesn't respond to requests. Sends nothing itself. */
export class Silence {
  readonly #clock: Clock;
  readonly #onChange: (sinceMs: number | undefined) => void;
  #waiting = 0;
  /** Time since which the oldest request has waited and nothing has arrived, by `Clock.elapsedMs`. */
  #sinceMs = 0;
  #isSaid = false;
  #timer: ScheduledCall | undefined;

  /**
   * `onChange` gets the time since which nothing has arrived, in milliseconds since the epoch; undefined once something
   * does.
   */
  constructor(clock: Clock, onChange: (sinceMs: number | undefined) => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  note(step: RequestStep): void {
    if (step === 'sent') this.#waiting += 1;
    else if (step !== 'heard') this.#waiting -= 1;
    if (step === 'heard' || step === 'answered') this.#noteAnswer();
    else if (step === 'sent' && this.#waiting === 1 && !this.#isSaid) this.#begin();
    if (this.#waiting === 0) this.#stop();
  }

  dispose(): void {
    this.#stop();
  }

  #noteAnswer(): void {
    this.#sinceMs = this.#clock.elapsedMs();
    if (!this.#isSaid) return;
    this.#isSaid = false;
    this.#onChange(undefined);
    this.#begin();
  }

  #begin(): void {
    this.#sinceMs = this.#clock.elapsedMs();
    this.#timer ??= this.#clock.schedule(patienceMs, () => this.#check());
  }

  /** Checks whether the service is silent. Responses don't restart the timer, because many arrive within a second. */
  #check(): void {
    this.#timer = undefined;
    const silentMs = this.#clock.elapsedMs() - this.#sinceMs;
    if (silentMs < patienceMs) {
      this.#timer = this.#clock.schedule(patienceMs - silentMs, () => this.#check());
      return;
    }
    this.#isSaid = true;
    this.#onChange(this.#clock.now() - silentMs);
  }

  #stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}
