import type { Command, Contribution } from '../verb/contribution.ts';
import { pickUnfinished } from './pickBulk.ts';
import { resumeBulk } from './resumeBulk.ts';

export const contribution: Contribution = {
  title: 'Retry Failed Items of Bulk Action',
  effect: 'changes',
  palette: 'never',
};

/** Retries the items that were given up because the service was not ready. */
export const run: Command = async (services, [id]) =>
  resumeBulk(services, await pickUnfinished(services, id), { onlyGivenUp: true });
