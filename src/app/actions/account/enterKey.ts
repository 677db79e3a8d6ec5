import * as l10n from '@vscode/l10n';
import type { Account } from '../../../core/model/account.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { nameAccount } from '../../accounts/accounts.ts';
import { findKeyProblem } from '../../accounts/endpoint.ts';
import type { TextAnswer } from '../../ui.ts';
import { resolveOne } from '../targets/resolve.ts';
import type { Command, RemedyContribution } from '../verb/contribution.ts';
import { addByKey } from './addByKey.ts';
import { confirmHost } from './confirmAdding.ts';
import { tryCredential } from './tryCredential.ts';

export const contribution: RemedyContribution = {
  title: 'Enter Account Key…',
  icon: 'key',
  effect: 'reads',
  remedy: () => l10n.t('Enter the Key…'),
  rows: [
    { on: 'account', if: 'keyRefused', at: '4_connect@2' },
    { on: 'account', if: 'keyRefused', at: 'inline@1' },
  ],
};

/**
 * Asks for an account's key: after its keys were replaced, when this machine has lost the key, or when the account
 * accepts only keys. The key is tried first; unless the service accepts it, the account stays opened as before.
 */
export const run: Command = async (services, args) => {
  const { accountId } = await resolveOne(services, 'account', args);
  const known = services.accounts.all.find(({ id }) => id === accountId);
  const name = nameAccount(services.accounts, accountId);
  if (known === undefined || known.authentication === 'sample') {
    throw toInvalidInput(l10n.t('The account {0} does not use a key.', name));
  }
  const { tenantId: _tenantId, user: _user, ...rest } = known;
  const account: Account = { ...rest, authentication: 'sharedKey' };
  const confirmation = await confirmHost(services, account, 'sharedKey');
  const toCredential = (key: string) => ({ kind: 'sharedKey', key, ...confirmation }) as const;
  const answer: TextAnswer = await services.ui.enterStep({
    title: l10n.t('Enter the key for {0}', name),
    prompt: l10n.t(
      'Key for {name} (Azure portal: Settings, “Keys”). The key is stored only in VS Code secret storage.',
      { name: account.id },
    ),
    secret: true,
    step: 1,
    steps: 1,
    validate: findKeyProblem,
    submit: async (key, signal) => (await tryCredential(services, account, toCredential(key), signal))?.message,
  });
  if (answer === 'back') return;
  await addByKey(services, account, toCredential(answer.value));
  services.ui.notify(
    'status',
    known.authentication === 'sharedKey'
      ? l10n.t('The account {0} now uses the new key.', name)
      : l10n.t('The account {0} now uses a key.', name),
  );
};
