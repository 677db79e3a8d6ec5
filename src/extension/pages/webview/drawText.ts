import { html, type TemplateResult } from 'lit-html';
import type { Button, Span } from '../../../core/page/page.ts';

/** Reports to the extension that a link was pressed. */
export type Follow = (link: string) => void;

/** A run of text; code stands out. */
export function drawSpans(spans: readonly Span[]): readonly unknown[] {
  return spans.map(({ text, isCode }) => (isCode === true ? html`<code>${text}</code>` : text));
}

/** A button that leads somewhere or does something. */
export function drawButton({ link, title, refusal }: Button, follow: Follow, kind = ''): TemplateResult {
  // It keeps its place in the order of keys, so that what is refused is heard of, and why.
  if (refusal !== undefined)
    return html`<button class=${kind} data-link=${link} aria-disabled="true" title=${refusal}>${title}</button>`;
  return html`<button class=${kind} data-link=${link} @click=${() => follow(link)}>${title}</button>`;
}
