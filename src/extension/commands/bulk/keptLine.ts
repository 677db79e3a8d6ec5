import { l10n } from 'vscode';
import { formatNumber } from '../../../core/query/numbers.ts';
import { inFullOfEach, mostInFull } from '../../../core/remedy/bulk/keptInFull.ts';
import type { AnyVerb } from '../../bulk/verbs/verbs.ts';

/** What is kept before a verb acts, as a line for its question; nothing where it takes nothing away. */
export function describeKept(
  verb: Pick<AnyVerb, 'takesAway' | 'replaces'>,
  choices: object,
  count: number,
): readonly string[] {
  if (!verb.takesAway(choices))
    return verb.replaces?.(choices) === true
      ? [l10n.t('First, the properties as they are now are saved on this computer.')]
      : [];
  return [
    count > mostInFull
      ? l10n.t(
          'First, the properties of all are saved on this computer, and of the first {count} with each cause the ends of their logs.',
          { count: formatNumber(inFullOfEach) },
        )
      : l10n.t('First, the properties, the ends of the logs and what was wrong are saved on this computer.'),
  ];
}
