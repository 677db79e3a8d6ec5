import * as l10n from '@vscode/l10n';
import type { BulkPlan, ItemOutcome } from '../../core/remedy/bulk/bulkRecord.ts';
import type { BulkFolder, HeldBulk } from './bulkFolder.ts';
import { toJournalError } from './diskError.ts';
import { findRivals, type Rival } from './rivals.ts';

/** A bulk action that is written down, with the items that are to be acted on. */
export interface BegunBulk {
  readonly held: HeldBulk;
  /** Indexes of the plan's items. */
  readonly indexes: readonly number[];
}

/**
 * Writes down what is going to be done. Items that somebody else does the same to have their outcome already. Throws
 * `BatchError` when nothing can be written on this machine: then nothing may be sent.
 * @param now milliseconds since the epoch
 */
export async function beginBulk(folder: BulkFolder, plan: BulkPlan, now: () => number): Promise<BegunBulk> {
  let held: HeldBulk | undefined;
  try {
    held = await folder.begin(plan);
    const rivals = await findRivals(folder, plan);
    const at = new Date(now()).toISOString();
    const outcomes = held.record.outcomes.map((outcome, index) => toOutcome(rivals.get(index), at) ?? outcome);
    for (const item of rivals.keys()) {
      const outcome = outcomes[item];
      if (outcome !== undefined && outcome.outcome !== 'sent')
        held.journal.append({ line: 'outcome', item, ...outcome });
    }
    const indexes = plan.items.flatMap((_item, index) => (rivals.has(index) ? [] : [index]));
    return { held: { ...held, record: { ...held.record, outcomes } }, indexes };
  } catch (error) {
    if (held !== undefined) await folder.letGo(held, true).catch(() => undefined);
    throw toJournalError(error);
  }
}

function toOutcome(rival: Rival | undefined, at: string): ItemOutcome | undefined {
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
