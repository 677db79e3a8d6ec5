import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { pickUnfinished } from './pickBulk.ts';
import { resumeBulk } from './resumeBulk.ts';

export const contribution: Contribution = {
  title: 'Try Failed Items of a Bulk Action Again',
  effect: 'changes',
  palette: 'never',
};

/** Tries once more what was given up because the service was not ready for it. */
export const run: Command = async (services, [id]) =>
  resumeBulk(services, await pickUnfinished(services, id), { onlyGivenUp: true });
