import type { FailureCategory } from '../diagnosis/explanation/category.ts';
import type { Change, Explanation, Fix } from '../diagnosis/explanation/explanation.ts';

/** Causes that stay until someone fixes something. */
const lasting: ReadonlySet<FailureCategory> = new Set([
  'missing-file',
  'missing-program',
  'missing-module',
  'permission',
  'bad-arguments',
  'bad-input',
  'auth-storage',
  'sas-expired',
  'dependency-version',
  'encoding-lineendings',
  'exception-in-user-code',
]);
const passing: ReadonlySet<FailureCategory> = new Set(['interrupted', 'throttled', 'network', 'service']);

/**
 * What has to change before another run succeeds, where the explanation says so or the kind of cause does; a guess says
 * nothing.
 */
export function foreseeChange({
  change,
  category,
  confidence,
}: Pick<Explanation, 'change' | 'category' | 'confidence'>): Change | undefined {
  if (change !== undefined || confidence === 'guess') return change;
  if (lasting.has(category)) return 'surroundings';
  return passing.has(category) ? 'nothing' : undefined;
}

/** Whether the definition is to be changed, as it is at fault or lacks something: a retry would run it as it is. */
export function needsDefinition({ change, fixes }: Pick<Explanation, 'change' | 'fixes'>): boolean {
  return change === 'definition' || fixes.some((fix) => fix.edit !== undefined || isResubmission(fix));
}

/** Whether a step is to change a property with Fix and Resubmit. */
export function isResubmission({ property, remedies = [] }: Fix): boolean {
  return property !== undefined && remedies.length === 1 && remedies[0] === 'task.resubmit';
}

/** Whether it is its time limit that ended a task: another limit puts that right. */
export function isOverTime({ fixes }: Pick<Explanation, 'fixes'>): boolean {
  return fixes.some(({ property: [first, second] = [] }) => first === 'constraints' && second === 'maxWallClockTime');
}

/** What has to change before a retry succeeds: what ran out of its time runs out of the same time again. */
export function foreseeChangeForRetry(
  explanation: Pick<Explanation, 'change' | 'category' | 'confidence' | 'fixes'>,
): Change | undefined {
  return isOverTime(explanation) ? 'definition' : foreseeChange(explanation);
}
