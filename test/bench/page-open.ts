import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Workbench } from '../journeys/workbench.ts';
import { root } from '../workbench/places.ts';
import { assertWanted, measureRatio, report } from './harness.ts';

/**
 * Measures opening the page of a failed task until it is drawn, relative to opening a text document of the same size
 * from the disk: both in a real VS Code by a keyboard shortcut, alternating which comes first; the first of each does
 * not count. Target: at most 500 ms, and at most four times the text document.
 */
const mostMs = 500;
const mostTimes = 4;
const runs = 10;
const pollMs = 100;

const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-page-open-'));
const textFile = path.join(folder, 'shard-01.md');
const keys = {
  F6: 'azurebatch://sample/jobs/train/tasks/shard-01/shard-01.explanation.md',
  F7: pathToFileURL(textFile).href,
};

/**
 * Makes an extension whose keyboard shortcuts open an address as an extension does, close all editors, and open the
 * sample account, after which the text of the page is written to the disk.
 */
function makeOpener(): string {
  const place = path.join(folder, 'opener');
  const manifest = {
    name: 'opener',
    publisher: 'bench',
    version: '0.0.0',
    engines: { vscode: '^1.105.0' },
    main: './main.js',
    contributes: {
      keybindings: [
        ...Object.entries(keys).map(([key, args]) => ({ key, command: 'bench.open', args })),
        { key: 'F8', command: 'workbench.action.closeAllEditors' },
        { key: 'F9', command: 'bench.prepare' },
      ],
    },
    activationEvents: ['onCommand:bench.open', 'onCommand:bench.prepare'],
  };
  mkdirSync(place);
  writeFileSync(path.join(place, 'package.json'), JSON.stringify(manifest));
  writeFileSync(
    path.join(place, 'main.js'),
    `const { commands, Uri, workspace } = require('vscode');
exports.activate = () => {
  commands.registerCommand('bench.open', (address) => commands.executeCommand('vscode.open', Uri.parse(address)));
  commands.registerCommand('bench.prepare', async () => {
    await commands.executeCommand('azureBatch.account.openSample');
    const page = await workspace.fs.readFile(Uri.parse(${JSON.stringify(keys.F6)}));
    await workspace.fs.writeFile(Uri.file(${JSON.stringify(textFile)}), page);
  });
};
`,
  );
  return place;
}

/**
 * Runs in the workbench and in every frame: records when a key was pressed and when the opened content was first drawn,
 * from the same time origin. VS Code writes the content of a webview into a separate frame, which discards earlier
 * scripts, so the outer frame observes it.
 */
const watchDrawn = `(() => {
  const now = () => performance.timeOrigin + performance.now();
  if (top === self)
    addEventListener('keydown', () => Object.assign(globalThis, { pressedAt: now(), drawnAt: undefined }), true);
  const isDrawn = (shown) => [...shown?.querySelectorAll('main h1, .editor-group-container.active .view-line') ?? []].some(
    ({ textContent }) => textContent.trim() !== '',
  );
  const look = () => {
    const inner = document.querySelector('iframe#active-frame, iframe#pending-frame')?.contentDocument;
    if (isDrawn(document) || isDrawn(inner)) globalThis.drawnAt ??= now();
    requestAnimationFrame(look);
  };
  look();
})()`;

const workbench = await Workbench.start({ name: 'page-open', extensions: [root, makeOpener()] });
try {
  const { editor, explanation, page } = workbench;
  await page.context().addInitScript(watchDrawn);
  await page.evaluate(watchDrawn);
  await workbench.openContainer();
  await page.keyboard.press('F9');
  // The sample's explanation opens last and would cover the page.
  await explanation.main.waitFor();
  while (!existsSync(textFile)) await setTimeout(pollMs);

  const open = async (key: keyof typeof keys): Promise<void> => {
    await page.keyboard.press('F8');
    await page.locator('.tab').waitFor({ state: 'detached' });
    await page.keyboard.press(key);
  };
  const readTime = (name: string): Promise<number> => page.evaluate(name);
  const openPage = async (): Promise<number> => {
    await open('F6');
    await explanation.waitForTitle('shard-01');
    const around = (await explanation.findFrame()).parentFrame();
    return ((await around?.evaluate<number>('drawnAt')) ?? Number.NaN) - (await readTime('pressedAt'));
  };
  const openText = async (): Promise<number> => {
    await open('F7');
    await editor.waitForLine('shard-01');
    return (await readTime('drawnAt')) - (await readTime('pressedAt'));
  };
  await openPage();

  const figure = await measureRatio('page-open', { ours: openPage, reference: openText, runs });
  report(figure);
  assertWanted((figure.ours ?? Number.NaN) <= mostMs, `opening a page takes ${figure.ours} ms`);
  assertWanted(figure.value <= mostTimes, `opening a page takes ${figure.value} times a text document`);
} catch (error) {
  await workbench.takePicture('failed');
  throw error;
} finally {
  await workbench.close();
  rmSync(folder, { recursive: true, force: true });
}
