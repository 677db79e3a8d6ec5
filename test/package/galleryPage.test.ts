import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import type { Frame } from 'playwright-core';
import { journey } from '../journeys/journey.ts';
import { chooseTheme } from '../journeys/themes.ts';
import type { Workbench } from '../journeys/workbench.ts';
import { root } from '../workbench/places.ts';
import { install } from './installed.ts';
import { linkedVsix } from './made.ts';

const { displayName }: { readonly displayName: string } = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
);
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const installed = install(linkedVsix);
after(() => installed.remove());

const themes = [
  ['Light Modern', 'vscode-light'],
  ['Dark Modern', 'vscode-dark'],
] as const;
/** Targets of the package's links: the repository that it was built with. */
const files = 'https://github.com/example/azure-batch-troubleshooter/raw/HEAD/';
const pages = 'https://github.com/example/azure-batch-troubleshooter/blob/HEAD/';

journey(
  "the gallery's page in the extension view shows every picture and has only working links, in a light and a dark theme",
  { name: 'galleryPage', extensions: [installed.folder] },
  async (workbench) => {
    const asked = await servePictures(workbench);
    await workbench.runCommand('Extensions: Show Installed Extensions');
    for (const [theme, kind] of themes) {
      await chooseTheme(workbench, theme);
      const frame = await openExtensionPage(workbench);
      await frame.locator(`body.${kind}`).waitFor();
      await checkPictures(frame, asked);
      await checkLinks(frame);
      for (const heading of ['What it does', 'Roles you need', 'Questions people ask']) {
        await frame.getByRole('heading', { name: heading }).evaluate((element) => element.scrollIntoView());
        await workbench.takePicture(`${heading} in ${theme}`);
      }
      // Choosing a theme while the page is open would draw the page in another frame.
      await workbench.runCommand('View: Close Editor');
    }
  },
);

interface Picture {
  readonly src: string;
  readonly alt: string;
  /** Width of the image in pixels; 0 for a broken image. */
  readonly width: number;
}

const areComplete = `[...document.images].every((image) => image.complete)`;
const readPictures = `[...document.images].map(({ src, alt, naturalWidth }) => ({ src, alt, width: naturalWidth }))`;
/** Excludes the button that VS Code adds to every page. */
const readLinks = `[...document.querySelectorAll('a[href]:not(#scroll-to-top)')].map((link) => link.getAttribute('href'))`;
const readIds = `[...document.querySelectorAll('[id]')].map(({ id }) => id)`;

/** Serves the repository's files from this checkout, and returns the requested addresses. */
async function servePictures({ page }: Workbench): Promise<ReadonlySet<string>> {
  const asked = new Set<string>();
  await page.context().route(`${files}**`, async (route) => {
    const url = route.request().url();
    asked.add(url);
    await route.fulfill({ path: path.join(root, url.slice(files.length)) });
  });
  return asked;
}

/** Asserts that exactly the pictures of README.md were requested, and are drawn. */
async function checkPictures(frame: Frame, asked: ReadonlySet<string>): Promise<void> {
  await frame.waitForFunction(areComplete);
  const pictures = await frame.evaluate<readonly Picture[]>(readPictures);
  for (const { src, width, alt } of pictures) assert.ok(width > 0 && alt !== '', src);
  const named = [...readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, file]) => `${files}${file}`);
  assert.deepEqual(pictures.map(({ src }) => src).sort(), named.toSorted());
  assert.deepEqual([...asked].sort(), named.toSorted());
}

/** Opens the package's page in the extension view, and returns its frame. */
async function openExtensionPage(workbench: Workbench): Promise<Frame> {
  const { page } = workbench;
  await workbench.openByClick(workbench.row(new RegExp(displayName)), new RegExp(displayName));
  const drawn = page.frameLocator('iframe.webview.ready:visible').last().frameLocator('iframe#active-frame');
  const frame = await (await drawn.getByRole('heading', { level: 1 }).elementHandle())?.ownerFrame();
  if (!frame) throw new Error('the page is not on the screen');
  return frame;
}

/** Asserts that each link leads to a heading, to a file of the repository, or to the web. */
async function checkLinks(frame: Frame): Promise<void> {
  const links = await frame.evaluate<readonly string[]>(readLinks);
  const ids = await frame.evaluate<readonly string[]>(readIds);
  assert.ok(links.length >= 10, `${links.length} links`);
  for (const link of links) {
    if (link.startsWith('#')) assert.ok(ids.includes(link.slice(1)), link);
    else if (link.startsWith(pages)) assert.ok(existsSync(path.join(root, link.slice(pages.length))), link);
    else assert.match(link, /^https:/);
  }
}
