import * as l10n from '@vscode/l10n';
import { pickOne } from '../../ui.ts';
import { toResources } from '../targets/targets.ts';
import type { Command, Contribution } from '../verb/contribution.ts';
import { findLog, listAttempts, toKeptPick } from './listKept.ts';

export const contribution: Contribution = {
  title: 'Show Saved Evidence…',
  effect: 'reads',
  palette: 'always',
  rows: [
    { on: ['attempt', 'attemptLog', 'attempts'], at: '1_look@1' },
    { on: ['account', 'task', 'taskRun'], at: 'look@8' },
  ],
};

/**
 * Opens the evidence saved before the user's actions, for the selected row or for an item picked from a list that
 * includes deleted items. For an account, job, or pool, lists its past and present items.
 */
export const run: Command = async (services, args) => {
  const log = findLog(args[0]);
  if (log !== undefined) return services.ui.open(log, 'end');
  const [attempt] = listAttempts(args);
  if (attempt !== undefined) return services.ui.open(attempt);
  const [given] = toResources(args);
  const resource =
    given === undefined || given.kind === 'account' || given.kind === 'job' || given.kind === 'pool'
      ? await pickOne(
          services,
          toKeptPick(services, {
            title: l10n.t('Show saved evidence'),
            placeholder: l10n.t('Items with saved evidence, newest first'),
            within: given,
          }),
        )
      : given;
  await services.ui.open({ resource, document: 'attempts' });
};
