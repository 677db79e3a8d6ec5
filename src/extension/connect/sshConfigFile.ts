import { chmod, copyFile, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import {
  listConfigEntries,
  removeConfigEntries,
  type SshConfigEntry,
  toConfigHost,
} from '../../core/connect/sshConfigEntry.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import { makeQueue } from '../queue.ts';
import { sshConfigKey } from '../sshConfigKey.ts';
import { toHomeFileError } from './homeFileError.ts';

const backupEnding = '.before-azure-batch';

/**
 * The file that Remote-SSH reads: that of its setting, where the user has one, else the one of `ssh`. What a workspace says
 * does not count.
 */
export function findSshConfigPath(): string {
  const chosen = vscode.workspace.getConfiguration('remote.SSH').inspect<unknown>('configFile')?.globalValue;
  return typeof chosen === 'string' && isAbsolute(chosen) ? chosen : join(homedir(), '.ssh', 'config');
}

/** Where the file is kept as it was before the last change of ours. */
export function toBackupPath(path: string): string {
  return `${path}${backupEnding}`;
}

/** One change after the other: of two at once, one would be lost. */
const inTurn = makeQueue();

/**
 * Changes the user's `ssh_config` as a whole or not at all, with a copy of what it was. Only its user may read and write it
 * afterwards, as `ssh` demands. Throws a `BatchError` that says why it can't be changed.
 */
export function changeSshConfig(memory: vscode.Memento, change: (text: string) => string): Promise<void> {
  return inTurn(async () => {
    const named = findSshConfigPath();
    // A link stays a link.
    const path = await realpath(named).catch(() => named);
    const entries = await rewrite(path, change).catch((error: unknown) => {
      throw BatchError.is(error) ? error : toHomeFileError(path, error);
    });
    await memory.update(sshConfigKey, entries.length > 0);
  });
}

/** Resolves to the entries of ours that are there then. */
async function rewrite(path: string, change: (text: string) => string): Promise<readonly SshConfigEntry[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  const next = change(text ?? '');
  if (next !== (text ?? '')) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    if (text !== undefined) {
      await copyFile(path, toBackupPath(path));
      await chmod(toBackupPath(path), 0o600);
    }
    // What somebody has left under that name may be for others to read.
    await rm(`${path}.next`, { force: true });
    await writeFile(`${path}.next`, next, { mode: 0o600 });
    await rename(`${path}.next`, path);
  }
  return listConfigEntries(next);
}

/** The entries of ours in the user's `ssh_config`. */
export async function readSshConfigEntries(): Promise<readonly SshConfigEntry[]> {
  return listConfigEntries(await readFile(findSshConfigPath(), 'utf8').catch(() => ''));
}

/** Takes those of our entries away whose users have expired. Does nothing where we have never written any. */
export async function removeExpiredEntries(memory: vscode.Memento, nowMs: number): Promise<void> {
  if (memory.get(sshConfigKey) !== true) return;
  await changeSshConfig(memory, (text) => {
    const isOver = ({ expiryTime }: SshConfigEntry): boolean =>
      expiryTime !== undefined && Date.parse(expiryTime) <= nowMs;
    return removeConfigEntries(
      text,
      listConfigEntries(text)
        .filter(isOver)
        .map(({ host }) => host),
    );
  });
}

/** Takes our entries for these nodes away: a user of theirs was removed. Does nothing where we have never written any. */
export async function removeEntriesOf(memory: vscode.Memento, nodes: readonly NodeResource[]): Promise<void> {
  if (memory.get(sshConfigKey) === true)
    await changeSshConfig(memory, (text) => removeConfigEntries(text, nodes.map(toConfigHost)));
}
