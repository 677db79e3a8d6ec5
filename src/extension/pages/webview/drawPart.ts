import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type {
  LogLine,
  PageFold,
  PageFollowed,
  PageGroup,
  PagePlace,
  PageRun,
  PageTable,
  PageTableRow,
  PageWords,
  Part,
  Quote,
  Row,
  Span,
} from '../../../core/page/page.ts';
import { drawChart } from './drawChart.ts';
import { drawActions, drawButton, drawChip, drawFacts, drawSpans, type Follow } from './drawText.ts';

/** Draws a part with its own heading: facts, and verbatim lines of logs. */
export function drawPart(part: Part, words: PageWords, follow: Follow): TemplateResult {
  const { id, title, gist, groups = [], more, table, charts, folds = [] } = part;
  const heading = html`<h2 id="part-${id}">${title}</h2>`;
  const content = html`
      ${charts.map((chart) => drawChart(chart, follow))}
      ${drawContent(part, words, follow, table === undefined ? nothing : drawTable(table, words.none))}
      ${drawGroups(groups, follow)}
      ${more === undefined ? nothing : html`<p class="note">${more}</p>`}
      ${folds.map((fold) => drawFold(fold, follow))}
  `;
  if (gist === undefined) return html`<section aria-labelledby="part-${id}">${heading} ${content}</section>`;
  return html`<section class="collapsed" aria-labelledby="part-${id}">
    <details>
      <summary>${heading} <span class="summary">${gist}</span></summary>
      ${content}
    </details>
  </section>`;
}

/** Maximum number of names in one place that are shown at first; more are collapsed until the reader expands them. */
const mostOpen = 20;

/** Draws groups of items with their texts and buttons. */
function drawGroups(groups: readonly PageGroup[], follow: Follow): TemplateResult | typeof nothing {
  if (groups.length === 0) return nothing;
  return html`<ul class="groups">
    ${repeat(
      groups,
      ({ id }) => id,
      ({ text, actions, places }) => html`<li class="group">
        ${text.length === 0 ? nothing : html`<p>${drawSpans(text)}</p>`}
        ${places.map((place) => drawPlace(place, follow))}
        ${drawActions(actions, follow)}
      </li>`,
    )}
  </ul>`;
}

function drawPlace({ title, runs }: PagePlace, follow: Follow): TemplateResult {
  const named = runs.map((run) => drawRun(run, follow));
  if (title === undefined) return drawNames(named, 'names');
  if (runs.length <= mostOpen)
    return html`<div class="place"><span class="place-name">${title}</span> ${drawNames(named, 'names')}</div>`;
  return html`<details>
    <summary>${title}</summary>
    ${drawNames(named, 'names folded')}
  </details>`;
}

function drawRun({ text, things }: PageRun, follow: Follow): TemplateResult {
  const chips = things.map((thing) => drawChip(thing, follow));
  if (things[0]?.text === text) return html`${chips}`;
  return html`<details>
    <summary>${text}</summary>
    ${drawNames(chips, 'names folded')}
  </details>`;
}

function drawNames(named: readonly TemplateResult[], kind: string): TemplateResult {
  return html`<ul class=${kind}>
    ${named.map((name) => html`<li class="named">${name}</li>`)}
  </ul>`;
}

function drawFold({ title, note, lines, button, isOpen }: PageFold, follow: Follow): TemplateResult {
  return html`<details ?open=${isOpen === true}>
    <summary>${title}</summary>
    ${note === undefined ? nothing : html`<p class="note">${note}</p>`}
    ${button === undefined ? nothing : html`<p>${drawButton(button, follow, 'inline')}</p>`}
    ${lines === '' ? nothing : html`<pre tabindex="0">${lines}</pre>`}
  </details>`;
}

type Content = Pick<Part, 'rows' | 'quotes'> & { readonly followed?: PageFollowed | undefined };

/** Draws facts and lines of logs, with `between` placed between them. */
export function drawContent(
  { rows, quotes, followed }: Content,
  words: PageWords,
  follow: Follow,
  between: unknown = nothing,
): readonly unknown[] {
  return [
    drawRows(rows, words, follow),
    between,
    drawQuotes(quotes, words, follow),
    followed === undefined
      ? nothing
      : html`<details>
          <summary>${followed.title}</summary>
          ${drawQuotes(followed.quotes, words, follow)}
        </details>`,
  ];
}

function drawQuotes(quotes: readonly Quote[], words: PageWords, follow: Follow): unknown {
  return repeat(
    quotes,
    ({ file }) => file,
    (quote) => drawQuote(quote, words, follow),
  );
}

/** Draws sentences as a list; if any has a source, as a table with sources. */
function drawRows(rows: readonly Row[], words: PageWords, follow: Follow): TemplateResult | typeof nothing {
  if (rows.length === 0) return nothing;
  if (rows.every(({ source }) => source === undefined))
    return html`<ul class="facts">
      ${rows.map((row) => html`<li>${drawText(row, follow)}</li>`)}
    </ul>`;
  return drawFacts(
    words.seen,
    words.found,
    rows.map((row) => ({ name: drawSpans(row.source === undefined ? [] : [row.source]), said: drawText(row, follow) })),
  );
}

function drawText({ text, lines, button }: Row, follow: Follow): readonly unknown[] {
  return [
    ...drawSpans(text),
    lines === undefined ? nothing : html`<pre tabindex="0">${lines}</pre>`,
    button === undefined ? nothing : html` ${drawButton(button, follow, 'inline')}`,
  ];
}

function drawQuote({ file, note, lines, button }: Quote, words: PageWords, follow: Follow): TemplateResult {
  return html`
    <figure>
      <figcaption>
        <code>${file}</code>${button === undefined ? nothing : drawButton(button, follow, 'inline')}${note === undefined ? nothing : html` <span class="note">${note}</span>`}
      </figcaption>
      <table class="log">
        <thead class="unseen">
          <tr>
            <th scope="col">${words.line}</th>
            <th scope="col">${words.found}</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            lines,
            ({ number }) => number,
            (line, index) => [drawGap(lines[index - 1], line), drawLine(line, words)],
          )}
        </tbody>
      </table>
    </figure>
  `;
}

/** Shows that lines are left out; screen reader users notice it by the line numbers. */
function drawGap(before: LogLine | undefined, { number }: LogLine): TemplateResult | typeof nothing {
  if (before === undefined || number === before.number + 1) return nothing;
  return html`<tr class="gap" aria-hidden="true">
    <td class="number">⋯</td>
    <td></td>
  </tr>`;
}

function drawLine({ number, text, isCause }: LogLine, words: PageWords): TemplateResult {
  return html`
    <tr class=${isCause === true ? 'cause' : nothing}>
      <th class="number" scope="row">
        ${isCause === true ? html`<span class="unseen">${words.causeLine}</span>` : nothing}${number}
      </th>
      <td class="line">${text}</td>
    </tr>
  `;
}

/** Draws a table for comparing items side by side; in a narrow window, each cell shows its column's title. */
function drawTable({ columns, rows }: PageTable, none: string): TemplateResult {
  return html`
    <table class="pairs" role="table">
      <thead>
        <tr role="row">
          ${columns.map((column) => html`<th role="columnheader" scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => drawRow(row, columns, none))}
      </tbody>
    </table>
  `;
}

function drawRow({ name, cells }: PageTableRow, columns: readonly string[], none: string): TemplateResult {
  return html`
    <tr role="row">
      <th role="rowheader" scope="row">${name}</th>
      ${cells.map((cell, index) => html`<td role="cell" data-name=${columns[index + 1] ?? ''}>${drawCell(cell, none)}</td>`)}
    </tr>
  `;
}

function drawCell(values: readonly Span[], none: string): unknown {
  if (values.length === 0) return html`<span class="none">${none}</span>`;
  return values.map((value) => html`<div>${drawSpans([value])}</div>`);
}
