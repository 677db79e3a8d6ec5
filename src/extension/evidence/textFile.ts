import { constants } from 'node:fs';
import { type FileHandle, lstat, open, rename, rm, writeFile } from 'node:fs/promises';

/** As much of the end of a file is read. What we write is smaller. */
const mostBytes = 256 * 1024 * 1024;
const chunkBytes = 1024 * 1024;
const lineEnd = 10;
/** A link is not followed, and a pipe that nobody writes to is no reason to wait. Windows has neither flag. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Whether what the disk says is that something is not there. */
export function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT', 'ENOTDIR');
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** Size and time of a file of this folder itself; undefined for a link, a pipe or a folder, and where there is nothing. */
export async function measureFile(
  path: string,
): Promise<{ readonly mtimeMs: number; readonly size: number } | undefined> {
  try {
    const found = await lstat(path);
    return found.isFile() && found.size <= mostBytes ? found : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * The lines of a file that are not empty; of one that is larger than we write any, those at its end. None for a link, a
 * pipe or a folder, and where there is nothing. Throws what else the disk throws.
 */
export async function* readLines(path: string): AsyncGenerator<string, void> {
  const file = await openFile(path);
  if (file === undefined) return;
  try {
    const { size } = await file.stat();
    yield* splitLines(file, Math.max(0, size - mostBytes), size);
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<FileHandle | undefined> {
  try {
    if (!(await lstat(path)).isFile()) return undefined;
    const file = await open(path, flags);
    if ((await file.stat()).isFile()) return file;
    await file.close();
    return undefined;
  } catch (error) {
    // It may have been replaced by a link meanwhile.
    if (isMissing(error) || hasCode(error, 'ELOOP')) return undefined;
    throw error;
  }
}

async function* splitLines(file: FileHandle, start: number, end: number): AsyncGenerator<string, void> {
  const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, end - start));
  let pending: Buffer[] = [];
  // A line of which the beginning was not read is none.
  let isCut = start > 0;
  for (let position = start; position < end; ) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    const read = chunk.subarray(0, bytesRead);
    let from = 0;
    for (let to = read.indexOf(lineEnd); to >= 0; to = read.indexOf(lineEnd, from)) {
      const line = Buffer.concat([...pending, read.subarray(from, to)]);
      if (line.length > 0 && !isCut) yield line.toString('utf8');
      isCut = false;
      pending = [];
      from = to + 1;
    }
    if (from < bytesRead && !isCut) pending.push(Buffer.from(read.subarray(from)));
  }
  const last = Buffer.concat(pending);
  if (last.length > 0 && !isCut) yield last.toString('utf8');
}

/** Puts a text in the place of a file, which at no moment is half of either. Throws what the disk throws. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const unfinished = `${path}.unfinished`;
  // What is there was left by a window that ended, or leads elsewhere.
  await rm(unfinished, { force: true });
  await writeFile(unfinished, text, { mode: 0o600, flag: 'wx' });
  await rename(unfinished, path);
}
