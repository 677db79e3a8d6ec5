import * as l10n from '@vscode/l10n';
import type { NodeFileResource, TaskFileResource } from '../../model/resource.ts';
import type { Button, LogLine, Part, Quote, Row } from '../../page/page.ts';
import type { DocumentTarget } from '../../query/documentPath.ts';
import { toVisible, toVisibleLines } from '../../text/escape.ts';
import { redactText } from '../../text/redact.ts';
import type { Evidence, Section } from '../explanation/explanation.ts';
import { codeSources, logSource } from '../report/reportParts.ts';
import type { Links } from './links.ts';
import { nameSource } from './nameSource.ts';
import type { PageContext } from './pageContext.ts';
import { toPageChart } from './toPageChart.ts';
import { toPlain, toSpans } from './toSpans.ts';

/** Part of a page: quoted lines of logs by their file, everything else as rows. */
export function toPart(
  { id, title, items, charts = [] }: Omit<Section, 'id'> & { id: string },
  context: PageContext,
  links: Links,
): Part {
  const facts = items.filter(({ source }) => source === undefined || !logSource.test(source));
  return {
    id,
    title: toPlain(title),
    rows: facts.map((fact) => toRow(fact, context, links)),
    charts: charts.map((chart) => toPageChart(chart, context, links)),
    quotes: toQuotes(items, context, links),
  };
}

function toRow(fact: Evidence, context: PageContext, links: Links): Row {
  const { text, source } = fact;
  const leadsTo = fact.leadsTo ?? findCause(fact, context);
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

/** The cause that a fact counts failures of, as the text has it. */
function findCause({ text }: Evidence, { causes = [] }: PageContext): DocumentTarget | undefined {
  return causes.find(({ title }) => text.startsWith(`${title}: `) || text.endsWith(`: ${title}`))?.target;
}

/** The user's source that a fact is about. */
function findButton({ frame }: Evidence, { hasSource }: PageContext, links: Links): Button | undefined {
  if (frame === undefined || !hasSource(frame)) return undefined;
  return links.toButton(describeFrame(frame.file, frame.line), { kind: 'source', frame });
}

function describeFrame(file: string, line: number): string {
  return l10n.t('Open {file}, line {line}', { file: toPlain(file.split(/[\\/]/).at(-1) ?? file), line });
}

function toQuotes(items: readonly Evidence[], context: PageContext, links: Links): readonly Quote[] {
  const byFile = new Map<string, Map<number, LogLine>>();
  for (const { text, source, isCause } of items) {
    const [, file, line] = logSource.exec(source ?? '') ?? [];
    if (file === undefined) continue;
    const lines = byFile.get(file) ?? new Map<number, LogLine>();
    const number = Number(line);
    const isTelling = isCause === true || lines.get(number)?.isCause === true;
    lines.set(number, { number, text: toVisibleLines(redactText(text)), ...(isTelling ? { isCause: true } : {}) });
    byFile.set(file, lines);
  }
  return [...byFile].map(([file, lines]) => {
    const opened = findFile(file, context);
    return {
      file,
      lines: [...lines.values()].sort((one, other) => one.number - other.number),
      ...(opened === undefined
        ? {}
        : { button: links.toButton(l10n.t('Open {0}', file), { kind: 'file', file: opened }) }),
    };
  });
}

/** The file that a quoted line is from: one on a node that says more, else the log of the task itself. */
function findFile(name: string, { resource, logs }: PageContext): NodeFileResource | TaskFileResource | undefined {
  const onNode = logs.find(({ path }) => path.split('/').at(-1) === name);
  if (onNode !== undefined || resource.kind !== 'task') return onNode;
  return { ...resource, kind: 'taskFile', path: name };
}
