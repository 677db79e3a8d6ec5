import { object, type Read } from './shape.ts';
import { readUnread, type Unread } from './unread.ts';

/** What a task writes to (Batch documentation: "Files and directories"). */
export const logNames = ['stdout.txt', 'stderr.txt'] as const;
export type LogName = (typeof logNames)[number];

/** What the node writes of output files that it could not upload, beside the logs of the task. */
export const uploadLogName = 'fileuploaderr.txt';

/** The end of a log of a task, or why it could not be read: missing evidence is a finding. */
export interface LogEnd {
  /** Relative to the task's folder. */
  readonly path: string;
  /** Its last part, without secrets; absent when it could not be read. */
  readonly text?: string;
  /** Bytes of the file before `text`. */
  readonly leftOut?: number;
  /** How many bytes from the end of the file were looked at, where `text` or what less of it says was not enough. */
  readonly searched?: number;
  /** When it was written to last; ISO 8601. */
  readonly lastModified?: string;
  /** Address of the copy in storage that was read, without a signature, where the node no longer has it. */
  readonly storedAt?: string;
  /** Why there is no text. */
  readonly unread?: Unread;
}

/** Logs that cannot be opened now, by their names, and why. */
export type UnreadLogs = Readonly<Partial<Record<LogName, Unread>>>;

/** The host of storage that may have a log, and is not asked before the user allows that. */
export function findPendingHost(unread: UnreadLogs = {}): string | undefined {
  return logNames.map((name) => unread[name]?.pendingHost).find((host) => host !== undefined);
}

export const readUnreadLogs: Read<UnreadLogs> = object<UnreadLogs>({
  'stdout.txt': readUnread,
  'stderr.txt': readUnread,
});
