import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../query/numbers.ts';
import type { Reason } from '../../query/representative.ts';

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
