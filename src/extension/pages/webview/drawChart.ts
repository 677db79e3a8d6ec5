import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { ChartLook, PageBar, PageChart, PageSeries } from '../../../core/page/page.ts';
import { drawNodes, hasRoom } from './drawNodes.ts';
import { drawButton, type Follow } from './drawText.ts';

/** Height of the highest bar in pixels. */
const plotHeight = 88;
/** Pixels above the plot, for a bar's number. */
const topHeight = 18;
/** Percentage of a bar's width that is left empty next to the bar. */
const gap = 18;

/** Draws numbers as a picture, with a table of the same numbers. */
export function drawChart(chart: PageChart, follow: Follow): TemplateResult {
  const { title, summary, notes, form } = chart;
  return html`
    ${title === '' ? nothing : html`<h3>${title}</h3>`}
    ${draw[form](chart, follow)}
    ${summary === '' ? nothing : html`<p class="summary">${summary}</p>`}
    ${form === 'columns' || form === 'lanes' ? drawList(chart, follow) : nothing} ${notes.map((note) => html`<p class="summary">${note}</p>`)}
  `;
}

/**
 * Draws bars side by side, along time. Positions are percentages of the width, so that they use the available space.
 */
function drawColumns(chart: PageChart, follow: Follow): TemplateResult {
  const { bars, series, summary, from, to, title } = chart;
  const highest = bars.reduce((most, bar) => Math.max(most, sum(bar)), 1);
  const foot = topHeight + plotHeight;
  return html`
    ${series.length < 2 ? nothing : drawLegend(series, follow)}
    <svg class="columns" height=${foot + 20} role="img" aria-label=${`${title}. ${summary}`}>
      ${bars.map((bar, index) => drawColumn(bar, index, { chart, highest, foot }))}
      <line class="axis" x1="0" x2="100%" y1=${foot} y2=${foot} />
      <text class="tick" x="0" y=${foot + 15}>${from}</text>
      <text class="tick" x="100%" y=${foot + 15} text-anchor="end">${to}</text>
    </svg>
  `;
}

interface Plot {
  readonly chart: PageChart;
  readonly highest: number;
  /** Pixels from the top to the foot of the bars. */
  readonly foot: number;
}

function drawColumn(bar: PageBar, index: number, { chart, highest, foot }: Plot): TemplateResult | typeof nothing {
  const all = sum(bar);
  if (all === 0) return nothing;
  const width = 100 / chart.bars.length;
  const isHighest = chart.bars.findIndex((other) => sum(other) === highest) === index;
  let y = foot;
  return svg`
    <g>
      <title>${bar.tip ?? ''}</title>
      ${bar.values.map((value, place) => {
        const height = Math.max(value > 0 ? 2 : 0, (value / highest) * plotHeight);
        y -= height;
        return height === 0
          ? nothing
          : drawRect({ index, of: chart.bars.length, y, height, look: chart.series[place]?.look });
      })}
      ${
        isHighest
          ? svg`<text class="tick" x="${(index + 0.5) * width}%" y=${topHeight - 5} text-anchor=${toAnchor(index, chart.bars.length)}>${bar.total ?? ''}</text>`
          : nothing
      }
    </g>
  `;
}

/** Returns the anchor that keeps a number above one of the outer bars within the picture. */
function toAnchor(index: number, bars: number): 'start' | 'middle' | 'end' {
  if (index * 10 < bars) return 'start';
  return (index + 1) * 10 > bars * 9 ? 'end' : 'middle';
}

function drawLegend(series: readonly PageSeries[], follow: Follow): TemplateResult {
  return html`
    <ul class="legend">
      ${series.map((one) => html`<li class="series">${drawSwatch(one.look)} ${drawName(one, follow)}</li>`)}
    </ul>
  `;
}

function drawName({ name, link }: PageSeries, follow: Follow): TemplateResult | string {
  return link === undefined ? name : drawButton({ link, title: name }, follow, 'inline');
}

function drawSwatch(look: ChartLook): TemplateResult {
  return html`<svg class="swatch" width="12" height="12" aria-hidden="true">
    <rect class="share" width="12" height="12" fill=${toFill(look)} />
  </svg>`;
}

/** Height of a lane's highest column in pixels. */
const laneHeight = 22;

/** Draws a lane of columns for each series, with heights in proportion to the largest number in the lane. */
function drawLanes({ bars, series, from, to }: PageChart, follow: Follow): TemplateResult {
  return html`
    ${series.map((one, place) => {
      const highest = bars.reduce((most, { values }) => Math.max(most, values[place] ?? 0), 1);
      return html`
        <p class="lane">${drawSwatch(one.look)} ${drawName(one, follow)}</p>
        <svg class="columns" height=${laneHeight} aria-hidden="true">
          ${bars.map(({ values: { [place]: value = 0 }, tip = '', isUnknown }, index) => {
            const at = { index, of: bars.length };
            const height = Math.max(3, (value / highest) * laneHeight);
            const column =
              value > 0
                ? drawRect({ ...at, y: laneHeight - height, height, look: one.look })
                : isUnknown
                  ? nothing
                  : drawFoot(at);
            return svg`<g><title>${tip}</title>${column}</g>`;
          })}
        </svg>
      `;
    })}
    <p class="ends"><span>${from}</span><span>${to}</span></p>
  `;
}

const draw: Readonly<Record<PageChart['form'], (chart: PageChart, follow: Follow) => TemplateResult>> = {
  columns: drawColumns,
  lanes: drawLanes,
  bars: drawBars,
  shares: drawBars,
  nodes: drawBars,
};

/** The position of a column among `of` columns, from 0. */
interface Place {
  readonly index: number;
  readonly of: number;
}

interface Rect extends Place {
  readonly y: number;
  readonly height: number;
  readonly look: ChartLook | undefined;
}

/** Returns the left end and the width of a column, in percent. */
function toSpan({ index, of }: Place): { readonly from: number; readonly width: number } {
  const width = 100 / of;
  return { from: index * width + (width * gap) / 200, width: (width * (100 - gap)) / 100 };
}

/** Draws a part of a column. */
function drawRect({ y, height, look, ...place }: Rect): TemplateResult {
  const { from, width } = toSpan(place);
  return svg`<rect class="share" x="${from}%" width="${width}%" y=${y} height=${height} fill=${toFill(look)} />`;
}

/** Draws the foot of a column whose number is 0, which sets it apart from an unknown one. */
function drawFoot(place: Place): TemplateResult {
  const { from, width } = toSpan(place);
  return svg`<line class="axis" x1="${from}%" x2="${from + width}%" y1=${laneHeight} y2=${laneHeight} />`;
}

/** Draws the numbers as a collapsed table, without empty time spans. */
function drawList(chart: PageChart, follow: Follow): TemplateResult {
  const bars = chart.bars.filter((bar) => sum(bar) > 0);
  return html`
    <details>
      <summary>${chart.listTitle}</summary>
      <table class="numbers" role="table">
        ${drawHead(chart, follow, false)}
        <tbody>
          ${bars.map((bar) => html`<tr class="counted" role="row">${drawLabel(bar, follow)}${drawCells(bar, chart)}${drawMore(bar, follow)}</tr>`)}
        </tbody>
      </table>
    </details>
  `;
}

/** Draws bars below one another as a table with a picture in each row. */
function drawBars(chart: PageChart, follow: Follow): TemplateResult {
  const longest = chart.bars.reduce((most, bar) => Math.max(most, sum(bar)), 1);
  return html`
    <table class="numbers of-${chart.form}" role="table" aria-label=${chart.title === '' ? nothing : chart.title}>
      ${drawHead(chart, follow, true)}
      <tbody>
        ${chart.bars.map(
          (bar) => html`
            <tr class="counted" role="row">
              ${drawLabel(bar, follow)}
              <td class="picture" role="cell">
                ${drawPicture(bar, chart, chart.form === 'shares' ? sum(bar) : longest)}
                ${bar.note === undefined ? nothing : html`<span class="note">${bar.note}</span>`}
              </td>
              ${drawCells(bar, chart)}
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

function drawPicture(bar: PageBar, chart: PageChart, longest: number): TemplateResult | typeof nothing {
  return chart.form === 'nodes' && hasRoom(bar) ? drawNodes(bar, chart.series) : drawBar(bar, chart, longest);
}

function drawHead({ of, series, bars, form }: PageChart, follow: Follow, hasPicture: boolean): TemplateResult {
  return html`
    <thead class=${hasPicture ? nothing : 'plain'}>
      <tr role="row">
        <th class="label" role="columnheader" scope="col">${of}</th>
        ${hasPicture ? html`<td class="picture" role="cell"></td>` : nothing}
        ${series.map(
          (one) => html`
            <th class="value" role="columnheader" scope="col">
              <span class="series">
                ${form === 'nodes' ? drawNodes({ values: [1] }, [one]) : drawSwatch(one.look)}
                <span>${drawName(one, follow)}</span>
              </span>
            </th>
          `,
        )}
        ${bars.some(({ button }) => button !== undefined) ? html`<td class="value" role="cell"></td>` : nothing}
      </tr>
    </thead>
  `;
}

function drawLabel({ label, link }: PageBar, follow: Follow): TemplateResult {
  return html`<th class="label" role="rowheader" scope="row">
    ${link === undefined ? label : drawButton({ link, title: label }, follow, 'inline')}
  </th>`;
}

function drawCells({ cells, values }: PageBar, { series }: PageChart): readonly TemplateResult[] {
  return cells.map(
    (cell, index) => html`
      <td class=${values[index] === 0 ? 'value none' : 'value'} role="cell" data-name=${series[index]?.name ?? ''}>${cell}</td>
    `,
  );
}

function drawMore({ button }: PageBar, follow: Follow): TemplateResult | typeof nothing {
  return button === undefined
    ? nothing
    : html`<td class="value" role="cell">${drawButton(button, follow, 'inline')}</td>`;
}

/** Draws the shares of one bar side by side. */
function drawBar({ values }: Pick<PageBar, 'values'>, { series }: PageChart, longest: number): TemplateResult {
  let x = 0;
  return html`
    <svg class="bar" height="14" aria-hidden="true">
      ${values.map((value, index) => {
        if (value === 0) return nothing;
        const width = Math.max(0.8, (value / longest) * 99);
        const place = x;
        x += width;
        return svg`<rect
          class="share"
          x="${place}%"
          width="${width}%"
          y="0.5"
          height="13"
          fill=${toFill(series[index]?.look)}
        />`;
      })}
    </svg>
  `;
}

function sum({ values }: Pick<PageBar, 'values'>): number {
  return values.reduce((total, value) => total + value, 0);
}

function toFill(look: ChartLook = 'others'): string {
  return `url(#look-${look})`;
}
