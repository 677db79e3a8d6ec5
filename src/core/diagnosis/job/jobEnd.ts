import * as l10n from '@vscode/l10n';
import { narrowCause } from '../../failures/narrowCause.ts';
import { findCulprit } from '../../model/exitConditions.ts';
import type { Job } from '../../model/job.ts';
import { findJobLimit } from '../../model/jobLimit.ts';
import { describeState } from '../../model/states.ts';
import type { Task } from '../../model/task.ts';
import { toText } from '../../model/words.ts';
import { plural } from '../../text/plural.ts';
import { toDurationWords } from '../../words/durations.ts';
import { asCount } from '../../words/numbers.ts';
import { elapsedMs, isSame, toTime, toTimeText } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Fix } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { wasEndedWithJob } from '../task/endedByJob.ts';
import {
  adviseLimit,
  adviseManager,
  adviseSchedule,
  describeCulprit,
  describeJobRun,
  describeManager,
  describeReason,
  describeTerminateReason,
  findManager,
  findTerminateReason,
  sayWhyEnded,
} from '../task/jobFacts.ts';
import { adviseMissing } from '../task/waitingPool.ts';
import { adviseFailed, countFailed, explainFailedTasks } from './failedTasks.ts';
import { findWhy, withCulprit } from './firstFailure.ts';
import { countWaitingTasks, describeTaskCounts, type JobContext } from './jobContext.ts';
import { describeReleases, explainRelease } from './release.ts';
import { explainSeeming } from './seeming.ts';

/** Explains why a job has ended or is ending: its own settings, a user's action, or the completion of all its tasks. */
export function explainEnd(context: JobContext): Draft | undefined {
  const { job, preparation, now } = context;
  if (job.state === 'deleting') return explainDeleting(context);
  if (job.state !== 'terminating' && job.state !== 'completed') return undefined;
  const culprit = findCulprit(job, context.tasks);
  const reason = findTerminateReason(job, culprit);
  const left = leaveOutEnded(context, culprit);
  const isCut = countWaitingTasks(context) > 0 || countFailed(left) < countFailed(context);
  const manager = isCut ? findManager(job, culprit) : undefined;
  const isOrdinary = !(culprit ?? manager) && /^(alltaskscompleted?|jmcomplete)?$/i.test(reason ?? '');
  const limit = findJobLimit(job, now);
  const isTimeout = isSame(reason, 'MaxWallClockTimeExpiry');
  const stated = [
    describeEndState(job),
    describeReason(job),
    isTimeout && limit !== undefined ? describeJobRun(job, limit) : undefined,
    describeTaskCounts(context),
  ];
  const evidence = [...stated, ...describeReleases(preparation)];
  const why = reason === undefined ? '' : describeTerminateReason(reason, job, culprit);
  const release = explainRelease(context);
  const failed = isOrdinary ? explainFailedTasks(context) : undefined;
  if (failed !== undefined)
    return {
      ...failed,
      // A job manager task may complete while other tasks still run.
      cause:
        isSame(reason, 'JMComplete') || job.state === 'terminating'
          ? joinSentences([describeJobEnd(context, why), failed.cause])
          : failed.cause,
      evidence: [...evidence, ...(failed.evidence ?? [])],
      fixes: [...(failed.fixes ?? []), ...(release?.fixes ?? [])],
      remedies: [],
    };
  if (isOrdinary && release !== undefined)
    return {
      ...release,
      cause: joinSentences([describeJobEnd(context, why), release.cause]),
      evidence: [...stated, ...(release.evidence ?? [])],
    };
  const seeming = isOrdinary ? explainSeeming(context) : undefined;
  if (seeming !== undefined)
    return { ...seeming, cause: joinSentences([describeJobEnd(context, why), seeming.cause]), evidence };
  const isDone = isAllDone(context);
  const beside = explainFailedTasks(left, true);
  return {
    category: isTimeout ? 'timeout' : isOrdinary || isDone ? 'other' : 'interrupted',
    title: toJobEndTitle(job, why),
    cause: describeJobEnd(context, why, manager),
    sections: withCulprit(culprit, context, beside),
    evidence,
    fixes: [
      ...adviseDelay(context),
      // A new job would fail in the same way.
      ...adviseFailed(left, beside),
      ...(isOrdinary ? adviseEmpty(context) : isDone ? [] : listJobEndFixes(context, manager, isTimeout)),
      ...(release?.fixes ?? []),
    ],
    confidence: reason === job.executionInfo?.terminateReason ? 'certain' : 'likely',
    identity: `ended ${reason?.toLowerCase() ?? ''}`,
  };
}

/** Returns the case without the tasks that failed only because the job ended. */
function leaveOutEnded(context: JobContext, culprit: Task | undefined): JobContext {
  const { job, tasks, causes, coverage, counts } = context;
  const isLeft = (task: Task): boolean => !wasEndedWithJob(task, job, culprit);
  const left = causes?.flatMap(
    (cause) => narrowCause(cause, ({ failing }) => failing.kind !== 'task' || isLeft(failing.task)) ?? [],
  );
  const count = (some: JobContext['causes'] = []): number =>
    some.reduce((sum, { failures }) => sum + failures.length, 0);
  const out = count(causes) - count(left);
  return {
    ...context,
    tasks: tasks.filter(isLeft),
    causes: left,
    coverage: coverage && { ...coverage, read: coverage.read - out, total: coverage.total - out },
    counts: counts && { ...counts, failed: counts.failed - out },
  };
}

function describeEndState(job: Job) {
  const end = toTime(job.executionInfo?.endTime);
  const text =
    end === undefined
      ? l10n.t('Job state: {0}', describeState('job', job.state).label)
      : l10n.t('Job state: {0}, ended on {1}', describeState('job', job.state).label, toTimeText(end));
  return { text, source: `job ${job.id}` };
}

function toJobEndTitle(job: Job, why: string): string {
  if (why === '') return l10n.t('Job {job} is {state}', { job: job.id, state: describeState('job', job.state).label });
  return job.state === 'terminating'
    ? l10n.t('Job {job} is ending: {why}', { job: job.id, why })
    : l10n.t('Job {job} ended: {why}', { job: job.id, why });
}

function isAllDone({ counts }: JobContext): boolean {
  return counts !== undefined && counts.succeeded > 0 && counts.active + counts.running + counts.failed === 0;
}

function describeJobEnd(context: JobContext, why: string, manager?: string): string {
  const { job, tasks, areTasksKnown } = context;
  const reason = job.executionInfo?.terminateReason;
  const culprit = findCulprit(job, tasks);
  const waiting = countWaitingTasks(context);
  const wasEmpty = areTasksKnown && tasks.length === 0 && /^alltaskscompleted?$/i.test(reason ?? '');
  return joinSentences([
    why === ''
      ? l10n.t('The job is {state}.', { state: describeState('job', job.state).label })
      : sayWhyEnded(job, why),
    culprit === undefined ? '' : describeCulprit(culprit, findWhy(culprit, context)),
    manager === undefined ? '' : describeManager(manager, job).text,
    describeSetting(job, culprit),
    wasEmpty
      ? l10n.t('It had no tasks: with `onAllTasksComplete` set to terminatejob, a job without tasks ends at once.')
      : '',
    job.state === 'terminating' ? describeEnding(context) : '',
    describeDelay(context),
    waiting > 0 ? sayNeverRun(waiting) : areTasksKnown ? '' : l10n.t("Tasks that haven't started never run."),
  ]);
}

/** Jobs end within minutes: a release task may take up to 15 minutes (Batch documentation: "Job: jobReleaseTask"). */
const longestEndingMs = 30 * 60_000;

function findDelay({ job, now }: JobContext): number | undefined {
  const ms = job.state === 'terminating' ? elapsedMs(job.stateTransitionTime, toTime(now)) : undefined;
  return ms !== undefined && ms > longestEndingMs ? ms : undefined;
}

function describeDelay(context: JobContext): string {
  const ms = findDelay(context);
  return ms === undefined
    ? ''
    : l10n.t(
        "That usually takes minutes, but it has taken {0}: a node that is running one of its tasks probably isn't responding.",
        toDurationWords(ms),
      );
}

function adviseDelay(context: JobContext): readonly Fix[] {
  if (findDelay(context) === undefined) return [];
  return [
    { text: l10n.t("Check the nodes that its running tasks are on, and remove the ones that aren't responding.") },
  ];
}

function describeEnding({ job, tasks }: JobContext): string {
  if (tasks.some((task) => task.state === 'running'))
    return l10n.t('Its running tasks are being ended; then its release task runs, and the job completes.');
  return job.jobReleaseTask === undefined ? '' : l10n.t('It completes once its release task has ended on all nodes.');
}

function describeSetting(job: Job, culprit: Task | undefined): string {
  const { onTaskFailure } = job;
  if (!isSame(findTerminateReason(job, culprit), 'TaskFailed')) return '';
  const setting = toText(onTaskFailure ?? 'noaction');
  return culprit === undefined
    ? l10n.t("Its tasks' exit conditions may end the job (`onTaskFailure` is `{0}`).", setting)
    : l10n.t('Its `exitConditions` end the job (`onTaskFailure` is `{0}`).', setting);
}

function adviseEmpty({ tasks, areTasksKnown }: JobContext): readonly Fix[] {
  if (!areTasksKnown || tasks.length > 0) return [];
  return [
    {
      text: l10n.t('Add the tasks first, and set `onAllTasksComplete` to `terminatejob` afterwards.'),
      property: ['onAllTasksComplete'],
    },
  ];
}

function listJobEndFixes(context: JobContext, manager: string | undefined, isTimeout: boolean): readonly Fix[] {
  const { job, tasks, areTasksKnown } = context;
  const culprit = findCulprit(job, tasks);
  const hasOnlyManager = areTasksKnown && tasks.every(({ id }) => isSame(job.jobManagerTask?.id, id));
  return [
    ...(manager === undefined ? [] : adviseManager(manager, job)),
    ...(culprit === undefined
      ? []
      : [
          { text: l10n.t('Fix what made {0} fail; otherwise, the new job would end the same way.', culprit.id) },
          ...adviseSchedule(culprit, job),
        ]),
    ...(isTimeout
      ? adviseLimit(hasOnlyManager ? job.jobManagerTask?.id : undefined, {
          property: ['constraints', 'maxWallClockTime'],
        })
      : []),
    {
      text: l10n.t(
        "A job that is ending or has ended doesn't accept tasks or retries: submit the tasks that have to run again to a new job.",
      ),
      remedies: ['job.clone'],
    },
    ...adviseMissing(context),
  ];
}

function explainDeleting(context: JobContext): Draft {
  const { job } = context;
  return {
    category: 'conflict',
    title: l10n.t('Job {0} is being deleted', job.id),
    cause: l10n.t(
      "Its tasks and their files on the nodes are deleted with it. Its ID can't be reused until the job is gone.",
    ),
    evidence: [describeEndState(job), describeTaskCounts(context)],
    fixes: [{ text: l10n.t('Wait until it is gone.') }],
    confidence: 'certain',
    identity: 'deleting',
  };
}

/** Describes the tasks that had not started, or were to start again, when their job ended. */
export function sayNeverRun(waiting: number): string {
  return plural(waiting, {
    one: l10n.t('{count} task was still waiting, and never runs.', asCount(waiting)),
    other: l10n.t('{count} tasks were still waiting, and never run.', asCount(waiting)),
  });
}
