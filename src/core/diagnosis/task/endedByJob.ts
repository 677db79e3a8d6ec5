import * as l10n from '@vscode/l10n';
import { describeEndedJobs, planRetry } from '../../changes/taskPlans.ts';
import { findCulprit } from '../../model/exitConditions.ts';
import { isDisabled, isOver, type Job } from '../../model/job.ts';
import type { Task } from '../../model/task.ts';
import { elapsedMs, isSame, toTime, toTimeText } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { describeExitCode, type TaskContext } from '../process/taskContext.ts';
import {
  adviseLimit,
  adviseManager,
  describeCulprit,
  describeManager,
  describeReason,
  describeTerminateReason,
  findManager,
  findTerminateReason,
  sayWhyEnded,
  toCulpritEvidence,
} from './jobFacts.ts';

/** Maximum milliseconds that a job waits for its release task, if the job doesn't show when it began to end. */
const maxEndingMs = 20 * 60_000;
/** Maximum difference in milliseconds between the clocks of nodes and the service. */
const maxSkewMs = 60_000;
const isAllDone = /^alltaskscompleted?$/i;
/** Time in milliseconds within which disabling a job ends its tasks. */
const maxDisablingMs = 2 * 60_000;

/**
 * Explains a task that ended because its job did; undefined if the job continues, or ended later for another reason.
 */
export function explainJobEnd(context: TaskContext): Draft | undefined {
  const { task, job, siblings, culpritWhy } = context;
  if (job === undefined) return undefined;
  if (isDisabled(job)) return explainDisabled(context, job);
  const culprit = findCulprit(job, siblings);
  const reason = findTerminateReason(job, culprit);
  if (!isOver(job) || reason === undefined || isAllDone.test(reason)) return undefined;
  if (endedBefore(task, job, culprit)) return undefined;
  const isTimeout = isSame(reason, 'MaxWallClockTimeExpiry');
  const why = describeTerminateReason(reason, job, culprit);
  const again = planRetry(task, job);
  const manager = findManager(job, culprit);
  const byManager = manager === undefined ? undefined : describeManager(manager, job);
  return {
    category: isTimeout ? 'timeout' : 'interrupted',
    ...(isTimeout ? { change: 'definition' } : {}),
    code: task.executionInfo?.failureInfo?.code,
    title: l10n.t('{task} was terminated with its job: {why}', { task: task.id, why }),
    cause: joinSentences([
      l10n.t('Batch terminated the program with all running tasks of its job.'),
      sayWhyEnded(job, why),
      culprit === undefined ? byManager?.text : describeCulprit(culprit, culpritWhy),
    ]),
    evidence: [
      describeReason(job),
      describeEndTime(job),
      culprit === undefined ? byManager : toCulpritEvidence(culprit, job, culpritWhy),
      describeExitCode(context),
    ],
    fixes: [
      ...(culprit === undefined ? [] : [{ text: l10n.t('Explain {0} first: it caused the job to end.', culprit.id) }]),
      ...(manager === undefined ? [] : adviseManager(manager, job)),
      ...(isTimeout
        ? adviseLimit(isSame(job.jobManagerTask?.id, task.id) ? task.id : undefined, { remedies: ['job.clone'] })
        : []),
      ...(again.possible
        ? []
        : [{ text: again.reason, ofSeveral: describeEndedJobs(), remedies: ['task.resubmit'] as const }]),
    ],
    remedies: ['task.openStderr'],
    // The task and its job give the same reason, at the same time.
    confidence: isSame(task.executionInfo?.failureInfo?.code, 'TaskEnded') ? 'certain' : 'likely',
    identity: reason.toLowerCase(),
  };
}

/** Checks whether a task failed only because its job ended for a reason other than the completion of all tasks. */
export function wasEndedWithJob(task: Task, job: Job, culprit: Task | undefined): boolean {
  const reason = findTerminateReason(job, culprit) ?? '';
  const isByJob = isSame(task.executionInfo?.failureInfo?.code, 'TaskEnded') && !endedBefore(task, job, culprit);
  return isByJob && task.id !== culprit?.id && reason !== '' && !isAllDone.test(reason);
}

/** Checks whether a task had ended before its job began to end, and thus for another reason. */
function endedBefore(task: Task, job: Job, culprit?: Task): boolean {
  const { endTime } = task.executionInfo ?? {};
  const began = job.state === 'terminating' ? job.stateTransitionTime : toTerminatingTime(job);
  const gap = elapsedMs(endTime, culprit?.executionInfo?.endTime ?? began);
  if (gap !== undefined) return gap > maxSkewMs;
  const whole = elapsedMs(endTime, job.executionInfo?.endTime);
  return whole !== undefined && whole > maxEndingMs;
}

function toTerminatingTime({ previousState, previousStateTransitionTime }: Job): string | undefined {
  return previousState === 'terminating' ? previousStateTransitionTime : undefined;
}

function describeEndTime(job: Job): Evidence | undefined {
  const time = toTime(job.executionInfo?.endTime);
  return time === undefined
    ? undefined
    : { text: l10n.t('The job ended on {0}.', toTimeText(time)), source: `job ${job.id}` };
}

/** Checks whether a task ended when its job was disabled, which can terminate running tasks. */
export function wasEndedByDisabling({ executionInfo }: Task, job: Job): boolean {
  const gap = isDisabled(job) ? elapsedMs(executionInfo?.endTime, job.stateTransitionTime) : undefined;
  return gap !== undefined && Math.abs(gap) <= maxDisablingMs;
}

function explainDisabled(context: TaskContext, job: Job): Draft | undefined {
  const { task } = context;
  const disabled = toTime(job.stateTransitionTime);
  if (disabled === undefined || !wasEndedByDisabling(task, job)) return undefined;
  return {
    category: 'interrupted',
    code: task.executionInfo?.failureInfo?.code,
    title: l10n.t('{0} was terminated because its job was disabled', task.id),
    cause: l10n.t(
      'Someone disabled the job with the option "terminate", which terminates running tasks: they don\'t run again automatically.',
    ),
    evidence: [
      { text: l10n.t('The job was disabled on {0}.', toTimeText(disabled)), source: `job ${job.id}` },
      describeExitCode(context),
    ],
    // A job that terminates itself ends as soon as it is enabled with no tasks left to run.
    fixes: [
      {
        text: l10n.t('Retry the task, which puts it in the queue. Then enable the job.'),
        ofSeveral: l10n.t('Retry the tasks, which puts them in the queue. Then enable the job.'),
        remedies: ['task.retry', 'job.enable'],
      },
    ],
    remedies: ['task.openStderr'],
    confidence: 'likely',
    identity: 'job disabled',
  };
}
