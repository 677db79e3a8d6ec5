import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../query/numbers.ts';
import type { Association } from './associations.ts';
import type { Suspect } from './findSuspects.ts';

function nameValue({ trait, value }: Association): string {
  switch (trait) {
    case 'node':
      return l10n.t('node {0}', value);
    case 'vmSize':
      return l10n.t('VM size {0}', value);
    case 'image':
      return l10n.t('image {0}', value);
    case 'application':
      return l10n.t('application {0}', value);
    case 'input':
      return l10n.t('input {0}', value);
    case 'commandLine':
      return l10n.t('program {0}', value);
    case 'time':
      return l10n.t('the time {0}', value);
  }
}

/** The suspicion with its numbers, and what else it may be, as sentences. */
export function describeSuspect({ alternatives, ...suspect }: Suspect): string {
  const { failed, total, failedElsewhere, totalElsewhere } = suspect;
  const numbers = l10n.t(
    '{0} stands out: {1} of {2} tasks failed there, {3} of {4} elsewhere.',
    nameValue(suspect),
    formatNumber(failed),
    formatNumber(total),
    formatNumber(failedElsewhere),
    formatNumber(totalElsewhere),
  );
  if (alternatives.length === 0) return numbers;
  return l10n.t(
    '{0} It cannot be told from {1}: almost the same tasks have both.',
    numbers,
    alternatives.map(nameValue).join(', '),
  );
}
