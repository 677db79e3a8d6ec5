import * as l10n from '@vscode/l10n';
import type { BulkPlan, ItemOutcome } from '../../../core/changes/bulk/bulkRecord.ts';
import { type Clock, toTime } from '../../../core/clock.ts';
import { toKey } from '../../../core/model/resource.ts';
import type { BulkFolder, HeldBulk } from './bulkFolder.ts';
import { toJournalError } from './diskError.ts';

/** A recorded bulk action, with the items to act on. */
export interface StartedBulk {
  readonly held: HeldBulk;
  /** Indexes in the plan of the items to act on. */
  readonly indexes: readonly number[];
}

/**
 * Records a planned action. Items to which another action applies the same verb, and `changed` items, get their outcome
 * right away. Throws `BatchError` when the plan cannot be saved on this computer, in which case nothing may be sent.
 * @param changed reasons, by `toKey`, that items are skipped because they changed since the user was asked
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
      const outcome = toRivalOutcome(rivals.get(item), at) ?? toUntouched(changed.get(toKey(resource)), at);
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

/** Returns the outcome of an item that is skipped because it changed; undefined for any other. */
export function toUntouched(reason: string | undefined, at: string): KnownOutcome | undefined {
  return reason === undefined ? undefined : { outcome: 'failed', at, code: 'Conflict', message: reason };
}

function toRivalOutcome(rival: Rival | undefined, at: string): KnownOutcome | undefined {
  switch (rival) {
    case 'done':
      return { outcome: 'done', at, note: l10n.t('Another action has just done this.') };
    case 'doing':
      return { outcome: 'failed', at, code: 'Conflict', message: l10n.t('Another action is already doing this.') };
    case undefined:
      return undefined;
  }
}

/** The state of an item in another action with the same verb, in any window. */
type Rival = 'doing' | 'done';

/**
 * Finds items of `plan` that another action with the same verb is currently changing, or has changed since `plan` was
 * checked, for example because a button was pressed twice. `plan` must already be in the folder, so that each of
 * several simultaneous actions sees the earlier ones and the first proceeds.
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
