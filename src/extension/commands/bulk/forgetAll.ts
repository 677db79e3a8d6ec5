import { l10n } from 'vscode';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { notifyStatus } from '../../messages.ts';
import { askModal } from '../../question.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { toBulkFolder } from './bulkServices.ts';

export const contribution: Contribution = {
  title: 'Forget All Bulk Actions and Kept Attempts…',
  effect: 'reads',
};

/** Deletes what is kept on this machine of bulk actions and of attempts that were retried, after asking. */
export const run: Command = async (services) => {
  const confirmed = await askModal({
    canBeUndone: false,
    list: [l10n.t('Every report of a bulk action that is over or was interrupted'), l10n.t('Every kept attempt')],
    message: l10n.t('Forget all bulk actions and kept attempts?'),
    detail: l10n.t(
      'The reports of all bulk actions that are over or were interrupted are deleted from this machine, and what was kept of failed attempts before their tasks ran again. What is in Azure Batch stays as it is, and actions that run go on.',
    ),
    confirm: l10n.t('Forget All'),
  });
  if (!confirmed) throw new Cancelled();
  const count = await toBulkFolder(services).forgetAll();
  await services.journal.forgetAll();
  notifyStatus(
    count === 1 ? l10n.t('1 bulk action was forgotten.') : l10n.t('{0} bulk actions were forgotten.', count),
  );
};
