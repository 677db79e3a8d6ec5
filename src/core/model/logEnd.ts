import type { FileCopy } from './nodeFile.ts';
import { object, type Read, text } from './shape.ts';
import { type OtherPlace, readUnread, type Unread } from './unread.ts';

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
  /** What was read in its place, where the node does not have it. */
  readonly copy?: FileCopy;
  /** Why there is no text. */
  readonly unread?: Unread;
}

/**
 * Where the texts are from that stand for the logs of a task, in its folder, where they are not its own: what its workflow
 * engine says more in.
 */
export type LogPaths = Readonly<Partial<Record<LogName, string>>>;

export const readLogPaths: Read<LogPaths> = object<LogPaths>({ 'stdout.txt': text, 'stderr.txt': text });

export function toLogPath(paths: LogPaths | undefined, name: LogName): string {
  return paths?.[name] ?? name;
}

/** Logs that cannot be opened now, by their names, and why. */
export type UnreadLogs = Readonly<Partial<Record<LogName, Unread>>>;

/** A place where a log may be and that is not asked before the user allows its host. */
export function findPendingPlace(unread: UnreadLogs = {}): PendingPlace | undefined {
  return listOtherPlaces(unread).find((place): place is PendingPlace => place.pendingHost !== undefined);
}

export type PendingPlace = OtherPlace & Required<Pick<OtherPlace, 'pendingHost'>>;

/** Why no other place gives logs that cannot be opened: each answer once. */
export function listOtherPlaces(unread: UnreadLogs): readonly OtherPlace[] {
  const answers = logNames.flatMap((name) => unread[name]?.elsewhere ?? []);
  return [...new Map(answers.map((answer) => [JSON.stringify(answer), answer])).values()];
}

export const readUnreadLogs: Read<UnreadLogs> = object<UnreadLogs>({
  'stdout.txt': readUnread,
  'stderr.txt': readUnread,
});
