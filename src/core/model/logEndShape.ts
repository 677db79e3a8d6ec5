import { readFileCopy } from './nodeFile.ts';
import { needed, number, object, text } from './shape.ts';
import { readUnread } from './unread.ts';

export const readLogPaths = object({ 'stdout.txt': text, 'stderr.txt': text });

export const readUnreadLogs = object({ 'stdout.txt': readUnread, 'stderr.txt': readUnread });

export const readLogEnd = object({
  /** Relative to the task's folder. */
  path: needed(text),
  /** End of the log, without secrets; absent if it could not be read. */
  text,
  /** Bytes of the file before `text`. */
  leftOut: number,
  /** Bytes of the whole file; absent unless some are left out. */
  length: number,
  /** Number of bytes that were searched from the end of the file, if `text` alone was not enough. */
  searched: number,
  /** Last write to the file; ISO 8601. */
  lastModified: text,
  /** Copy that was read instead, if the node doesn't have the file. */
  copy: readFileCopy,
  unread: readUnread,
});
