import { isoTime } from './time.ts';

/** .NET counts ticks of 100 ns from year 1; the service derives its ETags from these. */
const ticksPerMs = 10_000n;
const epochTicks = 621_355_968_000_000_000n;

/** Identifies the version of a resource; a state change that no client requested doesn't always change the version. */
export interface Versioned {
  eTag: string;
  lastModified: string;
}

/** Returns the initial version of a scenario's resource: the same for the same time and number. */
export function versionAt(ms: number, index: number): Versioned {
  return toVersion(toTicks(ms) + BigInt(index), ms);
}

/** Creates versions that are unique within one account. */
export class Versions {
  #lastTicks = 0n;

  /** Makes later versions differ from an existing one. */
  continueAfter(eTag: string): void {
    const ticks = BigInt(eTag);
    if (ticks > this.#lastTicks) this.#lastTicks = ticks;
  }

  /** Returns the version of a change at `ms` (Unix time); its ETag is greater than all before it. */
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
