import { resolve } from '../targets/resolve.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Pause Counting',
  icon: 'debug-pause',
  effect: 'reads',
  palette: 'never',
  rows: [
    { on: 'account', if: 'counting', at: 'inline@1' },
    { on: 'account', if: 'counting', at: '1_look@5' },
  ],
};

/** Pauses counting and background reads for an account, so that its request quota is free for other uses. */
export const run: Command = async (services, args) => {
  for (const { accountId } of await resolve(services, 'account', args)) {
    (await services.accounts.getStore(accountId)).pauseCounting(true);
  }
};
