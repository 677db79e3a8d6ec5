import * as l10n from '@vscode/l10n';
import type { Job } from '../../model/job.ts';
import type { Draft } from '../draft.ts';
import { isSame } from '../evidence/time.ts';
import { explainFailedTasks } from './failedTasks.ts';
import { countTasks, type JobCase } from './jobCase.ts';
import { describeTerminateReason } from './terminateReason.ts';

/** A job that has ended or is ending: by its own settings, by a person, or because all was done. */
export function explainEnd(theCase: JobCase): Draft | undefined {
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
