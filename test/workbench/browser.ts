import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { chromiumLibraries, chromiumProgram } from './places.ts';

/** The browser of ours shows nothing on a screen: one that does is the user's own (`npm test -- --headed`). */
function chooseBrowser(): LaunchOptions {
  if (process.env['HEADED'] !== 'true')
    return { executablePath: chromiumProgram, env: { ...process.env, LD_LIBRARY_PATH: chromiumLibraries } };
  const named = process.env['BROWSER_EXECUTABLE'];
  return { headless: false, ...(named ? { executablePath: named } : { channel: 'chrome' }) };
}

/** Starts the browser that shows the workbench; it reaches nothing but loopback. */
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
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}
