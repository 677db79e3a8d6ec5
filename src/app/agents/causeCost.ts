import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import { hasBrokenNodes, isMeasured, measureBrokenNodes, measureCost } from '../../core/impact/causeCost.ts';
import { addCoreHours, type CoreHours, formatCoreHours } from '../../core/impact/coreHours.ts';
import type { IdleNodes } from '../causes/unusedNodes.ts';

/** Describes core-hours in words; below one, the known part of an unknown number too. */
export function sayCoreHours(coreHours: CoreHours): string {
  const known = Math.floor(coreHours.hours * 100) / 100;
  if (!coreHours.isComplete && known < 1) return known === 0 ? 'unknown' : `at least ${known} core-hours`;
  return formatCoreHours(coreHours) ?? 'less than one core-hour';
}

/** Describes the cost of a cause so far in words. */
export function describeCost(cause: Cause, now: number): string {
  if (!isMeasured(cause)) return 'unknown';
  const said = sayCoreHours(measureKnown(cause, now));
  return hasBrokenNodes(cause) && said !== 'unknown' ? `${said}, and more for as long as these nodes exist` : said;
}

/** Describes idle nodes of a pool with what they cost since then. */
export function describeIdleCost({ poolId, count, coreHours }: Omit<IdleNodes, 'jobIds'>, since: string): string {
  const nodes = count === 1 ? '1 idle node' : `${count} idle nodes`;
  return `${nodes} of pool ${poolId}, ${sayCoreHours(coreHours)} since ${since}`;
}

/** Finds the idle nodes that already cost at least a core-hour beside tasks that wait because of a cause. */
export function findIdleOf({ failures }: Cause, idle: readonly IdleNodes[]): readonly IdleNodes[] {
  return idle.filter(
    ({ jobIds, coreHours }) =>
      coreHours.hours >= 1 &&
      failures.some(({ failing }) => jobIds.some((id) => failing.blocks?.tasks.has(id) === true)),
  );
}

/** Describes the cost of all these causes so far in words. `isAll` is false if there may be more failures. */
export function sumCosts(causes: readonly Cause[], isAll: boolean, now: number): string {
  const { hours, isComplete } = addCoreHours(causes.map((cause) => measureKnown(cause, now)));
  const said = sayCoreHours({ hours, isComplete: isComplete && isAll && causes.every(isMeasured) });
  const broken = formatCoreHours(addCoreHours(causes.map((cause) => measureBrokenNodes(cause, now))));
  const share = broken === undefined || broken === said ? '' : ` (${broken} by broken nodes, the rest by failed runs)`;
  return said !== 'unknown' && causes.some(hasBrokenNodes)
    ? `${said}${share}, and more for as long as broken nodes exist`
    : said;
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
  if (!isMeasured(cause)) return unknown.unmeasured;
  return sayCoreHours(measureKnown(cause, now)) === 'unknown' ? unknown.incomplete : undefined;
}

function measureKnown(cause: Cause, now: number): CoreHours {
  const { hours, isComplete } = measureCost(cause, now);
  return { hours, isComplete: isComplete && cause.isComplete };
}
