import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Job, JobPreparationAndReleaseStatus } from '../../model/job.ts';
import type { Pool } from '../../model/pool.ts';
import { isFailed, type Task } from '../../model/task.ts';
import { formatNumber } from '../../query/numbers.ts';
import type { OperatingSystem } from '../catalogue/exitCodes.ts';
import { findCode } from '../catalogue/find.ts';
import { withoutSubject } from '../cluster/describeCluster.ts';
import { type Draft, toClause } from '../draft.ts';
import { isSame } from '../evidence/time.ts';
import { explainTask } from '../explainTask.ts';
import type { Evidence } from '../explanation.ts';
import { maskLiterals } from '../mask.ts';
import { describeDetails, describeFailureInfo, firstLine } from '../task/commonEvidence.ts';
import { draftPreparationFailure, findFailedPreparations } from '../task/preparation.ts';
import { explainFailedTasks } from './failedTasks.ts';
import { describeTerminateReason } from './terminateReason.ts';

export interface JobCase {
  readonly job: Job;
  readonly tasks: readonly Task[];
  readonly preparation: readonly JobPreparationAndReleaseStatus[];
  readonly pool?: Pool | undefined;
  readonly nodes?: readonly ComputeNode[] | undefined;
  readonly os?: OperatingSystem | undefined;
  readonly now?: Date | string | undefined;
}

/** From what stops the whole job to what is wrong with single tasks. */
export function explainJobCase(theCase: JobCase): Draft {
  return (
    explainSchedulingError(theCase) ??
    explainPreparation(theCase) ??
    explainDisabled(theCase) ??
    explainEnd(theCase) ??
    explainFailedTasks(theCase) ??
    explainRelease(theCase) ??
    explainWaitingTasks(theCase) ??
    explainIdle(theCase) ??
    explainHealthy(theCase)
  );
}

export function countTasks(tasks: readonly Task[]): Evidence | undefined {
  if (tasks.length === 0) return undefined;
  const failed = tasks.filter(isFailed).length;
  const completed = tasks.filter((task) => isSame(task.state, 'completed')).length;
  const running = tasks.filter((task) => isSame(task.state, 'running') || isSame(task.state, 'preparing')).length;
  return {
    text: l10n.t(
      '{0} failed, {1} running, {2} waiting, {3} succeeded',
      formatNumber(failed),
      formatNumber(running),
      formatNumber(tasks.length - completed - running),
      formatNumber(completed - failed),
    ),
    source: 'tasks',
  };
}

function explainSchedulingError({ job }: JobCase): Draft | undefined {
  const error = job.executionInfo?.schedulingError;
  if (error === undefined) return undefined;
  const known = findCode('jobScheduling', error.code);
  const text = known?.entry.text();
  const details = describeDetails(error.details ?? error.values);
  return {
    category: known?.entry.category ?? 'service',
    code: known?.code ?? error.code,
    title: l10n.t(
      'Job {0} could not be scheduled: {1}',
      job.id,
      toClause(text?.meaning ?? firstLine(error.message ?? error.code ?? '')),
    ),
    cause: [text?.meaning ?? firstLine(error.message ?? ''), ...(text?.causes ?? [])]
      .filter((part) => part !== '')
      .join(' '),
    evidence: [
      {
        text: `${error.code ?? ''}: "${firstLine(error.message ?? '')}"${details === '' ? '' : ` — ${details}`}`,
        source: 'schedulingError',
      },
    ],
    fixes: (text?.fixes ?? []).map((fix) => ({ text: fix, property: ['poolInfo'] })),
    remedies: known?.entry.remedies ?? [],
    confidence: known === undefined || known.code === 'Unknown' ? 'guess' : 'certain',
    identity: maskLiterals(details),
  };
}

function explainPreparation({ job, preparation, os }: JobCase): Draft | undefined {
  const failed = findFailedPreparations(preparation);
  if (failed.length === 0 || isSame(job.state, 'completed')) return undefined;
  const title =
    failed.length === preparation.length
      ? l10n.t(
          'Job {0} is stuck: its preparation task fails on {1} of {2} nodes',
          job.id,
          failed.length,
          preparation.length,
        )
      : l10n.t(
          'Job {0} is held up: its preparation task fails on {1} of {2} nodes',
          job.id,
          failed.length,
          preparation.length,
        );
  return draftPreparationFailure({ job, preparation, os }, title);
}

function explainDisabled({ job, tasks }: JobCase): Draft | undefined {
  if (!isSame(job.state, 'disabled') && !isSame(job.state, 'disabling')) return undefined;
  return {
    category: 'conflict',
    title: l10n.t('Job {0} is disabled: none of its tasks starts', job.id),
    cause: l10n.t(
      'Somebody disabled the job, or a task failed whose exit conditions say so. Its tasks wait until it is enabled again.',
    ),
    evidence: [{ text: l10n.t('Job state: {0}', job.state ?? ''), source: `job ${job.id}` }, countTasks(tasks)],
    fixes: [{ text: l10n.t('Enable the job when what made it be disabled is put right.') }],
    remedies: ['job.enable'],
    confidence: 'certain',
    identity: 'disabled',
  };
}

function explainEnd(theCase: JobCase): Draft | undefined {
  const { job, tasks } = theCase;
  const reason = job.executionInfo?.terminateReason;
  if (!['terminating', 'completed', 'deleting'].some((state) => isSame(job.state, state))) return undefined;
  const evidence = [
    { text: l10n.t('Job state: {0}', job.state ?? ''), source: `job ${job.id}` },
    reason === undefined ? undefined : { text: `terminateReason = ${reason}`, source: `job ${job.id}` },
    countTasks(tasks),
  ];
  const isTimeout = isSame(reason, 'MaxWallClockTimeExpiry');
  const isOrdinary = reason === undefined || /^(alltaskscompleted?|jmcomplete)$/i.test(reason);
  if (isOrdinary && !isSame(job.state, 'deleting')) {
    const failed = explainFailedTasks(theCase);
    if (failed !== undefined)
      return {
        ...failed,
        evidence: [...evidence, ...(failed.evidence ?? [])],
        remedies: ['task.resubmit', 'task.openStderr'],
      };
  }
  const why = reason === undefined ? '' : describeTerminateReason(reason);
  return {
    category: isTimeout ? 'timeout' : isOrdinary ? 'other' : 'interrupted',
    title: why === '' ? l10n.t('Job {0} is {1}', job.id, job.state ?? '') : l10n.t('Job {0} ended: {1}', job.id, why),
    cause: describeEnd(job, why),
    evidence,
    fixes: isOrdinary
      ? []
      : [
          {
            text: l10n.t(
              'A job that has ended takes no tasks and no retries: submit what has to run again to a new job.',
            ),
          },
        ],
    remedies: isOrdinary ? [] : ['task.resubmit'],
    confidence: 'certain',
    identity: `ended ${reason?.toLowerCase() ?? ''}`,
  };
}

function describeEnd(job: Job, why: string): string {
  const parts = [why === '' ? l10n.t('The job is {0}.', job.state ?? '') : l10n.t('The job ended because {0}.', why)];
  if (
    isSame(job.executionInfo?.terminateReason, 'TaskFailed') ||
    isSame(job.onTaskFailure, 'performexitoptionsjobaction')
  ) {
    parts.push(
      l10n.t('The exit conditions of its tasks may end the job (`onTaskFailure` is {0}).', job.onTaskFailure ?? '?'),
    );
  }
  parts.push(l10n.t('Tasks that had not started then never run.'));
  return parts.join(' ');
}

function explainRelease({ job, preparation }: JobCase): Draft | undefined {
  const failed = preparation.filter(
    ({ jobReleaseTaskExecutionInfo: info }) => isSame(info?.result, 'failure') || info?.failureInfo !== undefined,
  );
  const [first] = failed;
  if (first === undefined) return undefined;
  const info = first.jobReleaseTaskExecutionInfo;
  return {
    category: 'other',
    code: info?.failureInfo?.code,
    title: l10n.t('The release task of job {0} failed on {1} nodes', job.id, failed.length),
    cause: l10n.t(
      'The job completes all the same; what the release task should have cleaned up may still be on the nodes.',
    ),
    evidence: [
      describeFailureInfo(info?.failureInfo, 'jobrelease'),
      info?.exitCode === undefined ? undefined : { text: l10n.t('Exit code {0}', info.exitCode), source: 'jobrelease' },
    ],
    fixes: [
      {
        text: l10n.t('Read the logs of the release task on the node; it may run for 15 minutes at most.'),
        property: ['jobReleaseTask'],
      },
    ],
    confidence: 'certain',
    identity: 'release',
  };
}

/** Tasks wait and none runs: the reasons are those of the first of them. */
function explainWaitingTasks({ job, tasks, preparation, pool, nodes, now }: JobCase): Draft | undefined {
  const isActive = (task: Task) => isSame(task.state, 'active');
  const isRunning = (task: Task) => isSame(task.state, 'running') || isSame(task.state, 'preparing');
  const waiting = tasks.filter(isActive).sort(byAge);
  const [first] = waiting;
  if (first === undefined || tasks.some(isRunning)) return undefined;
  const explanation = explainTask({ task: first, job, pool, nodes, preparation, siblings: tasks, now });
  return {
    category: explanation.category,
    code: explanation.code,
    title:
      explanation.confidence === 'guess'
        ? l10n.t('Tasks of job {0} wait, and none runs', job.id)
        : l10n.t('Job {0} does not get on: {1}', job.id, withoutSubject(explanation.title, [first.id])),
    cause:
      waiting.length === 1
        ? explanation.cause
        : l10n.t('{0} tasks wait. Of the first: {1}', formatNumber(waiting.length), explanation.cause),
    evidence: [countTasks(tasks), ...explanation.evidence],
    fixes: explanation.fixes,
    remedies: explanation.remedies,
    confidence: explanation.confidence,
    identity: explanation.fingerprint,
  };
}

/** The oldest first: it is the next to run. */
function byAge(one: Task, other: Task): number {
  const [left, right] = [one.creationTime ?? '', other.creationTime ?? ''];
  if (left !== right) return left < right ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

/** All tasks are done and the job stays active, using up quota. */
function explainIdle({ job, tasks }: JobCase): Draft | undefined {
  const done = tasks.length > 0 && tasks.every((task) => isSame(task.state, 'completed'));
  if (!done || !isSame(job.state, 'active')) return undefined;
  return {
    category: 'other',
    title: l10n.t('All tasks of job {0} are done, and it stays active', job.id),
    cause: l10n.t(
      '`onAllTasksComplete` is {0}, so the job waits for more tasks. Active jobs count against the quota of the account.',
      job.onAllTasksComplete ?? 'noaction',
    ),
    evidence: [countTasks(tasks)],
    fixes: [
      {
        text: l10n.t('Terminate the job, or set `onAllTasksComplete` to terminatejob.'),
        property: ['onAllTasksComplete'],
      },
    ],
    remedies: ['job.terminate'],
    confidence: 'certain',
    identity: 'idle',
  };
}

function explainHealthy({ job, tasks }: JobCase): Draft {
  return {
    category: 'other',
    title: l10n.t('Nothing is wrong with job {0}', job.id),
    cause: l10n.t('The job is {0}, and none of its tasks that were looked at failed.', job.state ?? ''),
    evidence: [countTasks(tasks)],
    confidence: tasks.length === 0 ? 'guess' : 'certain',
    identity: 'healthy',
  };
}
