import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, rename, rm, rmdir, stat, utimes } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { OutputFile, OutputFolder, OutputMeasure } from '../app/ports.ts';
import { type BatchError, toInvalidInput } from '../core/model/batchError.ts';
import { readMember } from '../core/model/readMember.ts';
import { toExisting } from '../core/refusals/fileRefusals.ts';
import { partEnding } from '../core/text/safePath.ts';

/** Windows has no such flag. */
const noLinks = constants.O_NOFOLLOW ?? 0;

/**
 * Makes a folder and those above it. Unlike the recursive `mkdir` of Node.js, which tries forever in a file system that
 * lacks the folder and can't make it, such as `/proc`, it makes each once. Throws errors of the file system.
 */
export async function makeFolders(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const code = readMember(error, 'code');
    if ((await stat(path).catch(() => undefined))?.isDirectory() === true) return;
    const above = dirname(path);
    const isAboveMissing = above !== path && (await stat(above).catch(() => undefined)) === undefined;
    if (code !== 'ENOENT' || !isAboveMissing) throw error;
    await makeFolders(above);
    await mkdir(path);
  }
}

/** Returns a folder on this disk that the user has chosen. Links below it are not followed. */
export function toOutputFolder(path: string): OutputFolder {
  const made = new Set<string>();
  return {
    path,
    async begin(names, measure) {
      const target = await makePlace(path, names, made);
      const there = await look(target);
      if (there !== undefined) {
        if (isSameFile(there, measure) && there.size === measure.size) return undefined;
        throw toExisting(names.join('/'));
      }
      return beginPart(target, measure);
    },
    async tidy() {
      for (const folder of sortInsideOut(made)) await rmdir(folder).catch(() => undefined);
      made.clear();
    },
    async write(names, content) {
      const target = await makePlace(path, names, made);
      const handle = await open(target, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL);
      try {
        await handle.writeFile(content);
      } finally {
        await handle.close();
      }
    },
  };
}

/**
 * Sorts folders so that each comes before its parent. The order of creation is no guide: files begin concurrently, so a
 * folder may be recorded after its subfolder.
 */
export function sortInsideOut(folders: Iterable<string>): readonly string[] {
  return [...folders].sort((one, other) => other.length - one.length);
}

/**
 * Continues a partial file if its modification time, which is set when writing stops, shows that it belongs to the same
 * file.
 */
async function beginPart(target: string, measure: OutputMeasure): Promise<OutputFile> {
  const part = `${target}${partEnding}`;
  const before = await look(part);
  const isContinued = before !== undefined && isSameFile(before, measure) && before.size <= measure.size;
  const handle = await openPart(part, isContinued, measure.isPrivate === true ? 0o600 : 0o666);
  let isOpen = true;
  let size = isContinued ? before.size : 0;
  const close = async (isWhole = false): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await handle.close();
    if (size === 0 && !isWhole) await rm(part);
    else await utimes(part, measure.modifiedMs / 1000, measure.modifiedMs / 1000);
  };
  return {
    size,
    async append(bytes) {
      await writeAll(handle, bytes);
      size += bytes.length;
    },
    async finish() {
      await close(true);
      await rename(part, target);
    },
    close: () => close(),
  };
}

/** Opens a partial file. Throws for a file with a further hard link, whose content must not be changed. */
async function openPart(part: string, isContinued: boolean, mode: number): Promise<FileHandle> {
  const end = isContinued ? constants.O_APPEND : 0;
  const handle = await open(part, constants.O_WRONLY | constants.O_CREAT | end | noLinks, mode);
  try {
    if ((await handle.stat()).nlink > 1) throw toForeign(part);
    if (!isContinued) await handle.truncate();
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten;
}

interface Found {
  readonly size: number;
  readonly modifiedMs: number;
}

/** Compares modification times, which file systems store with a precision of two seconds or better. */
function isSameFile(found: Found, { modifiedMs }: OutputMeasure): boolean {
  return Math.abs(found.modifiedMs - modifiedMs) <= 2000;
}

/** Returns the size and time of a file; undefined if nothing exists there. Throws for anything but a file. */
async function look(path: string): Promise<Found | undefined> {
  try {
    const found = await lstat(path);
    if (!found.isFile()) throw toForeign(path);
    return { size: found.size, modifiedMs: found.mtimeMs };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Creates the folders that lead to a file, and adds them to `made`; throws if one of the paths is not a folder. */
async function makePlace(root: string, names: readonly string[], made: Set<string>): Promise<string> {
  const target = join(root, names.join(sep));
  let folder = root;
  for (const name of names.slice(0, -1)) {
    folder = join(folder, name);
    try {
      await mkdir(folder);
      made.add(folder);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (!(await lstat(folder)).isDirectory()) throw toForeign(folder);
  }
  return target;
}

function toForeign(path: string): BatchError {
  return toInvalidInput(l10n.t('A link, or something else, is in the way: {0}', path));
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
