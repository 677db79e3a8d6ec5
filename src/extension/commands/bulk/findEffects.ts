import { BatchError } from '../../../core/model/batchError.ts';
import { readTask } from '../../../core/model/taskShape.ts';
import type { BulkRecord } from '../../../core/remedy/bulk/bulkRecord.ts';
import { type Effect, judgeEffect } from '../../../core/remedy/bulk/effect.ts';
import { toBefore } from '../../bulk/verbs/looks.ts';
import { requeueVerb } from '../../bulk/verbs/requeue.ts';
import { retryVerb } from '../../bulk/verbs/retry.ts';
import type { CommandServices } from '../command.ts';

/** Tasks that are asked for when a report is read; of more, none is. */
const mostAsked = 100;
const concurrency = 4;

/**
 * What came of tasks that were let run again, by item, as far as accounts are open that tell. Asks the service, which may
 * not answer: then nothing is told.
 */
export async function findEffects(
  { accounts }: Pick<CommandServices, 'accounts'>,
  { plan, outcomes }: BulkRecord,
): Promise<ReadonlyMap<number, Effect>> {
  const effects = new Map<number, Effect>();
  if (plan.verb !== retryVerb.id && plan.verb !== requeueVerb.id) return effects;
  const done = [...plan.items.entries()].filter(([index]) => outcomes[index]?.outcome === 'done');
  if (done.length > mostAsked) return effects;
  const find = async (index: number, item: (typeof plan.items)[number]): Promise<void> => {
    const { resource } = item;
    const service = accounts.findStore(resource.accountId)?.service;
    if (resource.kind !== 'task' || service === undefined) return;
    const now = await service.tasks.getTask(resource.jobId, resource.taskId);
    const effect = judgeEffect(toBefore(readTask, item), now);
    if (effect !== undefined) effects.set(index, effect);
  };
  const waiting = done.values();
  const work = async (): Promise<void> => {
    for (const [index, item] of waiting) {
      await find(index, item).catch((error: unknown) => {
        if (!BatchError.is(error)) throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return effects;
}
