import type { Clock, ScheduledCall } from '../../core/clock.ts';
import { Emitter } from '../../core/event.ts';
import type { Scope, StoreChange } from './accountStore.ts';
import { toScopeKey } from './scopes.ts';

/** Changes within this time are announced as one. */
const gatherMs = 30;

/** Announces which scopes changed; several changes within a moment become one announcement. */
export class ChangeNotice {
  readonly #accountId: string;
  readonly #clock: Clock;
  readonly #announced = new Emitter<StoreChange>();
  readonly #changed = new Map<string, Scope>();
  #timer: ScheduledCall | undefined;

  constructor(accountId: string, clock: Clock) {
    this.#accountId = accountId;
    this.#clock = clock;
  }

  listen(listener: (change: StoreChange) => void): { dispose(): void } {
    return this.#announced.event(listener);
  }

  /** Notes changes; without a scope, the account itself changed. */
  note(...scopes: readonly Scope[]): void {
    for (const scope of scopes) this.#changed.set(toScopeKey(scope), scope);
    this.#timer ??= this.#clock.schedule(gatherMs, () => this.#announce());
  }

  dispose(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#announced.dispose();
  }

  #announce(): void {
    this.#timer = undefined;
    const scopes = [...this.#changed.values()];
    this.#changed.clear();
    this.#announced.fire({ accountId: this.#accountId, scopes });
  }
}
