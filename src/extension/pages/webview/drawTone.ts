import { html, svg, type TemplateResult } from 'lit-html';
import type { Page } from '../../../core/page/page.ts';

/** A sign beside the title: its shape says what its colour says. */
export function drawTone(tone: Page['tone'], name: string): TemplateResult {
  return html`<svg class="tone ${tone}" viewBox="0 0 16 16" role="img" aria-label=${name}>${shapes[tone]()}</svg>`;
}

const shapes: Readonly<Record<Page['tone'], () => TemplateResult>> = {
  failure: () => svg`<circle cx="8" cy="8" r="7" /><path d="M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6" />`,
  waiting: () => svg`<circle cx="8" cy="8" r="6.2" /><path d="M8 4.5V8l2.5 1.8" />`,
  note: () => svg`<circle cx="8" cy="8" r="6.2" /><path d="M8 7.2v4M8 4.6v.6" />`,
};
