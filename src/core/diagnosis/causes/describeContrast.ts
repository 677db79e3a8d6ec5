import * as l10n from '@vscode/l10n';
import { listAny } from '../../text/lists.ts';
import { redactText } from '../../text/redact.ts';
import { formatNumber } from '../../words/numbers.ts';
import type { Contrast, Share } from './contrasts.ts';
import type { Suspect } from './findSuspects.ts';
import type { Trait } from './observation.ts';

/** Describes how a failed task differs from succeeded ones, with numbers, as a sentence. */
export function describeContrast({ trait, own, other, like, unlike, succeeded, isThin }: Contrast): string {
  if (other === undefined) return describeShares(trait, own ?? '', like, unlike);
  const [failed, total] = [formatNumber(like.failed), formatNumber(like.total)];
  const [count, all] = [formatNumber(succeeded), formatNumber(unlike.total)];
  const [value, others] = [nameValue(trait, own ?? other), nameValue(trait, other)];
  if (isThin)
    return own === undefined
      ? l10n.t(
          'Of the tasks compared, only {total} lacked {value}, too few to tell; all {count} that succeeded had it.',
          { total, value, count },
        )
      : l10n.t(
          'Of the tasks compared, only {total} had {value}, too few to tell; all {count} that succeeded had {others}.',
          { total, value, count, others },
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

function describeShares(trait: Trait, own: string, like: Share, unlike: Share): string {
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

/** Describes a suspicion with its numbers, and the alternatives, as sentences. */
export function describeSuspect({ alternatives, ...suspect }: Suspect): string {
  const { trait, value, failed, total, failedElsewhere, totalElsewhere } = suspect;
  const like = { failed, total };
  const numbers = describeShares(trait, value, like, { failed: failedElsewhere, total: totalElsewhere });
  if (alternatives.length === 0) return numbers;
  return l10n.t(
    "{0} It can't be distinguished from {1}: almost exactly the same tasks have both.",
    numbers,
    listAny(alternatives.map((other) => nameValue(other.trait, other.value))),
  );
}

/** Describes a trait that tasks share, without secrets. */
export function nameValue(trait: Trait, given: string): string {
  const value = redactText(given);
  switch (trait) {
    case 'node':
      return l10n.t('node {0}', value);
    case 'vmSize':
      return l10n.t('VM size {0}', value);
    case 'image':
      return l10n.t('image {0}', value);
    case 'nodeAgent':
      return l10n.t('node agent {0}', value);
    case 'application':
      return l10n.t('application {0}', value);
    case 'input':
      return l10n.t('input {0}', value);
    case 'expiredAccess':
      return l10n.t('an expired SAS for {0}', value);
    case 'option':
      return `\`${value}\``;
    case 'environment':
      return l10n.t('environment variable {0}', value);
    case 'commandLine':
      return l10n.t('program {0}', value);
  }
}
