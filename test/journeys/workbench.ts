import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, CDPSession, Locator, Page } from 'playwright-core';
import { openContext, startBrowser } from '../workbench/browser.ts';
import { collectHostErrors } from '../workbench/hostErrors.ts';
import { extensionId, microsoftStandIn, out } from '../workbench/places.ts';
import { isRunning, kill, listExtensionHosts } from '../workbench/processes.ts';
import { makeProfile, type Profile } from '../workbench/profile.ts';
import { addExtensions, type Server, startServer } from '../workbench/server.ts';
import { changeGlobalState, keepWritten, readBrowserState } from '../workbench/written.ts';
import { Editor } from './editor.ts';
import { ExplanationPage } from './explanationPage.ts';
import { QuickInput } from './quickInput.ts';
import { beginIn } from './translated.ts';

/** Time after which a journey counts as stuck; not an estimate of how long anything takes. */
const defaultTimeoutMs = 180_000;
const startTimeoutMs = 300_000;
/** Time to wait for the effect of an action that may have come too early, before repeating it. */
const repeatAfterMs = 3_000;

/** Polls a page at this interval instead of for each frame. */
const seldom = { polling: 100 };

/**
 * Runs in the page: keeps the announcements for screen readers, which exist only until the next one. Two at once are
 * reported when the first is already replaced, so the added texts are read, not their places.
 */
const keepAnnounced = `(() => {
  const announced = [];
  const toTexts = ({ target, addedNodes }) => [target, ...addedNodes].map(({ textContent }) => textContent);
  const note = (changes) => announced.push(...changes.flatMap(toTexts));
  const observer = new MutationObserver(note);
  for (const live of document.querySelectorAll('.monaco-aria-container'))
    observer.observe(live, { subtree: true, childList: true, characterData: true });
  globalThis.wasAnnounced = (pattern) => announced.some((text) => pattern.test(text));
  globalThis.forgetAnnounced = () => announced.splice(0);
})()`;

/**
 * Runs in the page: checks whether VS Code has read the welcome content of views. It does so while idle after the
 * start, later than it shows the views: a view that is opened before that has the focus on its rows, and loses it when
 * content replaces them.
 */
const areWelcomesRead = `['code/didHandleExtensionPoint/viewsWelcome', 'code/didCreateWorkbenchContributions/3'].every(
  (mark) => performance.getEntriesByName(mark).length > 0,
)`;

/** Runs in the page and its frames: returns everything that can be read or heard. */
const readPage = `[
  document.body.innerText,
  ...[...document.querySelectorAll('[aria-label], [title]')].flatMap((each) => [each.ariaLabel, each.title]),
].filter(Boolean).join('\\n')`;

/** Runs in the page before all else: VS Code sets its language to English while it loads its own texts. */
const fixLanguage = (language: string): string => `Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', {
  get: () => '${language}',
  set: () => undefined,
})`;

export interface WorkbenchOptions {
  /** Name of the journey and of the folder with its pictures. */
  readonly name: string;
  /** Folder to open; an empty one when absent. */
  readonly folder?: string;
  /** Folder to copy; the copy is opened. */
  readonly workspaceFrom?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** If true, VS Code asks whether the authors of the folder are trusted; otherwise they are trusted. */
  readonly asksForTrust?: boolean;
  /** Folders of the extensions; by default only this checkout, or the package in the environment variable VSIX. */
  readonly extensions?: readonly string[];
  /** VS Code's display language (BCP 47); its own texts stay English. */
  readonly language?: string;
  /** Folder for pictures; `out/journeys` when absent. */
  readonly pictures?: string;
}

/** Longer than a step in the open palette takes. */
const paletteTimeoutMs = 20_000;

/** A real VS Code, used as by a user: through the page, mouse, and keyboard. */
export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly editor: Editor;
  readonly explanation: ExplanationPage;
  readonly profile: Profile;
  readonly #options: WorkbenchOptions;
  readonly #started: Started;
  /** Folder for this journey's pictures. */
  readonly pictures: string;
  readonly #hostErrors: readonly string[];
  /** Folder for shown and written texts, for the search for secrets. */
  readonly #produced: string;
  #picture = 0;
  #session: CDPSession | undefined;
  readonly #others: Workbench[] = [];

  private constructor(options: WorkbenchOptions, started: Started, page: Page) {
    this.page = page;
    this.profile = started.profile;
    this.#started = started;
    this.quickInput = new QuickInput(page);
    this.editor = new Editor(page);
    this.explanation = new ExplanationPage(page);
    this.#options = options;
    this.pictures = path.join(options.pictures ?? path.join(out, 'journeys'), options.name);
    this.#hostErrors = collectHostErrors(page);
    this.#produced = path.join(out, 'produced/journeys', options.name);
  }

  /**
   * Starts server and browser and opens the workbench; resolves when the extension's container is in the Activity Bar.
   */
  static async start(options: WorkbenchOptions): Promise<Workbench> {
    const started = mayShare(options) ? await shareEditor() : await startEditor(options);
    started.profile.renew({
      'security.workspace.trust.enabled': options.asksForTrust ?? false,
      ...options.settings,
    });
    if (options.workspaceFrom) cpSync(options.workspaceFrom, started.profile.workspace, { recursive: true });
    const context = await openContext(started.browser);
    if (options.language) await context.addInitScript(fixLanguage(options.language));
    const workbench = new Workbench(options, started, await context.newPage());
    try {
      await workbench.open();
      return workbench;
    } catch (error) {
      await workbench.close();
      throw error;
    }
  }

  /**
   * Loads or reloads the workbench; resolves when the extension's container is in the Activity Bar and VS Code has read
   * the views' other contributions.
   */
  async open(): Promise<void> {
    const folder = this.#options.folder ?? this.profile.workspace;
    this.page.setDefaultTimeout(defaultTimeoutMs);
    const query = new URLSearchParams({ folder });
    // A provider that handles requests for additional claims needs an API that VS Code reserves for its own extensions.
    if (this.#options.extensions?.includes(microsoftStandIn)) query.set('payload', '[["enableProposedApi",""]]');
    await this.page.goto(`http://127.0.0.1:${this.#started.server.port}/?${query}`);
    await this.#container().waitFor({ timeout: startTimeoutMs });
    await this.page.waitForFunction(areWelcomesRead, undefined, seldom);
    await this.page.evaluate(keepAnnounced);
  }

  /** Reopens the workbench after changing the extension's global state while it was closed. */
  async openWithState(change: Parameters<typeof changeGlobalState>[2]): Promise<void> {
    await this.page.goto(`http://127.0.0.1:${this.#started.server.port}/version`);
    await changeGlobalState(this.page, extensionId, change);
    await this.open();
  }

  /**
   * Opens another window of the same user, with its own pictures. It ends with this workbench, and need not be closed.
   */
  async openWindow(name: string): Promise<Workbench> {
    const options = { ...this.#options, name: path.join(this.#options.name, name) };
    const page = await this.page.context().newPage();
    const window = new Workbench(options, this.#started, page);
    this.#others.push(window);
    await window.open();
    return window;
  }

  /** Process IDs of the extension hosts of all windows. */
  get extensionHosts(): readonly number[] {
    return listExtensionHosts(this.#started.server.pid);
  }

  #container(): Locator {
    return this.page.locator('.activitybar .action-item:has([aria-label^="Azure Batch"])').first();
  }

  /** Shows the extension's two views. */
  async openContainer(): Promise<void> {
    const title = this.page.locator('.part.sidebar .composite.title').filter({ hasText: /azure batch/i });
    if (!(await title.isVisible())) await this.#container().click();
    await title.waitFor();
  }

  /** Finds a row of a view in the side bar by its label, or by a pattern for its whole text. */
  row(label: string | RegExp): Locator {
    const rows = this.page.locator('.part.sidebar .monaco-list-row');
    if (label instanceof RegExp) return rows.filter({ hasText: label }).first();
    return rows.filter({ has: this.page.getByText(label, { exact: true }) }).first();
  }

  /** Expands the branches named by `labels`, each below the previous one, and returns the last row. */
  async expand(...labels: readonly (string | RegExp)[]): Promise<Locator> {
    for (const label of labels) {
      const row = this.row(label);
      await row.waitFor();
      await this.repeatUntilShown(
        async () => {
          if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
        },
        row.and(this.page.locator('[aria-expanded="true"]')),
      );
    }
    return this.row(labels.at(-1) ?? '');
  }

  /** Collapses branches, so that the rows below them become visible: a tree draws only the rows that fit. */
  async collapse(...labels: readonly string[]): Promise<void> {
    for (const label of labels) {
      const row = this.row(label);
      await this.repeatUntilShown(
        async () => {
          // A sticky row of the tree may cover the row.
          const twistie = row.locator('.monaco-tl-twistie');
          if ((await row.getAttribute('aria-expanded')) === 'true') await twistie.dispatchEvent('click');
        },
        row.and(this.page.locator('[aria-expanded="false"]')),
      );
    }
  }

  /** Clicks a row until its document is active, because the row may move before the click. */
  async openByClick(row: Locator, tab: string | RegExp): Promise<void> {
    await this.repeatUntilShown(() => row.click(), this.editor.frontTab(tab));
  }

  /** Presses a button on a row (shown while the mouse is over it), and waits for its effect. */
  async pressRowButton(row: Locator, label: string, effect: () => Promise<unknown>): Promise<void> {
    await this.#untilHeard(async () => {
      await row.hover();
      await row.locator(`.actions .action-label[aria-label^="${label}"]`).first().click();
    }, effect);
  }

  /** Chooses an entry of a row's context menu, or of a menu in it, and waits for its effect. */
  async chooseFromMenu(
    row: Locator,
    label: string | readonly [menu: string, label: string],
    effect: () => Promise<unknown>,
  ): Promise<void> {
    const entries = typeof label === 'string' ? [label] : label;
    await this.#untilHeard(async () => {
      const deadline = Date.now() + defaultTimeoutMs;
      while (!(await this.#pressEntry(row, entries, deadline)));
    }, effect);
  }

  /**
   * Selects an entry of a row's context menu, and returns whether that worked: a change of focus closes the menu, and
   * after the row has moved the menu belongs to another row. Throws after the deadline. Uses a key, because a menu
   * ignores the mouse in its first 100 ms to prevent accidents.
   */
  async #pressEntry(row: Locator, [first = '', inner]: readonly string[], deadline: number): Promise<boolean> {
    const findEntry = (menu: string, text: string): Locator =>
      this.page.locator(`${menu} .action-item`).filter({ hasText: text }).first();
    const outer = findEntry('.monaco-menu', first);
    const entry = inner === undefined ? outer : findEntry('.monaco-submenu', inner);
    const timeout = { timeout: repeatAfterMs };
    try {
      await row.click({ button: 'right' });
      await outer.waitFor(timeout);
      await row.and(this.page.locator('.focused')).waitFor(timeout);
      if (inner !== undefined) await outer.hover(timeout);
      await entry.hover(timeout);
      await entry.locator('.action-menu-item').press('Enter', timeout);
      await entry.waitFor({ state: 'hidden', ...timeout });
      return true;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await this.page.keyboard.press('Escape');
      return false;
    }
  }

  /**
   * Presses, and repeats if the extension requests it: VS Code passes no row to a command while it redraws the row's
   * branch, such as after changes above it.
   */
  async #untilHeard(press: () => Promise<void>, effect: () => Promise<unknown>): Promise<void> {
    const said = 'The list was being refreshed';
    const refusal = this.toast(beginIn(this.#options.language, said));
    for (;;) {
      await press();
      let isHeard = false;
      const heard = effect().finally(() => {
        isHeard = true;
      });
      heard.catch(() => undefined); // The effect may fail after the refusal was reported.
      // Waits a few seconds at a time, since an abandoned wait continues to query the page.
      const isRefused = async (): Promise<boolean> => {
        while (!isHeard) {
          const isShown = await refusal.waitFor({ timeout: repeatAfterMs }).then(
            () => true,
            () => false,
          );
          if (isShown) return true;
        }
        return new Promise(() => undefined); // Never resolves, so that the effect decides.
      };
      if (!(await Promise.race([isRefused(), heard.then(() => false)]))) return;
      await this.runCommand('Notifications: Clear All Notifications');
      await refusal.waitFor({ state: 'hidden' });
    }
  }

  /**
   * Repeats an action until its effect shows, if it may come too early: a key acts on the current rows, a click on the
   * current position, and a tooltip is lost when its row is redrawn. Waits twice as long after each repetition, because
   * a busy machine may need longer, and some actions start over.
   */
  async repeatUntilShown(act: () => Promise<unknown>, effect: Locator): Promise<void> {
    const deadline = Date.now() + defaultTimeoutMs;
    for (let timeout = repeatAfterMs; ; timeout *= 2) {
      await act();
      try {
        await effect.waitFor({ timeout });
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
      }
    }
  }

  /**
   * Runs a command by its title in the Command Palette, which is opened again in two cases: a page that is shown again
   * takes the focus after loading, which closes it; and it lists only what a new window offered when it was opened.
   */
  async runCommand(title: string): Promise<void> {
    for (let triesLeft = 2; ; triesLeft -= 1) {
      await this.page.keyboard.press('F1');
      try {
        await this.quickInput.filter(`>${title}`, paletteTimeoutMs);
        await this.quickInput.choose(title, paletteTimeoutMs);
        return;
      } catch (error) {
        if (triesLeft === 0) throw error;
        if (await this.quickInput.box.isVisible()) await this.page.keyboard.press('Escape');
      }
    }
  }

  /** The open modal question. */
  modal(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** Presses a button of the modal question, and waits until the question is closed. */
  async answerModal(button: string): Promise<void> {
    await this.modal().locator('.monaco-button').filter({ hasText: button }).first().click();
    await this.modal().waitFor({ state: 'hidden' });
  }

  /** Finds a notification by a part of its text. */
  toast(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast').filter({ hasText: text }).first();
  }

  /** Makes `waitForStatus` wait for later announcements. */
  async forgetStatus(): Promise<void> {
    await this.page.evaluate('forgetAnnounced()');
  }

  /** Waits until a result is announced to screen readers, or was since the workbench opened or `forgetStatus`. */
  async waitForStatus(pattern: RegExp): Promise<void> {
    await this.page.waitForFunction(`wasAnnounced(${pattern})`, undefined, seldom);
  }

  /** Shows the Problems panel and returns its rows that contain `text`. */
  async problems(text: string | RegExp): Promise<Locator> {
    await this.runCommand('Problems: Focus on Problems View');
    return this.page.locator('.markers-panel .monaco-list-row').filter({ hasText: text });
  }

  /** Waits until the visible terminal contains `text`. */
  async waitForTerminal(text: string | RegExp): Promise<void> {
    await this.page.locator('.terminal-wrapper.active .xterm-rows').filter({ hasText: text }).waitFor();
  }

  /** Types a line into the visible terminal. */
  async typeInTerminal(line: string): Promise<void> {
    await this.page.locator('.terminal-wrapper.active .xterm').click();
    await this.page.keyboard.type(line);
    await this.page.keyboard.press('Enter');
  }

  /** Saves a numbered picture of the page and the page's text, and returns the picture's path. */
  async takePicture(name: string): Promise<string> {
    mkdirSync(this.pictures, { recursive: true });
    this.#picture += 1;
    const numbered = `${String(this.#picture).padStart(2, '0')}-${name}`;
    const file = path.join(this.pictures, `${numbered}.png`);
    writeFileSync(file, await this.#readPixels());
    mkdirSync(path.join(this.#produced, 'pages'), { recursive: true });
    const texts = await Promise.all(
      // A frame may be removed while it is read.
      this.page.frames().map((frame) => frame.evaluate<string>(readPage).catch(() => '')),
    );
    writeFileSync(path.join(this.#produced, 'pages', `${numbered}.txt`), texts.join('\n'));
    return file;
  }

  /**
   * Returns the screen as PNG: at full size with a folder for pictures, and otherwise small, which saves three quarters
   * of the processor time.
   */
  async #readPixels(): Promise<Buffer> {
    if (this.#options.pictures) return this.page.screenshot();
    this.#session ??= await this.page.context().newCDPSession(this.page);
    const { data } = await this.#session.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true });
    return Buffer.from(data, 'base64');
  }

  /** Ends everything. Throws if the extension left an error unhandled. May be called twice. */
  async close(): Promise<void> {
    const hosts = this.extensionHosts;
    for (const { page } of [this, ...this.#others]) await page.goto('about:blank').catch(() => undefined); // Lets the host write its coverage.
    const deadline = Date.now() + 5_000;
    while (hosts.some(isRunning) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
    // The next journey in this editor must be alone.
    for (const host of hosts) kill(host);
    await this.#keepWritten().catch(() => undefined); // The page may be gone.
    await this.page.context().close();
    if (!mayShare(this.#options)) await this.#started.stop();
    const errors = [this, ...this.#others].flatMap((window) => window.#hostErrors);
    if (errors.length > 0) throw new Error(`unhandled in the extension host:\n${errors.join('\n')}`);
  }

  /** Saves the editor's files on this machine and in the browser. */
  async #keepWritten(): Promise<void> {
    keepWritten(this.profile, this.#produced);
    await this.page.goto(`http://127.0.0.1:${this.#started.server.port}/version`);
    writeFileSync(path.join(this.#produced, 'state.json'), await readBrowserState(this.page));
  }
}

/** Processes and folders of a started workbench. */
interface Started {
  readonly profile: Profile;
  readonly server: Server;
  readonly browser: Browser;
  stop(): Promise<void>;
}

/**
 * If SHARES_EDITOR is set, the workbenches of a process without their own options use this server in turn, each as
 * another user, because starting one takes longer than most steps. The server ends with the process.
 */
let shared: Started | undefined;

async function shareEditor(): Promise<Started> {
  if (shared?.browser.isConnected()) return shared;
  await shared?.stop(); // The shared browser has ended, but other tests should not fail because of that.
  const started = await startEditor({});
  process.once('exit', () => started.profile.remove());
  shared = started;
  return started;
}

function mayShare({ extensions, env, asksForTrust }: Partial<WorkbenchOptions>): boolean {
  const wishes = [extensions, env, asksForTrust];
  return process.env['SHARES_EDITOR'] !== undefined && wishes.every((wish) => wish === undefined);
}

async function startEditor({ extensions, env, asksForTrust = false }: Partial<WorkbenchOptions>): Promise<Started> {
  const profile = makeProfile();
  addExtensions(profile, extensions);
  const coverage = process.env['JOURNEY_COVERAGE'];
  const [server, browser] = await startBoth(
    startServer({ profile, env: { ...(coverage ? { NODE_V8_COVERAGE: coverage } : {}), ...env }, asksForTrust }),
    startBrowser(),
  );
  const stop = async (): Promise<void> => {
    await browser.close();
    server.stop();
    profile.remove();
  };
  return { profile, server, browser, stop };
}

/** Waits for server and browser. If one can't be started, stops the other. */
async function startBoth(server: Promise<Server>, browser: Promise<Browser>): Promise<readonly [Server, Browser]> {
  try {
    return await Promise.all([server, browser]);
  } catch (error) {
    const [startedServer, startedBrowser] = await Promise.allSettled([server, browser]);
    if (startedServer.status === 'fulfilled') startedServer.value.stop();
    if (startedBrowser.status === 'fulfilled') await startedBrowser.value.close();
    throw error;
  }
}
