import * as l10n from '@vscode/l10n';
import type { BulkItem, BulkPlan } from '../../../core/changes/bulk/bulkRecord.ts';
import { inFullOfEach, mostInFull } from '../../../core/changes/bulk/inFull.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, formatNumber } from '../../../core/words/numbers.ts';
import type { AnyVerb, VerbTexts } from '../verb/verb.ts';

/** The parts of a verb that determine what is saved first. */
export type KeepingVerb = Pick<AnyVerb, 'takesAway' | 'replaces' | 'keepsAttempts'> & {
  readonly texts: Pick<VerbTexts, 'kept'>;
};

/** Checks whether there are so many items that the user must choose whether to save all their logs. */
export function asksForLogs(verb: Omit<KeepingVerb, 'texts'>, choices: object, count: number): boolean {
  return (verb.keepsAttempts === true || verb.takesAway(choices)) && count > mostInFull;
}

/** Describes what is saved before a verb acts, as a line for its question; empty when the verb removes nothing. */
export function describeKept(verb: KeepingVerb, choices: object, count: number): readonly string[] {
  const own = verb.texts.kept?.(count);
  if (!verb.takesAway(choices) && verb.keepsAttempts !== true)
    return verb.replaces?.(choices) === true
      ? [own ?? l10n.t('First, the current properties are saved on this computer.')]
      : [];
  if (own !== undefined) return [own];
  const saved =
    count > mostInFull
      ? l10n.t(
          'First, the properties of all {total} items are saved on this computer, along with the end of the logs of the first {count} with each cause. You can choose to save the logs of all items.',
          { total: formatNumber(count), count: formatNumber(inFullOfEach) },
        )
      : l10n.t('First, the properties, the end of the logs, and the diagnosis are saved on this computer.');
  return verb.keepsAttempts === true ? [saved, l10n.t('The next run replaces stdout.txt and stderr.txt.')] : [saved];
}

/**
 * Describes what is saved from tasks before they run again, and which logs are lost.
 * @param inFull number of tasks whose logs are saved
 * @param causes number of the tasks' causes; absent when the user was not asked
 */
export function describeKeptAttempts(total: number, inFull: number, causes?: number): readonly string[] {
  if (inFull === total) return describeKept(savesAttempts, {}, Math.min(total, mostInFull));
  const lost = plural(total - inFull, {
    one: l10n.t('The logs of the other task are lost when it runs again.'),
    other: l10n.t('The logs of the other {count} tasks are lost when they run again.', asCount(total - inFull)),
  });
  const all = formatNumber(total);
  if (inFull === 0)
    return [
      l10n.t('First, the properties of all {total} tasks are saved on this computer, without the logs.', {
        total: all,
      }),
      l10n.t('The logs are lost when the tasks run again.'),
    ];
  if (causes === undefined)
    return [
      l10n.t(
        'First, the properties of all {total} tasks are saved on this computer, along with the end of the logs of {count}.',
        { total: all, count: formatNumber(inFull) },
      ),
      lost,
    ];
  const logs = formatNumber(inFull);
  return [
    plural(causes, {
      '=1': l10n.t(
        'First, the properties of all {total} tasks are saved on this computer, along with the end of the logs of the first {logs}, since the others ended the same way.',
        { total: all, logs },
      ),
      other: l10n.t(
        'First, the properties of all {total} tasks are saved on this computer, along with the end of the logs of {logs}: up to {most} tasks for each of {count} causes.',
        { total: all, logs, most: formatNumber(inFullOfEach), ...asCount(causes) },
      ),
    }),
    lost,
  ];
}

const savesAttempts: KeepingVerb = { takesAway: () => false, keepsAttempts: true, texts: {} };

/** Describes what is saved before an action is resumed. The user chose how much when the action started. */
export function describeKeptAgain(
  verb: KeepingVerb,
  { choices, savesAllLogs = false }: Pick<BulkPlan, 'choices' | 'savesAllLogs'>,
  items: readonly BulkItem[],
): readonly string[] {
  const inFull = items.filter(({ isBrief }) => isBrief !== true).length;
  if (verb.keepsAttempts === true) return describeKeptAttempts(items.length, inFull);
  if (!asksForLogs(verb, choices, items.length)) return describeKept(verb, choices, items.length);
  if (savesAllLogs) return describeKept(verb, choices, mostInFull);
  return [
    l10n.t(
      'First, the properties of all {total} items are saved on this computer, along with the end of the logs of the first {count} with each cause.',
      { total: formatNumber(items.length), count: formatNumber(inFullOfEach) },
    ),
  ];
}
