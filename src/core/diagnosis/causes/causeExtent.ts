import * as l10n from '@vscode/l10n';
import { countFollowOn, countKinds, leaveOutFollowOn } from '../../failures/failingKinds.ts';
import { isStillComing } from '../../failures/ongoingFailures.ts';
import type { Harm } from '../../impact/harm.ts';
import { type Resource, toOwnId } from '../../model/resource.ts';
import { listAll } from '../../text/lists.ts';
import { plural } from '../../text/plural.ts';
import { type Count, formatCount } from '../../words/count.ts';
import { hourMs, minuteMs, toDurationWords } from '../../words/durations.ts';
import { formatNumber } from '../../words/numbers.ts';
import { formatTimeSpan } from '../../words/times.ts';
import { toTime, toTimeText } from '../evidence/time.ts';
import type { Evidence } from '../explanation/explanation.ts';
import type { Cause, ExplainedFailure } from './causes.ts';
import type { Failing } from './failing.ts';

/** Describes a number of failed items: `12 tasks`, or `≥ 12 tasks` if there may be more. */
export function describeCount(kind: Failing['kind'], counted: Count): string {
  const [count, number] = [formatCount(counted), counted.count];
  switch (kind) {
    case 'task':
      return plural(number, { one: l10n.t('{count} task', { count }), other: l10n.t('{count} tasks', { count }) });
    case 'node':
      return plural(number, { one: l10n.t('{count} node', { count }), other: l10n.t('{count} nodes', { count }) });
    case 'pool':
      return plural(number, { one: l10n.t('{count} pool', { count }), other: l10n.t('{count} pools', { count }) });
    case 'job':
      return plural(number, { one: l10n.t('{count} job', { count }), other: l10n.t('{count} jobs', { count }) });
  }
}

/** Describes a cause's failed items: `12 tasks`. Leaves out its effects: tasks that ended with their job or node. */
export function describeFailures({ failures, isComplete }: Pick<Cause, 'failures' | 'isComplete'>): string {
  return listAll(
    countKinds(leaveOutFollowOn(failures)).map(([kind, count]) => describeCount(kind, { count, isComplete })),
  );
}

/** Returns the name of a failed item among others, such as `node tvm-1`; for a task, only its ID. */
export function nameFailing({ resource }: { readonly resource: Resource }): string {
  switch (resource.kind) {
    case 'node':
      return l10n.t('node {0}', resource.nodeId);
    case 'pool':
      return l10n.t('pool {0}', resource.poolId);
    case 'job':
      return l10n.t('job {0}', resource.jobId);
    default:
      return toOwnId(resource);
  }
}

/** Returns a cause's headline: the title of its only item unless that is a task; otherwise, its own with the count. */
export function toHeadline(cause: Cause, example: ExplainedFailure | undefined): string {
  const { cluster, failures, isComplete } = cause;
  const isOne = failures.length === 1 && isComplete;
  if (example !== undefined && example.failing.kind !== 'task' && isOne) return example.explanation.title;
  return l10n.t('{title}: {count}', { title: cluster.title, count: describeFailures(cause) });
}

/**
 * Describes the effects of a cause that are not failures themselves, as sentences: tasks that wait because of it, and
 * nodes that its pools lack.
 */
export function describeHarm({ waiting, missing }: Pick<Harm, 'waiting' | 'missing'>): readonly string[] {
  const [tasks, nodes] = [formatCount(waiting), formatNumber(missing)];
  return [
    ...(waiting.count === 0
      ? []
      : [
          plural(waiting.count, {
            one: l10n.t('{tasks} task is waiting because of it.', { tasks }),
            other: l10n.t('{tasks} tasks are waiting because of it.', { tasks }),
          }),
        ]),
    ...(missing === 0
      ? []
      : [
          plural(missing, {
            one: l10n.t('{nodes} node never became available because of it.', { nodes }),
            other: l10n.t('{nodes} nodes never became available because of it.', { nodes }),
          }),
        ]),
  ];
}

/** Describes the harm of a cause, without the part that the explanation of its only failure covers. */
export function describeOtherHarm({ failures, harm }: Cause): readonly string[] {
  const [first, ...others] = failures;
  if (first === undefined || others.length > 0) return [...describeHarm(harm), ...describeFollowOn(failures)];
  const { failing } = first;
  const isWait = isWaiting(first);
  return describeHarm({
    waiting: isWait ? { count: 0, isComplete: true } : harm.waiting,
    missing: failing.kind === 'pool' ? 0 : harm.missing,
  });
}

function describeFollowOn(failures: Cause['failures']): readonly string[] {
  const following = countFollowOn(failures);
  if (following === 0) return [];
  const tasks = formatNumber(following);
  return [
    plural(following, {
      one: l10n.t('{tasks} task failed as a consequence.', { tasks }),
      other: l10n.t('{tasks} tasks failed as a consequence.', { tasks }),
    }),
  ];
}

/** Describes since when a cause has occurred, and whether it still does. */
export function describeSpan(cause: Cause, now: Date | string | undefined): readonly Evidence[] {
  const { cluster, failures } = cause;
  const [first, last, at] = [toTime(cluster.firstSeen), toTime(cluster.lastSeen), toTime(now)];
  if (first === undefined || last === undefined) return [{ text: l10n.t("It's unknown when this started.") }];
  const span = first === last ? toTimeText(first) : formatTimeSpan(first, last);
  return [
    {
      text: l10n.t({ message: '{span}.', args: { span }, comment: ['{span} is a time, or from one time to another'] }),
    },
    ...(at === undefined || failures.length < 2 || failures.every(isWaiting)
      ? []
      : [{ text: describeRate(cause, last, at) }]),
  ];
}

/** Checks for a job that has not failed itself, but whose tasks wait. */
function isWaiting({ failing }: ExplainedFailure): boolean {
  return failing.kind === 'job' && failing.waiting !== undefined;
}

/** Describes the failures in the last hour, with the end of that hour, because the text may be read later. */
function describeRate(cause: Cause, last: number, now: number): string {
  const at = Math.floor(now / minuteMs) * minuteMs;
  const isRecent = (time = Number.NEGATIVE_INFINITY): boolean => time > at - hourMs;
  const recent = cause.failures.filter(({ failing }) => isRecent(toTime(failing.at))).length;
  const [asOf, ago, count] = [toTimeText(at), toDurationWords(at - last), formatNumber(recent)];
  if (recent === 0)
    return l10n.t('None failed in the hour before {asOf}; the last one failed {ago} before that time.', { asOf, ago });
  const isComing = isStillComing(cause, new Date(now));
  if (at - last < minuteMs)
    return isComing
      ? l10n.t('Still happening: {count} failed in the hour before {asOf}.', { count, asOf })
      : l10n.t('{count} failed in the hour before {asOf}.', { count, asOf });
  return isComing
    ? l10n.t('Still happening: {count} failed in the hour before {asOf}, the last one {ago} before that time.', {
        count,
        asOf,
        ago,
      })
    : l10n.t('{count} failed in the hour before {asOf}, the last one {ago} before that time.', { count, asOf, ago });
}
