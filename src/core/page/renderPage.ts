import * as l10n from '@vscode/l10n';
import { findLargest } from '../extremes.ts';
import { splitCode } from '../text/codeMarks.ts';
import { withLabel } from '../text/label.ts';
import { listPlain } from '../text/lists.ts';
import { escapeInLine, escapeMarkdown, toCodeBlock, toCodeSpan } from '../text/markdown.ts';
import { formatNumber } from '../words/numbers.ts';
import type {
  Button,
  Page,
  PageBar,
  PageChart,
  PageFollowed,
  PageGroup,
  PagePlace,
  PageTable,
  PageTimeline,
  PageWait,
  Part,
  Quote,
  Row,
  Span,
  Step,
} from './page.ts';

/** A page as a Markdown document that also reads well as plain text, and the ranges of its links. */
export interface PageText {
  readonly text: string;
  readonly links: readonly TextLink[];
}

interface TextLink {
  readonly from: number;
  readonly to: number;
  readonly link: string;
}

/** Number of names above which each name has its own line, because editors cut very long lines. */
const mostOnLine = 20;

/** Renders a page. Escapes everything that comes from the service; links lead only to Microsoft's pages. */
export function renderPage(page: Page): PageText {
  const { title, notice, confidence, why, wait, parts, timeline, help, words } = page;
  const writer = new Writer();
  writer.block(`# ${renderText(title)}`);
  writer.block(renderChips(page));
  writer.block(renderText(notice ?? ''));
  writer.block(confidence ?? '');
  if (why.length > 0) writer.block(`## ${words.why}\n\n${renderSpans(why)}`);
  if (wait?.isCause === true) writeWait(wait, page, writer);
  writeWhatToDo(page, writer);
  if (wait?.isCause === false) writeWait(wait, page, writer);
  for (const part of parts) writePart(part, writer);
  if (timeline !== undefined) writeTimeline(timeline, writer);
  const links = help.map((one) => `[${escapeMarkdown(one.title)}](${one.address})`);
  if (links.length > 0) writer.block(l10n.t('More: {0}', links.join(', ')));
  return { text: `${writer.text}\n`, links: writer.links };
}

class Writer {
  text = '';
  readonly links: TextLink[] = [];

  /** Adds a heading, a paragraph, a list or a code block; nothing if it is empty. */
  block(text: string): void {
    if (text !== '') this.text += this.text === '' ? text : `\n\n${text}`;
  }

  list<T>(items: readonly T[], mark: (index: number) => string, write: (item: T) => void): void {
    items.forEach((item, index) => {
      this.text += `${index === 0 ? '\n\n' : '\n'}${mark(index)}`;
      write(item);
    });
  }

  add(text: string): void {
    this.text += text;
  }

  addLink(text: string, link: string): void {
    this.links.push({ from: this.text.length, to: this.text.length + text.length, link });
    this.text += text;
  }

  /** Adds buttons in brackets, to distinguish them from text. */
  addButtons(buttons: readonly Button[]): void {
    buttons.forEach(({ title, link }, index) => {
      this.text += index === 0 ? '[' : ' [';
      this.addLink(escapeMarkdown(title), link);
      this.text += ']';
    });
  }
}

function renderChips({ chips }: Page): string {
  const [kinds, facts] = [true, false].map((isKind) =>
    chips.filter((chip) => (chip.isKind === true) === isKind).map(({ text }) => renderText(text)),
  );
  return [...(kinds?.length ? [`**${kinds.join(' · ')}**`] : []), ...(facts ?? [])].join(' · ');
}

/** Writes the reasons for a wait, each with its evidence and what ends it. */
function writeWait({ title, lead = '', reasons, checked }: PageWait, { words }: Page, writer: Writer): void {
  writer.block(`## ${renderText(title)}`);
  writer.block(renderText(lead));
  reasons.forEach((reason, index) => {
    if (reason.title !== undefined) writer.block(`### ${index + 1}. ${renderText(reason.title)}`);
    writer.block(renderSpans(reason.why));
    writeRows(reason.rows, writer);
    for (const quote of reason.quotes) writer.block(renderQuote(quote));
    writeFollowed(reason.followed, writer);
    writer.block(`${words.whatEndsIt} ${renderText(reason.end)}`);
    writeSteps(reason.steps, writer);
  });
  if (checked.length > 0)
    writer.block(renderText(l10n.t('Checked and ruled out: {things}.', { things: listPlain(checked) })));
}

function writeWhatToDo({ steps, actions, refusals, words }: Page, writer: Writer): void {
  if (steps.length + actions.length + refusals.length === 0) return;
  writer.block(`## ${words.whatToDo}`);
  writeSteps(steps, writer);
  if (actions.length > 0) writer.add('\n\n');
  writer.addButtons(actions);
  for (const refusal of refusals) writer.block(renderText(refusal));
}

function writeSteps(steps: readonly Step[], writer: Writer): void {
  writer.list(
    steps,
    (index) => `${index + 1}. `,
    (step) => {
      writeStep(step, writer);
      for (const choice of step.choices ?? []) {
        writer.add('\n   - ');
        writeStep(choice, writer);
      }
    },
  );
}

function writeStep({ about, text, leads, actions, refusal }: Step, writer: Writer): void {
  writer.add(about === undefined ? renderSpans(text) : withLabel(renderText(about.title), renderSpans(text)));
  for (const { name, link } of leads) {
    if (name === undefined) continue;
    writer.add(' (');
    writer.addLink(toCodeSpan(name), link);
    writer.add(')');
  }
  if (refusal !== undefined) writer.add(` ${renderText(refusal)}`);
  if (actions.length > 0) writer.add(' ');
  writer.addButtons(actions);
}

function writePart(part: Part, writer: Writer): void {
  const { title, rows, groups = [], table, charts, quotes, followed, folds = [] } = part;
  const listed = charts.filter(({ isInText }) => isInText !== true);
  if (rows.length + groups.length + listed.length + quotes.length + folds.length === 0 && table === undefined) return;
  writer.block(`## ${renderText(title)}`);
  writeRows(rows, writer);
  writeGroups(groups, writer);
  if (table !== undefined) writer.block(renderTable(table));
  for (const quote of quotes) writer.block(renderQuote(quote));
  writeFollowed(followed, writer);
  // Charts come first on the page, but as lists their numbers are details.
  for (const chart of listed) writer.block(renderChart(chart));
  for (const { title: name, note, lines, language } of folds) {
    writer.block(`### ${renderText(name)}`);
    writer.block(renderText(note ?? ''));
    if (lines !== '') writer.block(toCodeBlock(lines, language));
  }
}

/** Writes the names of all items, including those that the page doesn't draw. */
function writeGroups(groups: readonly PageGroup[], writer: Writer): void {
  writer.list(
    groups,
    () => '',
    ({ text, actions, places }) => {
      const isSaid = text.length > 0;
      if (isSaid) writer.add(`- ${renderSpans(text)}${actions.length > 0 ? ' ' : ''}`);
      writer.addButtons(actions);
      const lines = places.flatMap(listPlace);
      writer.add(`${isSaid ? '\n' : ''}${lines.map((line) => (isSaid ? `  ${line}` : line)).join('\n')}`);
    },
  );
}

function listPlace({ title, runs }: PagePlace): readonly string[] {
  const names = runs.map((run) => run.text);
  if (title === undefined) return names.map((name) => `- ${escapeMarkdown(name)}`);
  if (names.length <= mostOnLine) return [`- ${withLabel(renderText(title), listPlain(names.map(escapeInLine)))}`];
  return [`- ${renderText(title)}`, ...names.map((name) => `  - ${escapeMarkdown(name)}`)];
}

function writeFollowed(followed: PageFollowed | undefined, writer: Writer): void {
  if (followed === undefined) return;
  writer.block(`### ${renderText(followed.title)}`);
  for (const quote of followed.quotes) writer.block(renderQuote(quote));
}

function writeRows(rows: readonly Row[], writer: Writer): void {
  writer.list(
    rows,
    () => '- ',
    ({ source, text, lines, button }) => {
      const said = lines === undefined ? renderSpans(text) : `\n\n${toCodeBlock(lines).replace(/^/gm, '  ')}`;
      const isLink = said === '' && button !== undefined;
      const plain = isLink ? button.title : (lines ?? text.map((span) => span.text).join(''));
      // Some sentences start with their source, such as "Exit code 1: …".
      if (source !== undefined && !plain.toLowerCase().startsWith(source.text.toLowerCase()))
        writer.add(withLabel(renderSpans([source]), isLink ? '' : said));
      else writer.add(said);
      if (isLink) writer.addLink(renderText(button.title), button.link);
    },
  );
}

/** Renders the two sides of each row below each other, as a list that also reads well aloud. */
function renderTable({ columns, rows }: PageTable): string {
  const renderCell = (cell: readonly Span[], index: number): string => {
    const codes = cell.filter(({ isCode }) => isCode === true).map((span) => renderSpans([span]));
    const rest = cell.filter(({ isCode }) => isCode !== true).map(({ text }) => escapeInLine(text));
    return `  - ${withLabel(renderText(columns[index + 1] ?? ''), [...(codes.length === 0 ? [] : [listPlain(codes)]), ...rest].join(' ') || '—')}`;
  };
  return rows.map(({ name, cells }) => [`- ${renderText(name)}`, ...cells.map(renderCell)].join('\n')).join('\n');
}

/** Renders lines with their numbers, and marks gaps between them. */
function renderQuote({ file, note, lines }: Quote): string {
  const width = findLargest(lines.map(({ number }) => String(number).length));
  const numbered = lines.flatMap(({ number, text }, index) => {
    const before = lines[index - 1]?.number ?? number - 1;
    return [...(before === number - 1 ? [] : ['⋯'.padStart(width)]), `${String(number).padStart(width)} | ${text}`];
  });
  return `${withLabel(toCodeSpan(file), note === undefined ? '' : renderText(note)).trimEnd()}\n\n${toCodeBlock(numbered.join('\n'))}`;
}

/** Renders the numbers of a chart as a list, without periods in which nothing happened, and equal ones in a line. */
export function renderChart({ form, title, step, series, bars, notes }: PageChart): string {
  const counted = bars.map((bar) => {
    const counts = bar.cells.map((count, index) =>
      l10n.t({
        message: '{name}: {count}',
        args: { name: series[index]?.name ?? '', count },
        comment: ['What is counted, such as "failed", and how many there are'],
      }),
    );
    const some = counts.filter((_, index) => isCounted(bar, index));
    const isLeftOut = form === 'columns' && some.length === 0;
    return { bar, counts: isLeftOut ? '' : some.length > 0 ? listPlain(some) : formatNumber(0) };
  });
  const lines = counted.flatMap(({ bar, counts }, index) => {
    if (counts === '') return [];
    if (form !== 'columns') return [`- ${renderText(describeBar(bar, counts))}`];
    const isAlike = (one: (typeof counted)[number] | undefined): boolean =>
      one?.counts === counts && one.bar.note === bar.note;
    if (isAlike(counted[index - 1])) return [];
    const end = counted.findIndex((one, later) => later > index && !isAlike(one));
    const { label } = counted[(end < 0 ? counted.length : end) - 1]?.bar ?? bar;
    return [`- ${renderText(describeBar(bar.label === label ? bar : toRun(bar, label), counts))}`];
  });
  const head =
    step === undefined
      ? l10n.t({ message: '{title}:', args: { title }, comment: ['Heads a list'] })
      : l10n.t('{title}, in steps of {step}:', { title, step });
  return [...(title === '' ? [] : [renderText(head)]), lines.join('\n'), ...notes.map(renderText)].join('\n\n');
}

/** Returns a bar for all until the one with the label `last`, each of which has the same numbers. */
function toRun(first: PageBar, last: string): PageBar {
  const label = l10n.t({
    message: '{first} to {last}, each',
    args: { first: first.label, last },
    comment: ['Two times: the first and the last of several periods, each with the numbers that follow in parentheses'],
  });
  return { ...first, label };
}

/** Checks whether a number of a bar is unknown or not 0. */
function isCounted({ values, cells }: PageBar, index: number): boolean {
  return (values[index] ?? 0) > 0 || !cells[index]?.endsWith(formatNumber(0));
}

function describeBar({ label, note }: PageBar, counts: string): string {
  return note === undefined
    ? l10n.t({ message: '{label} ({counts})', args: { label, counts }, comment: ['{counts} is a list of numbers'] })
    : l10n.t({
        message: '{label} ({counts}): {note}',
        args: { label, counts, note },
        comment: ['{counts} is a list of numbers'],
      });
}

/** Writes the timeline with failures in bold. */
function writeTimeline({ title, first = '', moments, notes }: PageTimeline, writer: Writer): void {
  writer.block(`## ${title}`);
  writer.block(escapeMarkdown(first));
  writer.list(
    moments,
    () => '- ',
    ({ time, text, kind }) => {
      const what = escapeMarkdown(text);
      writer.add(withLabel(escapeMarkdown(time), kind === 'failure' ? `**${what}**` : what));
    },
  );
  for (const note of notes) writer.block(escapeMarkdown(note));
}

/** Renders text; names between backticks, as in this extension's own sentences, become code. */
export function renderText(text: string): string {
  return renderSpans(splitCode(text).map((part, index) => ({ text: part, isCode: index % 2 === 1 })));
}

function renderSpans(spans: readonly Span[]): string {
  return spans
    .map(({ text, isCode }, index) =>
      isCode === true ? toCodeSpan(text) : index === 0 ? escapeMarkdown(text) : escapeInLine(text),
    )
    .join('');
}
