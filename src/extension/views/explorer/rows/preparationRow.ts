import * as l10n from '@vscode/l10n';
import type { JobPreparationAndReleaseStatus, PreparationOrReleaseTaskExecution } from '../../../../core/model/job.ts';
import { describeState } from '../../../../core/model/states.ts';
import { toNodeNames } from '../../../../core/query/nodeNames.ts';
import type { AccountSnapshot } from '../../../../service/store/accountStore.ts';
import { joinParts, type Row, toFacts, toShortTime, type Viewer } from '../../row.ts';
import { isExecutionFailed } from '../preparation.ts';
import { toFailedText } from './accountRow.ts';

export function toPreparationRow(jobId: string, snapshot: AccountSnapshot): Row {
  const slice = snapshot.slice({ kind: 'preparation', jobId });
  const failed = slice.items.filter(isAnyFailed).length;
  return {
    kind: 'preparation',
    words: failed > 0 ? ['failed'] : [],
    label: l10n.t('Preparation and release tasks'),
    ...(failed > 0 ? { description: toFailedText(failed) } : {}),
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
    preparation !== undefined &&
      l10n.t({
        message: 'preparation task: {outcome}',
        args: { outcome: toOutcome(preparation) },
        comment: ['The outcome is a state such as "failed (exit code 1)" or "running"'],
      }),
    release !== undefined &&
      l10n.t({
        message: 'release task: {outcome}',
        args: { outcome: toOutcome(release) },
        comment: ['The outcome is a state such as "failed (exit code 1)" or "running"'],
      }),
    toShortTime(preparation?.endTime ?? preparation?.startTime, reader),
  );
  return {
    kind: 'preparationNode',
    words: isAnyFailed(status) ? ['failed'] : [],
    label: toNodeNames(snapshot.slice({ kind: 'nodes', poolId }).items).get(nodeId)?.name ?? nodeId,
    ...(description === undefined ? {} : { description }),
    icon: isAnyFailed(status) ? 'error' : 'ok',
    children: 'none',
    facts: () =>
      toFacts({
        [l10n.t('Node')]: nodeId,
        [l10n.t('Pool')]: poolId,
        [l10n.t('Preparation task')]: preparation === undefined ? undefined : toOutcome(preparation),
        [l10n.t('Release task')]: release === undefined ? undefined : toOutcome(release),
      }),
  };
}

function isAnyFailed(status: JobPreparationAndReleaseStatus): boolean {
  return (
    isExecutionFailed(status.jobPreparationTaskExecutionInfo) || isExecutionFailed(status.jobReleaseTaskExecutionInfo)
  );
}

function toOutcome(execution: PreparationOrReleaseTaskExecution): string {
  if (!isExecutionFailed(execution)) {
    const isOver = execution.state?.toLowerCase() === 'completed';
    return describeState('taskGroup', isOver ? 'succeeded' : execution.state).label;
  }
  const { exitCode, failureInfo } = execution;
  const why = exitCode === undefined ? failureInfo?.code : l10n.t('exit code {code}', { code: exitCode });
  return why === undefined ? l10n.t('failed') : l10n.t('failed ({reason})', { reason: why });
}
