import type { Page } from 'playwright-core';

/** A text that the page shows, and where. */
export interface ShownText {
  readonly where: Place | 'page';
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
export async function readShown(page: Page, where: Place): Promise<readonly ShownText[]> {
  const texts = await page.evaluate<readonly string[]>(readVisible(ours[where], false));
  return texts.map((text) => ({ where, text }));
}

/** What is cut in a place where all has to fit. */
export async function readCut(page: Page, where: Place): Promise<readonly ShownText[]> {
  if (!mustFit.includes(where)) return [];
  const texts = await page.evaluate<readonly string[]>(readVisible(ours[where], true));
  return texts.map((text) => ({ where, text }));
}
