import type { readLogEnd, readLogPaths, readUnreadLogs } from './logEndShape.ts';
import type { Infer } from './shape.ts';
import type { OtherPlace } from './unread.ts';

/** Files that receive a task's output (Batch documentation: "Files and directories"). */
export const logNames = ['stdout.txt', 'stderr.txt'] as const;
export type LogName = (typeof logNames)[number];

/** File next to the task's logs in which the node lists the output files that it could not upload. */
export const uploadLogName = 'fileuploaderr.txt';

/** The end of a task's log, or the reason why it could not be read, because missing evidence is reported, too. */
export interface LogEnd extends Infer<typeof readLogEnd> {}

/** Files in the task's folder that replace its logs, because its workflow engine writes more to them. */
export type LogPaths = Infer<typeof readLogPaths>;

export function toLogPath(paths: LogPaths | undefined, name: LogName): string {
  return paths?.[name] ?? name;
}

/** Logs that can't be opened now, by name, with the reasons. */
export type UnreadLogs = Infer<typeof readUnreadLogs>;

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
