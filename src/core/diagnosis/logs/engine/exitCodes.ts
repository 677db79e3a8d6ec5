import type { FailureCategory } from '../../explanation/category.ts';
import type { Finding, LogContext } from './finding.ts';

/** Exit codes that shells, kernels and loaders give one meaning only. */
const expectedCategories: Readonly<Record<number, readonly FailureCategory[]>> = {
  124: ['timeout'],
  126: ['permission', 'encoding-lineendings'],
  127: ['missing-program', 'missing-module', 'encoding-lineendings'],
  130: ['interrupted'],
  132: ['crash-signal'],
  134: ['crash-signal'],
  136: ['crash-signal'],
  137: ['out-of-memory'],
  139: ['crash-signal'],
  143: ['interrupted'],
  9009: ['missing-program'],
};

/** What an exit code says by itself, if it has one meaning only. */
export function categoryOfExit(exitCode: number): FailureCategory | undefined {
  const expected = expectedCategories[exitCode];
  return expected?.length === 1 ? expected[0] : undefined;
}

/**
 * A finding of the category that the exit code speaks for gains weight. A shell that tells of a crash says no more
 * than the code does: what the program said before counts as much.
 */
export function confirm(finding: Finding, context: LogContext): Finding {
  const expected = context.exitCode === undefined ? undefined : expectedCategories[context.exitCode];
  const { category, narrow, weight } = finding;
  if (expected?.includes(category) !== true || weight === 'echo' || narrow === 'other') return finding;
  return { ...finding, weight: weight === 'error' && category === 'crash-signal' ? 'cause' : 'verdict' };
}
