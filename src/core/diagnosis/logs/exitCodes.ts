import type { FailureCategory } from '../category.ts';
import type { Finding, LogContext } from './finding.ts';

/** Exit codes that shells, kernels and loaders give one meaning only. */
const telling: Readonly<Record<number, readonly FailureCategory[]>> = {
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

/**
 * Findings of the category that the exit code speaks for gain weight. A shell that tells of a crash says no more than
 * the code does: what the program said before counts as much.
 */
export function confirm(findings: readonly Finding[], context: LogContext): Finding[] {
  const expected = context.exitCode === undefined ? undefined : telling[context.exitCode];
  if (expected === undefined) return [...findings];
  return findings.map((finding) =>
    finding.weight !== 'echo' && expected.includes(finding.category) && finding.narrow !== 'other'
      ? { ...finding, weight: finding.weight === 'error' && finding.category === 'crash-signal' ? 'cause' : 'verdict' }
      : finding,
  );
}
