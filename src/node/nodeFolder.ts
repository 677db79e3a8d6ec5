import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileMeasure, Folder, OpenFile } from '../app/ports.ts';
import { makeQueue } from '../app/turns.ts';

/** Maximum number of bytes that are read from the end of a file. The files that we write are smaller. */
const mostBytes = 256 * 1024 * 1024;
/** Maximum size in bytes of a file read as a whole; the largest is the state of a watched account of 100,000 nodes. */
const mostSmallBytes = 16 * 1024 * 1024;
const chunkBytes = 1024 * 1024;
const lineEnd = 10;
/** Links are not followed, and a pipe without a writer does not block. Windows has neither flag. */
const ownOnly = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** A folder on disk. A link at the folder's path is never followed: the next save moves it aside. */
export class NodeFolder implements Folder {
  readonly #path: string;
  readonly #now: () => number;
  readonly #inTurn = makeQueue();

  /** @param path path of the folder, which is created with its first file */
  constructor(path: string, now: () => number = Date.now) {
    this.#path = path;
    this.#now = now;
  }

  toName(key: string): string {
    return `${createHash('sha256').update(key).digest('hex').slice(0, 40)}.jsonl`;
  }

  async listNames(): Promise<readonly string[]> {
    try {
      return (await this.#isOwn()) ? await readdir(this.#path) : [];
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  async measure(name: string): Promise<FileMeasure | undefined> {
    try {
      const found = await lstat(this.#toPath(name));
      if (!found.isFile() || found.size > mostBytes) return undefined;
      return { savedAtMs: found.mtimeMs, size: found.size };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async read(name: string, limit = mostSmallBytes): Promise<string | undefined> {
    const file = await this.#openOwn(name, constants.O_RDONLY);
    if (file === undefined) return undefined;
    try {
      return (await file.stat()).size > limit ? undefined : await file.readFile('utf8');
    } finally {
      await file.close();
    }
  }

  async *readLines(name: string): AsyncGenerator<string, void> {
    const file = await this.#openOwn(name, constants.O_RDONLY);
    if (file === undefined) return;
    try {
      const { size } = await file.stat();
      yield* splitLines(file, Math.max(0, size - mostBytes), size);
    } finally {
      await file.close();
    }
  }

  async create(name: string, text: string): Promise<boolean> {
    try {
      await this.#inFolder(() => writeFile(this.#toPath(name), text, { mode: 0o600, flag: 'wx' }));
      return true;
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return false;
      throw error;
    }
  }

  async replace(name: string, text: string): Promise<void> {
    const path = this.#toPath(name);
    const unfinished = `${path}.unfinished`;
    await this.#inFolder(async () => {
      // An existing file was left by a window that ended, or is a link.
      await rm(unfinished, { force: true });
      await writeFile(unfinished, text, { mode: 0o600, flag: 'wx' });
      await rename(unfinished, path);
    });
  }

  async overwrite(name: string, text: string): Promise<boolean> {
    const file = await this.#openOwn(name, constants.O_WRONLY);
    if (file === undefined) return false;
    try {
      await file.truncate();
      await file.writeFile(text);
      return true;
    } finally {
      await file.close();
    }
  }

  async append(name: string, text: string): Promise<void> {
    const path = this.#toPath(name);
    await this.#inFolder(async () => {
      // A link leads elsewhere, so a new file is started instead of appending.
      if (await isLink(path)) await rm(path, { force: true });
      const file = await open(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | ownOnly, 0o600);
      try {
        await file.appendFile(text);
      } finally {
        await file.close();
      }
    });
  }

  async open(name: string): Promise<OpenFile> {
    await this.#cutToWholeLines(name);
    const file = await this.#openOwn(name, constants.O_WRONLY | constants.O_APPEND);
    if (file === undefined) throw toMissing(name);
    return { append: (text) => file.appendFile(text), sync: () => file.datasync(), close: () => file.close() };
  }

  async touch(name: string, savedAtMs: number): Promise<void> {
    const file = await this.#openOwn(name, constants.O_WRONLY);
    if (file === undefined) throw toMissing(name);
    try {
      const at = new Date(savedAtMs);
      await file.utimes(at, at);
    } finally {
      await file.close();
    }
  }

  async rename(from: string, to: string): Promise<void> {
    if (!(await this.#isOwn())) throw toMissing(from);
    await rename(this.#toPath(from), this.#toPath(to));
  }

  async remove(name: string): Promise<void> {
    if (!(await this.#isOwn())) return;
    await rm(this.#toPath(name), { force: true }).catch((error: unknown) => {
      if (!hasCode(error, 'ERR_FS_EISDIR')) throw error;
    });
  }

  async removeSelf(): Promise<void> {
    await rmdir(this.#path).catch(() => undefined);
  }

  /** Uses a separate handle, because Windows can't truncate a file that is opened for appending. */
  async #cutToWholeLines(name: string): Promise<void> {
    const file = await this.#openOwn(name, constants.O_RDWR);
    if (file === undefined) throw toMissing(name);
    try {
      const bytes = await file.readFile();
      const wholeBytes = bytes.lastIndexOf(lineEnd) + 1;
      if (wholeBytes < bytes.length) await file.truncate(wholeBytes);
    } finally {
      await file.close();
    }
  }

  #toPath(name: string): string {
    return join(this.#path, name);
  }

  /** Opens a file of this folder; undefined if no regular file has that name. */
  async #openOwn(name: string, mode: number): Promise<FileHandle | undefined> {
    return (await this.#isOwn()) ? openFile(this.#toPath(name), mode) : undefined;
  }

  /** Returns true if the folder is not a link. */
  async #isOwn(): Promise<boolean> {
    return !(await isLink(this.#path));
  }

  async #putLinkAside(): Promise<void> {
    // Another save may already have moved the link.
    if (!(await this.#isOwn())) await rename(this.#path, `${this.#path}.link-${this.#now()}`);
  }

  /**
   * Runs `write`; if the folder is missing, creates it and runs `write` again. A link at the folder's path is moved
   * aside first.
   */
  async #inFolder(write: () => Promise<void>): Promise<void> {
    if (!(await this.#isOwn())) await this.#inTurn(() => this.#putLinkAside());
    try {
      await write();
    } catch (error) {
      if (!isMissing(error)) throw error;
      await mkdir(this.#path, { recursive: true, mode: 0o700 });
      await write();
    }
  }
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function openFile(path: string, mode: number): Promise<FileHandle | undefined> {
  try {
    if (!(await lstat(path)).isFile()) return undefined;
    const file = await open(path, mode | ownOnly);
    if ((await file.stat()).isFile()) return file;
    await file.close();
    return undefined;
  } catch (error) {
    // The file may have become a link since `lstat`.
    if (isMissing(error) || hasCode(error, 'ELOOP')) return undefined;
    throw error;
  }
}

async function* splitLines(file: FileHandle, start: number, end: number): AsyncGenerator<string, void> {
  const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, end - start));
  let pending: Buffer[] = [];
  // A line whose start was not read is skipped.
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

function toMissing(name: string): Error {
  return Object.assign(new Error(`ENOENT: no such file, ${name}`), { code: 'ENOENT' });
}

function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT', 'ENOTDIR');
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
