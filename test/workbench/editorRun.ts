import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openContext, startBrowser } from './browser.ts';
import { collectHostErrors } from './hostErrors.ts';
import { plantLeftKey } from './leftKey.ts';
import { out, root } from './places.ts';
import { findExtensionHost, isRunning } from './processes.ts';
import { linkExtensions, makeProfile } from './profile.ts';
import { type Server, startServer } from './server.ts';
import { type TestEvent, TestLog } from './testLog.ts';
import { keepWritten } from './written.ts';

export interface EditorRunOptions {
  /** Built module with `run()`. */
  readonly entry: string;
  /** Folder to open; by default an empty one. */
  readonly folder?: string;
  /** Folder of the extension under test; by default this checkout. */
  readonly extension?: string;
  /** Folders of further extensions to install. */
  readonly extensions?: readonly string[];
  /** The run fails if no test ended for this time. */
  readonly idleMs: number;
  readonly env?: Readonly<Record<string, string>>;
  /** True if a run without tests succeeds, because tests were selected by name. */
  readonly mayBeEmpty?: boolean;
  /** New folder for shown texts and the editor's files. */
  readonly produced?: string;
  readonly onEvent?: (event: TestEvent) => void;
}

export interface EditorRunResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Problems of the run as a whole: a crash, a hang, no test, an unhandled error. */
  readonly problems: readonly string[];
}

/** End of a run: VS Code's exit code, or the problem that prevented one. */
type Ending = { readonly exitCode: number } | { readonly problem: string };

const pollMs = 100;
const startLimitMs = 300_000;

async function openTests(
  page: Page,
  server: Server,
  { entry, extension = root }: Pick<EditorRunOptions, 'entry' | 'extension'>,
  folder: string,
): Promise<void> {
  const address = `127.0.0.1:${server.port}`;
  const payload = [
    ['extensionDevelopmentPath', `vscode-remote://${address}${extension}`],
    ['extensionTestsPath', `vscode-remote://${address}${entry}`],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
  await page.goto(`http://${address}/?${query}`);
}

/** Waits until the run has ended in some way; a crash or a hang must never look like a success. */
async function waitForEnding(page: Page, server: Server, log: TestLog, idleMs: number): Promise<Ending> {
  let resolve: (ending: Ending) => void = () => undefined;
  const promise = new Promise<Ending>((settle) => {
    resolve = settle;
  });
  await page.exposeFunction('codeAutomationLog', () => undefined);
  // VS Code reports 0 also if the host was killed, so the server's report and the run's own end record take precedence.
  await page.exposeFunction('codeAutomationExit', (exitCode: number) => setTimeout(() => resolve({ exitCode }), 500));
  page.on('crash', () => resolve({ problem: 'the page of the workbench crashed' }));
  server.onHostExit((code, signal) => {
    if (code !== '0') resolve({ problem: `the extension host died (code ${code}, signal ${signal})` });
  });
  const timer = setInterval(() => {
    log.read();
    const quietMs = Date.now() - log.lastEventAtMs;
    const limitMs = log.begun ? idleMs : startLimitMs;
    if (quietMs > limitMs) resolve({ problem: `no test ended for ${limitMs / 1000} s: ${log.running}` });
  }, pollMs);
  const ending = await promise;
  clearInterval(timer);
  log.read();
  return ending;
}

/** Leaves the page so that the host ends normally and writes its coverage. */
async function endHost(page: Page, server: Server): Promise<void> {
  const host = findExtensionHost(server.pid);
  await page.goto('about:blank');
  const deadline = Date.now() + 5_000;
  while (host !== undefined && isRunning(host) && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, pollMs));
}

function findProblems(ending: Ending, log: TestLog, hostErrors: readonly string[], mayBeEmpty: boolean): string[] {
  const problems = hostErrors.map((error) => `unhandled in the extension host: ${error}`);
  if ('problem' in ending) problems.push(ending.problem);
  else if (!log.ended) problems.push('the run stopped before its end');
  else if (ending.exitCode !== 0 && log.failed === 0) problems.push(`VS Code ended the run with ${ending.exitCode}`);
  if (log.passed + log.failed === 0 && !mayBeEmpty) problems.push('no test ran');
  return problems;
}

/** Runs a built suite inside the extension host of a real VS Code, and returns its results. */
export async function runEditorTests(options: EditorRunOptions): Promise<EditorRunResult> {
  if (!existsSync(options.entry)) throw new Error(`${options.entry} is not built`);
  const profile = makeProfile();
  linkExtensions(profile, options.extensions ?? []);
  const log = new TestLog(path.join(profile.folder, 'results.jsonl'), options.onEvent);
  const { produced } = options;
  if (produced) rmSync(produced, { recursive: true, force: true });
  const shown = produced ? { EDITOR_TEST_SHOWN: path.join(produced, 'shown') } : {};
  // Files in the home folder, such as SSH keys, must not be those of the person who runs the tests.
  const left = { EDITOR_TEST_LEFT_KEY: plantLeftKey(profile.userData).join(';') };
  const env = { HOME: profile.folder, ...options.env, ...shown, ...left, EDITOR_TEST_RESULTS: log.file };
  const server = await startServer({ profile, testMode: true, env });
  const browser = await startBrowser();
  try {
    const page = await (await openContext(browser)).newPage();
    const hostErrors = collectHostErrors(page);
    const ending = waitForEnding(page, server, log, options.idleMs);
    await openTests(page, server, options, options.folder ?? profile.workspace);
    const problems = findProblems(await ending, log, hostErrors, options.mayBeEmpty ?? false);
    if (problems.length > 0 || log.failed > 0) await keepPicture(page, options.entry);
    await endHost(page, server).catch(() => undefined); // The page may have crashed.
    if (produced) keepWritten(profile, produced);
    return { passed: log.passed, failed: log.failed, skipped: log.skipped, problems };
  } finally {
    await browser.close();
    server.stop();
    profile.remove();
  }
}

async function keepPicture(page: Page, entry: string): Promise<void> {
  const folder = path.join(out, 'editor-failures');
  mkdirSync(folder, { recursive: true });
  const name = `${path.basename(path.dirname(entry))}.png`;
  await page.screenshot({ path: path.join(folder, name) }).catch(() => undefined); // The page may be gone.
}

/** Returns the kind of VS Code that scripts/setup.mjs prepared. */
export function readHost(): { readonly kind: 'server' | 'desktop'; readonly code?: string; readonly ssh: boolean } {
  return JSON.parse(readFileSync(path.join(out, 'host.json'), 'utf8'));
}
