import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { pickUnfinished } from './pickBulk.ts';
import { resumeBulk } from './resumeBulk.ts';

export const contribution: Contribution = {
  title: 'Resume Bulk Action…',
  effect: 'changes',
};

/** Does what an earlier bulk action has left, after asking; that of the id that it is called with, or one of the list. */
export const run: Command = async (services, [id]) =>
  resumeBulk(services, await pickUnfinished(services, id), { onlyGivenUp: false });
