import { BatchError } from '../../core/model/batchError.ts';
import type { LogEnd } from '../../core/model/logEnd.ts';
import type { Task } from '../../core/model/task.ts';
import type { Unread } from '../../core/model/unread.ts';
import { readContent } from '../../core/query/fileContent.ts';
import { describeNotText } from '../../core/query/fileRefusals.ts';
import { explainMissingFile, type MissingFile, toUnreadFile } from '../../core/query/unreadFile.ts';
import { redactText } from '../../core/text/redact.ts';
import { type RemoteFile, readTail, type TailOptions } from './readTail.ts';

/** How much of the end of each log is read automatically: enough for any stack trace. */
export const briefBytes = 64 * 1024;
/** As much as an opened log shows, so that lines have the same numbers there. */
export const thoroughBytes = 1024 * 1024;

/** Why `error` means that a file is not there; undefined when it means something else. */
export function findMissing(error: unknown, path: string, task: MissingFile['task']): Unread | undefined {
  return BatchError.is(error) ? explainMissingFile({ code: error.code, status: error.status, path, task }) : undefined;
}

/**
 * The last `maxBytes` of a log (of `task`, where it is one's) as text without secrets. A log that is not there, or no
 * text, is an answer too; throws only when the service could not be asked.
 */
export async function readLog(
  file: RemoteFile,
  path: string,
  task: Task | undefined,
  maxBytes: number,
  options: TailOptions = {},
): Promise<LogEnd> {
  try {
    const { bytes, start, leftOut, properties } = await readTail(file, maxBytes, options);
    const { lastModified } = properties;
    const content = readContent({ bytes, start });
    if (content.kind === 'binary')
      return { path, unread: { kind: 'notText', why: describeNotText(path, content.format) } };
    return {
      path,
      text: redactText(content.text),
      leftOut,
      ...(lastModified === undefined ? {} : { lastModified }),
    };
  } catch (error) {
    const unread = findMissing(error, path, task);
    if (unread === undefined) throw error;
    return { path, unread };
  }
}

/** The same, also where the service could not be asked: then the log says so. Throws what is no answer of the service. */
export async function readLogOrWhy(log: Promise<LogEnd>, path: string): Promise<LogEnd> {
  try {
    return await log;
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    return { path, unread: toUnreadFile(error, path) };
  }
}
