import * as l10n from '@vscode/l10n';
import type { Job } from '../../core/model/job.ts';
import { toDurationWords } from '../../core/query/durations.ts';
import { joinParts } from '../../core/text/lists.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { toShortTime, type Viewer } from './row.ts';

/** Counts of a job that are not older are as good as new: those of many jobs are asked for in turns. */
const freshCountMs = 2 * 60_000;
/** What is older than that may be far from what is so now. */
const misleadingCountMs = 10 * 60_000;
/** Up to this many jobs, each row shows its age; with more, it would be everywhere and no row would stand out. */
const mostOldRows = 10;

/** Since when an account is shown as it is, where that is longer ago than refreshing promises. */
export function findAccountAge(snapshot: AccountSnapshot, reader: Viewer): string | undefined {
  const oldest = findOldest(snapshot);
  return oldest !== undefined && toAgeMs(oldest, reader) > (reader.promisedAgeMs ?? Number.POSITIVE_INFINITY)
    ? oldest
    : undefined;
}

/** When the older of the lists of an account was loaded. */
export function findOldest(snapshot: AccountSnapshot): string | undefined {
  const times = [snapshot.slice({ kind: 'jobs' }), snapshot.slice({ kind: 'pools' })].map(({ loadedAt }) => loadedAt);
  return times.filter((time) => time !== undefined).sort()[0];
}

/**
 * `not answering since 09:15 · as of 09:14`, where an account leaves unanswered what it is asked: since when, and what is
 * shown of it was loaded at `loadedAt`.
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

/** `as of 09:14`. */
export function toAsOfText(time: string | undefined, reader: Viewer): string | undefined {
  const asOf = toShortTime(time, reader);
  return (
    asOf && l10n.t({ message: 'as of {time}', args: { time: asOf }, comment: ['Data is shown as it was at a time'] })
  );
}

/**
 * `as of 09:14`, where the tasks of a job that goes on were counted so long ago that the numbers may mislead; not where
 * that is so of many jobs, which is said once above them (`toOldCountsText`).
 */
export function toOldCountText(job: Job, snapshot: AccountSnapshot, reader: Viewer): string | undefined {
  const countedAt = findOldCount(job, snapshot, reader, misleadingCountMs);
  if (countedAt === undefined || findOldCounts(snapshot, reader).length > mostOldRows) return undefined;
  return toAsOfText(countedAt, reader);
}

/** `counts up to 84 min old`, where the tasks of so many jobs were counted long ago that their rows don't say so. */
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

/** When the tasks of jobs were counted whose numbers may mislead; each row of a job asks for it. */
function findOldCounts(snapshot: AccountSnapshot, reader: Viewer): readonly string[] {
  const now = reader.now.getTime();
  const known = oldCounts.get(snapshot);
  if (known?.now === now) return known.old;
  const jobs = snapshot.slice({ kind: 'jobs' }).items;
  const old = jobs.flatMap((job) => findOldCount(job, snapshot, reader, misleadingCountMs) ?? []);
  oldCounts.set(snapshot, { now, old });
  return old;
}

/** To the minute that has passed. */
function toAgeWords(time: string, reader: Viewer): string {
  return toDurationWords(Math.floor(toAgeMs(time, reader) / 60_000) * 60_000);
}

/** `3 min ago`, where the tasks of a job that goes on were not counted just now. */
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
