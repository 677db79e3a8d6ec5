import type { Clock } from '../../src/core/clock.ts';
import { systemClock } from '../../src/service/clock.ts';
import { clientTimeMs, type Clock as SimulatorClock } from '../../src/simulator/clock.ts';

/** When the clocks of tests begin, as `SteppedClock` does. */
export const testTimeMs = Date.UTC(2026, 10, 20, 9);

/**
 * The clock of a client of a simulator, which has its time of day: however slow the machine is, neither is ahead of the other.
 * What is waited for takes as long as it does by `waits`.
 */
export const timeOf = (simulated: Pick<SimulatorClock, 'now' | 'clientNow'>, waits: Clock = systemClock): Clock => ({
  ...waits,
  now: () => clientTimeMs(simulated),
});
