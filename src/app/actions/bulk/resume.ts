import type { Command, Contribution } from '../verb/contribution.ts';
import { pickUnfinished } from './pickBulk.ts';
import { resumeBulk } from './resumeBulk.ts';

export const contribution: Contribution = { title: 'Resume Bulk Action…', effect: 'changes' };

/** Resumes the bulk action whose ID is passed, or one that the user picks, after asking. */
export const run: Command = async (services, [id]) =>
  resumeBulk(services, await pickUnfinished(services, id), { onlyGivenUp: false });
