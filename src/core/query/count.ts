import * as l10n from '@vscode/l10n';
import { formatNumber } from './numbers.ts';

/** A number of things, and whether these are all that there are: not while others are still to be counted or listed. */
export interface Count {
  readonly count: number;
  readonly isComplete: boolean;
}

/** What of several things there are together: not complete when one of them is not. */
export function addCounts(counts: readonly Count[]): Count {
  return {
    count: counts.reduce((sum, { count }) => sum + count, 0),
    isComplete: counts.every(({ isComplete }) => isComplete),
  };
}

/** `4,392`, or `≥ 4,392` while there may be more. */
export function formatCount({ count, isComplete }: Count): string {
  if (isComplete) return formatNumber(count);
  return l10n.t({
    message: '≥ {count}',
    args: { count: formatNumber(count) },
    comment: ['A number of things of which there may be more'],
  });
}

/** As `formatCount`, for who hears it: `at least 4,392`. */
export function sayCount({ count, isComplete }: Count): string {
  if (isComplete) return formatNumber(count);
  return l10n.t({
    message: 'at least {count}',
    args: { count: formatNumber(count) },
    comment: ['A number of things of which there may be more, as a screen reader says it'],
  });
}
