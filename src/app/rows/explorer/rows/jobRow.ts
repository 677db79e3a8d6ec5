import * as l10n from '@vscode/l10n';
import { isHanging } from '../../../../core/changes/force.ts';
import { findPoolOfJob, isOver, type Job } from '../../../../core/model/job.ts';
import { describeState } from '../../../../core/model/states.ts';
import { joinParts } from '../../../../core/text/lists.ts';
import { plural } from '../../../../core/text/plural.ts';
import { type Count, formatCount } from '../../../../core/words/count.ts';
import { formatNumber } from '../../../../core/words/numbers.ts';
import type { AccountSnapshot } from '../../../../service/store/accountStore.ts';
import { findEndByLimit } from '../../../lists/endingJobs.ts';
import { countResolved } from '../../../lists/resolved.ts';
import { toJobSeverity } from '../../../lists/severity.ts';
import { findShort, findStuck, type Stuck } from '../../../lists/stuckJob.ts';
import {
  countFailedOfJob,
  countTasks,
  type FailedPreparation,
  findFailedPreparation,
  findFailedRelease,
} from '../../../lists/taskCount.ts';
import { toCountAgeText, toOldCountText } from '../../ages.ts';
import type { ContextWord } from '../../contextValue.ts';
import { toResolvedText } from '../../counts.ts';
import { type Row, toFacts, toLongTime, toShortTime, type Viewer } from '../../row.ts';
import { toFailedText } from './accountRow.ts';

export function toJobRow(job: Job, snapshot: AccountSnapshot, reader: Viewer): Row {
  const failed = countFailedOfJob(snapshot, job.id);
  const description = joinParts(toJobDescription(job, failed, snapshot, reader), toOldCountText(job, snapshot, reader));
  return {
    kind: 'job',
    words: toJobWords(job, failed.count, reader),
    label: job.id,
    ...(description === undefined ? {} : { description }),
    icon: toJobSeverity(job, snapshot),
    children: 'collapsed',
    failures: failed,
    facts: () =>
      toFacts({
        [l10n.t('Job')]: job.id,
        [l10n.t('Name')]: job.displayName,
        [l10n.t('State')]: describeState('job', job.state).label,
        [l10n.t('Tasks counted')]: toCountAgeText(job, snapshot, reader),
        [l10n.t('Pool')]: findPoolOfJob(job),
        [l10n.t('Priority')]: job.priority,
        [l10n.t('Created')]: toLongTime(job.creationTime, reader),
        [l10n.t('Ended')]: toLongTime(job.executionInfo?.endTime, reader),
        [l10n.t('Why it ended')]: job.executionInfo?.terminateReason,
        [l10n.t('Scheduling error')]: joinParts(
          job.executionInfo?.schedulingError?.code,
          job.executionInfo?.schedulingError?.message,
        ),
      }),
  };
}

function toJobDescription(job: Job, failed: Count, snapshot: AccountSnapshot, reader: Viewer): string | undefined {
  const running = countTasks(snapshot, job.id, 'running') ?? 0;
  const waiting = countTasks(snapshot, job.id, 'active') ?? 0;
  const succeeded = countTasks(snapshot, job.id, 'succeeded') ?? 0;
  const resolved = countResolved(snapshot, job.id);
  const state = describeState('job', job.state);
  const stuck = findStuck(job, snapshot);
  const short = findShort(job, snapshot);
  const end = findEndByLimit(job, snapshot, reader.now);
  const preparation = isOver(job) ? undefined : findFailedPreparation(job, snapshot);
  const release = findFailedRelease(job, snapshot);
  const why = joinParts(
    release !== undefined && toReleaseText(release),
    preparation !== undefined && toPreparationText(preparation),
    stuck !== undefined && stuck.why !== 'preparation' && toStuckText(stuck),
    stuck !== undefined && 'tasks' in stuck && short !== undefined && toStuckText(short),
  );
  // The larger of the two numbers, waiting or failed tasks, comes first.
  const leads = waiting > failed.count;
  return joinParts(
    job.state !== 'active' && state.label,
    job.executionInfo?.schedulingError?.code,
    leads && why,
    failed.count > 0 && toFailedText(failed),
    resolved > 0 && toResolvedText(resolved),
    !leads && why,
    running > 0 && toRunningText(running),
    waiting > 0 && toWaitingText(waiting),
    end !== undefined && l10n.t('time limit {time}', { time: toShortTime(new Date(end).toISOString(), reader) ?? '' }),
    succeeded > 0 && toSucceededText(succeeded),
    !failed.isComplete && l10n.t('tasks not counted yet'),
  );
}

function toRunningText(number: number): string {
  const count = formatNumber(number);
  return l10n.t({ message: '{count} running', args: { count }, comment: ['Number of tasks that run'] });
}

function toWaitingText(number: number): string {
  const count = formatNumber(number);
  return l10n.t({ message: '{count} waiting', args: { count }, comment: ['Number of tasks that wait'] });
}

function toSucceededText(number: number): string {
  const count = formatNumber(number);
  return l10n.t({ message: '{count} succeeded', args: { count }, comment: ['Number of tasks that succeeded'] });
}

function toPreparationText({ failed, all }: FailedPreparation): string {
  const counts = { failed: formatNumber(failed), all: formatNumber(all) };
  return plural(all, {
    one: l10n.t('preparation task fails on {failed} of {all} node', counts),
    other: l10n.t('preparation task fails on {failed} of {all} nodes', counts),
  });
}

function toReleaseText({ failed, all }: Pick<FailedPreparation, 'failed' | 'all'>): string {
  const counts = { failed: formatNumber(failed), all: formatNumber(all) };
  return plural(all, {
    one: l10n.t('release task failed on {failed} of {all} node', counts),
    other: l10n.t('release task failed on {failed} of {all} nodes', counts),
  });
}

function toStuckText(stuck: Exclude<Stuck, { readonly why: 'preparation' }>): string {
  if ('tasks' in stuck) return toBarredText(stuck);
  if (stuck.why === 'limit') return l10n.t('ended at its time limit');
  const { poolId: pool } = stuck;
  switch (stuck.why) {
    case 'absent':
      return l10n.t('stuck: pool {pool} does not exist', { pool });
    case 'empty':
      return l10n.t('stuck: pool {pool} has no nodes', { pool });
    case 'autoscale':
      return l10n.t('stuck: the autoscale formula for pool {pool} fails', { pool });
    case 'resize':
      return l10n.t("stuck: pool {pool} isn't getting nodes", { pool });
    case 'short':
      return l10n.t('stuck: too few nodes in pool {pool} can run tasks', { pool });
    case 'nodes':
      return l10n.t('stuck: no node in pool {pool} can run tasks', { pool });
  }
}

function toBarredText({ why, tasks }: Extract<Stuck, { readonly tasks: Count }>): string {
  const count = formatCount(tasks);
  switch (why) {
    case 'age':
      return l10n.t('{count} stuck: too old to run', { count });
    case 'missing':
      return l10n.t('{count} stuck: a dependency is not in the job', { count });
    case 'refused':
      return l10n.t('{count} stuck: the exit conditions of a dependency block them', { count });
    case 'circle':
      return l10n.t('{count} stuck: dependencies form a circle', { count });
    case 'behind':
      return l10n.t("{count} stuck: a dependency can't start", { count });
    case 'several':
      return l10n.t('{count} stuck for different reasons', { count });
    case 'misfit':
      return l10n.t("{count} stuck: requires what the pool doesn't offer", { count });
  }
}

function toJobWords(job: Job, failed: number, { now }: Viewer): readonly ContextWord[] {
  const words: ContextWord[] = failed > 0 ? ['failed'] : [];
  const { state } = job;
  if (state === 'active' || state === 'disabled' || state === 'completed') words.push(state);
  if (isHanging(job, 'terminating', now.getTime())) words.push('hanging');
  return words;
}
