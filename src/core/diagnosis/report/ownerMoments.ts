import * as l10n from '@vscode/l10n';
import { findCulprit } from '../../model/exitConditions.ts';
import type { Job } from '../../model/job.ts';
import { isOnlyStopped, type Pool } from '../../model/pool.ts';
import { describeState } from '../../model/states.ts';
import type { Task } from '../../model/task.ts';
import { isSame } from '../evidence/time.ts';
import { describeTerminateReason } from '../task/jobFacts.ts';
import { change, failure, type Moment, outcome } from './moment.ts';

/** Terminate reasons that are failures; other reasons are not, or are the user's own text. */
const failureReasons = ['TaskFailed', 'MaxWallClockTimeExpiry'];

/** Lists when a job was added, changed, and ended, and the reason, which may be one of its failed `tasks`. */
export function listJobMoments(job: Job, tasks: readonly Task[] = []): readonly Moment[] {
  const culprit = findCulprit(job, tasks);
  const reason = job.executionInfo?.terminateReason;
  const ended =
    reason === undefined
      ? l10n.t('Job {0} ended', job.id)
      : l10n.t('Job {job} ended: {why}', { job: job.id, why: describeTerminateReason(reason, job, culprit) });
  const hasFailed =
    reason !== undefined && (culprit !== undefined || failureReasons.some((known) => isSame(reason, known)));
  return [
    change('job added', job.creationTime, l10n.t('Job {0} was added', job.id)),
    ...(job.state === 'active' || job.state === 'completed'
      ? []
      : [
          change(
            'job changed',
            job.stateTransitionTime,
            l10n.t('Job {job} is {state}', { job: job.id, state: describeState('job', job.state).label }),
          ),
        ]),
    outcome('job changed', job.executionInfo?.endTime, hasFailed ? ended : undefined, ended),
  ];
}

/** Lists when a pool was added and resized, and when its formula failed. */
export function listPoolMoments(pool: Pool): readonly Moment[] {
  return [
    change('pool added', pool.creationTime, l10n.t('Pool {0} was added', pool.id)),
    toResize(pool),
    ...(pool.autoScaleRun?.error === undefined
      ? []
      : [
          failure(
            'pool changed',
            pool.autoScaleRun.timestamp,
            describeFormulaFailure(pool.id, pool.autoScaleRun.error.code),
          ),
        ]),
  ];
}

export function describeFormulaFailure(poolId: string, code = '?'): string {
  return l10n.t('The autoscale formula for pool {0} failed: {1}', poolId, code);
}

export function describeResizeFailure(poolId: string, codes: string): string {
  return l10n.t('The resize of pool {0} failed: {1}', poolId, codes);
}

/**
 * Returns the event of the last resize. It can only have failed once it has ended: until then, errors are from an
 * earlier one.
 */
function toResize(pool: Pool): Moment {
  const codes = [...new Set((pool.resizeErrors ?? []).map(({ code }) => code ?? '?'))];
  const failed =
    codes.length > 0 && pool.allocationState === 'steady' && !isOnlyStopped(pool.resizeErrors)
      ? describeResizeFailure(pool.id, codes.join(', '))
      : undefined;
  const { label } = describeState('poolAllocation', pool.allocationState);
  const isStopped = pool.allocationState === 'steady' && isOnlyStopped(pool.resizeErrors);
  const text = isStopped
    ? l10n.t('The resize of pool {0} was stopped', pool.id)
    : l10n.t('Pool {pool} is {state}', { pool: pool.id, state: label });
  return outcome('pool changed', pool.allocationStateTransitionTime, failed, text);
}
