import { type ForeseenRetry, foreseeRetry } from '../../core/changes/retryOfCause.ts';
import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import { findLargest } from '../../core/extremes.ts';
import { describeHelp, describeRecurrence } from '../../core/failures/describeRecurrence.ts';
import { toLastingFingerprint } from '../../core/failures/failingKinds.ts';
import { isStartUnknown } from '../../core/failures/ongoingFailures.ts';
import {
  countLookedInto,
  findConfidence,
  findDecisiveLine,
  findFirstStep,
  pickExplained,
} from '../../core/failures/representative.ts';
import { findResponsible } from '../../core/failures/responsible.ts';
import { measureCost } from '../../core/impact/causeCost.ts';
import { formatCoreHours } from '../../core/impact/coreHours.ts';
import { toOwnId } from '../../core/model/resource.ts';
import { joinParts } from '../../core/text/lists.ts';
import { toDurationWords } from '../../core/words/durations.ts';
import { formatTime } from '../../core/words/times.ts';
import type { IdleNodes } from '../causes/unusedNodes.ts';
import { findLastSuccess } from '../lists/lastSuccess.ts';
import { countLost } from '../lists/lostFiles.ts';
import { toCauseRow } from '../rows/failures/causeRows.ts';
import { describeCost, describeIdleCost, findIdleOf, sayCoreHours } from './causeCost.ts';
import type { DataLine } from './fence.ts';
import type { AgentServices } from './services.ts';
import { nameThing } from './targets.ts';

/** Maximum length of a quoted log line with its place. */
const mostQuoted = 200;

/** Describes a cause completely. `isOfJob` is true if only the causes of a job are listed. */
export function describeCause(
  services: AgentServices,
  cause: Cause,
  number: number,
  { isOfJob, idle }: { readonly isOfJob: boolean; readonly idle: readonly IdleNodes[] },
): readonly DataLine[] {
  const { cluster, failures } = cause;
  const now = services.clock.now();
  const { label, description } = toCauseRow(cause, { now: new Date(now) });
  const picked = pickExplained(cause);
  const { describeConfidence } = services.bundles.diagnosis();
  const step = describeFirstStep(services, cause);
  const line = findDecisiveLine(cause);
  const retry = foreseeRetry(cause);
  const confidence = findConfidence(cause);
  const looked = countLookedInto(failures);
  const logs = describeLost(services, cause);
  // A problem of the job itself is not a cause of its tasks' failures.
  const isOfTasks = isOfJob && picked?.failing.kind === 'task';
  return [
    '',
    joinParts(`${number}. ${label}`, description) ?? label,
    ...(confidence === undefined ? [] : [`   ${describeConfidence(confidence)}`]),
    `   responsible: ${findResponsible(cause)}`,
    ...(looked === undefined ? [] : [`   checked: ${looked} of ${failures.length}; the others ended the same way`]),
    ...(logs === undefined ? [] : [`   ${logs}`]),
    `   cost: ${describeCost(cause, now)}`,
    ...findIdleOf(cause, idle).map((one) => `   meanwhile: ${describeIdleCost(one, 'they are idle while tasks wait')}`),
    `   first: ${describeSpan(cause)}`,
    ...toBefore(cause),
    ...(cause.note === undefined ? [] : [`   note: ${cause.note}`]),
    ...describeLastSuccess(services, cause),
    ...(line === undefined ? [] : [`   log: ${line.slice(0, mostQuoted)}`]),
    ...(step === undefined ? [] : [`   first step: ${step}`]),
    ...(retry === undefined ? [] : [`   a retry as it is: ${describeRetry(retry, countRetries(cause))}`]),
    ...(picked === undefined ? [] : [nameThing(services, '   example:', picked.failing.resource)]),
    ...(isOfJob && !isOfTasks ? [] : [`   cause: ${toLastingFingerprint(cluster)}${isOfTasks ? ' (with job)' : ''}`]),
  ];
}

/** Says when a task like those of a cause last succeeded, if such a task is known. */
function describeLastSuccess({ accounts }: AgentServices, cause: Cause): readonly string[] {
  const snapshot = accounts.findStore(cause.accountId)?.snapshot;
  const at = snapshot && findLastSuccess(snapshot, cause);
  return at === undefined ? [] : [`   newest known success of such a task: ${formatTime(at)}`];
}

/** Says what earlier looks at the account show about a cause, if there were any. */
function toBefore({ recurrence }: Cause): readonly string[] {
  const said = [...describeRecurrence(recurrence), describeHelp(recurrence)].filter(Boolean);
  return said.length === 0 ? [] : [`   earlier looks: ${said.join(' ')}`];
}

/** Says of how many tasks the logs are lost with their nodes. */
function describeLost({ accounts }: AgentServices, cause: Cause): string | undefined {
  const snapshot = accounts.findStore(cause.accountId)?.snapshot;
  const lost = snapshot === undefined ? 0 : countLost(snapshot, cause);
  return lost === 0 ? undefined : `logs of ${lost} lost`;
}

/** Returns how often Batch itself has retried a task with this cause, at most. */
function countRetries({ failures }: Cause): number {
  const counts = failures.map(({ failing }) =>
    failing.kind === 'task' ? (failing.task.executionInfo?.retryCount ?? 0) : 0,
  );
  return Math.max(0, findLargest(counts));
}

/** Returns the first step with the property to change, which says where a file or variable is missing. */
function describeFirstStep({ bundles }: AgentServices, cause: Cause): string | undefined {
  const step = findFirstStep(cause);
  const [{ property = [] } = {}] = pickExplained(cause)?.explanation.fixes ?? [];
  const path = bundles.diagnosis().describePath(property);
  return step === undefined || path === '' ? step : `${step} (${path})`;
}

/**
 * Describes a cause in one line, with an example, and on request with its first step. `now` is in milliseconds since
 * 1970.
 */
export function toCauseLine(
  services: AgentServices,
  cause: Cause,
  number: number,
  { now, withStep }: { readonly now: number; readonly withStep: boolean },
): string {
  const { label, description } = toCauseRow(cause, { now: new Date(now) });
  const retry = foreseeRetry(cause);
  const known = retry && toOutlook(retry);
  // Only an example that was compared with other tasks shows whether a retry helps.
  const isOpen = known === undefined || (known === 'unknown' && cause.example === undefined);
  const outlook = isOpen ? undefined : `retry: ${briefOutlooks[known]}`;
  const logs = describeLost(services, cause);
  const cost = formatCoreHours(measureCost(cause, now));
  const guess = findConfidence(cause) === 'guess' ? 'a guess' : undefined;
  const failing = pickExplained(cause)?.failing;
  const example = failing && `example: ${toOwnId(failing.resource)}`;
  const step = withStep ? describeFirstStep(services, cause) : undefined;
  const first = step && `first step: ${step}`;
  return `${number}. ${joinParts(label, description, cost, findResponsible(cause), guess, outlook, logs, example, first)}`;
}

/** Describes a retry of the tasks with a cause: how many, whether it helps, and what their failed runs took. */
function describeRetry(retry: ForeseenRetry, retries: number): string {
  const { tasks, all, whyNot = '', coreHours, longestMs } = retry;
  if (tasks === 0) return `${outlooks.none}. ${whyNot}`.trim();
  const what = all === 1 ? '1 task' : `${tasks}${tasks < all ? ` of ${all}` : ''} tasks`;
  const known = toOutlook(retry);
  const first = known === 'unknown' && tasks > 1 ? '; retry one of them first' : '';
  const often = retries === 1 ? 'once' : `${all === 1 ? '' : 'up to '}${retries} times`;
  const earlier =
    retries > 0
      ? `Batch itself retried ${all === 1 ? 'it' : 'a task'} ${often}, and each attempt failed`
      : 'Batch itself retried none';
  const outlook = `${what}, ${outlooks[known]}${first}; ${earlier}`;
  if (longestMs === undefined) return `${outlook}; none has run, so what it costs is unknown`;
  return `${outlook}; failed runs: ${tasks === 1 ? '' : 'up to '}${toDurationWords(longestMs)}, ${sayCoreHours(coreHours)}`;
}

function toOutlook({ tasks, change }: ForeseenRetry): keyof typeof outlooks {
  return tasks === 0 ? 'none' : (change ?? 'unknown');
}

const outlooks = {
  definition: 'fails again with the same definition',
  otherNode: 'may succeed on another node, fails again on the same one',
  surroundings: 'fails again unless the cause is fixed first',
  never: "never helps, according to the team's rule",
  nothing: 'may succeed, because the cause may be temporary',
  unknown: 'whether it helps is unknown',
  none: "can't run again",
} as const;
/** Outlooks for a line that has room for a few words. */
const briefOutlooks: Readonly<Record<keyof typeof outlooks, string>> = {
  definition: 'fails again',
  otherNode: 'may succeed on another node',
  surroundings: 'fails unless fixed',
  never: 'never helps',
  nothing: 'may succeed',
  unknown: 'unknown',
  none: "can't run",
};

function describeSpan(cause: Cause): string {
  const { firstSeen, lastSeen } = cause.cluster;
  if (isStartUnknown(cause)) return `unknown, because Batch keeps only the last evaluation: ${toTime(lastSeen)}`;
  return `${toTime(firstSeen)}${firstSeen === lastSeen ? '' : `, last: ${toTime(lastSeen)}`}`;
}

function toTime(at: string): string {
  return at === '' ? 'unknown' : formatTime(at);
}
