import { BatchError } from '../../core/model/batchError.ts';
import type { LogEnd } from '../../core/model/logEnd.ts';
import type { Task } from '../../core/model/task.ts';
import { readContent } from '../../core/query/fileContent.ts';
import { describeNotText } from '../../core/query/fileRefusals.ts';
import { explainMissingFile } from '../../core/query/missingFile.ts';
import { redactText } from '../../core/text/redact.ts';
import { type RemoteFile, readTail, type TailOptions } from './readTail.ts';

/** How much of the end of each log is read unasked: enough for any trace of a stack. */
export const briefBytes = 64 * 1024;
/** As much as an opened log shows, so that lines have the same numbers there. */
export const thoroughBytes = 1024 * 1024;

/** Why `error` means that a file is not there, as a sentence; undefined when it means something else. */
export function explainUnreadable(
  error: unknown,
  path: string,
  task: Pick<Task, 'state' | 'executionInfo'> | undefined,
): string | undefined {
  if (!BatchError.is(error)) return undefined;
  return explainMissingFile({ code: error.code, path, ...(task === undefined ? {} : { task }) });
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
    if (content.kind === 'binary') return { path, missing: describeNotText(path, content.format) };
    return {
      path,
      text: redactText(content.text),
      leftOut,
      ...(lastModified === undefined ? {} : { lastModified }),
    };
  } catch (error) {
    const missing = explainUnreadable(error, path, task);
    if (missing === undefined) throw error;
    return { path, missing };
  }
}
