import * as l10n from '@vscode/l10n';
import type { JobPreparationAndReleaseStatus } from '../../model/job.ts';
import { jobPreparationCodes } from '../catalogue/taskFailure.ts';
import type { Draft } from '../draft.ts';
import { isSame } from '../evidence/time.ts';
import type { Evidence } from '../explanation.ts';
import { judgeProcess } from '../processFailure.ts';
import { describeFailureInfo } from './commonEvidence.ts';
import type { TaskCase } from './taskCase.ts';

/** Nodes where the preparation task of the job failed. */
export function findFailedPreparations(
  preparation: readonly JobPreparationAndReleaseStatus[],
): readonly JobPreparationAndReleaseStatus[] {
  const failed = preparation.filter((status) => {
    const info = status.jobPreparationTaskExecutionInfo;
    return isSame(info?.result, 'failure') || info?.failureInfo !== undefined || (info?.exitCode ?? 0) !== 0;
  });
  return failed.sort((one, other) => ((one.nodeId ?? '') < (other.nodeId ?? '') ? -1 : 1));
}

/** Evidence of a failed preparation task: how many nodes, and what the service says about the first of them. */
export function describeFailedPreparations(
  failed: readonly JobPreparationAndReleaseStatus[],
  all: readonly JobPreparationAndReleaseStatus[],
): readonly (Evidence | undefined)[] {
  const first = failed[0]?.jobPreparationTaskExecutionInfo;
  if (first === undefined) return [];
  return [
    {
      text: l10n.t('The preparation task failed on {0} of {1} nodes.', failed.length, all.length),
      source: 'jobpreparation',
    },
    describeFailureInfo(first.failureInfo, `jobpreparation, ${failed[0]?.nodeId ?? ''}`),
    first.exitCode === undefined
      ? undefined
      : { text: l10n.t('Exit code {0}', first.exitCode), source: 'jobpreparation' },
  ];
}

/** A task that the service gave up because of the job's preparation task. Undefined for other codes. */
export function explainPreparationFailure(theCase: TaskCase): Draft | undefined {
  const { task } = theCase;
  if (!isSame(task.executionInfo?.failureInfo?.code, 'JobPreparationTaskFailed')) return undefined;
  return draftPreparationFailure(
    theCase,
    l10n.t('{0} could not start: the preparation task of its job failed', task.id),
  );
}

/** The explanation shared by failed and by waiting tasks of a job whose preparation task fails. */
export function draftPreparationFailure(
  { job, preparation, os }: Pick<TaskCase, 'job' | 'preparation' | 'os'>,
  title: string,
): Draft {
  const failed = findFailedPreparations(preparation);
  const first = failed[0]?.jobPreparationTaskExecutionInfo;
  const verdict = first?.exitCode === undefined ? undefined : judgeProcess({ exitCode: first.exitCode, os });
  const entry = jobPreparationCodes['JobPreparationTaskFailed'];
  const text = entry?.text();
  const isSpecific = verdict !== undefined && verdict.category !== 'other';
  return {
    category: isSpecific ? verdict.category : 'node',
    code: 'JobPreparationTaskFailed',
    title,
    cause: [
      l10n.t(
        'Batch runs the preparation task once on every node before the first task of the job, and it failed. Tasks go back to the queue and never start there.',
      ),
      verdict === undefined ? '' : l10n.t('What it ended with: {0}.', verdict.what),
    ]
      .filter((part) => part !== '')
      .join(' '),
    evidence: [
      ...describeFailedPreparations(failed, preparation),
      job?.jobPreparationTask === undefined
        ? undefined
        : { text: job.jobPreparationTask.commandLine, source: 'jobPreparationTask.commandLine' },
    ],
    fixes: (text?.fixes ?? []).map((fix) => ({ text: fix })),
    remedies: entry?.remedies ?? [],
    confidence: failed.length > 0 ? 'certain' : 'likely',
    identity: verdict?.identity ?? 'preparation',
  };
}
