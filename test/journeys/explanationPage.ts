import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';

/** Playwright's errors for a page that was replaced while it was read. */
const replaced = /Frame was detached|Cannot find context|Execution context was destroyed/;

/** Reads a page, and tries again if it was redrawn during that time. */
export async function readDrawn<T>(read: () => Promise<T>): Promise<T> {
  for (let triesLeft = 3; ; triesLeft -= 1)
    try {
      return await read();
    } catch (error) {
      if (triesLeft === 0 || !(error instanceof Error && replaced.test(error.message))) throw error;
    }
}

/** The visible page of an explanation. */
export class ExplanationPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The document in which VS Code draws the page: nested frames. */
  get #frame(): FrameLocator {
    return this.#page.frameLocator('iframe.webview.ready:visible').last().frameLocator('iframe#active-frame');
  }

  /** Content of the page. */
  get main(): Locator {
    return this.#frame.locator('main');
  }

  /** Finds the frame of the page, for scripts. */
  async findFrame(): Promise<Frame> {
    const frame = await (await this.main.elementHandle())?.ownerFrame();
    if (!frame) throw new Error('there is no page on the screen');
    return frame;
  }

  /** Waits until the headline contains `text`. */
  async waitForTitle(text: string | RegExp): Promise<void> {
    await this.#frame.getByRole('heading', { level: 1 }).filter({ hasText: text }).waitFor();
  }

  /** Waits until the page contains `text`, and returns the page's whole text. */
  async waitForText(text: string | RegExp): Promise<string> {
    await this.main.filter({ hasText: text }).waitFor();
    return this.main.innerText();
  }

  /** Finds a button or a link of the page by the beginning of its name. */
  button(name: string | RegExp): Locator {
    return this.#frame.getByRole('button', { name }).first();
  }

  /** Lists the links and buttons once each, in the order of the page. */
  async listLinks(): Promise<readonly { readonly link: string; readonly title: string }[]> {
    const all = await this.main
      .locator('[data-link]')
      .evaluateAll((links) =>
        links.map((one) => ({ link: one.getAttribute('data-link') ?? '', title: one.textContent?.trim() ?? '' })),
      );
    return [...new Map(all.map((one) => [one.link, one])).values()];
  }

  /** Follows a link, also in a collapsed list. */
  async follow(link: string): Promise<void> {
    const lists = this.main.locator('details:not([open])');
    await lists.evaluateAll((all) => {
      for (const one of all) one.setAttribute('open', '');
    });
    await this.main
      .locator(`[data-link=${JSON.stringify(link)}]`)
      .first()
      .click();
  }

  /** Status text for screen readers. */
  get status(): Locator {
    return this.#frame.getByRole('status');
  }
}
