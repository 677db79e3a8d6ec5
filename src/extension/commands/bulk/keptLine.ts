import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../../core/query/numbers.ts';
import type { BulkItem } from '../../../core/remedy/bulk/bulkRecord.ts';
import { inFullOfEach, mostInFull } from '../../../core/remedy/bulk/keptInFull.ts';
import type { AnyVerb } from '../../bulk/verbs/verbs.ts';

/** What tells what a verb keeps. */
export type KeepingVerb = Pick<AnyVerb, 'takesAway' | 'replaces' | 'keepsAttempts' | 'texts'>;

/** What is kept before a verb acts, as a line for its question; nothing where it takes nothing away. */
export function describeKept(verb: KeepingVerb, choices: object, count: number): readonly string[] {
  const own = verb.texts.kept?.(count);
  if (!verb.takesAway(choices) && verb.keepsAttempts !== true)
    return verb.replaces?.(choices) === true
      ? [own ?? l10n.t('First, the properties as they are now are saved on this computer.')]
      : [];
  if (own !== undefined) return [own];
  return [
    count > mostInFull
      ? l10n.t(
          'First, the properties of all {total} are saved on this computer, and the ends of the logs of the first {count} with each cause. You can choose to save the logs of all.',
          { total: formatNumber(count), count: formatNumber(inFullOfEach) },
        )
      : l10n.t('First, the properties, the ends of the logs and what was wrong are saved on this computer.'),
  ];
}

/**
 * The same before the rest of an action is done: how much a verb keeps of each attempt was chosen when it was begun.
 */
export function describeKeptAgain(verb: KeepingVerb, choices: object, items: readonly BulkItem[]): readonly string[] {
  const inFull = items.filter(({ isBrief }) => isBrief !== true).length;
  if (verb.keepsAttempts !== true || inFull === items.length) return describeKept(verb, choices, items.length);
  const total = formatNumber(items.length);
  return [
    inFull === 0
      ? l10n.t('First, the properties of all {total} are saved on this computer, without their logs.', { total })
      : l10n.t(
          'First, the properties of all {total} are saved on this computer, and the ends of the logs of {count}.',
          {
            total,
            count: formatNumber(inFull),
          },
        ),
  ];
}
