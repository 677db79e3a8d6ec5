import * as l10n from '@vscode/l10n';
import {
  isExecutionFailed,
  type JobPreparationAndReleaseStatus,
  type PreparationOrReleaseTaskExecution,
} from '../../../../core/model/job.ts';
import { describeState, type StateSeverity } from '../../../../core/model/states.ts';
import { toText } from '../../../../core/model/words.ts';
import { joinParts } from '../../../../core/text/lists.ts';
import { toNodeName } from '../../../../core/words/nodeNames.ts';
import type { AccountSnapshot } from '../../../../service/store/accountStore.ts';
import { type Row, toFacts, toLongTime, toShortTime, type Viewer } from '../../row.ts';
import { isAnyRunFailed, type JobTask } from '../jobTasks.ts';
import { toFailedText } from './accountRow.ts';

export function toPreparationRow(jobId: string, snapshot: AccountSnapshot): Row {
  const { items, hasMore } = snapshot.slice({ kind: 'preparation', jobId });
  const failed = items.filter(isAnyRunFailed).length;
  return {
    kind: 'preparation',
    words: failed > 0 ? ['failed'] : [],
    label: l10n.t('Preparation and release tasks'),
    ...(failed > 0 ? { description: toFailedText({ count: failed, isComplete: !hasMore }) } : {}),
    icon: failed > 0 ? 'error' : 'none',
    children: 'collapsed',
  };
}

export function toPreparationNodeRow(
  status: JobPreparationAndReleaseStatus,
  snapshot: AccountSnapshot,
  reader: Viewer,
): Row {
  const { poolId = '', nodeId = '' } = status;
  const preparation = status.jobPreparationTaskExecutionInfo;
  const release = status.jobReleaseTaskExecutionInfo;
  const description = joinParts(
    preparation !== undefined && release === undefined && describePreparation(preparation),
    preparation !== undefined &&
      release !== undefined &&
      l10n.t({
        message: 'preparation task: {outcome}',
        args: { outcome: describePreparation(preparation) },
        comment: ['The outcome is a state such as "failed (exit code 1)" or "running"'],
      }),
    release !== undefined &&
      l10n.t({
        message: 'release task: {outcome}',
        args: { outcome: describePreparation(release) },
        comment: ['The outcome is a state such as "failed (exit code 1)" or "running"'],
      }),
    toShortTime(preparation?.endTime ?? preparation?.startTime, reader),
  );
  return {
    kind: 'preparationNode',
    words: isAnyRunFailed(status) ? ['failed'] : [],
    label: toNodeName(nodeId, snapshot.slice({ kind: 'nodes', poolId })),
    ...(description === undefined ? {} : { description }),
    icon: isAnyRunFailed(status) ? 'error' : toSeverity(release ?? preparation),
    children: 'collapsed',
    facts: () =>
      toFacts({
        [l10n.t('Node')]: nodeId,
        [l10n.t('Pool')]: poolId,
        [l10n.t('Preparation task')]: preparation === undefined ? undefined : describePreparation(preparation),
        [l10n.t('Release task')]: release === undefined ? undefined : describePreparation(release),
      }),
  };
}

/** Creates the row of a preparation or release task on one node, with its outcome and time. Its files are below. */
export function toJobTaskRow(jobTask: JobTask, run: PreparationOrReleaseTaskExecution, reader: Viewer): Row {
  const failed = isExecutionFailed(run);
  const { failureInfo } = run;
  const description = joinParts(describePreparation(run), toShortTime(run.endTime ?? run.startTime, reader));
  return {
    kind: 'jobTask',
    words: failed ? ['failed'] : [],
    label: jobTask === 'preparation' ? l10n.t('Preparation task') : l10n.t('Release task'),
    ...(description === undefined ? {} : { description }),
    icon: toSeverity(run),
    children: run.taskRootDirectory === undefined ? 'none' : 'collapsed',
    facts: () =>
      toFacts({
        [l10n.t('State')]: describePreparation(run),
        [l10n.t('Exit code')]: run.exitCode,
        [l10n.t('Failure')]: joinParts(toText(failureInfo?.category), failureInfo?.code, failureInfo?.message),
        [l10n.t('Started')]: toLongTime(run.startTime, reader),
        [l10n.t('Ended')]: toLongTime(run.endTime, reader),
        [l10n.t('Retries')]: run.retryCount,
        [l10n.t('Folder on the node')]: run.taskRootDirectory,
      }),
  };
}

function toSeverity(run: PreparationOrReleaseTaskExecution | undefined): StateSeverity {
  if (isExecutionFailed(run)) return 'error';
  return run?.state === 'completed' ? 'ok' : describeState('taskGroup', run?.state).severity;
}

function describePreparation(execution: PreparationOrReleaseTaskExecution): string {
  if (!isExecutionFailed(execution)) {
    const isOver = execution.state === 'completed';
    return describeState('taskGroup', isOver ? 'succeeded' : execution.state).label;
  }
  const { exitCode, failureInfo } = execution;
  const why = exitCode === undefined ? failureInfo?.code : l10n.t('exit code {code}', { code: exitCode });
  return why === undefined ? l10n.t('failed') : l10n.t('failed ({reason})', { reason: why });
}
