import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { groupItems } from '../../../core/page/bulkReport.ts';
import type { Command, Contribution } from '../verb/contribution.ts';
import { verbs } from '../verb/verbs.ts';
import { refuseEarlierAccount } from './earlierAccount.ts';
import { requireBulk } from './pickBulk.ts';
import { findReportPlace, mayActAgain } from './report.ts';

export const contribution: Contribution = {
  title: 'Repeat Bulk Action for Some Items',
  effect: 'changes',
  palette: 'never',
};

/**
 * Repeats a bulk action for one group of its report, with the same checks and confirmation as if its rows were
 * selected.
 */
export const run: Command = async (services, [id, key]) => {
  const kept = await requireBulk(services, String(id));
  refuseEarlierAccount(services, kept.record.plan);
  const verb = verbs.get(kept.record.plan.verb);
  const groups = groupItems(kept.record, await findReportPlace(services, kept));
  const resources = groups.find((group) => group.key === key)?.items.map(({ resource }) => resource);
  if (verb === undefined || !mayActAgain(verb) || resources === undefined)
    throw toInvalidInput(l10n.t('The report has changed. Refresh it, and try again.'));
  await services.ui.run(verb.id, resources[0], resources);
};
