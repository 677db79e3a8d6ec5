import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Uri } from 'vscode';
import { forgetHostKeys } from '../../core/connect/hostKeys.ts';
import type { NodeResource } from '../../core/model/resource.ts';

const knownHostsName = 'known_hosts';

/** Returns the path of the file in which host keys of nodes are pinned, and creates its folder. */
export async function prepareKnownHosts(storage: Uri): Promise<string> {
  await mkdir(storage.fsPath, { recursive: true });
  return join(storage.fsPath, knownHostsName);
}

/** Last change of the file. Changes run in turn, because concurrent ones would restore what the first removed. */
let lastChange: Promise<void> = Promise.resolve();

/**
 * Forgets the pinned host keys of nodes that have new host keys, or are gone, because of an action of this extension.
 */
export async function forgetHostKeysOf(storage: Uri, nodes: readonly NodeResource[]): Promise<void> {
  const change = lastChange.then(async () => {
    const path = await prepareKnownHosts(storage);
    const text = await readFile(path, 'utf8').catch(() => '');
    const kept = nodes.reduce(forgetHostKeys, text);
    if (kept !== text) await replaceFile(path, kept);
  });
  lastChange = change.catch(() => undefined);
  await change;
}

/** Replaces the file atomically, because a partial file would lose the keys of other nodes. */
async function replaceFile(path: string, text: string): Promise<void> {
  const next = `${path}.next`;
  await writeFile(next, text, { mode: 0o600 });
  await rename(next, path);
}
