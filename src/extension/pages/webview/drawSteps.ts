import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Button, Step } from '../../../core/page/page.ts';
import { drawButton, drawSpans, type Follow } from './drawText.ts';

/** Instructions in their order, each with what carries it out, or why nothing does. */
export function drawSteps(steps: readonly Step[], follow: Follow): TemplateResult | typeof nothing {
  return steps.length === 0 ? nothing : html`<ol class="steps">${steps.map((step) => drawStep(step, follow))}</ol>`;
}

function drawStep({ about, text, leads, actions, refusal }: Step, follow: Follow): TemplateResult {
  return html`<li>
    ${about === undefined ? nothing : html`<div>${drawButton(about, follow, 'inline')}</div>`} ${drawSpans(text)} ${leads.map((lead) => html`${drawButton(lead, follow, 'inline')} `)}
    ${refusal === undefined ? nothing : html`<p class="refusal">${refusal}</p>`} ${drawActions(actions, follow)}
  </li>`;
}

/** Buttons in a row. */
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
