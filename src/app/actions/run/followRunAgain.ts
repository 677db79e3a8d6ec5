import * as l10n from '@vscode/l10n';
import type { BulkItem, BulkRecord } from '../../../core/changes/bulk/bulkRecord.ts';
import { describeAgain } from '../../../core/changes/bulk/describeAgain.ts';
import { type TaskResource, toKey } from '../../../core/model/resource.ts';
import type { SeenEffect } from '../../../core/model/savedAttempt.ts';
import type { Task } from '../../../core/model/task.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, formatNumber } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import { type AgainBecause, explainAgain, type FailedAgain, findEffect, listRunAgain } from './findEffects.ts';
import { noteEffects } from './noteEffects.ts';
import { readTasksNow } from './readNow.ts';
import { refreshTouched } from './refreshTouched.ts';
import { toReportTarget } from './reportTarget.ts';

/** The result of a retried task; `gone` when the task was deleted. */
type End = { readonly outcome: 'succeeded' | 'gone' } | ({ readonly outcome: 'failed' } & FailedAgain);

/**
 * Follows the tasks of a retry until all have ended, and reports once how many succeeded, how many failed again, and
 * whether they failed for the same reason. Skips tasks that have been changed again.
 */
export function followRunAgain(services: App, record: Pick<BulkRecord, 'plan' | 'outcomes'>): void {
  const items = [...listRunAgain(record).values()];
  const ended = new Map<string, End>();
  const resources = items.map(({ resource }) => resource);
  services.changes.follow(resources, async (isLast) => {
    const listLast = (): typeof items => items.filter(({ resource }) => isLast(resource));
    const open = listLast().filter(({ resource }) => !ended.has(toKey(resource)));
    const now = await readTasksNow(
      services,
      open.map(({ resource }) => resource),
    );
    for (const item of open) {
      const key = toKey(item.resource);
      const task = now.get(key);
      if (!now.has(key)) continue;
      if (task === undefined) ended.set(key, { outcome: 'gone' });
      else {
        const end = toRunEnd(item.resource, task, findEffect(item, task));
        if (end !== undefined) ended.set(key, end);
      }
    }
    const followed = listLast();
    if (followed.some(({ resource }) => !ended.has(toKey(resource)))) return false;
    services.reread(toReportTarget(record.plan));
    // Refresh first, so that the views show the same numbers as the notification.
    await refreshTouched(services.accounts, resources);
    await notify(services, record.plan.verb, followed, ended);
    return true;
  });
}

function toRunEnd(resource: TaskResource, task: Task, effect: ReturnType<typeof findEffect>): End | undefined {
  if (effect === 'succeeded') return { outcome: 'succeeded' };
  return effect === 'failedAgain' ? { outcome: 'failed', resource, task } : undefined;
}

/** Notifies the user of how the retried tasks ended, except deleted ones, and finds the cause of the first failure. */
async function notify(
  services: App,
  action: string,
  items: readonly BulkItem<TaskResource>[],
  ends: ReadonlyMap<string, End>,
): Promise<void> {
  const ended = items.flatMap(({ resource }) => ends.get(toKey(resource)) ?? []);
  const failed = ended.flatMap((end) => (end.outcome === 'failed' ? [end] : []));
  const succeeded = ended.filter(({ outcome }) => outcome === 'succeeded').length;
  const [first] = failed;
  if (first === undefined) {
    await noteEffects(services, action, listSeen(items, ends));
    if (succeeded > 0) services.ui.notify('information', describeSucceeded(succeeded, items[0]?.resource.taskId ?? ''));
    return;
  }
  const because = await explainAgain(services, failed);
  await noteEffects(services, action, listSeen(items, ends, because));
  const why = describeAgain([...because.values()], failed.length);
  services.ui.notify('warning', [describeFailed(failed, ended.length), ...why].join(' '), {
    title: l10n.t('Explain'),
    command: toCommandId('task.explain'),
    arguments: [first.resource],
  });
}

function listSeen(
  items: readonly BulkItem<TaskResource>[],
  ends: ReadonlyMap<string, End>,
  because: ReadonlyMap<string, AgainBecause> = new Map(),
): readonly (readonly [TaskResource, SeenEffect])[] {
  return items.flatMap(({ resource }): readonly (readonly [TaskResource, SeenEffect])[] => {
    const outcome = ends.get(toKey(resource))?.outcome;
    if (outcome === 'succeeded') return [[resource, outcome]];
    if (outcome !== 'failed') return [];
    const isSame = because.get(toKey(resource))?.isSame === true;
    return [[resource, isSame ? 'failedForSameReason' : 'failedAgain']];
  });
}

function describeSucceeded(count: number, id: string): string {
  return plural(count, {
    '=1': l10n.t('Task {0} ran again and succeeded.', id),
    one: l10n.t('{count} task that ran again has succeeded.', asCount(count)),
    other: l10n.t('All {count} tasks that ran again have succeeded.', asCount(count)),
  });
}

function describeFailed(failed: readonly FailedAgain[], all: number): string {
  const parts = { failed: formatNumber(failed.length), total: formatNumber(all) };
  return plural(all, {
    '=1': l10n.t('Task {0} ran again and failed.', failed[0]?.resource.taskId ?? ''),
    one: l10n.t('{failed} of {total} task that ran again has failed.', parts),
    other: l10n.t('{failed} of {total} tasks that ran again have failed.', parts),
  });
}
