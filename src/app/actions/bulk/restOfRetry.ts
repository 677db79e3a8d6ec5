import type { BulkItem, BulkRecord } from '../../../core/changes/bulk/bulkRecord.ts';
import { type TaskResource, toKey } from '../../../core/model/resource.ts';
import type { App } from '../../app.ts';
import { confirmRetry } from '../task/confirmRetry.ts';
import { retryTask, toRetry } from '../task/retry.ts';
import { findKnown, judgeRetry, type KnownRetry, listKnown } from '../task/retryFacts.ts';
import type { RetryChoices } from '../task/retryInstead.ts';
import { taskNoun } from '../task/tasks.ts';
import { toItem } from '../verb/toAction.ts';

/**
 * Asks about the rest of a retry in the same way as about any retry, based on current facts: what would be lost, which
 * tasks would fail again, and why some cannot run again. Resolves to the confirmed tasks in their current state and to
 * known facts about them, both by `toKey`. Throws `InvalidInput` when no task can be retried, and `Cancelled`.
 * @param notes sentences about why only these tasks remain
 */
export async function askForRestOfRetry(
  services: App,
  { plan }: BulkRecord,
  indexes: readonly number[],
  notes: readonly string[],
): Promise<{ readonly asked: ReadonlyMap<string, BulkItem>; readonly known: ReadonlyMap<string, KnownRetry> }> {
  const judged = await judgeRetry(services, listTasks(plan, indexes));
  const { items } = await confirmRetry(
    services,
    { judged, notes, toRetry },
    {
      choices: plan.choices as RetryChoices,
      briefly: new Set(plan.items.flatMap(({ resource, isBrief }) => (isBrief === true ? [toKey(resource)] : []))),
    },
  );
  const asked = items.map(({ candidate }) => toItem(taskNoun, candidate));
  return { asked: new Map(asked.map((item) => [toKey(item.resource), item])), known: listKnown(items) };
}

/** Returns known facts about tasks that are retried again without asking; empty for other actions. */
export async function findKnownRest(
  services: App,
  { plan }: BulkRecord,
  indexes: readonly number[],
): Promise<ReadonlyMap<string, KnownRetry>> {
  if (plan.verb !== retryTask.id) return new Map();
  const { candidates } = await judgeRetry(services, listTasks(plan, indexes));
  return findKnown(services, candidates);
}

function listTasks({ items }: BulkRecord['plan'], indexes: readonly number[]): readonly TaskResource[] {
  return indexes.flatMap((index) => {
    const resource = items[index]?.resource;
    return resource?.kind === 'task' ? [resource] : [];
  });
}
