import { html, svg, type TemplateResult } from 'lit-html';
import { type ChartLook, chartLooks } from '../../../core/page/page.ts';

/**
 * The fills of chart segments, once for the whole page: a theme colour with a line pattern, so that segments can be
 * distinguished without colour.
 */
export function drawLooks(): TemplateResult {
  return html`
    <svg class="unseen" width="0" height="0" aria-hidden="true">
      <defs>
        ${chartLooks.map(
          (look) => svg`
            <pattern id="look-${look}" width="6" height="6" patternUnits="userSpaceOnUse">
              <rect class="ground ${look}" width="6" height="6" />
              <path class="hatch" d=${hatches[look]} />
            </pattern>
          `,
        )}
      </defs>
    </svg>
  `;
}

const rising = 'M-1 1l2 -2M0 6l6 -6M5 7l2 -2';
const falling = 'M-1 5l2 2M0 0l6 6M5 -1l2 2';

const hatches: Readonly<Record<ChartLook, string>> = {
  failed: rising,
  lost: `${rising}${falling}`,
  running: 'M2 3h2',
  waiting: 'M0 3h6',
  succeeded: '',
  idle: 'M3 0v6',
  moving: falling,
  offline: 'M0 3h6M3 0v6',
  used: '',
  free: '',
  second: falling,
  third: 'M0 3h6',
  fourth: 'M3 0v6',
  others: 'M1 1.5h1M4 4.5h1',
};
