import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../query/numbers.ts';
import { escapeMarkdown, toCodeBlock, toCodeSpan } from '../../text/markdown.ts';
import { redactText } from '../../text/redact.ts';
import type { Comparison } from '../compareTasks.ts';
import { listSome } from '../explanation/sentences.ts';
import { renderText } from '../report/renderText.ts';

/** Of a list (input, variables) so many are shown; the rest is counted. */
const maxValues = 20;

/**
 * The comparison as a Markdown document; all that comes from the service is escaped. `notes` say what of the two tasks
 * could not be read.
 */
export function renderComparison(
  { failedId, succeededId, differences, acrossJob, onlyInFailed, leftOut }: Comparison,
  notes: readonly string[] = [],
): string {
  const title = `# ${l10n.t('{0} failed, {1} succeeded', escapeMarkdown(failedId), escapeMarkdown(succeededId))}`;
  const sections = [
    title,
    ...renderAcrossJob(acrossJob),
    renderDifferences(differences),
    renderLines(onlyInFailed, leftOut),
    ...renderNotes(notes),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** What all tasks of the job show comes first: of two tasks, most that differs is chance. */
function renderAcrossJob(sentences: readonly string[]): readonly string[] {
  if (sentences.length === 0) return [];
  const items = sentences.map((sentence) => `- ${renderText(sentence)}`).join('\n');
  return [`## ${l10n.t('What sets the failed task apart in its job')}\n\n${items}`];
}

function renderDifferences(differences: Comparison['differences']): string {
  if (differences.length === 0) return l10n.t('Nothing that is known of the two tasks is different.');
  return [`## ${l10n.t('What is different')}`, renderPairs({ differences })].join('\n\n');
}

/** What is different between two tasks, as a list that also reads well aloud. */
export function renderPairs({ differences }: Pick<Comparison, 'differences'>): string {
  const items = differences.map(
    ({ what, failed, succeeded }) =>
      `- ${escapeMarkdown(what)}\n${renderSide(l10n.t('failed'), failed)}\n${renderSide(l10n.t('succeeded'), succeeded)}`,
  );
  return items.join('\n');
}

function renderSide(side: string, values: readonly string[]): string {
  return `  - ${side}: ${values.length === 0 ? '—' : listSome(values.map(toCodeSpan), maxValues)}`;
}

function renderNotes(notes: readonly string[]): readonly string[] {
  if (notes.length === 0) return [];
  const items = notes.map((note) => `- ${escapeMarkdown(redactText(note))}`).join('\n');
  return [`## ${l10n.t('What could not be read')}\n\n${items}`];
}

function renderLines(lines: Comparison['onlyInFailed'], leftOut: number): string {
  if (lines.length === 0)
    return l10n.t('The logs of the failed task have no lines of their own, or they could not be compared.');
  const files = [...new Set(lines.map(({ file }) => file))];
  const blocks = files.map((file) => {
    const text = lines.filter((line) => line.file === file).map((line) => `${line.line} | ${line.text}`);
    return `${file}:\n\n${toCodeBlock(text.join('\n'))}`;
  });
  return [`## ${l10n.t('Only the failed task wrote')}`, ...blocks, ...renderLeftOut(leftOut)].join('\n\n');
}

function renderLeftOut(leftOut: number): readonly string[] {
  if (leftOut === 0) return [];
  return [
    leftOut === 1
      ? l10n.t('One line before these is left out.')
      : l10n.t('{0} lines before these are left out.', formatNumber(leftOut)),
  ];
}
