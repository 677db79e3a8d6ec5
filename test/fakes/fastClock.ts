import type { Clock } from '../../src/core/clock.ts';

/** Time that runs, some times faster than the real one. */
export function fastClock(speed: number, startMs = Date.parse('2026-11-20T09:00:00Z')): Clock {
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
