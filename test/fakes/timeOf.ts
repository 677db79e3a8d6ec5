import type { Clock } from '../../src/core/clock.ts';
import { systemClock } from '../../src/service/clock.ts';
import { clientTimeMs, type Clock as SimulatorClock } from '../../src/simulator/clock.ts';

/** Start time of the clocks in tests, including `SteppedClock`. */
export const testTimeMs = Date.UTC(2026, 10, 20, 9);

/**
 * Returns the clock of a simulator's client with the same time of day, so that neither is ahead on a slow machine.
 * `waits` determines how long waits take.
 */
export const timeOf = (simulated: Pick<SimulatorClock, 'now' | 'clientNow'>, waits: Clock = systemClock): Clock => ({
  ...waits,
  now: () => clientTimeMs(simulated),
});
