import { isInformative } from '../../catalogue/exit.ts';
import { findExit } from '../../catalogue/findExit.ts';
import type { FailureCategory } from '../../explanation/category.ts';
import type { Finding, LogContext, Weight } from './finding.ts';

/** Returns the category that an exit code implies, unless the code only says that something failed. */
export function categoryOfExit({ exitCode, os }: LogContext): FailureCategory | undefined {
  const exit = exitCode === undefined ? undefined : findExit(exitCode, os);
  return isInformative(exit) ? exit.category : undefined;
}

/** Checks whether a program was ended from outside, in which case it could not log a reason. */
export function wasEndedFromOutside({ exitCode, os }: LogContext): boolean {
  return exitCode !== undefined && findExit(exitCode, os)?.fromOutside === true;
}

/**
 * Raises the weight of a finding if its category matches the exit code's, and makes it certain if nothing else ends a
 * program with this code. A crash is never certain, because earlier output counts as much.
 */
export function confirm(finding: Finding, { exitCode, os }: LogContext): Finding {
  const exit = exitCode === undefined ? undefined : findExit(exitCode, os);
  const { category, narrow, weight } = finding;
  if (!isInformative(exit) || weight === 'echo' || narrow === 'other') return finding;
  if (category !== exit.category && exit.also?.includes(category) !== true) return finding;
  const confirmed: Weight = exit.certainty === 'only' && category !== 'crash-signal' ? 'verdict' : 'cause';
  return weight === 'verdict' ? finding : { ...finding, weight: confirmed };
}
