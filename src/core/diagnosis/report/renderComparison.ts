import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../query/numbers.ts';
import { withLabel } from '../../text/label.ts';
import { escapeMarkdown, toCodeBlock, toCodeSpan } from '../../text/markdown.ts';
import { redactText } from '../../text/redact.ts';
import { listSome } from '../explanation/sentences.ts';
import type { Comparison } from '../task/compareTasks.ts';
import { renderText } from './reportParts.ts';

/** Of a list (input, variables) so many are shown; the rest is counted. */
const maxValues = 20;

/** What the two sides of a comparison are called. */
interface Sides {
  readonly title: string;
  readonly failed: string;
  readonly succeeded: string;
  readonly onlyFailedWrote: string;
  readonly noLines: string;
}

/**
 * The comparison as a Markdown document; all that comes from the service is escaped. `notes` say what of the two tasks
 * could not be read. `isOfAttempt` where it is one task, in an earlier attempt and as it is now.
 */
export function renderComparison(
  { failedId, succeededId, differences, acrossJob, onlyInFailed, leftOut }: Comparison,
  notes: readonly string[] = [],
  isOfAttempt = false,
): string {
  const sides = isOfAttempt ? toAttemptSides(failedId) : toTaskSides(failedId, succeededId);
  const sections = [
    `# ${sides.title}`,
    ...renderAcrossJob(acrossJob),
    renderDifferences(differences, sides),
    renderLines(onlyInFailed, leftOut, sides),
    ...renderNotes(notes),
  ];
  return `${sections.join('\n\n')}\n`;
}

function toTaskSides(failedId: string, succeededId: string): Sides {
  return {
    title: l10n.t('{0} failed, {1} succeeded', escapeMarkdown(failedId), escapeMarkdown(succeededId)),
    failed: l10n.t('failed'),
    succeeded: l10n.t('succeeded'),
    onlyFailedWrote: l10n.t('Only the failed task wrote'),
    noLines: l10n.t('The logs of the failed task have no lines of their own, or they could not be compared.'),
  };
}

function toAttemptSides(id: string): Sides {
  return {
    title: l10n.t('{0}: an earlier attempt, and now', escapeMarkdown(id)),
    failed: l10n.t({ message: 'earlier', comment: ['An earlier attempt of a task, beside how it is now'] }),
    succeeded: l10n.t({ message: 'now', comment: ['How a task is now, beside an earlier attempt'] }),
    onlyFailedWrote: l10n.t('Only the earlier attempt wrote'),
    noLines: l10n.t('The logs of the earlier attempt have no lines of their own, or they could not be compared.'),
  };
}

/** What all tasks of the job show comes first: of two tasks, most that differs is chance. */
function renderAcrossJob(sentences: readonly string[]): readonly string[] {
  if (sentences.length === 0) return [];
  const items = sentences.map((sentence) => `- ${renderText(sentence)}`).join('\n');
  return [`## ${l10n.t('What sets the failed task apart in its job')}\n\n${items}`];
}

function renderDifferences(differences: Comparison['differences'], sides: Sides): string {
  if (differences.length === 0) return l10n.t('Nothing that is known of the two tasks is different.');
  return [`## ${l10n.t('What is different')}`, renderPairs({ differences }, sides)].join('\n\n');
}

/** What is different between two tasks, as a list that also reads well aloud. */
export function renderPairs(
  { differences }: Pick<Comparison, 'differences'>,
  sides: Pick<Sides, 'failed' | 'succeeded'> = { failed: l10n.t('failed'), succeeded: l10n.t('succeeded') },
): string {
  const items = differences.map(
    ({ what, failed, succeeded }) =>
      `- ${escapeMarkdown(what)}\n${renderSide(sides.failed, failed)}\n${renderSide(sides.succeeded, succeeded)}`,
  );
  return items.join('\n');
}

function renderSide(side: string, values: readonly string[]): string {
  return `  - ${withLabel(side, values.length === 0 ? '—' : listSome(values.map(toCodeSpan), maxValues))}`;
}

function renderNotes(notes: readonly string[]): readonly string[] {
  if (notes.length === 0) return [];
  const items = notes.map((note) => `- ${escapeMarkdown(redactText(note))}`).join('\n');
  return [`## ${l10n.t('What could not be read')}\n\n${items}`];
}

function renderLines(lines: Comparison['onlyInFailed'], leftOut: number, sides: Sides): string {
  if (lines.length === 0) return sides.noLines;
  const files = [...new Set(lines.map(({ file }) => file))];
  const blocks = files.map((file) => {
    const text = lines.filter((line) => line.file === file).map((line) => `${line.line} | ${line.text}`);
    return `${file}:\n\n${toCodeBlock(text.join('\n'))}`;
  });
  return [`## ${sides.onlyFailedWrote}`, ...blocks, ...renderLeftOut(leftOut)].join('\n\n');
}

function renderLeftOut(leftOut: number): readonly string[] {
  if (leftOut === 0) return [];
  return [
    leftOut === 1
      ? l10n.t('One line before these is left out.')
      : l10n.t('{0} lines before these are left out.', formatNumber(leftOut)),
  ];
}
