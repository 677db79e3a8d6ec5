import * as l10n from '@vscode/l10n';
import { toReportTarget } from '../run/reportTarget.ts';
import type { Command, Contribution } from '../verb/contribution.ts';
import { pickBulk, requireBulk } from './pickBulk.ts';

export const contribution: Contribution = { title: 'Show Bulk Actions…', effect: 'reads', palette: 'always' };

/** Opens the report of the bulk action whose ID is passed, or of one that the user picks. */
export const run: Command = async (services, [id]) => {
  const { record } =
    typeof id === 'string'
      ? await requireBulk(services, id)
      : await pickBulk(services, {
          title: l10n.t('Open a bulk action report'),
          nothing: l10n.t('There are no bulk action records on this computer.'),
          wanted: () => true,
        });
  await services.ui.open(toReportTarget(record.plan));
};
