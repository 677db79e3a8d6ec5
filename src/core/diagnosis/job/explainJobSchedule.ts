import * as l10n from '@vscode/l10n';
import { readTaskCounts } from '../../model/jobShape.ts';
import { type Infer, or, readAs, text } from '../../model/shape.ts';
import { describeState } from '../../model/states.ts';
import { isOneOf } from '../../model/words.ts';
import { parseDuration, toDurationWords } from '../../query/durations.ts';
import { formatNumber } from '../../query/numbers.ts';
import { facts, type Given, readAnyJob, readAnyJobSchedule, readMoment, unnamed } from '../evidence/shapes.ts';
import { toTime, toTimeText } from '../evidence/time.ts';
import { toExplanation } from '../explanation/draft.ts';
import type { Evidence, Explanation, Reason } from '../explanation/explanation.ts';
import { describeTaskCounts } from './jobCase.ts';

const readEvidence = facts({
  schedule: or(readAnyJobSchedule, unnamed),
  /** The last job that it created, and its tasks by state. */
  lastJob: readAnyJob,
  counts: readTaskCounts,
  /** ID of the account, for a link to the last job. */
  accountId: text,
  now: readMoment,
});

export interface JobScheduleEvidence extends Infer<typeof readEvidence> {}

interface ScheduleCase extends Omit<JobScheduleEvidence, 'now'> {
  readonly now: number | undefined;
}

/**
 * Explains when a job schedule creates its next job, or why it creates none, and the end of its last job. Never throws.
 */
export function explainJobSchedule(given: Given<JobScheduleEvidence, 'schedule' | 'lastJob'>): Explanation {
  return explainJobScheduleEvidence(readAs(readEvidence, given).value ?? { schedule: unnamed });
}

/** Explains a job schedule by evidence whose shape was checked already. */
export function explainJobScheduleEvidence(evidence: JobScheduleEvidence): Explanation {
  const theCase: ScheduleCase = { ...evidence, now: toTime(evidence.now) };
  const reasons = listReasons(theCase);
  const [first] = reasons;
  const { id, executionInfo } = theCase.schedule;
  const next = toTime(executionInfo?.nextRunTime);
  const shown = {
    evidence: [...listFacts(theCase), ...reasons.flatMap((reason) => reason.evidence)],
    fixes: [...reasons.flatMap(({ fixes }) => fixes), ...adviseOnFailures(theCase)],
    confidence: theCase.schedule.state === undefined ? 'guess' : 'certain',
  } as const;
  if (first !== undefined) {
    const lead =
      reasons.length === 1
        ? l10n.t("There is one known reason why it isn't creating jobs.")
        : l10n.t("There are several reasons why it isn't creating jobs. They are listed in the order to address them.");
    return toExplanation(
      {
        ...shown,
        category: 'conflict',
        title: toTitle(id, first.id),
        cause: first.why,
        wait: { title: l10n.t('Why'), lead, isCause: true, reasons, checked: [] },
        identity: first.id,
      },
      { schedule: theCase.schedule },
    );
  }
  return toExplanation(
    {
      ...shown,
      category: 'other',
      title:
        next === undefined
          ? l10n.t('Job schedule {id} is active', { id })
          : l10n.t('Job schedule {id} creates its next job on {time}', { id, time: toTimeText(next) }),
      cause: describeLast(theCase),
      identity: 'active',
    },
    { schedule: theCase.schedule },
  );
}

function toTitle(id: string, reason: string): string {
  switch (reason) {
    case 'ended':
      return l10n.t("Job schedule {0} has ended and won't create more jobs", id);
    case 'disabled':
      return l10n.t("Job schedule {0} is disabled and isn't creating jobs", id);
    case 'busy':
      return l10n.t('Job schedule {0} creates its next job when its last one ends', id);
    case 'early':
      return l10n.t("Job schedule {0} isn't creating jobs yet", id);
    default:
      return l10n.t("Job schedule {0} won't create more jobs", id);
  }
}

/** Lists the reasons why the schedule creates no jobs now, permanent ones first. */
function listReasons(theCase: ScheduleCase): readonly Reason[] {
  const { schedule, now } = theCase;
  const { state } = schedule;
  const since = toTime(schedule.stateTransitionTime);
  const label = describeState('jobSchedule', schedule.state).label;
  const evidence: readonly Evidence[] = [
    {
      text: since === undefined ? label : l10n.t('{0}, since {1}', label, toTimeText(since)),
      source: 'state',
    },
  ];
  if (isOneOf(state, ['completed', 'terminating', 'deleting']))
    return [
      {
        id: 'ended',
        title: l10n.t('It has ended'),
        why: l10n.t("A job schedule that has ended can't be enabled again. The jobs that it created are retained."),
        evidence,
        endsBy: 'nobody',
        fixes: [{ text: l10n.t('Create a new job schedule with the tool you use to submit jobs.') }],
      },
    ];
  const { doNotRunUntil, doNotRunAfter } = schedule.schedule ?? {};
  const [from, until] = [toTime(doNotRunUntil), toTime(doNotRunAfter)];
  const reasons: Reason[] = [];
  if (state === 'disabled')
    reasons.push({
      id: 'disabled',
      title: l10n.t('It is disabled'),
      why: l10n.t(
        "The job schedule was disabled. It doesn't create jobs until it's enabled again; its last job continues.",
      ),
      evidence,
      endsBy: 'user',
      fixes: [{ text: l10n.t('Enable the job schedule.'), remedies: ['jobSchedule.enable'] }],
    });
  if (until !== undefined && now !== undefined && until <= now)
    reasons.push({
      id: 'over',
      title: l10n.t('Its end time has passed'),
      why: l10n.t("It doesn't create jobs after its `doNotRunAfter` time, and it ends when its last job ends."),
      evidence: [{ text: toTimeText(until), source: 'doNotRunAfter' }],
      endsBy: 'user',
      fixes: [{ text: l10n.t('To keep it running, set a later time.'), property: ['schedule', 'doNotRunAfter'] }],
    });
  if (from !== undefined && now !== undefined && from > now)
    reasons.push({
      id: 'early',
      title: l10n.t('Its start time is in the future'),
      why: l10n.t("It doesn't create jobs before its `doNotRunUntil` time."),
      evidence: [{ text: toTimeText(from), source: 'doNotRunUntil' }],
      endsBy: 'batch',
      when: l10n.t('That time is {time}.', { time: toTimeText(from) }),
      fixes: [],
    });
  return [...reasons, ...findBusy(theCase)];
}

/** A schedule has one active job at most: the next waits for its end (Batch documentation: "Job Schedule - Add"). */
function findBusy({ schedule, lastJob, counts, now }: ScheduleCase): readonly Reason[] {
  const next = toTime(schedule.executionInfo?.nextRunTime);
  const isBusy = lastJob !== undefined && lastJob.state !== 'completed';
  if (!isBusy || (next !== undefined && (now === undefined || next > now))) return [];
  const isOneOff = parseDuration(schedule.schedule?.recurrenceInterval ?? '') === undefined;
  if (isOneOff) return [];
  const isDone = counts !== undefined && counts.active + counts.running === 0;
  return [
    {
      id: 'busy',
      title: l10n.t('Its last job is still active'),
      why: l10n.t('A job schedule has one active job at a time: the next one is created when {job} has ended.', {
        job: lastJob.id,
      }),
      evidence: [{ text: describeState('job', lastJob.state).label, source: `job ${lastJob.id}` }],
      endsBy: isDone ? 'user' : 'either',
      fixes: [
        {
          text: isDone
            ? l10n.t(
                "All of its tasks are done: terminate the job, and set the schedule's `onAllTasksComplete` to `terminatejob`.",
              )
            : l10n.t('Wait until its tasks are done, or terminate the job.'),
          ...(isDone ? { property: ['jobSpecification', 'onAllTasksComplete'] } : {}),
        },
      ],
    },
  ];
}

function describeLast({ lastJob, counts }: ScheduleCase): string {
  if (lastJob === undefined)
    return l10n.t("The job schedule is active. It hasn't created any job that is still known.");
  const failed = counts?.failed ?? 0;
  return failed === 0
    ? l10n.t('The job schedule is active. Its last job, {job}, is {state}.', {
        job: lastJob.id,
        state: describeState('job', lastJob.state).label,
      })
    : l10n.t('The job schedule is active. Its last job, {job}, is {state}, and {count} of its tasks failed.', {
        job: lastJob.id,
        state: describeState('job', lastJob.state).label,
        count: formatNumber(failed),
      });
}

function adviseOnFailures({ lastJob, counts }: ScheduleCase): Explanation['fixes'] {
  if (lastJob === undefined || (counts?.failed ?? 0) === 0) return [];
  return [
    {
      text: l10n.t('See why tasks in {job} failed: the next job is likely to fail the same way.', { job: lastJob.id }),
    },
  ];
}

/** Lists the times of the schedule, and the end of its last job. */
function listFacts({ schedule, lastJob, counts, accountId }: ScheduleCase): readonly (Evidence | undefined)[] {
  const { executionInfo, schedule: times } = schedule;
  const next = toTime(executionInfo?.nextRunTime);
  const every = parseDuration(times?.recurrenceInterval ?? '');
  const jobId = lastJob?.id ?? executionInfo?.recentJob?.id;
  const [started, ended] = [toTime(lastJob?.executionInfo?.startTime), toTime(lastJob?.executionInfo?.endTime)];
  return [
    {
      text: every === undefined ? l10n.t('once') : l10n.t('every {interval}', { interval: toDurationWords(every) }),
      source: 'recurrenceInterval',
    },
    next === undefined ? undefined : { text: toTimeText(next), source: 'nextRunTime' },
    jobId === undefined
      ? undefined
      : {
          text: jobId,
          source: 'recentJob',
          ...(accountId === undefined
            ? {}
            : { leadsTo: { resource: { kind: 'job', accountId, jobId } as const, document: 'explanation' as const } }),
        },
    started === undefined
      ? undefined
      : {
          text:
            ended === undefined
              ? l10n.t('Started on {start}.', { start: toTimeText(started) })
              : l10n.t('Started on {start}, ended on {end}.', { start: toTimeText(started), end: toTimeText(ended) }),
          source: 'recentJob',
        },
    counts === undefined ? undefined : describeTaskCounts({ tasks: [], counts }),
  ];
}
