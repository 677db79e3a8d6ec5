import { l10n } from 'vscode';
import { isAllDone } from '../../../core/remedy/bulk/bulkRecord.ts';
import type { Command } from '../command.ts';
import { toBulkFolder } from './bulkServices.ts';
import { pickBulk } from './pickBulk.ts';
import { resumeBulk } from './resume.ts';
import { runsHere } from './running.ts';

/** Does what an earlier bulk action has left, after asking; that of the id that it is called with, or one of the list. */
export const doTheRest: Command = async (services, [id]) => {
  const chosen = typeof id === 'string' ? id : await pickId(services);
  await resumeBulk(services, chosen, { onlyGivenUp: false });
};

/** Tries once more what was given up because the service was not ready for it. */
export const tryAgain: Command = async (services, [id]) => {
  const chosen = typeof id === 'string' ? id : await pickId(services);
  await resumeBulk(services, chosen, { onlyGivenUp: true });
};

async function pickId(services: Parameters<Command>[0]): Promise<string> {
  const runs = (await toBulkFolder(services).list()).some(({ record: { plan } }) => runsHere(plan.id));
  const { record } = await pickBulk(services, {
    title: l10n.t('Do the rest of a bulk action'),
    nothing: runs
      ? l10n.t('A bulk action is running in this window. No other has left anything.')
      : l10n.t('No bulk action has left anything.'),
    // What runs in another window is in the list as well: its user looks for it here, and is told.
    wanted: ({ record: { plan, outcomes } }) => !runsHere(plan.id) && !isAllDone(outcomes),
  });
  return record.plan.id;
}
