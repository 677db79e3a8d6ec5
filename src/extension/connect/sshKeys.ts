import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { checkSshPublicKey } from '../../core/connect/nodeUser.ts';

/** A key pair in the user's `~/.ssh`. The private key is named, never read. */
export interface SshKeyPair {
  readonly name: string;
  readonly publicKey: string;
  readonly identityPath: string;
}

/** Finds the user's usable key pairs, newest types first. Returns an empty list if there is no `~/.ssh`. */
export async function findSshKeys(folder = join(homedir(), '.ssh')): Promise<readonly SshKeyPair[]> {
  const names = await readdir(folder).catch(() => []);
  const present = new Set(names);
  const pairs = names
    .filter((name) => name.endsWith('.pub') && present.has(name.slice(0, -'.pub'.length)))
    .map((name) => readKeyPair(folder, name));
  const usable = (await Promise.all(pairs)).filter((pair) => pair !== undefined);
  return usable.sort((a, b) => a.publicKey.localeCompare(b.publicKey));
}

async function readKeyPair(folder: string, name: string): Promise<SshKeyPair | undefined> {
  const text = await readFile(join(folder, name), 'utf8').catch(() => '');
  if (checkSshPublicKey(text) !== undefined) return undefined;
  const base = name.slice(0, -'.pub'.length);
  return { name: base, publicKey: text.trim(), identityPath: join(folder, base) };
}
