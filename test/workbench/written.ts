import { cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { Profile } from './profile.ts';

/** Folders below an editor's data with the files that it writes: logs of all channels, and storage of extensions. */
const writtenFolders = ['logs', 'User', 'data/logs', 'data/User'];

/** Copies the files that an editor wrote to `folder`/data, before its profile is removed. */
export function keepWritten(profile: Profile, folder: string): void {
  for (const name of writtenFolders) {
    const from = path.join(profile.userData, name);
    if (existsSync(from)) cpSync(from, path.join(folder, 'data', name), { recursive: true, dereference: false });
  }
}

/** Runs in a page: returns the state of an editor in a browser as JSON, without its secrets. */
const readState = `(async () => {
  const toText = (value) => value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
  const finished = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const entries = [];
  for (const { name } of await indexedDB.databases()) {
    const base = await finished(indexedDB.open(name));
    for (const store of base.objectStoreNames) {
      const kept = base.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([finished(kept.getAllKeys()), finished(kept.getAll())]);
      keys.forEach((key, index) => {
        if (!String(key).startsWith('secret://')) entries.push([name, store, String(key), toText(values[index])]);
      });
    }
    base.close();
  }
  return JSON.stringify(entries, undefined, 1);
})()`;

/** Returns the state that the editor of `page` stores in the browser. The page may show anything of the same origin. */
export function readBrowserState(page: Page): Promise<string> {
  return page.evaluate<string>(readState);
}

/** Runs in a page in which no editor is open: stores a value in the state of all windows. */
const putState = (key: string, value: string): string => `(async () => {
  const finished = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const base = await finished(indexedDB.open('vscode-web-state-db-global'));
  const [store] = base.objectStoreNames;
  await finished(base.transaction(store, 'readwrite').objectStore(store).put(${JSON.stringify(value)}, ${JSON.stringify(key)}));
  base.close();
})()`;

/** Changes an extension's global state while no editor is open in `page`. */
export async function changeGlobalState(
  page: Page,
  extension: string,
  change: (state: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): Promise<void> {
  const state = readGlobalState(await readBrowserState(page), extension);
  await page.evaluate(putState(extension, JSON.stringify(change(state))));
}

/** Returns an extension's global state from the result of `readBrowserState`. */
export function readGlobalState(browserState: string, extension: string): Readonly<Record<string, unknown>> {
  const entries: readonly (readonly [base: string, store: string, key: string, value: string])[] =
    JSON.parse(browserState);
  const entry = entries.find(([base, , key]) => base === 'vscode-web-state-db-global' && key === extension);
  return JSON.parse(entry?.[3] ?? '{}');
}
