import { html, type TemplateResult } from 'lit-html';
import type { PageTable, PageTableRow, Span } from '../../../core/page/page.ts';
import { drawSpans } from './drawText.ts';

/** A table for comparing things side by side; where space is short, each cell shows the title of its column. */
export function drawTable({ columns, rows }: PageTable, none: string): TemplateResult {
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
