import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Chip, Page } from '../../../core/page/page.ts';
import { drawLooks } from './drawLooks.ts';
import { drawPart } from './drawPart.ts';
import { drawActions, drawSteps } from './drawSteps.ts';
import { drawSpans, type Follow } from './drawText.ts';
import { drawTimeline } from './drawTimeline.ts';
import { drawTone } from './drawTone.ts';
import { drawWait } from './drawWait.ts';

/** The page as elements. Texts become text nodes, so that foreign text is never markup. */
export function drawPage(page: Page, follow: Follow): TemplateResult {
  const { words, tone, toneName, title, chips, why, wait, notice, confidence, isGuess, parts, timeline } = page;
  return html`
    ${parts.some(({ charts }) => charts.length > 0) ? drawLooks() : nothing}
    <header>
      <h1>${drawTone(tone, toneName)}<span>${title}</span></h1>
      ${notice === undefined ? nothing : html`<p class="notice">${notice}</p>`}
      ${confidence === undefined ? nothing : html`<p class=${isGuess ? 'confidence guess' : 'confidence'}>${confidence}</p>`}
      <ul class="chips" aria-label=${words.about}>
        ${repeat(
          chips,
          ({ text }) => text,
          (chip) => html`<li>${drawChip(chip, follow)}</li>`,
        )}
      </ul>
    </header>
    ${
      why.length === 0
        ? nothing
        : html`<section aria-labelledby="why">
            <h2 id="why">${words.why}</h2>
            <p>${drawSpans(why)}</p>
          </section>`
    }
    ${wait?.isCause === true ? drawWait(wait, words, follow) : nothing} ${drawWhatToDo(page, follow)}
    ${wait?.isCause === false ? drawWait(wait, words, follow) : nothing}
    ${repeat(
      parts,
      ({ id }) => id,
      (part) => drawPart(part, words, follow),
    )}
    ${timeline === undefined ? nothing : drawTimeline(timeline, words)} ${drawFooter(page, follow)}
  `;
}

function drawChip({ text, link }: Chip, follow: Follow): TemplateResult {
  if (link === undefined) return html`<span class="chip">${text}</span>`;
  return html`<button class="chip" data-link=${link} @click=${() => follow(link)}>${text}</button>`;
}

function drawWhatToDo({ steps, actions, refusals, words }: Page, follow: Follow): TemplateResult | typeof nothing {
  if (steps.length + actions.length + refusals.length === 0) return nothing;
  return html`
    <section aria-labelledby="what-to-do">
      <h2 id="what-to-do">${words.whatToDo}</h2>
      ${drawSteps(steps, follow)}
      ${drawActions(actions, follow)}
      ${refusals.map((refusal) => html`<p class="refusal">${refusal}</p>`)}
    </section>
  `;
}

function drawFooter({ help, looks, words }: Page, follow: Follow): TemplateResult {
  return html`
    <section aria-labelledby="more">
      <h2 id="more">${words.more}</h2>
      ${
        help.length === 0
          ? nothing
          : html`<ul class="help">
              ${help.map(({ title, address }) => html`<li><a href=${address}>${title}</a></li>`)}
            </ul>`
      }
      ${drawActions(looks, follow)}
    </section>
  `;
}
