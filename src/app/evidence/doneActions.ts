import { type Resource, toOwnId } from '../../core/model/resource.ts';
import { mostJournalBytes, parseBulkJournal } from '../../core/remedy/bulk/bulkLines.ts';
import type { BulkItem, BulkPlan, ItemOutcome } from '../../core/remedy/bulk/bulkRecord.ts';
import { workThrough } from '../../core/workThrough.ts';
import type { Folder } from '../ports.ts';

/** Journals read at the same time, because a process can open only so many files. */
const filesAtOnce = 8;

/** An action from its journal, with the requested items. */
export interface DoneAction {
  readonly plan: Pick<BulkPlan, 'id' | 'verb' | 'choices' | 'judgedAt' | 'startedAt'>;
  readonly items: readonly { readonly item: BulkItem; readonly outcome: ItemOutcome }[];
  /** Time of its last line, ISO 8601. */
  readonly lastAt: string;
}

export interface DoneActionFiles {
  /** The folder of bulk action journals, shared by all windows. */
  readonly actionFiles: Pick<Folder, 'listNames' | 'read'>;
  readonly findStart: FindStart;
}

/**
 * Returns when an account that is created again with each window was created (ISO 8601): now, if it has not been yet.
 * Undefined for other accounts.
 */
export type FindStart = (accountId: string) => string | undefined;

/**
 * Checks whether an action at `at` (ISO 8601) happened in an account that was created again since, and kept nothing.
 */
export function isOfEarlierAccount(findStart: FindStart, accountId: string, at: string): boolean {
  const start = findStart(accountId);
  return start !== undefined && Date.parse(at) < Date.parse(start);
}

/**
 * Lists the actions from this computer on items for which `concerns` is true, which are `whole` or belong to it. Leaves
 * out unreadable journals, and actions from before the account was created.
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
    // Parse only journals that mention the item: most are about other items, and some are long.
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
