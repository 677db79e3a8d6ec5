import * as l10n from '@vscode/l10n';
import { sayUnlookedRunning } from '../../../core/impact/unlookedTasks.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, formatNumber } from '../../../core/words/numbers.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { toCoverage } from '../../causes/coverage.ts';
import { listPools } from '../../causes/unusedNodes.ts';
import { countBrokenNodes } from '../../lists/severity.ts';
import { findCountedJobs, listWanted, type WantedJobs } from '../../lists/taskCount.ts';

/** Returns the message of an empty list of failures: its meaning or, until `isDone`, that the search continues. */
export function toEmptyMessage(snapshots: readonly AccountSnapshot[], isDone: boolean): string | undefined {
  return isDone ? toNothingFailed(snapshots) : l10n.t('Looking for failures…');
}

/**
 * Explains an empty list of failures: everything went well, with the numbers. Undefined while this is unknown, because
 * an account is being read or could not be read. `looked` is the number of running tasks that were checked; with it, the
 * numbers of running and waiting tasks are given, too. Of an account, only the `wanted` jobs count.
 */
export function toNothingFailed(
  snapshots: readonly AccountSnapshot[],
  looked?: number,
  wanted: WantedJobs = {},
): string | undefined {
  if (snapshots.length === 0 || !snapshots.every((snapshot) => isRead(snapshot, wanted))) return undefined;
  if (snapshots.some((snapshot) => findCountedJobs(snapshot, wanted).hasMore)) {
    return l10n.t('Nothing failed in the jobs checked so far.');
  }
  const counts = snapshots.flatMap((snapshot) =>
    listWanted(snapshot, wanted).flatMap(({ id }) => snapshot.taskCounts.get(id) ?? []),
  );
  const succeeded = counts.reduce((sum, one) => sum + one.succeeded, 0);
  // A task that is retried without limit never counts as failed.
  const running = counts.reduce((sum, one) => sum + one.running, 0);
  const well = plural(succeeded, {
    '=0': l10n.t('Nothing failed.'),
    one: l10n.t('Nothing failed. {count} task succeeded.', asCount(succeeded)),
    other: l10n.t('Nothing failed. {count} tasks succeeded.', asCount(succeeded)),
  });
  const waiting = counts.reduce((sum, one) => sum + one.active, 0);
  const open = looked === undefined ? '' : describeOpenTasks(running, looked, waiting);
  return [well, open, sayUnlookedRunning(Math.max(0, running - (looked ?? 0)))].filter((text) => text !== '').join(' ');
}

/** Says how many tasks run and wait, because an account in which nothing failed may still be busy. */
function describeOpenTasks(running: number, looked: number, waiting: number): string {
  if (running + waiting === 0) return l10n.t('No task is running or waiting.');
  const parts = { running: formatNumber(running), looked: formatNumber(looked), waiting: formatNumber(waiting) };
  return running === 0
    ? l10n.t('No task is running. Waiting tasks: {waiting}.', { waiting: parts.waiting })
    : l10n.t('Running tasks: {running} (looked at: {looked}). Waiting tasks: {waiting}.', parts);
}

/** Checks that everything could be read, and that no task or node counts as failed. */
function isRead(snapshot: AccountSnapshot, wanted: WantedJobs): boolean {
  const { missing, damaged, total } = toCoverage(snapshot, wanted);
  const jobs = listWanted(snapshot, wanted);
  const pools = snapshot.slice({ kind: 'pools' });
  const ofWanted = listPools(snapshot, wanted);
  return (
    missing === undefined &&
    damaged === undefined &&
    total === 0 &&
    (snapshot.slice({ kind: 'jobs' }).loadedAt !== undefined || jobs.length > 0) &&
    pools.loadedAt !== undefined &&
    pools.items.every((pool) => !ofWanted.includes(pool.id) || countBrokenNodes(pool, snapshot) === 0) &&
    jobs.every(({ id }) => snapshot.taskCounts.has(id))
  );
}
