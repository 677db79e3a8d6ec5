import * as l10n from '@vscode/l10n';
import { readTaskCounts } from '../../model/jobShape.ts';
import { type Infer, or, readAs, text } from '../../model/shape.ts';
import { describeState } from '../../model/states.ts';
import { isOneOf } from '../../model/words.ts';
import { parseDuration, toDurationWords } from '../../words/durations.ts';
import { formatNumber } from '../../words/numbers.ts';
import { facts, type Given, readAnyJob, readAnyJobSchedule, readMoment, unnamed } from '../evidence/shapes.ts';
import { toTime, toTimeText } from '../evidence/time.ts';
import { toExplanation, toSentence } from '../explanation/draft.ts';
import type { Evidence, Explanation, Reason } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { describeNextRun } from '../task/schedulingError.ts';
import { describeTaskCounts } from './jobContext.ts';
import { adviseTerminating, sayBusy } from './jobWaiting.ts';

const readEvidence = facts({
  schedule: or(readAnyJobSchedule, unnamed),
  lastJob: readAnyJob,
  counts: readTaskCounts,
  /** ID of the account, for a link to the last job. */
  accountId: text,
  now: readMoment,
});

export interface JobScheduleEvidence extends Infer<typeof readEvidence> {}

interface ScheduleContext extends Omit<JobScheduleEvidence, 'now'> {
  readonly now: number | undefined;
  /** The explanation of the last job. */
  readonly ofLast: Explanation | undefined;
}

/**
 * Explains when a job schedule creates its next job or why it creates none, and how its last job ended. Never throws.
 */
export function explainJobSchedule(given: Given<JobScheduleEvidence, 'schedule' | 'lastJob'>): Explanation {
  return explainJobScheduleEvidence(readAs(readEvidence, given).value ?? { schedule: unnamed });
}

/** Explains a job schedule based on evidence whose shape has been checked, and on the explanation of its last job. */
export function explainJobScheduleEvidence(evidence: JobScheduleEvidence, ofLast?: Explanation): Explanation {
  const context: ScheduleContext = { ...evidence, ofLast, now: toTime(evidence.now) };
  const reasons = listReasons(context);
  const [first] = reasons;
  const { id } = context.schedule;
  const shown = {
    evidence: [...listFacts(context), ...reasons.flatMap((reason) => reason.evidence)],
    fixes: [...reasons.flatMap(({ fixes }) => fixes), ...adviseOnFailures(context)],
    confidence: context.schedule.state === undefined ? 'guess' : 'certain',
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
        title: toScheduleTitle(id, first.id),
        cause: first.why,
        wait: { title: l10n.t('Why'), lead, isCause: true, reasons, checked: [] },
        identity: first.id,
      },
      { schedule: context.schedule },
    );
  }
  return toExplanation(
    {
      ...shown,
      category: 'other',
      title: toActiveTitle(context),
      cause: describeLast(context),
      identity: 'active',
    },
    { schedule: context.schedule },
  );
}

function toActiveTitle({ schedule, lastJob }: ScheduleContext): string {
  const { id, executionInfo } = schedule;
  const next = toTime(executionInfo?.nextRunTime);
  if (next === undefined) return l10n.t('Job schedule {id} is active', { id });
  const time = toTimeText(next);
  return isGoing(lastJob)
    ? l10n.t('Job schedule {id} creates its next job on {time}, if {job} has ended by then', {
        id,
        time,
        job: lastJob.id,
      })
    : l10n.t('Job schedule {id} creates its next job on {time}', { id, time });
}

function isGoing(job: ScheduleContext['lastJob']): job is NonNullable<ScheduleContext['lastJob']> {
  return job !== undefined && job.state !== 'completed';
}

function toScheduleTitle(id: string, reason: string): string {
  switch (reason) {
    case 'ended':
      return l10n.t("Job schedule {0} has ended and won't create more jobs", id);
    case 'disabled':
      return l10n.t("Job schedule {0} is disabled and isn't creating jobs", id);
    case 'busy':
      return sayBusy(id);
    case 'early':
      return l10n.t("Job schedule {0} isn't creating jobs yet", id);
    default:
      return l10n.t("Job schedule {0} won't create more jobs", id);
  }
}

/** Lists the reasons why the schedule is not creating jobs now, permanent ones first. */
function listReasons(context: ScheduleContext): readonly Reason[] {
  const { schedule, now } = context;
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
  return [...reasons, ...findBusy(context)];
}

/** A schedule has at most one active job; the next waits for its end (Batch documentation: "Job Schedule - Add"). */
function findBusy({ schedule, lastJob, counts, ofLast, now }: ScheduleContext): readonly Reason[] {
  const next = toTime(schedule.executionInfo?.nextRunTime);
  const everyMs = parseDuration(schedule.schedule?.recurrenceInterval ?? '');
  // A schedule without a recurrence creates one job.
  if (!isGoing(lastJob) || everyMs === undefined) return [];
  const isDone = counts !== undefined && counts.active + counts.running === 0;
  const { jobManagerTask: manager } = lastJob;
  const endsItself =
    lastJob.onAllTasksComplete === 'terminatejob' || (manager !== undefined && manager.killJobOnCompletion !== false);
  // A job that has nothing left to do and stays active will still be active when the next one is due.
  const staysActive = isDone && counts.completed > 0 && lastJob.state === 'active' && !endsItself;
  const kept = ofLast?.wait?.reasons.filter(({ endsBy }) => endsBy === 'user' || endsBy === 'nobody') ?? [];
  const missed = (toTime(lastJob.executionInfo?.startTime) ?? Number.POSITIVE_INFINITY) + everyMs;
  const isDue = next === undefined || (now !== undefined && Math.min(next, missed) <= now);
  if (!staysActive && kept.length === 0 && !isDue) return [];
  return [
    {
      id: 'busy',
      title: l10n.t('Its last job is still active'),
      why: joinSentences([
        l10n.t('A job schedule has one active job at a time: the next one is created when {job} has ended.', {
          job: lastJob.id,
        }),
        kept.length > 0 && ofLast !== undefined ? toSentence(ofLast.title) : undefined,
      ]),
      evidence: [{ text: describeState('job', lastJob.state).label, source: `job ${lastJob.id}` }],
      endsBy: isDone || kept.length > 0 || !endsItself ? 'user' : 'either',
      fixes: [
        // The remedies are those of the job, which its own page offers.
        ...kept.flatMap(({ fixes }) => fixes.map(({ text }) => ({ text }))),
        {
          text: isDone
            ? adviseTerminating(lastJob)
            : kept.length > 0
              ? l10n.t('If it should not continue, terminate {job}.', { job: lastJob.id })
              : endsItself
                ? l10n.t('Wait until its tasks are done, or terminate the job.')
                : l10n.t(
                    "Terminate the job, at the latest when its tasks are done, and set the schedule's `onAllTasksComplete` to `terminatejob`.",
                  ),
          ...(isDone ? { property: ['jobSpecification', 'onAllTasksComplete'] } : {}),
        },
      ],
    },
  ];
}

function describeLast({ lastJob, counts }: ScheduleContext): string {
  if (lastJob === undefined)
    return l10n.t("The job schedule is active. It hasn't created any job that is still known.");
  const failed = counts?.failed ?? 0;
  const { code } = lastJob.executionInfo?.schedulingError ?? {};
  if (code !== undefined)
    return l10n.t('The job schedule is active. Its last job, {job}, could not be scheduled: {code}.', {
      job: lastJob.id,
      code,
    });
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

function adviseOnFailures({ lastJob, counts }: ScheduleContext): Explanation['fixes'] {
  if (lastJob?.executionInfo?.schedulingError !== undefined)
    return [
      {
        text: l10n.t('See why {job} could not be scheduled: the next job is likely to end the same way.', {
          job: lastJob.id,
        }),
      },
    ];
  if (lastJob === undefined || (counts?.failed ?? 0) === 0) return [];
  return [
    {
      text: l10n.t('See why tasks in {job} failed: the next job is likely to fail the same way.', { job: lastJob.id }),
    },
  ];
}

/** Lists the schedule's recurrence, next run, and last job. */
function listFacts({ schedule, lastJob, counts, accountId }: ScheduleContext): readonly (Evidence | undefined)[] {
  const { executionInfo, schedule: times } = schedule;
  const every = parseDuration(times?.recurrenceInterval ?? '');
  const jobId = lastJob?.id ?? executionInfo?.recentJob?.id;
  const [started, ended] = [toTime(lastJob?.executionInfo?.startTime), toTime(lastJob?.executionInfo?.endTime)];
  return [
    {
      text: every === undefined ? l10n.t('once') : l10n.t('every {interval}', { interval: toDurationWords(every) }),
      source: 'recurrenceInterval',
    },
    describeNextRun(executionInfo?.nextRunTime),
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
