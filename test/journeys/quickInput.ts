import type { Locator, Page } from 'playwright-core';

/** The box at the top of the workbench: palette, quick picks and input boxes. */
export class QuickInput {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The box itself, for everything that has no method here. */
  get box(): Locator {
    return this.#page.locator('.quick-input-widget:visible');
  }

  get #input(): Locator {
    return this.box.locator('.quick-input-box input').first();
  }

  /** Waits for a pick or input box with this title. */
  async waitForTitle(title: string | RegExp): Promise<void> {
    await this.box.locator('.quick-input-title').filter({ hasText: title }).waitFor();
  }

  /** Replaces the typed text. Uses the general timeout by default. */
  async filter(text: string, timeoutMs?: number): Promise<void> {
    await this.#input.fill(text, toTimeout(timeoutMs));
  }

  /** Finds an entry of the list by a part of its text. */
  entry(text: string | RegExp): Locator {
    return this.box.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  }

  /** Finds the entry that Enter takes, by a part of its text. */
  active(text: string): Locator {
    return this.box.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: text });
  }

  /** Chooses an entry of the list. */
  async choose(text: string | RegExp, timeoutMs?: number): Promise<void> {
    await this.entry(text).click(toTimeout(timeoutMs));
  }

  /** Checks an entry of a list with multiple selection. */
  async tick(text: string | RegExp): Promise<void> {
    await this.entry(text).locator('input[type="checkbox"], .monaco-checkbox').first().click();
  }

  /** Types an answer and accepts it. */
  async answer(text: string): Promise<void> {
    await this.#input.fill(text);
    await this.accept();
  }

  async accept(): Promise<void> {
    await this.#page.keyboard.press('Enter');
  }

  /** Accepts the checked rows: Enter would uncheck the focused one. */
  async acceptTicked(): Promise<void> {
    await this.box.getByRole('button', { name: 'OK' }).click();
  }

  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape');
  }

  /** Returns the typed text. */
  value(): Promise<string> {
    return this.#input.inputValue();
  }

  /** Finds the line below the input: the prompt, or the problem with the typed text. */
  message(text: string | RegExp): Locator {
    return this.box.locator('.quick-input-message').filter({ hasText: text });
  }
}

function toTimeout(timeoutMs: number | undefined): { readonly timeout?: number } {
  return timeoutMs === undefined ? {} : { timeout: timeoutMs };
}
