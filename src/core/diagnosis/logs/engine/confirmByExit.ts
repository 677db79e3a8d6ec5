import { type Exit, isInformative } from '../../catalogue/exit.ts';
import { findProcessExit } from '../../catalogue/processExit.ts';
import type { FailureCategory } from '../../explanation/category.ts';
import type { Finding, LogContext, Weight } from './finding.ts';

/** The meaning of each known end of a process, because it is asked for each finding. */
const known = new WeakMap<LogContext, Exit | undefined>();

function findMeaning(context: LogContext): Exit | undefined {
  if (!known.has(context)) known.set(context, findProcessExit(context));
  return known.get(context);
}

/** Returns the category that an exit code implies, unless the code only says that something failed. */
export function categoryOfExit(context: LogContext): FailureCategory | undefined {
  const exit = findMeaning(context);
  return isInformative(exit) ? exit.category : undefined;
}

/** Checks whether a program was ended from outside, in which case it could not log a reason. */
export function wasEndedFromOutside(context: LogContext): boolean {
  return findMeaning(context)?.fromOutside === true;
}

/**
 * Raises the weight of a finding if its category matches the exit code's, and makes it certain if nothing else ends a
 * program with this code. A crash is never certain, because earlier output counts as much.
 */
export function confirm(finding: Finding, context: LogContext): Finding {
  const exit = findMeaning(context);
  const { category, narrow, weight } = finding;
  if (!isInformative(exit) || weight === 'echo' || narrow === 'other') return finding;
  if (category !== exit.category && exit.also?.includes(category) !== true) return finding;
  const confirmed: Weight = exit.certainty === 'only' && category !== 'crash-signal' ? 'verdict' : 'cause';
  return weight === 'verdict' ? finding : { ...finding, weight: confirmed };
}
