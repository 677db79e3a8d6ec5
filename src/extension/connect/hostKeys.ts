import { readFile, writeFile } from 'node:fs/promises';
import type * as vscode from 'vscode';
import { forgetHostKeys } from '../../core/connect/ssh.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import { prepareKnownHosts } from './sshClient.ts';

/** Forgets the pinned host keys of a node that we had reimaged; a change of the key for any other reason stays refused. */
export async function forgetHostKey(storage: vscode.Uri, node: NodeResource): Promise<void> {
  const path = await prepareKnownHosts(storage);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const kept = forgetHostKeys(text, node);
  if (kept !== text) await writeFile(path, kept, { mode: 0o600 });
}
