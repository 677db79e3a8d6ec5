import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Uri } from 'vscode';
import { forgetHostKeys } from '../../core/connect/hostKeys.ts';
import type { NodeResource } from '../../core/model/resource.ts';

const knownHostsName = 'known_hosts';

/** Path of the file in which host keys of nodes are pinned; its folder is made. */
export async function prepareKnownHosts(storage: Uri): Promise<string> {
  await mkdir(storage.fsPath, { recursive: true });
  return join(storage.fsPath, knownHostsName);
}

/** One change of the file after the other: two that read it at once would bring back what the first left out. */
let lastChange: Promise<void> = Promise.resolve();

/** Forgets the pinned host keys of nodes that have other ones now, or are gone, by what was done from here. */
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

/** As a whole or not at all: half a file would have forgotten the keys of other nodes. */
async function replaceFile(path: string, text: string): Promise<void> {
  const next = `${path}.next`;
  await writeFile(next, text, { mode: 0o600 });
  await rename(next, path);
}
