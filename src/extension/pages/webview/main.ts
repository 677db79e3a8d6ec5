import { render } from 'lit-html';
import { readAs } from '../../../core/model/shape.ts';
import { type Page, readPage } from '../../../core/page/page.ts';
import type { PageRequest } from '../../../core/page/pageRequest.ts';
import { drawPage } from './drawPage.ts';
import { holdStill, keepFocus, keepPlace, restorePlace } from './keptPlace.ts';

/** VS Code's API for webviews: messages to the extension, and state that survives hiding the page. */
declare function acquireVsCodeApi(): {
  postMessage(request: PageRequest): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const editor = acquireVsCodeApi();
const main = document.createElement('main');
const status = document.createElement('div');
status.setAttribute('role', 'status');
status.className = 'unseen';
document.body.append(main, status);

const restoreFocus = keepFocus();
let shown: string | undefined;

/** Draws in place: unchanged elements stay, with their focus and scroll position. */
function show(page: Page): void {
  const text = JSON.stringify(page, leaveOutLooks);
  const isFirst = shown === undefined;
  const follow = (link: string): void => editor.postMessage({ kind: 'follow', link });
  holdStill(() => render(drawPage(page, follow), main));
  document.documentElement.lang = page.language;
  document.title = page.title;
  restoreFocus();
  if (isFirst) restorePlace(editor.getState());
  else if (text !== shown) status.textContent = `${page.words.changed} ${page.notice ?? page.title}`;
  shown = text;
}

/** Leaves out the time when something was read, because a new time alone is no reason to redraw. */
function leaveOutLooks(key: string, value: unknown): unknown {
  return key === 'looks' || key === 'age' ? undefined : value;
}

addEventListener('message', ({ data }) => {
  if (data?.kind === 'focus') return window.focus();
  const { value } = readAs(readPage, data);
  if (value !== undefined) show(value);
});
addEventListener('focus', () => {
  restoreFocus();
  editor.postMessage({ kind: 'focus' });
});
keepPlace((place) => editor.setState(place));
editor.postMessage({ kind: 'ready' });
