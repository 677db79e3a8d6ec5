import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import { hasBrokenNodes, isMeasured, measureBrokenNodes, measureCost } from '../../core/impact/causeCost.ts';
import { addCoreHours, formatCoreHours } from '../../core/impact/coreHours.ts';

/** Describes the cost of a cause so far in words. */
export function describeCost(cause: Cause, now: number): string {
  if (findWhyUnknown(cause, now) !== undefined) return 'unknown';
  const { hours, isComplete } = measureCost(cause, now);
  const said = formatCoreHours({ hours, isComplete: isComplete && cause.isComplete });
  if (said !== undefined) return hasBrokenNodes(cause) ? `${said}, and more for as long as these nodes exist` : said;
  return cause.isComplete ? 'less than one core-hour' : 'less than one core-hour in the failures that were counted';
}

/** Describes the cost of all these causes so far in words. `isAll` is false if there may be more failures. */
export function sumCosts(causes: readonly Cause[], isAll: boolean, now: number): string {
  const { hours, isComplete } = addCoreHours(causes.map((cause) => measureCost(cause, now)));
  const known = causes.filter((cause) => findWhyUnknown(cause, now) === undefined);
  const isWhole = isComplete && isAll && known.length === causes.length && causes.every((cause) => cause.isComplete);
  const said = formatCoreHours({ hours, isComplete: isWhole });
  if (said === undefined && known.length === 0) return 'unknown';
  if (said === undefined) return isWhole ? 'less than one core-hour' : 'less than one core-hour in what was measured';
  const broken = formatCoreHours(addCoreHours(causes.map((cause) => measureBrokenNodes(cause, now))));
  const share = broken === undefined ? '' : ` (${broken} by broken nodes, the rest by failed runs)`;
  return causes.some(hasBrokenNodes) ? `${said}${share}, and more for as long as broken nodes exist` : said;
}

/** Explains why the costs of some causes are unknown, with each reason once. */
export function explainUnknownCosts(causes: readonly Cause[], now: number): readonly string[] {
  const reasons = new Set(causes.map((cause) => findWhyUnknown(cause, now)));
  return Object.values(unknown).filter((reason) => reasons.has(reason));
}

const unknown = {
  unmeasured:
    "The cost of causes that hit neither tasks nor nodes that can't run tasks is unknown, because only the runs of these are measured.",
  incomplete:
    'The cost of tasks and nodes is unknown if the times, earlier runs, or cores of some of them are unknown.',
};

function findWhyUnknown(cause: Cause, now: number): string | undefined {
  const { hours, isComplete } = measureCost(cause, now);
  if (formatCoreHours({ hours, isComplete: isComplete && cause.isComplete }) !== undefined) return undefined;
  if (!isMeasured(cause)) return unknown.unmeasured;
  return isComplete ? undefined : unknown.incomplete;
}
