import type { FailureCategory } from '../diagnosis/explanation/category.ts';
import type { Change, Explanation, Fix } from '../diagnosis/explanation/explanation.ts';

/** Categories of causes that persist until someone fixes them. */
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
 * Predicts the change that is needed before another run succeeds, from the explanation or the category of its cause;
 * undefined for a low-confidence guess.
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

/** Checks whether another run is expected to fail like the last one until something has been corrected. */
export function failsUnlessFixed(said: Parameters<typeof foreseeChange>[0]): boolean {
  return !maySucceed(foreseeChange(said));
}

/** Checks whether another run may succeed as it is, as far as is known, even if only on another node. */
export function maySucceed(change: Change | undefined): boolean {
  return change === undefined || change === 'nothing' || change === 'otherNode';
}

/**
 * Adds what a distinction shows, a part of the definition that only failed tasks have: another run fails again unless
 * its effect is fixed. A known change prevails.
 */
export function withDistinction<Whole extends { readonly change?: Change | undefined }>(
  whole: Whole,
  distinction: unknown,
): Whole {
  return distinction === undefined || whole.change !== undefined ? whole : { ...whole, change: 'surroundings' };
}

/**
 * Checks whether the definition has to be changed, because a retry would use it unchanged, or because a rule of the user
 * says that a retry never helps.
 */
export function needsDefinition({ change, fixes }: Pick<Explanation, 'change' | 'fixes'>): boolean {
  return (
    change === 'definition' || change === 'never' || fixes.some((fix) => fix.edit !== undefined || isResubmission(fix))
  );
}

/** Checks whether a step changes a property with Fix and Resubmit. */
export function isResubmission({ property, remedies = [] }: Fix): boolean {
  return property !== undefined && remedies.length === 1 && remedies[0] === 'task.resubmit';
}

/** Checks whether a task exceeded its time limit, which a longer limit would fix. */
export function isOverTime({ fixes }: Pick<Explanation, 'fixes'>): boolean {
  return fixes.some(({ property: [first, second] = [] }) => first === 'constraints' && second === 'maxWallClockTime');
}

/**
 * Predicts the change that is needed before a retry succeeds: a task that exceeded its time limit would exceed it
 * again.
 */
export function foreseeChangeForRetry(
  explanation: Pick<Explanation, 'change' | 'category' | 'confidence' | 'fixes'>,
): Change | undefined {
  return isOverTime(explanation) ? 'definition' : foreseeChange(explanation);
}
