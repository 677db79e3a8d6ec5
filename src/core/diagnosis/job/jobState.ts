import * as l10n from '@vscode/l10n';
import { findCode } from '../catalogue/find.ts';
import { type Draft, toClause } from '../draft.ts';
import { isSame } from '../evidence/time.ts';
import { maskLiterals } from '../mask.ts';
import { describeDetails, describeFailureInfo, firstLine } from '../task/commonEvidence.ts';
import { draftPreparationFailure, findFailedPreparations } from '../task/preparation.ts';
import { explainFailedTasks } from './failedTasks.ts';
import { countTasks, type JobCase } from './jobCase.ts';
import { explainEnd } from './jobEnd.ts';
import { explainIdle, explainWaitingTasks } from './jobWaiting.ts';

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
