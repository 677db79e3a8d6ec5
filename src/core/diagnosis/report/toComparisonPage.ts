import * as l10n from '@vscode/l10n';
import { toPlain, toSpans } from '../../page/links.ts';
import { makePart } from '../../page/makePage.ts';
import type { Page, Part, Quote, Row } from '../../page/page.ts';
import { toVisibleLines } from '../../text/escape.ts';
import { plural } from '../../text/plural.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import type { Comparison } from '../task/compareTasks.ts';
import { toPageTable, toQuote } from './toPart.ts';

/** Maximum number of values of a list, such as input files or variables, that are shown; the others are counted. */
const maxValues = { count: 20, length: Number.MAX_SAFE_INTEGER };

interface Sides {
  readonly title: string;
  readonly failed: string;
  readonly succeeded: string;
  readonly onlyFailedWrote: string;
  readonly noLines: string;
}

/**
 * Renders a comparison as a page. `notes` lists the parts of the two tasks that could not be read. `isOfAttempt` is
 * true if both sides are the same task, now and in an earlier attempt.
 */
export function toComparisonPage(
  { failedId, succeededId, differences, acrossJob, onlyInFailed, leftOut, alike, logs }: Comparison,
  notes: readonly string[] = [],
  isOfAttempt = false,
): Pick<Page, 'title' | 'parts'> {
  const sides = isOfAttempt ? toAttemptSides(failedId) : toTaskSides(failedId, succeededId);
  const table = toPageTable(differences, [sides.failed, sides.succeeded], maxValues);
  const noDifference = l10n.t('The two tasks show no known differences.');
  const parts = [
    // Differences across all tasks of the job come first, because most differences between two tasks are coincidental.
    toPart(l10n.t('What sets the failed task apart in its job'), acrossJob),
    {
      ...toPart(l10n.t('What is different'), differences.length === 0 ? [noDifference] : []),
      ...(differences.length === 0 ? {} : { table }),
    },
    {
      ...toPart(sides.onlyFailedWrote, [
        ...(onlyInFailed.length === 0 ? [sides.noLines] : describeLeftOut(leftOut)),
        ...describeAlike(alike),
        ...(logs.length === 1 ? [l10n.t('Of the logs, only {0} was compared.', logs.join())] : []),
      ]),
      quotes: toQuotes(onlyInFailed),
    },
    toPart(l10n.t('What could not be read'), notes),
  ];
  return { title: toPlain(sides.title), parts: parts.filter(hasContent) };
}

function hasContent({ rows, table, quotes }: Part): boolean {
  return rows.length + quotes.length > 0 || table !== undefined;
}

function toPart(title: string, sentences: readonly string[]): Part {
  return makePart({ id: title, title, rows: sentences.map((sentence): Row => ({ text: toSpans(sentence) })) });
}

function toTaskSides(failedId: string, succeededId: string): Sides {
  return {
    title: l10n.t('{0} failed, {1} succeeded', failedId, succeededId),
    failed: l10n.t('failed'),
    succeeded: l10n.t('succeeded'),
    onlyFailedWrote: l10n.t('Only the failed task wrote'),
    noLines: l10n.t("The failed task's logs have no unique lines, or they couldn't be compared."),
  };
}

function toAttemptSides(id: string): Sides {
  return {
    title: l10n.t('{0}: an earlier attempt compared with now', id),
    failed: l10n.t({ message: 'earlier', comment: ['An earlier attempt of a task, beside how it is now'] }),
    succeeded: l10n.t({ message: 'now', comment: ['How a task is now, beside an earlier attempt'] }),
    onlyFailedWrote: l10n.t('Only the earlier attempt wrote'),
    noLines: l10n.t("The earlier attempt's logs have no unique lines, or they couldn't be compared."),
  };
}

function toQuotes(lines: Comparison['onlyInFailed']): readonly Quote[] {
  const files = [...new Set(lines.map(({ file }) => file))];
  return files.map((name) => {
    const own = lines.filter(({ file }) => file === name);
    return toQuote(
      name,
      own.map(({ line, text }) => ({ number: line, text: toVisibleLines(text) })),
    );
  });
}

function describeLeftOut(leftOut: number): readonly string[] {
  if (leftOut === 0) return [];
  return [
    leftOut === 1
      ? l10n.t('One line before these is left out.')
      : l10n.t('{0} lines before these are left out.', formatNumber(leftOut)),
  ];
}

/** Says how many lines aren't listed because only values in them differ, which may be what matters. */
function describeAlike(count: number): readonly string[] {
  if (count === 0) return [];
  return [
    plural(count, {
      one: l10n.t(
        "{count} other line differs only in numbers, times, or quoted text. It isn't listed.",
        asCount(count),
      ),
      other: l10n.t(
        "{count} other lines differ only in numbers, times, or quoted text. They aren't listed.",
        asCount(count),
      ),
    }),
  ];
}
