import type { Clock } from '../../src/core/clock.ts';
import { testTimeMs } from './timeOf.ts';

/** Returns a clock that runs faster than real time by a factor. */
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
