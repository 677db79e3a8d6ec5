import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { refuseLargeFile, toNamesBelow, toUnread, toUnreadFile } from '../app/agents/workspaceFile.ts';
import { decodeText } from '../core/files/bytes.ts';
import { readEnd } from './givenFiles.ts';

/**
 * Opening a pipe without a writer returns immediately, so that it can be refused, and links are not followed. Windows
 * has neither flag.
 */
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/**
 * Reads a text file below a folder on this disk, by a path from an agent; undefined if there is none. Of a long log,
 * reads the end. Throws
 * `InvalidInput` for a link, a device, or a pipe, and if the file can't be read.
 */
export async function readFileBelow(folder: string, given: string, isLog = false): Promise<string | undefined> {
  const names = toNamesBelow(folder, given);
  if (names === undefined) return undefined;
  try {
    const path = await findWithoutLinks(folder, names);
    const handle = await open(path, openFlags);
    try {
      const meta = await handle.stat();
      if (!meta.isFile()) throw toUnread(l10n.t('The path is a folder or a device, not a file.'));
      if (isLog) return await readEnd(handle, meta.size, names.join('/'));
      refuseLargeFile(meta.size);
      return decodeText(await handle.readFile()).text;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw toUnreadFile(error);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/** A link may lead out of the folder, or to another computer, which must not even be contacted. */
async function findWithoutLinks(folder: string, names: readonly string[]): Promise<string> {
  let path = folder;
  for (const name of names) {
    path = join(path, name);
    if ((await lstat(path)).isSymbolicLink())
      throw toUnread(l10n.t("{0} is a link. Links aren't followed.", names.join('/')));
  }
  return path;
}
