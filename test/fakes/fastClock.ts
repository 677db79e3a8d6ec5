import type { Clock } from '../../src/core/clock.ts';
import { testTimeMs } from './timeOf.ts';

/** Time that runs, some times faster than the real one. */
export function fastClock(speed: number, startMs = testTimeMs): Clock {
  const begunMs = performance.now();
  const elapsedMs = (): number => (performance.now() - begunMs) * speed;
  return {
    now: () => startMs + elapsedMs(),
    elapsedMs,
    schedule(delayMs, callback) {
      const timer = setTimeout(callback, delayMs / speed);
      return { cancel: () => clearTimeout(timer) };
    },
  };
}
