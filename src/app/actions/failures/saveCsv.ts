import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { renderFailuresCsv } from '../../../core/page/failuresCsv.ts';
import { toNotificationText } from '../../messages/notificationText.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';

export const contribution: Contribution = {
  title: 'Save Failures as CSV…',
  effect: 'reads',
  views: [{ on: 'failures', at: '1_show@2' }],
};

/**
 * Saves the failures that the view shows as comma-separated values, without secrets, to a file that the user chooses.
 */
export const run: WindowCommand = async (services) => {
  const failures = services.trees.failures.listShown();
  if (failures.length === 0) throw toInvalidInput(l10n.t('Open the Failures view first so that its contents load.'));
  const file = await services.saveText({
    title: l10n.t('Save failures'),
    label: l10n.t('Save'),
    file: 'failures.csv',
    filters: { CSV: ['csv'] },
    render: () => renderFailuresCsv(failures),
  });
  services.ui.notify('status', l10n.t('The failures were saved as {0}.', toNotificationText(file)));
};
