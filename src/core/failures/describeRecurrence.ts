import * as l10n from '@vscode/l10n';
import { plural } from '../text/plural.ts';
import { asCount } from '../words/numbers.ts';
import { formatDate, formatTime } from '../words/times.ts';
import type { Recurrence } from './recurrence.ts';

const words: Readonly<Record<Recurrence['state'], () => string | undefined>> = {
  new: () => l10n.t({ message: 'new', comment: ['Of a cause of failures that was never seen before'] }),
  ongoing: () => l10n.t({ message: 'ongoing', comment: ['Of a cause of failures that was seen before'] }),
  back: () => l10n.t({ message: 'back', comment: ['Of a cause of failures that had gone and has come again'] }),
  quiet: () => undefined,
};

/** Checks whether a cause was never seen before, or had gone and has come again. */
export function isNews({ recurrence }: { readonly recurrence?: Recurrence | undefined }): boolean {
  return recurrence?.state === 'new' || recurrence?.state === 'back';
}

/** Returns the word for a cause in a row; undefined if earlier looks say nothing about it. */
export function nameRecurrence(recurrence: Recurrence | undefined): string | undefined {
  return recurrence && words[recurrence.state]();
}

/** Describes in sentences since when a cause has occurred and how often, as far as earlier looks show it. */
export function describeRecurrence(recurrence: Recurrence | undefined): readonly string[] {
  if (recurrence === undefined) return [];
  const { state, since, first, times, gone, isMixed, noted = since } = recurrence;
  const from = { since: formatDate(since) };
  const without = { gone: formatDate(gone ?? since) };
  const often =
    times < 2
      ? []
      : [
          plural(times, {
            one: l10n.t('It has come {count} time since {first}, with runs without it in between.', {
              ...asCount(times),
              first: formatDate(first),
            }),
            other: l10n.t('It has come {count} times since {first}, with runs without it in between.', {
              ...asCount(times),
              first: formatDate(first),
            }),
          }),
        ];
  switch (state) {
    case 'new':
      return [
        l10n.t('Looks at this account from this computer before {time} found no such cause.', {
          time: formatTime(noted),
        }),
      ];
    case 'ongoing':
      return [
        isMixed === true
          ? l10n.t('It has occurred since {since}, now and then: runs in between show no such failure.', from)
          : l10n.t('Earlier looks found it, too, from {since} on.', from),
        ...often,
      ];
    case 'back':
      return [l10n.t('It is back: the run of the same work of {gone} shows no such failure.', without), ...often];
    case 'quiet':
      return [l10n.t('A later run of the same work, of {gone}, shows no such failure.', without), ...often];
  }
}

/** Adds to the first step what helped when the cause came before. */
export function withHelp<Step extends { readonly text: string }>(
  steps: readonly Step[],
  recurrence: Partial<Recurrence> | undefined,
): readonly Step[] {
  const [first, ...others] = steps;
  const help = describeHelp(recurrence);
  if (first === undefined || help === undefined) return steps;
  return [{ ...first, text: `${first.text} ${help}` }, ...others];
}

/** Says when a corrected definition helped against a cause that has come again; undefined if none is known to have. */
export function describeHelp({ helped }: Partial<Recurrence> = {}): string | undefined {
  return helped === undefined
    ? undefined
    : l10n.t('Last time, a corrected definition helped, which was submitted on {date}.', { date: formatDate(helped) });
}
