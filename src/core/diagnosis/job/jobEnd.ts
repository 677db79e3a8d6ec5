import * as l10n from '@vscode/l10n';
import { findCulprit } from '../../model/exitConditions.ts';
import type { Job } from '../../model/job.ts';
import { describeState } from '../../model/states.ts';
import type { Task } from '../../model/task.ts';
import { toText } from '../../model/words.ts';
import { toDurationWords } from '../../query/durations.ts';
import { narrowCause } from '../../query/narrowCause.ts';
import { elapsedMs, isSame, toTime, toTimeText } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Fix } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { wasEndedWithJob } from '../task/endedByJob.ts';
import {
  adviseSchedule,
  describeCulprit,
  describeJobRun,
  describeReason,
  describeTerminateReason,
  findJobLimit,
  findTerminateReason,
  sayWhyEnded,
} from '../task/jobFacts.ts';
import { adviseFailed, explainFailedTasks } from './failedTasks.ts';
import { findWhy, withCulprit } from './firstFailure.ts';
import { describeTaskCounts, type JobCase } from './jobCase.ts';
import { describeReleases, explainRelease, listReleaseFixes } from './release.ts';
import { explainSeeming } from './seeming.ts';

/** Explains a job that has ended or is ending: by its own settings, by a person, or because all was done. */
export function explainEnd(theCase: JobCase): Draft | undefined {
  const { job, preparation, now } = theCase;
  if (job.state === 'deleting') return explainDeleting(theCase);
  if (job.state !== 'terminating' && job.state !== 'completed') return undefined;
  const culprit = findCulprit(job, theCase.tasks);
  const reason = findTerminateReason(job, culprit);
  const isOrdinary = culprit === undefined && /^(alltaskscompleted?|jmcomplete)?$/i.test(reason ?? '');
  const limit = findJobLimit(job, now);
  const isTimeout = isSame(reason, 'MaxWallClockTimeExpiry');
  const evidence = [
    describeEndState(job),
    describeReason(job),
    isTimeout && limit !== undefined ? describeJobRun(job, limit) : undefined,
    describeTaskCounts(theCase),
    ...describeReleases(preparation),
  ];
  const why = reason === undefined ? '' : describeTerminateReason(reason, job, culprit);
  const failed = isOrdinary ? explainFailedTasks(theCase) : undefined;
  if (failed !== undefined)
    return {
      ...failed,
      // A job manager may be done while other tasks are not.
      cause:
        isSame(reason, 'JMComplete') || job.state === 'terminating'
          ? joinSentences([describeEnd(theCase, why), failed.cause])
          : failed.cause,
      evidence: [...evidence, ...(failed.evidence ?? [])],
      fixes: [...(failed.fixes ?? []), ...listReleaseFixes(preparation)],
      remedies: [],
    };
  const release = isOrdinary ? explainRelease(theCase) : undefined;
  if (release !== undefined)
    return { ...release, cause: joinSentences([describeEnd(theCase, why), release.cause]), evidence };
  const seeming = isOrdinary ? explainSeeming(theCase) : undefined;
  if (seeming !== undefined)
    return { ...seeming, cause: joinSentences([describeEnd(theCase, why), seeming.cause]), evidence };
  const left = leaveOutEnded(theCase, culprit);
  const beside = explainFailedTasks(left, true);
  return {
    category: isTimeout ? 'timeout' : isOrdinary ? 'other' : 'interrupted',
    title: toTitle(job, why),
    cause: describeEnd(theCase, why),
    sections: withCulprit(culprit, theCase, beside),
    evidence,
    fixes: [
      ...adviseDelay(theCase),
      // A new job fails as this one did.
      ...adviseFailed(left, beside),
      ...listFixes(theCase, isOrdinary, isTimeout),
      ...listReleaseFixes(preparation),
    ],
    confidence: reason === job.executionInfo?.terminateReason ? 'certain' : 'likely',
    identity: `ended ${reason?.toLowerCase() ?? ''}`,
  };
}

/** Leaves out the tasks of a job that failed only because it ended. */
function leaveOutEnded(theCase: JobCase, culprit: Task | undefined): JobCase {
  const { job, tasks, causes, coverage, counts } = theCase;
  const isLeft = (task: Task): boolean => !wasEndedWithJob(task, job, culprit);
  const left = causes?.flatMap(
    (cause) => narrowCause(cause, ({ failing }) => failing.kind !== 'task' || isLeft(failing.task)) ?? [],
  );
  const count = (some: JobCase['causes'] = []): number => some.reduce((sum, { failures }) => sum + failures.length, 0);
  const out = count(causes) - count(left);
  return {
    ...theCase,
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

function toTitle(job: Job, why: string): string {
  if (why === '') return l10n.t('Job {job} is {state}', { job: job.id, state: describeState('job', job.state).label });
  return job.state === 'terminating'
    ? l10n.t('Job {job} is ending: {why}', { job: job.id, why })
    : l10n.t('Job {job} ended: {why}', { job: job.id, why });
}

function describeEnd(theCase: JobCase, why: string): string {
  const { job, tasks, areTasksKnown } = theCase;
  const reason = job.executionInfo?.terminateReason;
  const culprit = findCulprit(job, tasks);
  const waiting = tasks.filter((task) => task.state === 'active').length;
  const wasEmpty = areTasksKnown && tasks.length === 0 && /^alltaskscompleted?$/i.test(reason ?? '');
  return joinSentences([
    why === ''
      ? l10n.t('The job is {state}.', { state: describeState('job', job.state).label })
      : sayWhyEnded(job, why),
    culprit === undefined ? '' : describeCulprit(culprit, findWhy(culprit, theCase)),
    describeSetting(job, culprit),
    wasEmpty
      ? l10n.t('It had no tasks: with `onAllTasksComplete` set to terminatejob, a job without tasks ends at once.')
      : '',
    job.state === 'terminating' ? describeEnding(theCase) : '',
    describeDelay(theCase),
    waiting > 0 || !areTasksKnown ? l10n.t("Tasks that haven't started never run.") : '',
  ]);
}

/** Jobs end within minutes: a release task may take 15 of them (Batch documentation: "Job: jobReleaseTask"). */
const longestEndingMs = 30 * 60_000;

function findDelay({ job, now }: JobCase): number | undefined {
  const ms = job.state === 'terminating' ? elapsedMs(job.stateTransitionTime, toTime(now)) : undefined;
  return ms !== undefined && ms > longestEndingMs ? ms : undefined;
}

function describeDelay(theCase: JobCase): string {
  const ms = findDelay(theCase);
  return ms === undefined
    ? ''
    : l10n.t(
        "That usually takes minutes, but it has taken {0}: a node that is running one of its tasks probably isn't responding.",
        toDurationWords(ms),
      );
}

function adviseDelay(theCase: JobCase): readonly Fix[] {
  if (findDelay(theCase) === undefined) return [];
  return [
    { text: l10n.t("Check the nodes that its running tasks are on, and remove the ones that aren't responding.") },
  ];
}

function describeEnding({ job, tasks }: JobCase): string {
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

function listFixes({ job, tasks, areTasksKnown }: JobCase, isOrdinary: boolean, isTimeout: boolean): readonly Fix[] {
  const culprit = findCulprit(job, tasks);
  if (isOrdinary) {
    const wasEmpty = areTasksKnown && tasks.length === 0;
    return wasEmpty
      ? [
          {
            text: l10n.t('Add the tasks first, and set `onAllTasksComplete` to `terminatejob` afterwards.'),
            property: ['onAllTasksComplete'],
          },
        ]
      : [];
  }
  return [
    ...(culprit === undefined
      ? []
      : [
          { text: l10n.t('Fix what made {0} fail; otherwise, the new job would end the same way.', culprit.id) },
          ...adviseSchedule(culprit, job),
        ]),
    ...(isTimeout
      ? [
          {
            text: l10n.t("Set a longer `maxWallClockTime` in the new job's constraints, or leave it out."),
            property: ['constraints', 'maxWallClockTime'],
          },
        ]
      : []),
    {
      text: l10n.t(
        "A job that is ending or has ended doesn't accept tasks or retries: submit the tasks that have to run again to a new job.",
      ),
      remedies: ['job.clone'],
    },
  ];
}

function explainDeleting(theCase: JobCase): Draft {
  const { job } = theCase;
  return {
    category: 'conflict',
    title: l10n.t('Job {0} is being deleted', job.id),
    cause: l10n.t(
      "Its tasks and their files on the nodes are deleted with it. Its ID can't be reused until the job is gone.",
    ),
    evidence: [describeEndState(job), describeTaskCounts(theCase)],
    fixes: [{ text: l10n.t('Wait until it is gone.') }],
    confidence: 'certain',
    identity: 'deleting',
  };
}
