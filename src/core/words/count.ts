import * as l10n from '@vscode/l10n';
import { formatNumber } from './numbers.ts';

/** A number of items, and whether it is final; it isn't while other items still have to be counted or listed. */
export interface Count {
  readonly count: number;
  readonly isComplete: boolean;
}

/** Adds counts; the sum is complete if all of them are. */
export function addCounts(counts: readonly Count[]): Count {
  return {
    count: counts.reduce((sum, { count }) => sum + count, 0),
    isComplete: counts.every(({ isComplete }) => isComplete),
  };
}

/** Returns `4,392`, or `≥ 4,392` while there may be more. */
export function formatCount({ count, isComplete }: Count): string {
  if (isComplete) return formatNumber(count);
  return l10n.t({
    message: '≥ {count}',
    args: { count: formatNumber(count) },
    comment: ['A number of things of which there may be more'],
  });
}

/** Returns the text of `formatCount` for screen readers: `at least 4,392`. */
export function sayCount({ count, isComplete }: Count): string {
  if (isComplete) return formatNumber(count);
  return l10n.t({
    message: 'at least {count}',
    args: { count: formatNumber(count) },
    comment: ['A number of things of which there may be more, as a screen reader says it'],
  });
}
