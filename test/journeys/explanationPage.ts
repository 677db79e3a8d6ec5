import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';

/** The page of an explanation that is on the screen. */
export class ExplanationPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The document that VS Code draws the page in: frames within frames. */
  get #frame(): FrameLocator {
    return this.#page.frameLocator('iframe.webview.ready:visible').last().frameLocator('iframe#active-frame');
  }

  /** What the page shows. */
  get main(): Locator {
    return this.#frame.locator('main');
  }

  /** The frame that the page is drawn in, for what runs in it. */
  async findFrame(): Promise<Frame> {
    const frame = await (await this.main.elementHandle())?.ownerFrame();
    if (!frame) throw new Error('there is no page on the screen');
    return frame;
  }

  /** Waits until the headline holds `text`. */
  async waitForTitle(text: string | RegExp): Promise<void> {
    await this.#frame.getByRole('heading', { level: 1 }).filter({ hasText: text }).waitFor();
  }

  /** Waits until the page holds `text`, and gives all that it says. */
  async waitForText(text: string | RegExp): Promise<string> {
    await this.main.filter({ hasText: text }).waitFor();
    return this.main.innerText();
  }

  /** A button or a link of the page, by the beginning of its name. */
  button(name: string | RegExp): Locator {
    return this.#frame.getByRole('button', { name }).first();
  }

  /** What the page tells screen readers of changes. */
  get status(): Locator {
    return this.#frame.getByRole('status');
  }
}
