import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../query/numbers.ts';
import type { Contrast, Share } from './contrasts.ts';
import { nameValue } from './nameValue.ts';
import type { Trait } from './observation.ts';

/** How a failed task differs from those that succeeded, with numbers, as a sentence. */
export function describeContrast({ trait, own, other, like, unlike, succeeded, isThin }: Contrast): string {
  if (other === undefined) return describeShares(trait, own ?? '', like, unlike);
  const [failed, total] = [formatNumber(like.failed), formatNumber(like.total)];
  const [count, all] = [formatNumber(succeeded), formatNumber(unlike.total)];
  const [value, others] = [nameValue(trait, own ?? other), nameValue(trait, other)];
  if (isThin)
    return own === undefined
      ? l10n.t(
          'Of the tasks compared, only {total} lacked {value}, too few to tell; all {count} that succeeded had it.',
          {
            total,
            value,
            count,
          },
        )
      : l10n.t(
          'Of the tasks compared, only {total} had {value}, too few to tell; all {count} that succeeded had {others}.',
          {
            total,
            value,
            count,
            others,
          },
        );
  return own === undefined
    ? l10n.t('{failed} of {total} tasks without {value} failed; {count} of {all} with it succeeded.', {
        failed,
        total,
        value,
        count,
        all,
      })
    : l10n.t('{failed} of {total} tasks with {value} failed; {count} of {all} with {others} succeeded.', {
        failed,
        total,
        value,
        count,
        all,
        others,
      });
}

/** How many tasks with a value failed, and how many without. */
export function describeShares(trait: Trait, own: string, like: Share, unlike: Share): string {
  const [failed, total] = [formatNumber(like.failed), formatNumber(like.total)];
  const [failedElsewhere, totalElsewhere] = [formatNumber(unlike.failed), formatNumber(unlike.total)];
  const value = nameValue(trait, own);
  return trait === 'node'
    ? l10n.t('{failed} of {total} tasks on {value} failed, and {failedElsewhere} of {totalElsewhere} on other nodes.', {
        failed,
        total,
        value,
        failedElsewhere,
        totalElsewhere,
      })
    : l10n.t('{failed} of {total} tasks with {value} failed, and {failedElsewhere} of {totalElsewhere} without it.', {
        failed,
        total,
        value,
        failedElsewhere,
        totalElsewhere,
      });
}
