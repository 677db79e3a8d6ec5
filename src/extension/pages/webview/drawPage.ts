import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import {
  type ChartLook,
  chartLooks,
  type Page,
  type PageReason,
  type PageWait,
  type PageWords,
  type Step,
} from '../../../core/page/page.ts';
import { drawContent, drawPart } from './drawPart.ts';
import { drawActions, drawButton, drawChip, drawSpans, type Follow } from './drawText.ts';
import { drawTimeline } from './drawTimeline.ts';

/** Renders the page as elements. Texts become text nodes, so foreign text is never markup. */
export function drawPage(page: Page, follow: Follow): TemplateResult {
  const { words, tone, toneName, title, age, chips, why, wait, notice, confidence, isGuess, parts, timeline } = page;
  return html`
    ${parts.some(({ charts }) => charts.length > 0) ? drawLooks() : nothing}
    <header>
      <h1>${drawTone(tone, toneName)}<span>${title}</span></h1>
      ${age === undefined ? nothing : html`<p class="age">${drawButton(age, follow, 'inline')}</p>`}
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

/** Draws the symbol beside the title: its shape has the same meaning as its color. */
function drawTone(tone: Page['tone'], name: string): TemplateResult {
  return html`<svg class="tone ${tone}" viewBox="0 0 16 16" role="img" aria-label=${name}>${shapes[tone]()}</svg>`;
}

const shapes: Readonly<Record<Page['tone'], () => TemplateResult>> = {
  failure: () => svg`<circle cx="8" cy="8" r="7" /><path d="M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6" />`,
  waiting: () => svg`<circle cx="8" cy="8" r="6.2" /><path d="M8 4.5V8l2.5 1.8" />`,
  note: () => svg`<circle cx="8" cy="8" r="6.2" /><path d="M8 7.2v4M8 4.6v.6" />`,
};

/** Draws the reasons why something waits, in order of precedence, and the reasons that were ruled out. */
function drawWait(wait: PageWait, words: PageWords, follow: Follow): TemplateResult {
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

/**
 * Draws the fills of chart segments, once for the whole page: a theme color with a line pattern, so that segments can
 * be distinguished without color.
 */
function drawLooks(): TemplateResult {
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

/** Draws instructions in order, each with its action or the reason why it has none. */
function drawSteps(steps: readonly Step[], follow: Follow): TemplateResult | typeof nothing {
  return steps.length === 0 ? nothing : html`<ol class="steps">${steps.map((step) => drawStep(step, follow))}</ol>`;
}

function drawStep({ about, text, leads, actions, choices = [], refusal }: Step, follow: Follow): TemplateResult {
  return html`<li>
    ${about === undefined ? nothing : html`<div>${drawButton(about, follow, 'inline')}</div>`} ${drawSpans(text)} ${leads.map((lead) => html`${drawButton(lead, follow, 'inline')} `)}
    ${refusal === undefined ? nothing : html`<p class="refusal">${refusal}</p>`} ${drawActions(actions, follow)}
    ${choices.length === 0 ? nothing : html`<ul class="steps">${choices.map((choice) => drawStep(choice, follow))}</ul>`}
  </li>`;
}
