import { BatchError } from '../../../core/model/batchError.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import type { Task } from '../../../core/model/task.ts';
import { readTask } from '../../../core/model/taskShape.ts';
import type { BulkItem, BulkRecord } from '../../../core/remedy/bulk/bulkRecord.ts';
import { type Effect, judgeEffect } from '../../../core/remedy/bulk/effect.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import { toBefore } from '../toVerb.ts';
import { explainAgain } from './explainAgain.ts';
import { readTasksNow } from './readNow.ts';

type EffectServices = App;

const againIds: readonly string[] = [toCommandId('task.retry'), toCommandId('task.requeue')];

/** Tasks that were let run again and were, by item of the plan. */
export function listRunAgain({
  plan,
  outcomes,
}: Pick<BulkRecord, 'plan' | 'outcomes'>): ReadonlyMap<number, BulkItem<TaskResource>> {
  if (!againIds.includes(plan.verb)) return new Map();
  return new Map(
    [...plan.items.entries()].flatMap(([index, item]) => {
      const { resource } = item;
      return outcomes[index]?.outcome === 'done' && resource.kind === 'task'
        ? [[index, { ...item, resource }] as const]
        : [];
    }),
  );
}

/** The result of a task that was run again; undefined while it is not known. */
export function findEffect(item: BulkItem<TaskResource>, now: Task): Effect | undefined {
  return judgeEffect(toBefore(readTask, item), now);
}

/**
 * The results of tasks that were run again, by item, as far as their accounts are open. Asks the service; what it does
 * not answer is left out.
 */
export async function findEffects(services: EffectServices, record: BulkRecord): Promise<ReadonlyMap<number, Effect>> {
  const items = listRunAgain(record);
  const now = await readTasksNow(
    services,
    [...items.values()].map(({ resource }) => resource),
  );
  const effects = new Map<number, Effect>();
  const failed: { readonly index: number; readonly resource: TaskResource; readonly task: Task }[] = [];
  for (const [index, item] of items) {
    const task = now.get(toKey(item.resource));
    const effect = task && findEffect(item, task);
    if (task === undefined || effect === undefined) continue;
    effects.set(index, effect);
    if (effect === 'failedAgain') failed.push({ index, resource: item.resource, task });
  }
  for (const index of await listSame(services, failed)) effects.set(index, 'failedForSameReason');
  return effects;
}

/** The tasks that failed again for the same reason as before. */
async function listSame(
  services: EffectServices,
  failed: readonly { readonly index: number; readonly resource: TaskResource; readonly task: Task }[],
): Promise<readonly number[]> {
  try {
    const because = await explainAgain(services, failed);
    return failed.flatMap(({ index, resource }) => (because.get(toKey(resource))?.isSame === true ? [index] : []));
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    return [];
  }
}
