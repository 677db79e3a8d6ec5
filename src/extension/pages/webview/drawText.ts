import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Button, Chip, Span } from '../../../core/page/page.ts';

/** Reports to the extension that a link was pressed. */
export type Follow = (link: string) => void;

/** Draws a run of text, with code set apart. */
export function drawSpans(spans: readonly Span[]): readonly unknown[] {
  return spans.map(({ text, isCode }) => (isCode === true ? html`<code>${text}</code>` : text));
}

/** Draws a button for a link or an action. */
export function drawButton({ link, title, refusal }: Button, follow: Follow, kind = ''): TemplateResult {
  // A refused action stays reachable by key, so that screen readers announce it with the reason.
  if (refusal !== undefined)
    return html`<button class=${kind} data-link=${link} aria-disabled="true" title=${refusal}>${title}</button>`;
  return html`<button class=${kind} data-link=${link} @click=${() => follow(link)}>${title}</button>`;
}

/** Draws buttons in a row. */
export function drawActions(actions: readonly Button[], follow: Follow): TemplateResult | typeof nothing {
  if (actions.length === 0) return nothing;
  return html`<div class="actions">
    ${repeat(
      actions,
      ({ link }) => link,
      (action) => drawButton(action, follow, action.isPrimary === true ? 'primary' : 'secondary'),
    )}
  </div>`;
}

/** Draws a framed word; with a link, it is clickable. */
export function drawChip({ text, link }: Chip, follow: Follow): TemplateResult {
  if (link === undefined) return html`<span class="chip">${text}</span>`;
  return html`<button class="chip" data-link=${link} @click=${() => follow(link)}>${text}</button>`;
}

interface DrawnFact {
  readonly name: unknown;
  readonly said: unknown;
  /** CSS class that sets a row apart. */
  readonly kind?: string;
}

/** Draws names and values as a table, whose columns have names for screen readers; stacked in a narrow window. */
export function drawFacts(names: string, saids: string, facts: readonly DrawnFact[]): TemplateResult {
  return html`
    <table class="facts" role="table">
      <thead class="unseen">
        <tr role="row">
          <th role="columnheader" scope="col">${names}</th>
          <th role="columnheader" scope="col">${saids}</th>
        </tr>
      </thead>
      <tbody>
        ${facts.map(
          ({ name, said, kind }) => html`
            <tr role="row" class=${kind ?? nothing}>
              <th class="name" role="rowheader" scope="row">${name}</th>
              <td class="said" role="cell">${said}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}
