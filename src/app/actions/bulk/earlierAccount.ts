import * as l10n from '@vscode/l10n';
import type { BulkPlan } from '../../../core/changes/bulk/bulkRecord.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { App } from '../../app.ts';
import { isOfEarlierAccount } from '../../evidence/doneActions.ts';

/**
 * Explains why an action can't be evaluated or resumed: its account has since been re-created, so the same IDs now
 * belong to other items. Undefined for any other action.
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

/** Throws `BatchError` (`InvalidInput`) for an action whose account has since been re-created. */
export function refuseEarlierAccount(services: Pick<App, 'findStart'>, plan: BulkPlan): void {
  const message = describeEarlierAccount(services, plan);
  if (message !== undefined) throw new BatchError({ code: 'InvalidInput', message });
}
