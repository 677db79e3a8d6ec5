import type { Page } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** A text that the page shows, and where. */
export interface ShownText {
  readonly where: Place | 'page' | 'label';
  readonly text: string;
}

/** The parts of a workbench in which we speak: each element of them holds one text. */
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
  // Below its title VS Code shows a command's title in English.
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

export type Place = keyof typeof ours;

/** Where a text that does not fit is lost: rows and titles of views have tooltips instead, and documents scroll. */
const mustFit: readonly Place[] = ['menu', 'question', 'notification'];

/** Runs in the page: the text of what is visible of the selectors; only of what is cut, if asked. */
const readVisible = (selectors: readonly string[], isCut: boolean): string => `
  [...document.querySelectorAll(${JSON.stringify(selectors.join(', '))})]
    .filter((each) => each.checkVisibility())
    .filter((each) => ${!isCut} || (each.clientWidth > 0 && each.scrollWidth > each.clientWidth))
    .map((each) => each.textContent.replaceAll('\\u00a0', ' ').trim())
    .filter(Boolean)`;

/** All that is visible in a place of ours. */
async function readShown(page: Page, where: Place): Promise<readonly ShownText[]> {
  const texts = await page.evaluate<readonly string[]>(readVisible(ours[where], false));
  return texts.map((text) => ({ where, text }));
}

/** What is cut in a place where all has to fit. */
async function readCut(page: Page, where: Place): Promise<readonly ShownText[]> {
  if (!mustFit.includes(where)) return [];
  const texts = await page.evaluate<readonly string[]>(readVisible(ours[where], true));
  return texts.map((text) => ({ where, text }));
}

/** What screen readers are told of what is shown in the side bar and in the editor. */
const labels = `[...document.querySelectorAll('.pane-body .monaco-list-row, .pane-body .action-label')]
  .filter((each) => each.checkVisibility())
  .map((each) => (each.getAttribute('aria-label') ?? '').replaceAll('\\u00a0', ' ').trim())
  .filter(Boolean)`;

/** What a walk has come by. */
export class Seen {
  readonly shown: ShownText[] = [];
  readonly cut: ShownText[] = [];
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** Takes a picture, and keeps what is shown in some places of it. */
  async look(picture: string, ...places: readonly Place[]): Promise<void> {
    const { page } = this.#workbench;
    for (const place of places) {
      this.shown.push(...(await readShown(page, place)));
      this.cut.push(...(await readCut(page, place)));
    }
    await this.#workbench.takePicture(picture);
  }

  /** Takes a picture, and keeps what the page of an explanation says. */
  async lookAtPage(picture: string): Promise<void> {
    const said = this.#workbench.explanation.main.locator('h1, h2, p, li, button, a, summary, text, .name, .said');
    this.shown.push(...(await said.allTextContents()).map((text) => ({ where: 'page', text: text.trim() }) as const));
    await this.#workbench.takePicture(picture);
  }

  /** Keeps what screen readers are told of the rows and buttons in the side bar. */
  async listen(): Promise<void> {
    const texts = await this.#workbench.page.evaluate<readonly string[]>(labels);
    this.shown.push(...texts.map((text) => ({ where: 'label', text }) as const));
  }
}
