import { resolve } from '../targets/resolve.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Resume Counting',
  icon: 'debug-continue',
  effect: 'reads',
  palette: 'never',
  rows: [
    { on: 'account', if: 'paused', at: 'inline@1' },
    { on: 'account', if: 'paused', at: '1_look@5' },
  ],
};

/** Resumes counting and background reads for an account. */
export const run: Command = async (services, args) => {
  for (const { accountId } of await resolve(services, 'account', args)) {
    (await services.accounts.getStore(accountId)).pauseCounting(false);
  }
};
