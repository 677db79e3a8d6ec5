import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import { addCoreHours, type CoreHours, formatCoreHours, isHeldBroken } from '../../core/query/coreHours.ts';
import { measureBroken } from '../../core/query/harm.ts';

/** What a cause has cost up to now, of the failures that are known: failed attempts, and nodes that cost and can't work. */
export function measureCost({ failures, harm }: Cause, now: number): CoreHours {
  const failing = failures.map((failure) => failure.failing);
  return addCoreHours([harm.coreHours, measureBroken(failing, now)]);
}

/** The same in words; where it is not known, why. */
export function describeCost(cause: Cause, now: number): string {
  const { hours, isComplete } = measureCost(cause, now);
  const said = formatCoreHours({ hours, isComplete: isComplete && cause.isComplete });
  const hasNodes = cause.failures.some(({ failing }) => failing.kind === 'node' && isHeldBroken(failing.node));
  if (said !== undefined) return hasNodes ? `${said}, and more for as long as these nodes are there` : said;
  if (!hasNodes && cause.failures.every(({ failing }) => failing.kind !== 'task'))
    return 'not known: only runs of failed tasks and nodes that cannot work are measured, and these are neither';
  if (!isComplete) return 'not known: of some, the times, the runs before or the cores that they had are not known';
  return cause.isComplete ? 'less than one core-hour' : 'less than one core-hour, of those that were counted';
}
