import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { PageReason, PageWait, PageWords } from '../../../core/page/page.ts';
import { drawContent } from './drawPart.ts';
import { drawSteps } from './drawSteps.ts';
import { drawSpans, type Follow } from './drawText.ts';

/** What keeps something from going on, in the order in which it binds, and what does not. */
export function drawWait(wait: PageWait, words: PageWords, follow: Follow): TemplateResult {
  const { title, lead, reasons, checked } = wait;
  return html`
    <section aria-labelledby="wait">
      <h2 id="wait">${title}</h2>
      ${lead === undefined ? nothing : html`<p>${lead}</p>`}
      ${
        reasons.length === 0
          ? nothing
          : html`<ol class=${reasons.length === 1 ? 'reasons alone' : 'reasons'}>
              ${repeat(
                reasons,
                ({ id }) => id,
                (reason) => drawReason(reason, words, follow),
              )}
            </ol>`
      }
      ${
        checked.length === 0
          ? nothing
          : html`<details>
              <summary>${words.checked}</summary>
              <ul>
                ${checked.map((thing) => html`<li>${thing}</li>`)}
              </ul>
            </details>`
      }
    </section>
  `;
}

function drawReason(reason: PageReason, words: PageWords, follow: Follow): TemplateResult {
  const { title, why, end, steps } = reason;
  return html`<li class="reason">
    ${title === undefined ? nothing : html`<h3>${title}</h3>`}
    <p>${drawSpans(why)}</p>
    ${drawContent(reason, words, follow)}
    <p class="end"><strong>${words.whatEndsIt}</strong> ${end}</p>
    ${drawSteps(steps, follow)}
  </li>`;
}
