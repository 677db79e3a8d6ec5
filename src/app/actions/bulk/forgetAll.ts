import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import { askToConfirm } from '../../ui.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Delete All Bulk Action Records and Saved Evidence…',
  effect: 'reads',
  palette: 'never',
};

/** Deletes the records of bulk actions and all saved evidence on this computer, after asking. */
export const run: Command = async (services) => {
  const confirmed = await askToConfirm(services, {
    canBeUndone: false,
    list: [
      l10n.t('Every report of a finished or interrupted bulk action'),
      l10n.t('Every saved attempt'),
      l10n.t('Which causes of failures were seen, and when'),
    ],
    message: l10n.t('Delete all bulk action records and saved evidence?'),
    detail: l10n.t(
      'The reports of all finished and interrupted bulk actions and the saved information about earlier attempts are deleted from this computer. Nothing changes in Azure Batch. Running actions continue.',
    ),
    confirm: l10n.t('Delete All'),
  });
  if (!confirmed) throw new Cancelled();
  const count = await services.bulks.forgetAll();
  await services.journal.forgetAll();
  await services.kept.forgetAll();
  await services.resubmissions.forgetAll();
  await services.causes.forgetPast();
  services.ui.notify(
    'status',
    plural(count, {
      one: l10n.t('The record of {count} bulk action was deleted.', asCount(count)),
      other: l10n.t('The records of {count} bulk actions were deleted.', asCount(count)),
    }),
  );
};
