import * as l10n from '@vscode/l10n';
import { continueAfterColon } from '../../text/afterColon.ts';
import { plural } from '../../text/plural.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';

/** Cause of a repeated failure; `isSame` is undefined if the cause of the earlier attempt is unknown. */
interface Again {
  readonly cause: { readonly cluster: { readonly fingerprint: string; readonly title: string } };
  readonly isSame: boolean | undefined;
}

/**
 * Describes in sentences why `count` tasks failed again; empty if unknown. Claims nothing about tasks that are not in
 * `known` (the diagnosed tasks), or about tasks whose earlier cause is unknown.
 */
export function describeAgain(known: readonly Again[], count: number): readonly string[] {
  const [main, ...others] = countReasons(known);
  if (main === undefined) return [];
  const title = continueAfterColon(main.title);
  const same = known.filter(({ isSame }) => isSame === true).length;
  const isOne = others.length === 0 && known.length === count;
  if (isOne && same === count) return [l10n.t('The reason is the same as before: {0}.', title)];
  const isCounted = known.length === count && known.every(({ isSame }) => isSame !== undefined);
  return [
    ...(same === 0 ? [] : [isCounted ? describeSame(same, count) : describeAtLeast(same)]),
    known.length < count
      ? describeShare(main.count, known.length, title)
      : isOne
        ? l10n.t('The reason is: {0}.', title)
        : l10n.t('Most frequent reason: {0}.', title),
  ];
}

/** Counts tasks by cause, most frequent first. Tasks that were diagnosed at different times can share a cause. */
function countReasons(known: readonly Again[]): readonly { readonly title: string; readonly count: number }[] {
  const titles = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const { cause } of known) {
    const { fingerprint, title: ownTitle } = cause.cluster;
    const title = titles.get(fingerprint) ?? ownTitle;
    titles.set(fingerprint, title);
    counts.set(title, (counts.get(title) ?? 0) + 1);
  }
  return [...counts].map(([title, count]) => ({ title, count })).sort((one, other) => other.count - one.count);
}

function describeSame(count: number, all: number): string {
  if (count === all) return l10n.t('Each of them failed for the same reason as before.');
  return plural(count, {
    one: l10n.t('{count} of them failed for the same reason as before.', asCount(count)),
    other: l10n.t('{count} of them failed for the same reason as before.', asCount(count)),
  });
}

/** The most frequent cause is certain only after all tasks have been diagnosed. */
function describeShare(count: number, looked: number, title: string): string {
  const parts = { ...asCount(count), looked: formatNumber(looked), title };
  return plural(looked, {
    '=1': l10n.t('One of them was checked. Its reason: {title}.', { title }),
    other: plural(count, {
      one: l10n.t('Of the {looked} that were checked, {count} failed for this reason: {title}.', parts),
      other: l10n.t('Of the {looked} that were checked, {count} failed for this reason: {title}.', parts),
    }),
  });
}

function describeAtLeast(count: number): string {
  return plural(count, {
    one: l10n.t('At least {count} of them failed for the same reason as before.', asCount(count)),
    other: l10n.t('At least {count} of them failed for the same reason as before.', asCount(count)),
  });
}
