import * as l10n from '@vscode/l10n';
import { toDurationWords } from '../../query/durations.ts';
import { formatTimes } from '../../query/times.ts';
import { withLabel } from '../../text/label.ts';
import { listPlain } from '../../text/lists.ts';
import { escapeMarkdown, toCodeBlock, toCodeSpan } from '../../text/markdown.ts';
import { redactText } from '../../text/redact.ts';
import type { CodePlace } from '../catalogue/entry.ts';
import { type Chart, type ChartRow, describeValue } from '../explanation/chart.ts';
import type { Evidence, Explanation, Fix, Section, Wait } from '../explanation/explanation.ts';
import { nameSource } from './nameSource.ts';
import { renderPairs } from './renderComparison.ts';
import { renderSteps } from './renderSteps.ts';
import { renderTimeline } from './renderTimeline.ts';
import { findPlace } from './reportClass.ts';
import { listReportFacts, type ReportContext } from './reportFacts.ts';
import {
  codeSources,
  describeChecked,
  describeConfidence,
  describeEnd,
  describeKind,
  listHelpPages,
  listUntold,
  logSource,
  preferPlaces,
  renderText,
} from './reportParts.ts';

/**
 * The explanation as a Markdown document that also reads as plain text, in the order of its page: title, facts, how sure
 * it is, why, what to do, what shows it, what happened when. All that comes from the service is escaped; links go to
 * Microsoft's pages only.
 */
export function renderExplanation(explanation: Explanation, context: ReportContext = {}): string {
  const place = findPlace(explanation.code, preferPlaces(context));
  const { wait } = explanation;
  const { evidence, fixes } = listUntold(explanation);
  const all = renderSteps(explanation.fixes, context.actions ?? []).map(({ text }) => text);
  const lines = explanation.fixes.map((fix, index) => [fix, all[index] ?? ''] as const);
  const others = all.slice(lines.length);
  const sections = [
    `# ${renderText(explanation.title)}`,
    classLine(explanation, place, context),
    renderText(context.notice ?? ''),
    explanation.isOfSeveral === true ? '' : describeConfidence(explanation.confidence),
    wait?.isCause === true ? renderWait(wait, lines) : `## ${l10n.t('Why')}\n\n${renderText(explanation.cause)}`,
    renderWhatToDo(listLines(lines, fixes), others),
    wait === undefined || wait.isCause ? '' : renderWait(wait, lines),
    ...(explanation.sections ?? []).map(renderSection),
    renderEvidence(evidence),
    ...(explanation.related ?? []).map(renderSection),
    renderHistory(context),
    renderHelp(explanation, place),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function classLine(
  { category, code, isOfSeveral }: Explanation,
  place: CodePlace | undefined,
  context: ReportContext,
): string {
  const head = (isOfSeveral === true ? [] : [describeKind(category, place), code])
    .filter((part) => part !== undefined)
    .map(renderText)
    .join(' · ');
  return [
    ...(head === '' ? [] : [`**${head}**`]),
    ...listReportFacts(context).map(({ text }) => renderText(text)),
  ].join(' · ');
}

/** The reasons in their order, each with what shows it and what ends it. */
function renderWait(wait: Wait, lines: readonly (readonly [Fix, string])[]): string {
  const { title, lead, reasons, isCause } = wait;
  const isAlone = isCause && reasons.length === 1;
  const rendered = reasons.flatMap(({ title: name, why, evidence, fixes, ...end }, index) => [
    // Of a single one the title of the document says the same.
    isAlone ? '' : `### ${index + 1}. ${renderText(name)}`,
    renderText(why),
    renderItems(evidence),
    renderText(l10n.t('What ends it? {who}', { who: describeEnd(end) })),
    listLines(lines, fixes).join('\n'),
  ]);
  const parts = [reasons.length === 0 ? '' : renderText(lead), ...rendered, renderText(describeChecked(wait))];
  const shown = parts.filter((part) => part !== '');
  return shown.length === 0 ? '' : [`## ${title}`, ...shown].join('\n\n');
}

/** The lines of those of the steps. */
function listLines(lines: readonly (readonly [Fix, string])[], fixes: readonly Fix[]): readonly string[] {
  const texts = new Set(fixes.map(({ text }) => text));
  return lines.flatMap(([{ text }, line]) => (texts.has(text) ? [line] : []));
}

function renderSection({ title, items, nearest, charts = [] }: Section): string {
  const rendered = charts.filter(({ isInText }) => isInText !== true).map(renderChart);
  const differences = nearest === undefined ? '' : renderPairs(nearest);
  const parts = [renderItems(items), differences, ...rendered].filter((part) => part !== '');
  return parts.length === 0 ? '' : [`## ${renderText(title)}`, ...parts].join('\n\n');
}

function renderEvidence(evidence: readonly Evidence[]): string {
  return evidence.length === 0 ? '' : `## ${l10n.t('Evidence')}\n\n${renderItems(evidence)}`;
}

/** Quoted lines of logs in blocks with their numbers, everything else as a list. */
function renderItems(items: readonly Evidence[]): string {
  const facts = items.filter(({ source }) => source === undefined || !logSource.test(source));
  const parts = [facts.map(renderFact).join('\n'), ...renderLogs(items)].filter((part) => part !== '');
  return parts.join('\n\n');
}

function renderFact({ text, source }: Evidence): string {
  const shown =
    source !== undefined && codeSources.test(source) && !text.includes('\n')
      ? toCodeSpan(redactText(text))
      : text.includes('\n')
        ? `\n\n${toCodeBlock(redactText(text)).replace(/^/gm, '  ')}`
        : renderText(text);
  return source === undefined || saysSource(text, source)
    ? `- ${shown}`
    : `- ${withLabel(renderSource(source), shown)}`;
}

/** Whether a sentence begins with where it was seen, as "Exit code 1: …" does. */
function saysSource(text: string, source: string): boolean {
  return text.toLowerCase().startsWith(nameSource(source).text.toLowerCase());
}

function renderSource(source: string): string {
  const { text, isCode } = nameSource(source);
  return isCode === true ? toCodeSpan(text) : escapeMarkdown(text);
}

function renderLogs(evidence: readonly Evidence[]): readonly string[] {
  const byFile = new Map<string, Map<number, string>>();
  for (const { text, source } of evidence) {
    const match = logSource.exec(source ?? '');
    if (match === null) continue;
    const [, file = '', line = ''] = match;
    const lines = byFile.get(file) ?? new Map<number, string>();
    byFile.set(file, lines.set(Number(line), redactText(text)));
  }
  return [...byFile].map(
    ([file, lines]) => `${withLabel(toCodeSpan(file), '').trimEnd()}\n\n${toCodeBlock(numberLines(lines))}`,
  );
}

/** Lines with their numbers; where some are left out, that is seen. */
function numberLines(lines: ReadonlyMap<number, string>): string {
  const width = String(Math.max(...lines.keys())).length;
  const sorted = [...lines].sort(([one], [other]) => one - other);
  return sorted
    .flatMap(([line, text], index) => {
      const before = sorted[index - 1]?.[0];
      const gap = before === undefined || before === line - 1 ? [] : ['⋯'.padStart(width)];
      return [...gap, `${String(line).padStart(width)} | ${text}`];
    })
    .join('\n');
}

/** The steps as a list, below them what belongs to none of them. */
function renderWhatToDo(steps: readonly string[], others: readonly string[]): string {
  if (steps.length + others.length === 0) return '';
  return [`## ${l10n.t('What to do')}`, steps.join('\n'), ...others].filter((part) => part !== '').join('\n\n');
}

function renderHistory({ timeline, timeZone, nameNodes = String }: ReportContext): string {
  return timeline === undefined ? '' : nameNodes(renderTimeline(timeline, { timeZone }));
}

function renderHelp(explanation: Explanation, place: CodePlace | undefined): string {
  const links = listHelpPages(explanation, place).map(({ title, address }) => `[${escapeMarkdown(title)}](${address})`);
  return links.length === 0 ? '' : l10n.t('More: {0}', links.join(', '));
}

/** The numbers of a chart as a list, for who reads the text: spans of time in which nothing happened are left out. */
export function renderChart(chart: Chart): string {
  const rendered = chart.rows
    .map((row) => ({ row, values: listValues(chart, row) }))
    .filter(({ values }) => values.length > 0);
  const times = formatTimes(rendered.flatMap(({ row: { at } }) => (at === undefined ? [] : [at])));
  const lines = rendered.map(({ row, values }, index) => {
    const label = row.at === undefined ? row.label : (times[index] ?? row.label);
    return `- ${renderText(describeRow({ ...row, label }, values))}`;
  });
  const head = chart.title === '' ? [] : [renderText(describeHead(chart))];
  return [...head, lines.join('\n'), ...chart.notes.map(renderText)].join('\n\n');
}

function describeHead({ title, stepMs }: Chart): string {
  return stepMs === undefined
    ? l10n.t({ message: '{title}:', args: { title }, comment: ['Heads a list'] })
    : l10n.t('{title}, in steps of {step}:', { title, step: toDurationWords(stepMs) });
}

/** Numbers that are not 0; of a row that has no other all, but of a span of time none. */
function listValues({ series, form }: Chart, { values }: ChartRow): readonly string[] {
  const rendered = series.map(({ name }, index) => ({ name, value: values[index] }));
  const some = rendered.filter(({ value }) => value === undefined || value.count > 0);
  return (some.length > 0 || form === 'columns' ? some : rendered).map(({ name, value }) =>
    l10n.t({
      message: '{name}: {count}',
      args: { name, count: describeValue(value) },
      comment: ['What is counted, such as "failed", and how many there are'],
    }),
  );
}

function describeRow({ label, note }: ChartRow, values: readonly string[]): string {
  const counts = listPlain(values);
  return note === undefined
    ? l10n.t({ message: '{label} ({counts})', args: { label, counts }, comment: ['{counts} is a list of numbers'] })
    : l10n.t({
        message: '{label} ({counts}): {note}',
        args: { label, counts, note },
        comment: ['{counts} is a list of numbers'],
      });
}
