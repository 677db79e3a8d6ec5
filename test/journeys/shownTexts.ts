import { readDrawn } from './explanationPage.ts';
import type { Workbench } from './workbench.ts';

/** A displayed text and its place. */
export interface ShownText {
  readonly where: Held;
  readonly text: string;
}

/** Parts of a workbench with this product's texts; each matched element contains one text. */
const ours = {
  view: ['.pane-header .title', '.pane-header .description', '.welcome-view-content > *', '.pane-body .message'],
  row: ['.pane-body .label-name', '.pane-body .label-description'],
  menu: ['.monaco-menu .action-label:not(.separator)'],
  document: ['.editor-group-container.active .view-line'],
  hover: ['.monaco-hover .hover-contents'],
  question: [
    '.monaco-dialog-box .dialog-message-text',
    '.monaco-dialog-box .dialog-message-detail',
    '.monaco-dialog-box .monaco-button',
  ],
  // Below the title, VS Code shows a command's title in English.
  palette: ['.quick-input-list-row:first-child .label-name'],
  pick: [
    '.quick-input-title',
    '.quick-input-message',
    '.quick-input-list .label-name',
    '.quick-input-list .label-description',
    '.quick-input-list .quick-input-list-separator',
  ],
  settings: ['.settings-editor .setting-item-description'],
  walkthrough: [
    '.gettingStartedDetailsContent .step-title',
    '.gettingStartedDetailsContent .step-description-container',
  ],
  notification: ['.notification-list-item-message', '.notification-list-item .monaco-button'],
} as const;

type Place = keyof typeof ours;
/** Readable parts of a screen; explanation pages have their own frames, and labels are for screen readers. */
export type Held = Place | 'page' | 'label';

const isPlace = (held: Held): held is Place => held in ours;

/** Places where a text that doesn't fit is lost: rows and view titles have tooltips instead, and documents scroll. */
const mustFit: readonly Place[] = ['menu', 'question', 'notification'];

/** Runs in the page: returns the visible texts in a place of this product, or only those that are cut off. */
const readVisible = (place: Place, isCut: boolean): string => `
  [...document.querySelectorAll(${JSON.stringify(ours[place].join(', '))})]
    .filter((each) => each.checkVisibility())
    .filter((each) => ${!isCut} || (each.clientWidth > 0 && each.scrollWidth > each.clientWidth))
    .map((each) => each.textContent.replaceAll('\\u00a0', ' ').trim())
    .filter(Boolean)`;

/** Labels for screen readers in the side bar and the editor. */
const labels = `[...document.querySelectorAll('.pane-body .monaco-list-row, .pane-body .action-label')]
  .filter((each) => each.checkVisibility())
  .map((each) => (each.getAttribute('aria-label') ?? '').replaceAll('\\u00a0', ' ').trim())
  .filter(Boolean)`;

/**
 * Elements of a page that contain texts. Items that can be expanded have their texts in parts, next to long lists of
 * names.
 */
const textsOfPage = 'h1, h2, p, li:not(:has(details)), .place-name, button, a, summary, text, .name, .said';

/** Texts that a walk has found. */
export class Seen {
  readonly shown: ShownText[] = [];
  readonly cut: ShownText[] = [];
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** Takes a picture of a screen, and records its texts. */
  async look(picture: string, holds: readonly Held[]): Promise<void> {
    for (const where of holds) {
      const keep = (texts: readonly string[]): readonly ShownText[] => texts.map((text) => ({ where, text }));
      this.shown.push(...keep(await this.#read(where)));
      if (isPlace(where) && mustFit.includes(where))
        this.cut.push(...keep(await this.#evaluate(readVisible(where, true))));
    }
    await this.#workbench.takePicture(picture);
  }

  async #read(held: Held): Promise<readonly string[]> {
    if (isPlace(held)) return this.#evaluate(readVisible(held, false));
    if (held === 'label') return this.#evaluate(labels);
    const texts = await readDrawn(() => this.#workbench.explanation.main.locator(textsOfPage).allTextContents());
    return texts.map((text) => text.trim());
  }

  #evaluate(script: string): Promise<readonly string[]> {
    return this.#workbench.page.evaluate<readonly string[]>(script);
  }
}
