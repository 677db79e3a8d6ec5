import type { Locator, Page } from 'playwright-core';
import { escapePattern } from '../../src/core/text/escapePattern.ts';

/** Runs in the page: lines stand there in no order, each placed by its distance from the top. */
const drawnLines = `[...document.querySelectorAll('.editor-group-container.active .monaco-editor .view-line')]
  .map((line) => ({ top: Number.parseFloat(line.style.top), text: line.textContent }))`;

/** The editor that has the focus. */
export class Editor {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The tab that is in front, where it has this title. */
  frontTab(title: string | RegExp): Locator {
    return this.#page.locator('.editor-group-container.active .tab.active').filter({ hasText: title });
  }

  /** Waits until the tab of this title is the active one. */
  async waitForTab(title: string | RegExp): Promise<void> {
    await this.frontTab(title).waitFor();
  }

  get #lines(): Locator {
    return this.#page.locator('.editor-group-container.active .monaco-editor .view-line');
  }

  /** The lines that are drawn, top to bottom. */
  async visibleText(): Promise<string> {
    const lines = await this.#page.evaluate<readonly { readonly top: number; readonly text: string }[]>(drawnLines);
    return lines
      .toSorted((a, b) => a.top - b.top)
      .map(({ text }) => text.replaceAll('\u00a0', ' '))
      .join('\n');
  }

  /** Waits until a drawn line holds `text`, and returns it. */
  async waitForLine(text: string | RegExp): Promise<Locator> {
    const spaced = typeof text === 'string' ? new RegExp(escapePattern(text).replaceAll(' ', '\\s')) : text;
    const line = this.#lines.filter({ hasText: spaced }).first();
    await line.waitFor();
    return line;
  }

  /** The squiggles of a severity that are drawn. */
  squiggles(severity: 'error' | 'warning' | 'info'): Locator {
    return this.#page.locator(`.editor-group-container.active .squiggly-${severity}`);
  }

  /** The rendered Markdown preview or webview that is shown. */
  webview(): ReturnType<Page['frameLocator']> {
    return this.#page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
  }
}
