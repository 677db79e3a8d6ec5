import type { FileCopy } from './nodeFile.ts';
import { object, type Read, text } from './shape.ts';
import { type OtherPlace, readUnread, type Unread } from './unread.ts';

/** Files that receive a task's output (Batch documentation: "Files and directories"). */
export const logNames = ['stdout.txt', 'stderr.txt'] as const;
export type LogName = (typeof logNames)[number];

/** File in which the node lists the output files that it could not upload, next to the task's logs. */
export const uploadLogName = 'fileuploaderr.txt';

/** The end of a task's log, or why it could not be read: missing evidence is a finding, too. */
export interface LogEnd {
  /** Relative to the task's folder. */
  readonly path: string;
  /** End of the log, without secrets; absent if it could not be read. */
  readonly text?: string;
  /** Bytes of the file before `text`. */
  readonly leftOut?: number;
  /** Bytes of the whole file; absent unless some are left out. */
  readonly length?: number;
  /** Number of bytes that were searched from the end of the file, if `text` alone was not enough. */
  readonly searched?: number;
  /** Last write to the file; ISO 8601. */
  readonly lastModified?: string;
  /** Copy that was read instead, if the node doesn't have the file. */
  readonly copy?: FileCopy;
  /** Reason why there is no text. */
  readonly unread?: Unread;
}

/** Files in the task's folder that replace its logs, because its workflow engine writes more there. */
export type LogPaths = Readonly<Partial<Record<LogName, string>>>;

export const readLogPaths: Read<LogPaths> = object<LogPaths>({ 'stdout.txt': text, 'stderr.txt': text });

export function toLogPath(paths: LogPaths | undefined, name: LogName): string {
  return paths?.[name] ?? name;
}

/** Logs that can't be opened now, by name, with the reasons. */
export type UnreadLogs = Readonly<Partial<Record<LogName, Unread>>>;

/** Finds a place that may have a log but isn't read until the user allows its host. */
export function findPendingPlace(unread: UnreadLogs = {}): PendingPlace | undefined {
  return listOtherPlaces(unread).find((place): place is PendingPlace => place.pendingHost !== undefined);
}

export type PendingPlace = OtherPlace & Required<Pick<OtherPlace, 'pendingHost'>>;

/** Lists why no other place has logs that can't be opened, without duplicates. */
export function listOtherPlaces(unread: UnreadLogs): readonly OtherPlace[] {
  const answers = logNames.flatMap((name) => unread[name]?.elsewhere ?? []);
  return [...new Map(answers.map((answer) => [JSON.stringify(answer), answer])).values()];
}

export const readUnreadLogs: Read<UnreadLogs> = object<UnreadLogs>({
  'stdout.txt': readUnread,
  'stderr.txt': readUnread,
});
