import * as l10n from '@vscode/l10n';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { toNotificationText } from '../../../app/notificationText.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { renderFailuresCsv } from '../../../core/page/failuresCsv.ts';
import type { Command } from '../command.ts';
import { saveText } from '../saveText.ts';

export const contribution: Contribution = {
  title: 'Save Failures as CSV…',
  effect: 'reads',
  views: [{ on: 'failures', at: '1_show@2' }],
};

/**
 * Saves the failures that the view shows as comma-separated values, without secrets, to a file that the user chooses.
 */
export const run: Command = async (services) => {
  const failures = services.trees.failures.listShown();
  if (failures.length === 0) {
    throw new BatchError({
      code: 'InvalidInput',
      message: l10n.t('Open the Failures view first so that its contents load.'),
    });
  }
  const file = await saveText({
    title: l10n.t('Save failures'),
    label: l10n.t('Save'),
    file: 'failures.csv',
    filters: { CSV: ['csv'] },
    render: () => renderFailuresCsv(failures),
  });
  services.ui.notify('status', l10n.t('The failures were saved as {0}.', toNotificationText(file)));
};
