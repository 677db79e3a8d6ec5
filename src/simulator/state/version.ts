import { isoTime } from './time.ts';

/** .NET counts ticks of 100 ns from year 1; the service's ETags are made of them. */
const ticksPerMs = 10_000n;
const epochTicks = 621_355_968_000_000_000n;

/** Shows that a resource has changed; a state that changes by itself does not always change it. */
export interface Versioned {
  eTag: string;
  lastModified: string;
}

/** A version which a resource of a scenario has from the start: the same for the same time and number. */
export function versionAt(ms: number, index: number): Versioned {
  return toVersion(toTicks(ms) + BigInt(index), ms);
}

/** Versions of one account, none like another. */
export class Versions {
  #lastTicks = 0n;

  /** None of those that come is like one that resources have already. */
  continueAfter(eTag: string): void {
    const ticks = BigInt(eTag);
    if (ticks > this.#lastTicks) this.#lastTicks = ticks;
  }

  /** The version of a change at `ms`. */
  next(ms: number): Versioned {
    const ticks = toTicks(ms);
    this.#lastTicks = ticks > this.#lastTicks ? ticks : this.#lastTicks + 1n;
    return toVersion(this.#lastTicks, ms);
  }
}

function toTicks(ms: number): bigint {
  return epochTicks + BigInt(Math.floor(ms)) * ticksPerMs;
}

function toVersion(ticks: bigint, ms: number): Versioned {
  return { eTag: `0x${ticks.toString(16).toUpperCase()}`, lastModified: isoTime(ms) };
}
