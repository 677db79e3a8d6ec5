import { isUtf8 } from 'node:buffer';
import { access, chmod, copyFile, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toHomeFileError } from '../../app/connect/homeFileError.ts';
import type { SshConfig, State } from '../../app/ports.ts';
import { makeQueue } from '../../app/turns.ts';
import {
  listConfigEntries,
  removeConfigEntries,
  type SshConfigEntry,
  toConfigHost,
} from '../../core/connect/sshConfigEntry.ts';
import { BatchError, toInvalidInput } from '../../core/model/batchError.ts';
import { sshConfigKey } from './sshConfigKey.ts';

const backupEnding = '.before-azure-batch';

/**
 * Returns the path of the file that Remote-SSH reads: the file in its setting, if the user has set it, or else the
 * default file of `ssh`. Workspace settings do not count.
 */
export function findSshConfigPath(): string {
  return findChosenSshConfigPath() ?? join(homedir(), '.ssh', 'config');
}

function findChosenSshConfigPath(): string | undefined {
  const chosen = vscode.workspace.getConfiguration('remote.SSH').inspect<unknown>('configFile')?.globalValue;
  return typeof chosen === 'string' && isAbsolute(chosen) ? chosen : undefined;
}

/**
 * Returns the `-F` option with which `ssh` reads the same configuration as Remote-SSH does before our change: undefined
 * for the default files (the user's and the system's), `none` for a chosen file that doesn't exist yet.
 */
export async function findSshConfigOption(): Promise<string | undefined> {
  const chosen = findChosenSshConfigPath();
  if (chosen === undefined) return undefined;
  return access(chosen).then(
    () => chosen,
    () => 'none',
  );
}

/** Resolves links, so that a link to the file stays a link. */
async function resolveSshConfigPath(): Promise<string> {
  const named = findSshConfigPath();
  return realpath(named).catch(() => named);
}

/**
 * Returns the path of the file's backup, which is in the same folder. Throws a `BatchError` if the file is read-only,
 * because that is deliberate.
 */
export async function prepareSshConfigBackup(): Promise<string> {
  const path = await resolveSshConfigPath();
  await refuseReadOnly(path);
  return toBackupPath(path);
}

function toBackupPath(path: string): string {
  return `${path}${backupEnding}`;
}

const ownerMayWrite = 0o200;

/** Checked explicitly, because replacing a file requires write access only to its folder. */
async function refuseReadOnly(path: string): Promise<void> {
  const { mode = ownerMayWrite } = await stat(path).catch(() => ({ mode: undefined }));
  if ((mode & ownerMayWrite) !== 0) return;
  throw toInvalidInput(
    l10n.t(
      'Your SSH configuration {0} is read-only, so nothing in it was changed. Allow writing to the file, then try again.',
      path,
    ),
  );
}

/** Runs changes one after the other, because one of two concurrent changes would be lost. */
const inTurn = makeQueue();

/**
 * Changes the user's `ssh_config` atomically, with a backup. Only its user may read and write it afterward, as `ssh`
 * requires. Throws a `BatchError` with the reason if it can't be changed.
 */
export function changeSshConfig(memory: State, change: (text: string) => string): Promise<void> {
  return inTurn(async () => {
    const path = await resolveSshConfigPath();
    const entries = await rewrite(path, change).catch((error: unknown) => {
      throw BatchError.is(error) ? error : toHomeFileError(path, error);
    });
    await memory.update(sshConfigKey, entries.length > 0);
  });
}

/** Rewrites the file. Resolves to this extension's entries after the change. */
async function rewrite(path: string, change: (text: string) => string): Promise<readonly SshConfigEntry[]> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  // In a file that isn't UTF-8, such as with a comment in Latin-1, every byte is preserved.
  const encoding = bytes === undefined || isUtf8(bytes) ? 'utf8' : 'latin1';
  const text = bytes?.toString(encoding) ?? '';
  const next = change(text);
  if (next !== text) {
    await refuseReadOnly(path);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    if (bytes !== undefined) {
      await copyFile(path, toBackupPath(path));
      await chmod(toBackupPath(path), 0o600);
    }
    // An existing file of that name may be readable by others.
    await rm(`${path}.next`, { force: true });
    await writeFile(`${path}.next`, next, { encoding, mode: 0o600 });
    await rename(`${path}.next`, path);
  }
  return listConfigEntries(next);
}

/** Removes those of our entries whose users have expired. Does nothing if we have never written any. */
export async function removeExpiredEntries(memory: State, nowMs: number): Promise<void> {
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

/** Creates the port for our entries in the user's `ssh_config`. */
export function makeSshConfig(memory: State): SshConfig {
  const remove = (hosts: readonly string[]): Promise<void> =>
    changeSshConfig(memory, (text) => removeConfigEntries(text, hosts));
  return {
    findPath: findSshConfigPath,
    list: async () => listConfigEntries(await readFile(findSshConfigPath(), 'utf8').catch(() => '')),
    remove,
    async removeOf(nodes) {
      // If we have never written any entries, the file stays unread.
      if (memory.get(sshConfigKey) === true) await remove(nodes.map(toConfigHost));
    },
  };
}
