import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { ChartLook, PageBar, PageSeries } from '../../../core/page/page.ts';

/** Maximum number of nodes that are drawn one by one; more are summarized in a bar. */
const maxNodes = 3000;

interface Grid {
  readonly perLine: number;
  /** Pixels between neighboring nodes. */
  readonly cell: number;
  /** Returns the symbol of a node, drawn around the center of its place. */
  readonly toSign: (look: ChartLook) => string;
}

/** Maximum number of nodes with symbols that differ by state; more are drawn as small squares. */
const maxSigns = 300;

/** Returns true if a pool has few enough nodes to draw them one by one. */
export function hasRoom({ values }: PageBar): boolean {
  return values.reduce((sum, value) => sum + value, 0) <= maxNodes;
}

/** Draws nodes as symbols, whose shape and color show their state: one path for all nodes in a state. */
export function drawNodes(
  { values }: Pick<PageBar, 'values'>,
  series: readonly PageSeries[],
): TemplateResult | typeof nothing {
  const all = values.reduce((sum, value) => sum + value, 0);
  if (all === 0) return nothing;
  const grid = all > maxSigns ? dense : wide;
  const { perLine, cell } = grid;
  const width = Math.min(perLine, all) * cell;
  const height = Math.ceil(all / perLine) * cell;
  let first = 0;
  return html`
    <svg class="nodes" width=${width} height=${height} viewBox="0 0 ${width} ${height}" aria-hidden="true">
      ${values.map((value, index) => {
        const look = series[index]?.look ?? 'others';
        const from = first;
        first += value;
        return svg`<path class="node ${look}" d=${placeSigns(look, from, value, grid)} />`;
      })}
    </svg>
  `;
}

function placeSigns(look: ChartLook, from: number, count: number, { perLine, cell, toSign }: Grid): string {
  return Array.from({ length: count }, (_, index) => {
    const place = from + index;
    return `M${(place % perLine) * cell + cell / 2} ${Math.floor(place / perLine) * cell + cell / 2}${toSign(look)}`;
  }).join('');
}

const circle = 'm-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0';
const square = 'm-4 -4h8v8h-8z';
const diamond = 'm0 -5l5 5l-5 5l-5 -5z';
const triangle = 'm0 -4.5l4.5 8.5h-9z';
const cross = 'm-3.5 -3.5l7 7m0 -7l-7 7';
const dash = 'm-4 0h8';

/**
 * Symbols drawn around the center of a place, for nodes that need attention, run, are idle, come or go, were preempted,
 * or accept no tasks.
 */
const signs: Readonly<Record<ChartLook, string>> = {
  failed: cross,
  running: circle,
  idle: circle,
  moving: triangle,
  lost: diamond,
  offline: dash,
  waiting: square,
  succeeded: circle,
  used: square,
  free: square,
  second: square,
  third: diamond,
  fourth: triangle,
  others: square,
};

const wide: Grid = { perLine: 25, cell: 12, toSign: (look) => signs[look] };

const smallSquare = 'm-2 -2h4v4h-4z';
const smallCross = 'm-2 -2l4 4m0 -4l-4 4';
/** Failed nodes keep a cross, so that more than their color sets them apart. */
const dense: Grid = { perLine: 75, cell: 6, toSign: (look) => (look === 'failed' ? smallCross : smallSquare) };
