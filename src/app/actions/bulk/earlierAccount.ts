import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../core/model/batchError.ts';
import type { BulkPlan } from '../../../core/remedy/bulk/bulkRecord.ts';
import type { App } from '../../app.ts';
import { isOfEarlierAccount } from '../../evidence/doneActions.ts';

/**
 * Why an action can be neither judged by how things are now nor continued: it was carried out in an account that was made
 * again since, where the same ids stand for other things. Undefined for any other.
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

/** Throws `BatchError` (`InvalidInput`) for an action in an account that was made again since. */
export function refuseEarlierAccount(services: Pick<App, 'findStart'>, plan: BulkPlan): void {
  const message = describeEarlierAccount(services, plan);
  if (message !== undefined) throw new BatchError({ code: 'InvalidInput', message });
}
