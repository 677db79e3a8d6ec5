import type { Resource } from '../../core/model/resource.ts';
import { toOwnId } from '../../core/model/resourceChain.ts';
import { mostJournalBytes, parseBulkJournal } from '../../core/remedy/bulk/bulkLines.ts';
import type { BulkItem, BulkPlan, ItemOutcome } from '../../core/remedy/bulk/bulkRecord.ts';
import { workThrough } from '../../core/workThrough.ts';
import type { Folder } from '../ports.ts';

/** Journals that are read at the same time: a process may have few files open. */
const filesAtOnce = 8;

/** An action as its journal has it, with those of its items that were asked for. */
export interface DoneAction {
  readonly plan: Pick<BulkPlan, 'id' | 'verb' | 'choices' | 'judgedAt' | 'startedAt'>;
  readonly items: readonly { readonly item: BulkItem; readonly outcome: ItemOutcome }[];
  /** When the last of it was written; ISO 8601. */
  readonly lastAt: string;
}

export interface DoneActionFiles {
  /** Where bulk actions are written down, by all windows. */
  readonly actionFiles: Pick<Folder, 'listNames' | 'read'>;
  readonly findStart: FindStart;
}

/**
 * When an account began that is made again with each window (ISO 8601): now, where that has not happened yet. Undefined for
 * any other.
 */
export type FindStart = (accountId: string) => string | undefined;

/** Whether something was done at `at` (ISO 8601) to an account that was made again since, and has nothing of it. */
export function isOfEarlierAccount(findStart: FindStart, accountId: string, at: string): boolean {
  const start = findStart(accountId);
  return start !== undefined && Date.parse(at) < Date.parse(start);
}

/**
 * What was done from this computer to things that `concerns` is true of, which belong to `whole` or are it. What cannot be
 * read from the disk is left out, and so is what was done before the account began.
 */
export async function listDoneActions(
  { actionFiles, findStart }: DoneActionFiles,
  whole: Resource,
  concerns: (item: BulkItem) => boolean,
): Promise<readonly DoneAction[]> {
  const actions: DoneAction[] = [];
  const mention = JSON.stringify(toOwnId(whole));
  const names = (await actionFiles.listNames().catch(() => [])).filter((name) => name.endsWith('.jsonl'));
  await workThrough(names, filesAtOnce, async (name) => {
    const text = (await actionFiles.read(name, mostJournalBytes).catch(() => undefined)) ?? '';
    // Most are about other things, and some are long.
    const record = text.includes(mention) ? parseBulkJournal(text) : undefined;
    if (record === undefined) return;
    const { plan, outcomes, lastAt } = record;
    const items = plan.items.flatMap((item, index) => {
      const outcome = outcomes[index];
      return outcome !== undefined && concerns(item) ? [{ item, outcome }] : [];
    });
    if (items.length > 0 && !isOfEarlierAccount(findStart, whole.accountId, plan.startedAt))
      actions.push({ plan, items, lastAt });
  });
  return actions;
}
