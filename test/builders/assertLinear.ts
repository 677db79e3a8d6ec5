import assert from 'node:assert/strict';
import { isNight } from './nightly.ts';

/** Below this time, other work in the process dominates. */
const measurableMs = 80;
/** Long enough to see how the time grows. */
const enoughMs = isNight ? 250 : 100;
const factor = 4;
const repetitions = 3;
/** Between linear growth, `factor`, and quadratic growth, `factor` squared. */
const mostGrowth = factor ** 1.5;

/**
 * Fails if work takes disproportionately longer on larger input. Each size is four times the previous one, from 1,024
 * until the work takes long enough or `largest` is reached. Only processor time of this process counts, and only
 * relative to itself, so that neither the speed of a machine nor its other work matters. One disproportionate step is
 * confirmed by the next: quadratic work grows at every size, while leaving a processor cache costs once.
 * @param run does the work on an input of a size, which is made outside of it if making it takes long.
 */
export function assertLinear(run: (size: number) => unknown, what: string, largest = 1_048_576): void {
  let beforeMs = measureTwice(run, 1024);
  let isSuspect = false;
  for (let size = 1024 * factor; size <= largest && (beforeMs < enoughMs || isSuspect); size *= factor) {
    let ms = measureMs(run, size);
    const hasGrown = (): boolean =>
      ms > measurableMs && ms > mostGrowth * Math.max(beforeMs, measurableMs / factor ** 2);
    // Repeated, because the compiler or the garbage collector may have been at work.
    for (let left = repetitions; left > 0 && hasGrown(); left -= 1) {
      beforeMs = Math.max(beforeMs, measureTwice(run, size / factor));
      ms = Math.min(ms, measureMs(run, size));
    }
    const grew = hasGrown();
    const isConfirmed = isSuspect || size * factor > largest;
    assert.ok(
      !(grew && isConfirmed),
      `${what}: ${ms.toFixed(0)} ms at size ${size}, after ${beforeMs.toFixed(1)} ms at ${size / factor}`,
    );
    isSuspect = grew;
    beforeMs = ms < enoughMs ? Math.min(ms, measureMs(run, size)) : ms;
  }
}

/** Returns the minimum of two runs: the first may have been slow, and larger sizes are compared with this one. */
function measureTwice(run: (size: number) => unknown, size: number): number {
  return Math.min(measureMs(run, size), measureMs(run, size));
}

/** Returns the milliseconds of processor time of one run. */
function measureMs(run: (size: number) => unknown, size: number): number {
  const before = process.cpuUsage();
  run(size);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
