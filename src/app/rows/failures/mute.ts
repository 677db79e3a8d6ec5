import * as l10n from '@vscode/l10n';
import type { Cause, ExplainedFailure } from '../../../core/diagnosis/causes/causes.ts';
import type { FailingKind } from '../../../core/diagnosis/causes/failing.ts';
import { needed, number, object, oneOf, text, time } from '../../../core/model/shape.ts';
import { failingKinds, isSameCause } from '../../../core/query/failingKinds.ts';
import { findJobId, narrowCause } from '../../../core/query/narrowCause.ts';
import { joinParts } from '../../../core/text/lists.ts';
import { toShortTime, type Viewer } from '../row.ts';

/** A cause that is not shown among the others for a while. */
export interface Mute {
  readonly accountId: string;
  readonly fingerprint: string;
  /** What had failed for it. */
  readonly kind?: FailingKind;
  /** Of one job alone; of the whole account without. */
  readonly jobId?: string;
  /** When it ends, ISO 8601. Without, it ends with the next failure. */
  readonly until?: string;
  /** Of one that ends with the next failure: the last failure, ISO 8601, and how many there were. */
  readonly lastSeen?: string;
  readonly count?: number;
}

/** A mute as it was saved. */
export const readMute = object<Mute>({
  accountId: needed(text),
  fingerprint: needed(text),
  kind: oneOf(failingKinds),
  jobId: text,
  until: time,
  lastSeen: text,
  count: number,
});

/** For how long a cause is muted: milliseconds, or until another failure of it comes. */
export type MuteSpan = number | 'untilChanged';

/** Mutes what is shown of `cause`, in one job or in its account. */
export function toMute(cause: Cause, jobId: string | undefined, span: MuteSpan, now: Date): Mute {
  const { accountId, cluster } = cause;
  const { fingerprint, kind } = cluster;
  const of = { accountId, fingerprint, kind, ...(jobId === undefined ? {} : { jobId }) };
  if (span !== 'untilChanged') return { ...of, until: new Date(now.getTime() + span).toISOString() };
  const part = findPart(of, cause);
  return { ...of, lastSeen: findLastSeen(part), count: part.length };
}

/** Whether `mute` is of this cause, and still counts. */
export function isMuting(mute: Mute, cause: Cause, now: Date): boolean {
  if (mute.accountId !== cause.accountId || !isSameCause(mute, cause)) return false;
  if (mute.until !== undefined) return Date.parse(mute.until) > now.getTime();
  const part = findPart(mute, cause);
  return part.length > 0 && part.length <= (mute.count ?? 0) && findLastSeen(part) <= (mute.lastSeen ?? '');
}

/** What of a cause a mute is about, newest first. */
function findPart({ jobId }: Pick<Mute, 'jobId'>, { failures }: Cause): readonly ExplainedFailure[] {
  return jobId === undefined ? failures : failures.filter(({ failing }) => findJobId(failing) === jobId);
}

function findLastSeen(failures: readonly ExplainedFailure[]): string {
  return failures.find(({ failing }) => failing.at !== undefined)?.failing.at ?? '';
}

/** A cause without what is muted of it, and that; undefined for nothing. */
export interface SplitCause {
  readonly shown: Cause | undefined;
  readonly muted: Cause | undefined;
  /** Those that mute it. */
  readonly mutes: readonly Mute[];
}

/** Takes apart what of a cause is muted by `mutes`, which are of it, and what is not. */
export function splitCause(cause: Cause, mutes: readonly Mute[]): SplitCause {
  if (mutes.length === 0) return { shown: cause, muted: undefined, mutes };
  return {
    shown: narrowCause(cause, (failure) => !isMuted(failure, mutes)),
    muted: narrowCause(cause, (failure) => isMuted(failure, mutes)),
    mutes,
  };
}

/** Whether nothing of a cause is left that is not muted by `mutes`, which are of it. */
export function isWhollyMuted({ failures }: Cause, mutes: readonly Mute[]): boolean {
  return failures.every((failure) => isMuted(failure, mutes));
}

function isMuted({ failing }: ExplainedFailure, mutes: readonly Mute[]): boolean {
  return mutes.some(({ jobId }) => jobId === undefined || jobId === findJobId(failing));
}

/** How many tasks of each job these causes hit. */
export function findCountOf(causes: readonly Cause[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { failing } of causes.flatMap(({ failures }) => failures)) {
    if (failing.kind !== 'task') continue;
    const { jobId } = failing.resource;
    counts.set(jobId, (counts.get(jobId) ?? 0) + 1);
  }
  return counts;
}

/** Where and until when a cause is muted: `job train · muted until 09:14`. */
export function describeMute({ jobId, until }: Mute, reader: Viewer): string {
  const shown = toShortTime(until, reader);
  const end = shown === undefined ? l10n.t('muted until it changes') : l10n.t('muted until {time}', { time: shown });
  return joinParts(jobId !== undefined && l10n.t('job {0}', jobId), end) ?? end;
}
