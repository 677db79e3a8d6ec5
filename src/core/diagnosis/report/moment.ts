import * as l10n from '@vscode/l10n';
import type { FailureInfo } from '../../model/common.ts';
import { isOfExitCode } from '../../model/exitConditions.ts';
import { toTime } from '../evidence/time.ts';

/** An event; `at` is the service's time, if it gives one. */
export interface Moment {
  readonly at: string | undefined;
  /** May contain secrets. */
  readonly text: string;
  readonly kind: 'failure' | 'change' | 'action';
  /** Orders events at the same time by cause and effect. */
  readonly step: Step;
}

const steps = [
  'action',
  'pool added',
  'pool changed',
  'job added',
  'node allocated',
  'node booted',
  'start task began',
  'start task ended',
  'node changed',
  'preparation began',
  'preparation ended',
  'task added',
  'earlier attempt began',
  'earlier attempt ended',
  'task again',
  'task began',
  'task ended',
  'job changed',
  'release began',
  'release ended',
] as const;
export type Step = (typeof steps)[number];

/** Creates an event that is not a failure. */
export function change(step: Step, at: string | undefined, text: string): Moment {
  return { at, text, kind: 'change', step };
}

/** Creates a failure. */
export function failure(step: Step, at: string | undefined, text: string): Moment {
  return { at, text, kind: 'failure', step };
}

/** Creates a failure or, after a success, a change. */
export function outcome(step: Step, at: string | undefined, failed: string | undefined, ended: string): Moment {
  return failed === undefined ? change(step, at, ended) : failure(step, at, failed);
}

/** Earliest valid time. Batch did not exist before, and servers send the start of their calendar for times not set. */
const earliestMs = Date.UTC(2010);

/** Formats a time as ISO 8601 in UTC, to the millisecond; undefined for an unknown time. */
export function toIso(at: string | undefined): string | undefined {
  const time = toTime(at);
  return time === undefined || time < earliestMs ? undefined : new Date(time).toISOString();
}

/** Sorts by time, and events at the same time by cause and effect; otherwise keeps their order. */
export function sortMoments(moments: readonly Moment[]): readonly Moment[] {
  return moments
    .map((moment) => ({ moment, time: toIso(moment.at) ?? '' }))
    .sort((one, other) =>
      one.time === other.time ? compareSteps(one.moment, other.moment) : one.time < other.time ? -1 : 1,
    )
    .map(({ moment }) => moment);
}

function compareSteps(one: Moment, other: Moment): number {
  return steps.indexOf(one.step) - steps.indexOf(other.step);
}

interface Outcome {
  readonly exitCode?: number | undefined;
  readonly failureInfo?: FailureInfo | undefined;
}

/** Describes the end of a failed item in a word or two: the service's code or the exit code. */
export function describeOutcome({ exitCode, failureInfo }: Outcome): string {
  const code = failureInfo?.code;
  if (code !== undefined && code !== '' && !isOfExitCode(code)) return code;
  return exitCode === undefined ? l10n.t('no exit code') : l10n.t('exit code {0}', exitCode);
}
