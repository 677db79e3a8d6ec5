import { html, svg, type TemplateResult } from 'lit-html';
import type { BarColumn, Bars } from '../../../core/page/page.ts';

/** Pixels of the highest column. */
const height = 60;

/** Columns over time. Places are in hundredths of the width, so that the picture is as wide as there is room. */
export function drawBars({ summary, columns, start, end }: Bars): TemplateResult {
  const most = Math.max(1, ...columns.map(({ count }) => count));
  return html`
    <svg class="bars" height=${height + 1} role="img" aria-label=${summary}>
      <line class="axis" x1="0" x2="100%" y1=${height} y2=${height} />
      ${columns.map((column, index) => drawColumn(column, index * (100 / columns.length), 100 / columns.length, most))}
    </svg>
    <div class="ends" aria-hidden="true"><span>${start}</span><span>${end}</span></div>
  `;
}

function drawColumn({ count, text }: BarColumn, place: number, width: number, most: number): TemplateResult {
  const high = count === 0 ? 0 : Math.max(2, (count / most) * height);
  return svg`
    <rect class="bar" x="${place + width * 0.1}%" width="${width * 0.8}%" y=${height - high} height=${high}>
      <title>${text}</title>
    </rect>
  `;
}
