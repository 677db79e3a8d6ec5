import { mostJournalBytes, parseBulkJournal } from '../../core/changes/bulk/bulkLines.ts';
import type { BulkItem, BulkPlan, ItemOutcome } from '../../core/changes/bulk/bulkRecord.ts';
import { type Resource, toOwnId } from '../../core/model/resource.ts';
import { workThrough } from '../../core/workThrough.ts';
import type { Folder } from '../ports.ts';

/** Number of journals read at the same time, because a process can open only a limited number of files. */
const filesAtOnce = 8;

/** An action from its journal, with the requested items. */
export interface DoneAction {
  readonly plan: Pick<BulkPlan, 'id' | 'verb' | 'choices' | 'judgedAt' | 'startedAt'>;
  readonly items: readonly { readonly item: BulkItem; readonly outcome: ItemOutcome }[];
  readonly lastAt: string;
}

export interface DoneActionFiles {
  /** The folder of bulk action journals, which all windows share. */
  readonly actionFiles: Pick<Folder, 'listNames' | 'read'>;
  readonly findStart: FindStart;
}

/**
 * Returns the time (ISO 8601) at which an account that is re-created with each window was created, or the current time
 * if it has not been created yet. Undefined for other accounts.
 */
export type FindStart = (accountId: string) => string | undefined;

/**
 * Checks whether an action at `at` (ISO 8601) happened in an account that has since been re-created without its data.
 */
export function isOfEarlierAccount(findStart: FindStart, accountId: string, at: string): boolean {
  const start = findStart(accountId);
  return start !== undefined && Date.parse(at) < Date.parse(start);
}

/**
 * Lists the actions from this computer on `whole` or items that belong to it, for which `concerns` is true. Leaves out
 * unreadable journals, and actions from before the account was created.
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
    // Parse only journals that mention the item. Most are about other items, and some are long.
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
