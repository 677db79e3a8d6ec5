import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { PageMoment, PageSpell, PageTimeline, PageWords } from '../../../core/page/page.ts';
import { drawFacts } from './drawText.ts';

/** Maximum number of events whose list is open initially; a longer list is collapsed. */
const listedAtOnce = 12;

/** Draws events along time as a picture and as a list. */
export function drawTimeline(timeline: PageTimeline, words: PageWords): TemplateResult {
  const { title, summary, first, moments, notes, listTitle } = timeline;
  return html`
    <section aria-labelledby="timeline">
      <h2 id="timeline">${title}</h2>
      ${first === undefined ? nothing : html`<p>${first}</p>`}
      ${summary === undefined ? nothing : drawPicture(timeline, summary)}
      <details ?open=${moments.length <= listedAtOnce}>
        <summary>${listTitle}</summary>
        ${drawFacts(
          words.time,
          words.event,
          moments.map(({ time, text, kind }) => ({ name: time, said: text, kind })),
        )}
      </details>
      ${notes.map((note) => html`<p>${note}</p>`)}
    </section>
  `;
}

/** Draws the events along a line. Positions are percentages of the width, so that the picture fills it. */
function drawPicture({ moments, spells }: PageTimeline, summary: string): TemplateResult {
  return html`
    <svg class="timeline" height="68" role="img" aria-label=${summary}>
      <line class="axis" x1="2%" x2="98%" y1="32" y2="32" />
      ${spells.map(drawSpell)}${moments.map(drawMoment)}
    </svg>
    <p class="summary">${summary}</p>
  `;
}

function drawSpell({ text, from, to, isFailed }: PageSpell): TemplateResult {
  const width = Math.max(0, to - from);
  return svg`
    <rect class=${isFailed === true ? 'spell failed' : 'spell'} x="${from}%" width="${width}%" y="27" height="10">
      <title>${text}</title>
    </rect>
  `;
}

function drawMoment({ tip, kind, place, label }: PageMoment): TemplateResult {
  const anchor = place < 8 ? 'start' : place > 92 ? 'end' : 'middle';
  return svg`
    <svg class="mark ${kind}" x="${place}%" y="32" overflow="visible">
      <title>${tip}</title>
      ${marks[kind]()}
    </svg>
    ${
      label === undefined
        ? nothing
        : svg`
          <text class=${kind} x="${place}%" y="14" text-anchor=${anchor}>${label.name}</text>
          <text class=${kind} x="${place}%" y="60" text-anchor=${anchor}>${label.time}</text>
        `
    }
  `;
}

/** Shapes, because color must not be the only difference. */
const marks: Readonly<Record<PageMoment['kind'], () => TemplateResult>> = {
  failure: () => svg`<circle r="8" /><path d="M-3.5 -3.5l7 7M3.5 -3.5l-7 7" />`,
  change: () => svg`<circle r="4.5" />`,
  action: () => svg`<path d="M0 -6.5L6.5 0L0 6.5L-6.5 0Z" />`,
};
