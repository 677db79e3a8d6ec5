import { createReadStream, type Stats } from 'node:fs';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { farthestBytes } from '../app/evidence/readLog.ts';
import { type GivenFile, isGivenFile } from '../core/diagnosis/evidence/givenFiles.ts';
import { readContent } from '../core/files/fileContent.ts';
import { toLeftOutMark } from '../core/files/logNotice.ts';
import { BatchError } from '../core/model/batchError.ts';
import { describeNotText } from '../core/refusals/fileRefusals.ts';
import { describeFileError } from './fileError.ts';

/** A file that was given, and its path. */
export interface FoundFile extends GivenFile {
  readonly path: string;
}

/** The levels of folders below a given one that are searched: Download makes one for each job, task, and run. */
const maxDepth = 3;

/**
 * Reads a file, or the files of a folder that may say why a program failed; if it has none, those of the one folder
 * below that has some. Throws `InvalidInput` if it can't be read or is no text, or if no file of the folder may say so.
 */
export async function readGiven(path: string): Promise<readonly FoundFile[]> {
  try {
    const found = await stat(path);
    if (!found.isDirectory()) return [await readFile(path, found)];
    const paths = await findLogs(path, maxDepth);
    if (paths.length === 0)
      throw toInvalid(l10n.t('{file} has no log, such as stderr.txt, and no JSON of an item.', { file: path }));
    const read = await Promise.allSettled(paths.map(async (each) => readFile(each, await stat(each))));
    const files = read.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    // Leaves out binary files next to text.
    for (const each of read)
      if (each.status === 'rejected' && (files.length === 0 || !BatchError.is(each.reason))) throw each.reason;
    return files;
  } catch (error) {
    if (BatchError.is(error)) throw error;
    throw toInvalid(l10n.t('{file} could not be read: {reason}', { file: path, reason: describeFileError(error) }));
  }
}

/** Finds the logs of one folder. Leaves out pipes, which may never end, and links that lead nowhere. */
async function findLogs(folder: string, depth: number): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const paths = entries.filter(({ name }) => isGivenFile(name)).map(({ name }) => join(folder, name));
  const areFiles = await Promise.all(paths.map(async (path) => (await stat(path).catch(() => undefined))?.isFile()));
  const files = paths.filter((_, index) => areFiles[index] === true).sort();
  let found: readonly string[] = files;
  for (const entry of files.length > 0 || depth === 0 ? [] : entries.filter((each) => each.isDirectory())) {
    const below = await findLogs(join(folder, entry.name), depth - 1).catch((error: unknown) => {
      if (BatchError.is(error)) throw error;
      return [];
    });
    if (found.length > 0 && below.length > 0)
      throw toInvalid(
        l10n.t('Choose the folder of one program, such as {folder}: {file} has logs of several.', {
          file: folder,
          folder: dirname(below[0] ?? ''),
        }),
      );
    if (below.length > 0) found = below;
  }
  return found;
}

function toInvalid(message: string): BatchError {
  return new BatchError({ code: 'InvalidInput', message });
}

async function readFile(path: string, found: Stats): Promise<FoundFile> {
  // A pipe without a writer can't even be opened.
  if (!found.isFile()) throw new Error(l10n.t('The path is a folder or a device, not a file.'));
  const file = await open(path);
  try {
    return { name: basename(path), path, text: await readEnd(file, found.size, path) };
  } finally {
    await file.close();
  }
}

/** Counts the lines of a file, the last of which may lack its line break. Reads all of it. */
export async function countFileLines(path: string): Promise<number> {
  let [count, last] = [0, 0];
  for await (const read of createReadStream(path) as AsyncIterable<Buffer>) {
    for (let at = read.indexOf(lineFeed); at >= 0; at = read.indexOf(lineFeed, at + 1)) count += 1;
    last = read.at(-1) ?? last;
  }
  return last === lineFeed ? count : count + 1;
}

const lineFeed = 0x0a;

/**
 * Reads a text file as far from its end as a task's log is read, with a mark for the part that is left out. Throws
 * `InvalidInput` if it is no text.
 */
export async function readEnd(file: FileHandle, size: number, path: string): Promise<string> {
  const leftOut = Math.max(0, size - farthestBytes);
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(size - leftOut), position: leftOut });
  const content = readContent({ bytes: buffer.subarray(0, bytesRead), start: leftOut });
  if (content.kind === 'binary') throw toInvalid(describeNotText(path, content.format));
  const mark = leftOut === 0 ? '' : `${toLeftOutMark(leftOut, bytesRead)}\n`;
  return mark + content.text;
}

/** The folder of one run in a download, which is named after its end. */
const runFolder = /^\d{4}-\d\d-\d\dT\d\d[:_]\d\d[:_]\d\dZ/;

/**
 * Returns the name for titles: of the folder or file, or of the folder of a file with a usual name; for a downloaded
 * run, of the task.
 */
export function nameGiven(path: string): string {
  const whole = resolve(path);
  if (runFolder.test(basename(whole))) return basename(dirname(whole));
  const isUsual = /^(?:std(?:err|out)\.txt|\.command\.\w+)$/.test(basename(whole));
  return isUsual
    ? nameGiven(dirname(whole))
    : basename(whole).replace(/(?<=.)\.(?:log|txt|err|out|[eo]\d{1,20}(?:[.-]\d{1,10})?|json)$/, '');
}
