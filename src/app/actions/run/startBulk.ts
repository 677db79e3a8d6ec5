import * as l10n from '@vscode/l10n';
import { type Clock, toTime } from '../../../core/clock.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import type { BulkPlan, ItemOutcome } from '../../../core/remedy/bulk/bulkRecord.ts';
import type { BulkFolder, HeldBulk } from './bulkFolder.ts';
import { toJournalError } from './diskError.ts';

/** A bulk action that is written down, with the items that are to be acted on. */
export interface StartedBulk {
  readonly held: HeldBulk;
  /** Indexes of the plan's items. */
  readonly indexes: readonly number[];
}

/**
 * Writes down what is going to be done. Items that another action does the same to, and those that are `changed`, have
 * their outcome already. Throws `BatchError` when nothing can be written on this machine: then nothing may be sent.
 * @param changed why things are left as they are since they are not as they were when the user was asked; by `toKey`
 */
export async function startBulk(
  folder: BulkFolder,
  plan: BulkPlan,
  clock: Pick<Clock, 'now'>,
  changed: ReadonlyMap<string, string> = new Map(),
): Promise<StartedBulk> {
  let held: HeldBulk | undefined;
  try {
    held = await folder.start(plan);
    const rivals = await findRivals(folder, plan);
    const at = toTime(clock);
    const indexes: number[] = [];
    const outcomes = [...held.record.outcomes];
    for (const [item, { resource }] of plan.items.entries()) {
      const outcome = toOutcome(rivals.get(item), at) ?? toUntouched(changed.get(toKey(resource)), at);
      if (outcome === undefined) indexes.push(item);
      else {
        outcomes[item] = outcome;
        held.journal.append({ line: 'outcome', item, ...outcome });
      }
    }
    return { held: { ...held, record: { ...held.record, outcomes } }, indexes };
  } catch (error) {
    if (held !== undefined) await folder.letGo(held, true).catch(() => undefined);
    throw toJournalError(error);
  }
}

type KnownOutcome = Extract<ItemOutcome, { readonly outcome: 'done' | 'failed' }>;

/** What becomes of a thing that is not what the user was asked about any more, for this reason: nothing. */
export function toUntouched(reason: string | undefined, at: string): KnownOutcome | undefined {
  return reason === undefined ? undefined : { outcome: 'failed', at, code: 'Conflict', message: reason };
}

function toOutcome(rival: Rival | undefined, at: string): KnownOutcome | undefined {
  switch (rival) {
    case 'done':
      return { outcome: 'done', at, note: l10n.t('Another action has just done this.') };
    case 'doing':
      return {
        outcome: 'failed',
        at,
        code: 'Conflict',
        message: l10n.t('Another action is already doing this.'),
      };
    case undefined:
      return undefined;
  }
}

/** What another action of the same verb, in this window or another one, has to do with an item. */
type Rival = 'doing' | 'done';

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
