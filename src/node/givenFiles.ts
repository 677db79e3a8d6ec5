import type { Stats } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { farthestBytes } from '../app/evidence/readLog.ts';
import { type GivenFile, isGivenFile } from '../core/diagnosis/evidence/givenFiles.ts';
import { decodeText } from '../core/files/bytes.ts';
import { toLeftOutMark } from '../core/files/logNotice.ts';
import { BatchError } from '../core/model/batchError.ts';
import { describeError } from '../core/text/describeError.ts';

/** A file that was given, and its path. */
export interface FoundFile extends GivenFile {
  readonly path: string;
}

/**
 * Reads a file, or the files of a folder that may say why a program failed. Throws `InvalidInput` if it can't be read,
 * or if no file of the folder may say so.
 */
export async function readGiven(path: string): Promise<readonly FoundFile[]> {
  try {
    const found = await stat(path);
    if (!found.isDirectory()) return [await readEnd(path, found)];
    const names = (await readdir(path)).filter(isGivenFile).sort();
    if (names.length === 0)
      throw toInvalid(l10n.t('{file} has no log, such as stderr.txt, and no JSON of an item.', { file: path }));
    return await Promise.all(names.map(async (name) => readEnd(join(path, name), await stat(join(path, name)))));
  } catch (error) {
    if (BatchError.is(error)) throw error;
    throw toInvalid(l10n.t('{file} could not be read: {reason}', { file: path, reason: describeError(error) }));
  }
}

function toInvalid(message: string): BatchError {
  return new BatchError({ code: 'InvalidInput', message });
}

/** Reads a file as far from its end as a task's log is read, with a mark for the part that is left out. */
async function readEnd(path: string, { size }: Stats): Promise<FoundFile> {
  const file = await open(path);
  try {
    const leftOut = Math.max(0, size - farthestBytes);
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(size - leftOut), position: leftOut });
    const { text } = decodeText(buffer.subarray(0, bytesRead), { offset: leftOut });
    const mark = leftOut === 0 ? '' : `${toLeftOutMark(leftOut, bytesRead)}\n`;
    return { name: basename(path), path, text: mark + text };
  } finally {
    await file.close();
  }
}

/** Returns the name for titles: of the folder or file, or of the folder of a file with a usual name. */
export function nameGiven(path: string): string {
  const whole = resolve(path);
  const isUsual = /^(?:std(?:err|out)\.txt|\.command\.\w+)$/.test(basename(whole));
  return isUsual
    ? basename(dirname(whole))
    : basename(whole).replace(/(?<=.)\.(?:log|txt|err|out|[eo]\d{1,20}|json)$/, '');
}
