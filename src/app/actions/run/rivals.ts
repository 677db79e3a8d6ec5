import { toKey } from '../../../core/model/resourceChain.ts';
import type { BulkPlan } from '../../../core/remedy/bulk/bulkRecord.ts';
import type { BulkFolder } from './bulkFolder.ts';

/** What another action of the same verb, in this window or another one, has to do with an item. */
export type Rival = 'doing' | 'done';

/**
 * The items of `plan` that another action does the same to at this moment, or has done it to since `plan` was judged: a
 * button was pressed twice, or in two windows. `plan` is in the folder already, so that of several actions that start
 * at the same moment each sees the earlier ones, and the first goes on.
 */
export async function findRivals(folder: BulkFolder, plan: BulkPlan): Promise<ReadonlyMap<number, Rival>> {
  const rivals = new Map<number, Rival>();
  const place = await folder.takePlace(plan.id);
  const indexes = new Map(plan.items.map(({ resource }, index) => [toKey(resource), index]));
  const ids = new Set([...(await folder.listOpen()), ...(await folder.listTouchedSince(Date.parse(plan.judgedAt)))]);
  ids.delete(plan.id);
  for (const id of ids) {
    const kept = await folder.get(id);
    if (kept === undefined || kept.record.plan.verb !== plan.verb) continue;
    const { record, state } = kept;
    const isDoing = state === 'running' && !place.isBefore(id);
    for (const [other, { resource }] of record.plan.items.entries()) {
      const index = indexes.get(toKey(resource));
      const outcome = record.outcomes[other];
      if (index === undefined || outcome === undefined) continue;
      if (outcome.outcome === 'done' && outcome.at > plan.judgedAt) rivals.set(index, 'done');
      else if (isDoing && ['sent', 'notBegun'].includes(outcome.outcome)) rivals.set(index, 'doing');
    }
  }
  return rivals;
}
