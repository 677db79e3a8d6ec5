import * as l10n from '@vscode/l10n';
import type { Job } from '../../core/model/job.ts';
import { joinParts } from '../../core/text/lists.ts';
import { toDurationWords } from '../../core/words/durations.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { toShortTime, type Viewer } from './row.ts';

/**
 * Maximum age in milliseconds of task counts that are as good as new, because the counts of many jobs are requested in
 * turns.
 */
const freshCountMs = 2 * 60_000;
/** Task counts at least this many milliseconds old may differ greatly from the current ones. */
const misleadingCountMs = 10 * 60_000;
/** Maximum number of jobs whose rows show the age of their counts. With more, no row would stand out. */
const mostOldRows = 10;

/**
 * Returns the time since which an account's displayed state has been older than the refresh interval promises;
 * undefined if it is current.
 */
export function findAccountAge(snapshot: AccountSnapshot, reader: Viewer): string | undefined {
  const oldest = findOldest(snapshot);
  return oldest !== undefined && toAgeMs(oldest, reader) > (reader.promisedAgeMs ?? Number.POSITIVE_INFINITY)
    ? oldest
    : undefined;
}

/** Returns when the older of the account's two lists was loaded. */
export function findOldest(snapshot: AccountSnapshot): string | undefined {
  const times = [snapshot.slice({ kind: 'jobs' }), snapshot.slice({ kind: 'pools' })].map(({ loadedAt }) => loadedAt);
  return times.filter((time) => time !== undefined).sort()[0];
}

/**
 * Returns text such as `not answering since 09:15 · as of 09:14` for an account that does not respond, whose displayed
 * data was loaded at `loadedAt`.
 */
export function toSilenceText(
  { silentSince }: AccountSnapshot,
  loadedAt: string | undefined,
  reader: Viewer,
): string | undefined {
  const time = toShortTime(silentSince, reader);
  if (time === undefined) return undefined;
  const silent = l10n.t({
    message: 'no response since {time}',
    args: { time },
    comment: ['An account that does not answer: beside its name'],
  });
  return joinParts(silent, toShortTime(loadedAt, reader) !== time && toAsOfText(loadedAt, reader));
}

/** Returns text such as `as of 09:14`. */
export function toAsOfText(time: string | undefined, reader: Viewer): string | undefined {
  const asOf = toShortTime(time, reader);
  return (
    asOf && l10n.t({ message: 'as of {time}', args: { time: asOf }, comment: ['Data is shown as it was at a time'] })
  );
}

/**
 * Returns text such as `as of 09:14` if the age of an unfinished job's task counts may be misleading. Undefined if
 * there are many such jobs, which one text above them covers (`toOldCountsText`).
 */
export function toOldCountText(job: Job, snapshot: AccountSnapshot, reader: Viewer): string | undefined {
  const countedAt = findOldCount(job, snapshot, reader, misleadingCountMs);
  if (countedAt === undefined || findOldCounts(snapshot, reader).length > mostOldRows) return undefined;
  return toAsOfText(countedAt, reader);
}

/** Returns text such as `counts up to 84 min old` if so many jobs have old task counts that rows do not show it. */
export function toOldCountsText(snapshot: AccountSnapshot, reader: Viewer): string | undefined {
  const old = findOldCounts(snapshot, reader);
  const oldest = old.toSorted()[0];
  if (oldest === undefined || old.length <= mostOldRows) return undefined;
  return l10n.t({
    message: 'counts up to {age} old',
    args: { age: toAgeWords(oldest, reader) },
    comment: ['How long ago the tasks of jobs were counted at most: counts up to 40 min old'],
  });
}

const oldCounts = new WeakMap<AccountSnapshot, { readonly now: number; readonly old: readonly string[] }>();

/** Lists the times at which jobs with possibly misleading counts were counted. Called for each job's row. */
function findOldCounts(snapshot: AccountSnapshot, reader: Viewer): readonly string[] {
  const now = reader.now.getTime();
  const known = oldCounts.get(snapshot);
  if (known?.now === now) return known.old;
  const jobs = snapshot.slice({ kind: 'jobs' }).items;
  const old = jobs.flatMap((job) => findOldCount(job, snapshot, reader, misleadingCountMs) ?? []);
  oldCounts.set(snapshot, { now, old });
  return old;
}

/** Formats the age of a time, rounded down to whole minutes. */
function toAgeWords(time: string, reader: Viewer): string {
  return toDurationWords(Math.floor(toAgeMs(time, reader) / 60_000) * 60_000);
}

/** Returns text such as `3 min ago` if the tasks of an unfinished job were not counted recently. */
export function toCountAgeText(job: Job, snapshot: AccountSnapshot, reader: Viewer): string | undefined {
  const countedAt = findOldCount(job, snapshot, reader, freshCountMs);
  if (countedAt === undefined) return undefined;
  return l10n.t({
    message: '{age} ago',
    args: { age: toAgeWords(countedAt, reader) },
    comment: ['How long ago the tasks of a job were counted: 3 min ago'],
  });
}

function findOldCount(
  { id, state }: Job,
  { countedAt }: AccountSnapshot,
  reader: Viewer,
  freshMs: number,
): string | undefined {
  const time = countedAt.get(id);
  const isOld = time !== undefined && toAgeMs(time, reader) > freshMs;
  return isOld && state !== 'completed' ? time : undefined;
}

function toAgeMs(time: string, { now }: Viewer): number {
  return now.getTime() - Date.parse(time);
}
