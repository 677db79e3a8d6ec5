import type { Locator, Page } from 'playwright-core';
import { escapePattern } from '../../src/core/text/escapePattern.ts';

/** Runs in the page: lines are in no particular order, each positioned by its distance from the top. */
const drawnLines = `[...document.querySelectorAll('.editor-group-container.active .monaco-editor .view-line')]
  .map((line) => ({ top: Number.parseFloat(line.style.top), text: line.textContent }))`;

/** The focused editor. */
export class Editor {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Finds the active tab, if it has this title. */
  frontTab(title: string | RegExp): Locator {
    return this.#page.locator('.editor-group-container.active .tab.active').filter({ hasText: title });
  }

  /** Waits until the tab with this title is active. */
  async waitForTab(title: string | RegExp): Promise<void> {
    await this.frontTab(title).waitFor();
  }

  get #lines(): Locator {
    return this.#page.locator('.editor-group-container.active .monaco-editor .view-line');
  }

  /** Returns the drawn lines, from top to bottom. */
  async visibleText(): Promise<string> {
    const lines = await this.#page.evaluate<readonly { readonly top: number; readonly text: string }[]>(drawnLines);
    return lines
      .toSorted((a, b) => a.top - b.top)
      .map(({ text }) => text.replaceAll('\u00a0', ' '))
      .join('\n');
  }

  /** Waits until a drawn line contains `text`, and returns it. */
  async waitForLine(text: string | RegExp): Promise<Locator> {
    const spaced = typeof text === 'string' ? new RegExp(escapePattern(text).replaceAll(' ', '\\s')) : text;
    const line = this.#lines.filter({ hasText: spaced }).first();
    await line.waitFor();
    return line;
  }

  /** Finds the drawn squiggles of a severity. */
  squiggles(severity: 'error' | 'warning' | 'info'): Locator {
    return this.#page.locator(`.editor-group-container.active .squiggly-${severity}`);
  }

  /** Returns the visible Markdown preview or webview. */
  webview(): ReturnType<Page['frameLocator']> {
    return this.#page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
  }
}
