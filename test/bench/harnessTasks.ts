import { type GoldenTask, listGoldenTasks } from '../golden/goldenTasks.ts';
import { readTask, type TaskReading } from '../golden/taskScore.ts';
import { report } from './harness.ts';

/** Lists the held-back tasks that failed according to Batch, or those that did not. */
export function listHeldBack(byBatch: 'failed' | 'succeeded'): readonly GoldenTask[] {
  return listGoldenTasks().filter(({ heldBack, exitCode }) => heldBack && (byBatch === 'failed') === (exitCode !== 0));
}

let readings: readonly TaskReading[] | undefined;

/** Returns the readings of held-back failed tasks; reads them only once. */
export function readHeldBackTasks(): readonly TaskReading[] {
  readings ??= listHeldBack('failed').map(readTask);
  return readings;
}

/** Reports the share of items with a property, and its 95 % confidence interval. */
export function reportShare<T>(name: string, things: readonly T[], isSo: (thing: T) => boolean): void {
  const right = things.filter(isSo).length;
  const [low, high] = toInterval(right, things.length);
  report({
    name,
    value: right / things.length,
    unit: 'ratio',
    ours: right,
    reference: things.length,
    runs: 1,
    low,
    high,
  });
}

/** Returns the Wilson score interval of a proportion. */
function toInterval(right: number, all: number): readonly [low: number, high: number] {
  const z = 1.96;
  const share = right / all;
  const middle = share + z ** 2 / (2 * all);
  const margin = z * Math.sqrt((share * (1 - share)) / all + z ** 2 / (4 * all ** 2));
  const divisor = 1 + z ** 2 / all;
  return [(middle - margin) / divisor, (middle + margin) / divisor];
}
