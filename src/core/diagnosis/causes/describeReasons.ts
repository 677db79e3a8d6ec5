import * as l10n from '@vscode/l10n';
import type { Count } from '../../query/count.ts';
import { formatNumber } from '../../query/numbers.ts';
import type { Reason } from '../../query/representative.ts';
import type { Explanation } from '../explanation/explanation.ts';
import { isBareExitCode, restsOnExitCode } from './clusterFailure.ts';

/**
 * Counts the reasons of causes: at least those that are known, where others have nothing but an exit code, which may be
 * that of one of these.
 */
export function countReasons(explanations: readonly (Explanation | undefined)[]): Count {
  const known = new Set(explanations.flatMap((one) => (one === undefined || restsOnExitCode(one) ? [] : one.category)));
  const open = explanations.filter(
    (one) => one !== undefined && restsOnExitCode(one) && (isBareExitCode(one) || known.has(one.category)),
  ).length;
  const isComplete = open === 0 || open === explanations.length;
  return { count: explanations.length - (isComplete ? 0 : open), isComplete };
}

/** Describes several reasons for failures of one cause (`listReasons`); undefined for a single one. */
export function describeReasons(reasons: readonly Reason[]): string | undefined {
  if (reasons.length < 2) return undefined;
  const counts = reasons.map(({ failures }) => failures.length);
  const [most = 0] = counts;
  const checked = counts.reduce((sum, each) => sum + each, 0);
  const parts = { count: formatNumber(reasons.length), checked: formatNumber(checked) };
  return counts.every((each) => each === most)
    ? l10n.t('The {checked} failures that were checked have {count} different reasons.', parts)
    : l10n.t(
        'The {checked} failures that were checked have {count} different reasons; {most} have the most frequent one.',
        { ...parts, most: formatNumber(most) },
      );
}
