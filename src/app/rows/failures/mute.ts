import * as l10n from '@vscode/l10n';
import type { Cause, ExplainedFailure } from '../../../core/diagnosis/causes/causes.ts';
import { failingKinds, isSameCause } from '../../../core/failures/failingKinds.ts';
import { findJobId, narrowCause } from '../../../core/failures/narrowCause.ts';
import { type Infer, needed, number, object, oneOf, text, time } from '../../../core/model/shape.ts';
import { joinParts } from '../../../core/text/lists.ts';
import { toShortTime, type Viewer } from '../row.ts';

/** Reads a saved mute. */
export const readMute = object({
  accountId: needed(text),
  fingerprint: needed(text),
  kind: oneOf(failingKinds),
  /** The only job for which the cause is muted; the whole account when absent. */
  jobId: text,
  /** The end of the mute, ISO 8601. When absent, the mute ends with the next failure. */
  until: time,
  /** For a mute that ends with the next failure: the time of the last failure, ISO 8601, and the number of failures. */
  lastSeen: text,
  count: number,
});

/** A mute, which hides a cause for a while. */
export interface Mute extends Infer<typeof readMute> {}

/** The duration of a mute: milliseconds, or until another failure with the cause. */
export type MuteSpan = number | 'untilChanged';

/** Creates a mute for the displayed part of `cause`, in one job or in its account. */
export function toMute(cause: Cause, jobId: string | undefined, span: MuteSpan, now: Date): Mute {
  const { accountId, cluster } = cause;
  const { fingerprint, kind } = cluster;
  const of = { accountId, fingerprint, kind, ...(jobId === undefined ? {} : { jobId }) };
  if (span !== 'untilChanged') return { ...of, until: new Date(now.getTime() + span).toISOString() };
  const part = findPart(of, cause);
  return { ...of, lastSeen: findLastSeen(part), count: part.length };
}

/** Checks whether `mute` applies to this cause and is still in effect. */
export function isMuting(mute: Mute, cause: Cause, now: Date): boolean {
  if (mute.accountId !== cause.accountId || !isSameCause(mute, cause)) return false;
  if (mute.until !== undefined) return Date.parse(mute.until) > now.getTime();
  const part = findPart(mute, cause);
  return part.length > 0 && part.length <= (mute.count ?? 0) && findLastSeen(part) <= (mute.lastSeen ?? '');
}

/** Lists the failures of a cause to which a mute applies, newest first. */
function findPart({ jobId }: Pick<Mute, 'jobId'>, { failures }: Cause): readonly ExplainedFailure[] {
  return jobId === undefined ? failures : failures.filter(({ failing }) => findJobId(failing) === jobId);
}

function findLastSeen(failures: readonly ExplainedFailure[]): string {
  return failures.find(({ failing }) => failing.at !== undefined)?.failing.at ?? '';
}

/** The displayed and the muted part of a cause; undefined for an empty part. */
export interface SplitCause {
  readonly shown: Cause | undefined;
  readonly muted: Cause | undefined;
  readonly mutes: readonly Mute[];
}

/** Splits a cause into the part muted by `mutes`, which must apply to the cause, and the rest. */
export function splitCause(cause: Cause, mutes: readonly Mute[]): SplitCause {
  if (mutes.length === 0) return { shown: cause, muted: undefined, mutes };
  return {
    shown: narrowCause(cause, (failure) => !isMuted(failure, mutes)),
    muted: narrowCause(cause, (failure) => isMuted(failure, mutes)),
    mutes,
  };
}

/** Checks whether `mutes`, which must apply to the cause, mute all its failures. */
export function isWhollyMuted({ failures }: Cause, mutes: readonly Mute[]): boolean {
  return failures.every((failure) => isMuted(failure, mutes));
}

function isMuted({ failing }: ExplainedFailure, mutes: readonly Mute[]): boolean {
  return mutes.some(({ jobId }) => jobId === undefined || jobId === findJobId(failing));
}

/** Describes where and until when a cause is muted: `job train · muted until 09:14`. */
export function describeMute({ jobId, until }: Mute, reader: Viewer): string {
  const shown = toShortTime(until, reader);
  const end = shown === undefined ? l10n.t('muted until it changes') : l10n.t('muted until {time}', { time: shown });
  return joinParts(jobId !== undefined && l10n.t('job {0}', jobId), end) ?? end;
}
