import * as l10n from '@vscode/l10n';
import type { NodeFileResource, TaskFileResource } from '../../model/resource.ts';
import { type Links, type PageTarget, toPlain, toSpans } from '../../page/links.ts';
import type { Button, LogLine, PageTable, Part, Quote, Row, Span } from '../../page/page.ts';
import { toShortVisible, toVisible, toVisibleLines } from '../../text/escape.ts';
import { plural } from '../../text/plural.ts';
import { redactText } from '../../text/redact.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import type { Difference, Evidence, Section } from '../explanation/explanation.ts';
import { logSource } from '../logs/quoteLog.ts';
import { nameSource } from './nameSource.ts';
import type { PageContext } from './pageContext.ts';
import { toPageChart } from './toPageChart.ts';

const codeSources = /(?:^|\.)(?:commandLine|autoScaleFormula|imageName)$/;

/** Renders a part of a page: quoted log lines by file, and everything else as rows. */
export function toPart(
  { id, title, items, nearest, charts = [], logsOf }: Omit<Section, 'id'> & { id: string },
  context: PageContext,
  links: Links,
): Part {
  const facts = items.filter(({ source }) => source === undefined || !logSource.test(source));
  const find: FindFile = (name, line) => context.openOwn?.(name, line) ?? findFile(name, context, logsOf);
  const following = items.filter(({ isConsequence }) => isConsequence === true);
  return {
    id,
    title: toPlain(title),
    rows: facts.map((fact) => toFactRow(fact, context, links)),
    ...(nearest === undefined
      ? {}
      : { table: toPageTable(nearest.differences, [l10n.t('This task'), nearest.succeededId], mostOnPage) }),
    charts: charts.map((chart) => toPageChart(chart, context, links)),
    quotes: toQuotes(
      items.filter(({ isConsequence }) => isConsequence !== true),
      find,
      links,
    ),
    ...(following.length === 0
      ? {}
      : { followed: { title: describeFollowed(following.length), quotes: toQuotes(following, find, links) } }),
  };
}

function describeFollowed(count: number): string {
  return plural(count, {
    one: l10n.t('Followed by {count} failure', asCount(count)),
    other: l10n.t('Followed by {count} failures', asCount(count)),
  });
}

function toFactRow(fact: Evidence, context: PageContext, links: Links): Row {
  const { text, source, leadsTo } = fact;
  if (leadsTo !== undefined) {
    const button = links.toButton(toPlain(text), { kind: 'document', document: leadsTo });
    return { ...(source === undefined ? {} : { source: nameSource(source) }), text: [], button };
  }
  const shown = redactText(text);
  const isCode = source !== undefined && codeSources.test(source);
  const button = findButton(fact, context, links);
  return {
    ...(source === undefined ? {} : { source: nameSource(source) }),
    ...(shown.includes('\n')
      ? { text: [], lines: toVisibleLines(shown) }
      : { text: isCode ? [{ text: toVisible(shown), isCode: true }] : toSpans(text) }),
    ...(button === undefined ? {} : { button }),
  };
}

/** Finds the button of a fact, which opens a document, a commit, or the user's source file. */
function findButton(
  { frame, ofTask, opens, file, commit }: Evidence,
  { hasSource, resource }: PageContext,
  links: Links,
): Button | undefined {
  if (opens !== undefined) {
    const { title, document } = opens;
    return links.toButton(toPlain(title), { kind: 'document', document });
  }
  if (ofTask !== undefined && resource !== undefined) {
    const task = { kind: 'task', accountId: resource.accountId, ...ofTask } as const;
    const title = l10n.t('Explain {0}', toPlain(ofTask.taskId));
    return links.toButton(title, { kind: 'document', document: { resource: task, document: 'explanation' } });
  }
  if (file !== undefined && resource?.kind === 'task') {
    const title = l10n.t('Open {0}', toPlain(file.split('/').at(-1) ?? file));
    return links.toButton(title, { kind: 'file', file: { ...resource, kind: 'taskFile', path: file } });
  }
  if (commit !== undefined) return links.toButton(l10n.t('Open the Change'), { kind: 'commit', ...commit });
  if (frame === undefined || !hasSource(frame)) return undefined;
  return links.toButton(describeFrame(frame.file, frame.line), { kind: 'source', frame });
}

function describeFrame(file: string, line: number): string {
  return l10n.t('Open {file}, line {line}', { file: toPlain(file.split(/[\\/]/).at(-1) ?? file), line });
}

type FindFile = (name: string, line: number) => PageTarget | undefined;
type LogTarget = Extract<PageTarget, { readonly kind: 'file' | 'document' }>;

function toQuotes(items: readonly Evidence[], find: FindFile, links: Links): readonly Quote[] {
  const byFile = new Map<string, Map<number, LogLine>>();
  for (const { text, source, isCause } of items) {
    const [, file, line] = logSource.exec(source ?? '') ?? [];
    if (file === undefined) continue;
    const lines = byFile.get(file) ?? new Map<number, LogLine>();
    const number = Number(line);
    const isInformative = isCause === true || lines.get(number)?.isCause === true;
    lines.set(number, { number, text: toVisibleLines(redactText(text)), ...(isInformative ? { isCause: true } : {}) });
    byFile.set(file, lines);
  }
  return [...byFile].map(([file, known]) => {
    const lines = [...known.values()].sort((one, other) => one.number - other.number);
    const shown = lines.find(({ isCause }) => isCause === true) ?? lines[0];
    const opened = find(file, shown?.number ?? 1);
    return {
      ...toQuote(file, lines),
      ...(opened === undefined ? {} : { button: toOpening(file, opened, shown, links) }),
    };
  });
}

/** Returns the lines of one log in order, with a note on how they are counted. */
export function toQuote(file: string, lines: readonly LogLine[]): Quote {
  const isFromEnd = (lines[0]?.number ?? 1) < 0;
  return {
    file,
    ...(isFromEnd
      ? {
          note: l10n.t(
            "This log wasn't read from its beginning. Its lines are numbered from the end, and the last one is -1.",
          ),
        }
      : {}),
    lines,
  };
}

/** Returns the button that opens a log at the line with the cause, or else where the quotation begins. */
function toOpening(name: string, file: PageTarget, shown: LogLine | undefined, links: Links): Button {
  const title = l10n.t('Open {0}', name);
  if (shown === undefined || file.kind !== 'file') return links.toButton(title, file);
  return links.toButton(title, { ...file, line: { number: shown.number, text: shown.text } });
}

/**
 * Finds the source of a quoted line: another task's log, a saved copy, a more informative log on a node, or else the
 * task's own log.
 */
function findFile(
  name: string,
  { resource, savedAt, logs }: PageContext,
  logsOf: Section['logsOf'],
): LogTarget | undefined {
  const toFile = (file: NodeFileResource | TaskFileResource): LogTarget => ({ kind: 'file', file });
  if (/^(?:workitems|startup)\//.test(name)) {
    const ofOther = logs.find(({ path }) => path === name);
    return ofOther && toFile(ofOther);
  }
  if (resource === undefined) return undefined;
  if (logsOf !== undefined) return toFile({ kind: 'taskFile', accountId: resource.accountId, ...logsOf, path: name });
  if (savedAt !== undefined && (resource.kind === 'task' || resource.kind === 'node')) {
    const path = resource.kind === 'task' ? name : `startup/${name}`;
    return { kind: 'document', document: { resource, document: 'attemptLog', savedAt, path } };
  }
  const onNode = logs.find(({ path }) => path === name || path.split('/').at(-1) === name);
  if (onNode !== undefined) return toFile(onNode);
  return resource.kind === 'task' ? toFile({ ...resource, kind: 'taskFile', path: name }) : undefined;
}

/**
 * Maximum number of values of a list, such as input files or variables, that are shown, and of their characters,
 * because a command line may have 32,000.
 */
interface Most {
  readonly count: number;
  readonly length: number;
}

/** Limits on the page of an explanation; the page of the full comparison shows more. */
const mostOnPage: Most = { count: 5, length: 300 };

/** Converts the differences between a failed task and a succeeded one to a table with a row for each. */
export function toPageTable(
  differences: readonly Difference[],
  sides: readonly [string, string],
  most: Most,
): PageTable {
  return {
    columns: [
      l10n.t({ message: 'Property', comment: ['Heading of a column with what differs between two tasks'] }),
      ...sides.map(toPlain),
    ],
    rows: differences.map(({ what, failed, succeeded }) => ({
      name: toPlain(what),
      cells: [toCell(failed, most), toCell(succeeded, most)],
    })),
  };
}

function toCell(values: readonly string[], { count, length }: Most): readonly Span[] {
  const rest = values.length - count;
  return [
    ...values.slice(0, count).map((value) => ({ text: toShortVisible(redactText(value), length), isCode: true })),
    ...(rest <= 0 ? [] : [{ text: l10n.t('and {0} more', formatNumber(rest)) }]),
  ];
}
