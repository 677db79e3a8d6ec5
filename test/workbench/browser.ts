import { type Browser, type BrowserContext, chromium, type LaunchOptions } from 'playwright-core';
import { chromiumLibraries, chromiumProgram } from './places.ts';

/** Chooses the bundled browser, which is headless, or the user's own, which is visible (`npm test -- --headed`). */
function chooseBrowser(): LaunchOptions {
  if (process.env['HEADED'] !== 'true')
    return { executablePath: chromiumProgram, env: { ...process.env, LD_LIBRARY_PATH: chromiumLibraries } };
  const named = process.env['BROWSER_EXECUTABLE'];
  return { headless: false, ...(named ? { executablePath: named } : { channel: 'chrome' }) };
}

/**
 * Pages live for a minute or two, so garbage is collected rarely (sizes in MiB), which saves a sixth of the browser's
 * processor time.
 */
const heap = '--initial-old-space-size=768 --min-semi-space-size=64 --max-semi-space-size=128';

/** Starts the browser that shows the workbench; it can connect only to loopback. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    ...chooseBrowser(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      `--js-flags=${heap}`,
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}

/** Runs in each page and frame: disables animations, because rendering their frames costs processor time. */
const standStill = `(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*, *::before, *::after { animation: none !important; transition: none !important; }');
  document.adoptedStyleSheets.push(sheet);
})()`;

/** Opens a separate browser context for a user, with the window size of a laptop. */
export async function openContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  await context.addInitScript(standStill);
  return context;
}
