import * as l10n from '@vscode/l10n';
import { type Clock, toTime } from '../../../core/clock.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import type { BulkPlan, ItemOutcome } from '../../../core/remedy/bulk/bulkRecord.ts';
import type { BulkFolder, HeldBulk } from './bulkFolder.ts';
import { toJournalError } from './diskError.ts';
import { findRivals, type Rival } from './rivals.ts';

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
        message: l10n.t('Another action is doing this now.'),
      };
    case undefined:
      return undefined;
  }
}
