import { type Browser, chromium } from 'playwright-core';
import { chromiumLibraries, chromiumProgram } from './places.ts';

/** Starts the headless browser that shows the workbench; it reaches nothing but loopback. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumProgram,
    env: { ...process.env, LD_LIBRARY_PATH: chromiumLibraries },
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
