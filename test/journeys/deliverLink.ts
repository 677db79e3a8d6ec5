import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Workbench } from './workbench.ts';

/** Largest number of links delivered to one window. */
const maxLinks = 8;

const extensionCode = `
const { renameSync, writeFileSync } = require('node:fs');
const { env, Uri } = require('vscode');
exports.activate = async () => {
  const link = Uri.from({ scheme: env.uriScheme, authority: 'test.courier', path: '/' });
  const pages = [];
  for (let count = 0; count < ${maxLinks}; count += 1) pages.push((await env.asExternalUri(link)).toString(true));
  writeFileSync(__dirname + '/pages.new', JSON.stringify(pages));
  renameSync(__dirname + '/pages.new', __dirname + '/pages.json');
};
`;

/** An extension in a separate folder with which the window accepts links from elsewhere; see `deliverLink`. */
export interface Courier extends Disposable {
  readonly folder: string;
  /** Pages of VS Code, each of which delivers one link to the window. */
  readonly pages: string[];
}

/**
 * Creates the extension. In a browser, VS Code accepts a link only if that window has requested one, so this extension
 * requests it, as an extension for signing in does.
 */
export function makeCourier(): Courier {
  const folder = mkdtempSync(path.join(tmpdir(), 'azure-batch-troubleshooter-courier-'));
  const manifest = {
    name: 'courier',
    publisher: 'test',
    version: '0.0.1',
    engines: { vscode: '^1.105.0' },
    main: './extension.js',
    activationEvents: ['onStartupFinished'],
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, 'extension.js'), extensionCode);
  return { folder, pages: [], [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Takes the next page that delivers a link, when the extension has requested some. */
async function takePage({ folder, pages }: Courier): Promise<URL> {
  const file = path.join(folder, 'pages.json');
  const watcher = watch(folder);
  try {
    while (pages.length === 0 && !existsSync(file)) await once(watcher, 'change');
  } finally {
    watcher.close();
  }
  if (pages.length === 0) pages.push(...(JSON.parse(readFileSync(file, 'utf8')) as readonly string[]));
  return new URL(pages.shift() ?? '');
}

/**
 * Opens a link as the operating system does: with the page of VS Code that delivers it to its window, in a separate
 * tab.
 */
export async function deliverLink({ page }: Workbench, courier: Courier, link: string): Promise<void> {
  const [, scheme = '', authority = '', ownPath = ''] = /^([^:]+):\/\/([^/]+)(\/.*)$/.exec(link) ?? [];
  const url = await takePage(courier);
  for (const [name, value] of Object.entries({ scheme, authority, path: decodeURIComponent(ownPath) }))
    url.searchParams.set(`vscode-${name}`, value);
  const tab = await page.context().newPage();
  await tab.goto(url.href);
  await tab.getByText('You can close this page now').waitFor();
  await tab.close();
  await page.bringToFront();
}
