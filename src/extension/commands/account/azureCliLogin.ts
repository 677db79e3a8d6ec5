import * as l10n from '@vscode/l10n';
import type { Command, RemedyContribution } from '../../../app/actions/verb/contribution.ts';
import { logInByCli } from '../../accounts/logInByCli.ts';

export const contribution: RemedyContribution = {
  title: 'Sign In with the Azure CLI (az login)',
  effect: 'reads',
  remedy: () => l10n.t('Run “az login”'),
};

/**
 * Runs `az login`. After a success, reloads the accounts that are
 * opened by the Azure CLI.
 */
export const run: Command = async ({ accounts }) => {
  if (!(await logInByCli())) return;
  const signedIn = accounts.all.filter(({ authentication }) => authentication === 'azureCli');
  await Promise.all(signedIn.map(({ id }) => accounts.findStore(id)?.refresh()));
};
