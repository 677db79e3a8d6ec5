import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../core/model/batchError.ts';
import type { BulkPlan } from '../../../core/remedy/bulk/bulkRecord.ts';
import type { App } from '../../app.ts';
import { isOfEarlierAccount } from '../../evidence/doneActions.ts';

/**
 * Explains why an action can be neither judged nor resumed: its account was created again since, so the same IDs now
 * belong to other items. Returns undefined for any other action.
 */
export function describeEarlierAccount(
  { findStart }: Pick<App, 'findStart'>,
  { accounts, startedAt }: Pick<BulkPlan, 'accounts' | 'startedAt'>,
): string | undefined {
  const [, name] = Object.entries(accounts).find(([id]) => isOfEarlierAccount(findStart, id, startedAt)) ?? [];
  if (name === undefined) return undefined;
  return l10n.t(
    'The account {0} starts from the beginning in each window, and this action belongs to an earlier one.',
    name,
  );
}

/** Throws `BatchError` (`InvalidInput`) for an action whose account was created again since. */
export function refuseEarlierAccount(services: Pick<App, 'findStart'>, plan: BulkPlan): void {
  const message = describeEarlierAccount(services, plan);
  if (message !== undefined) throw new BatchError({ code: 'InvalidInput', message });
}
