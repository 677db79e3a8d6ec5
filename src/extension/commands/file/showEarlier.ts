import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import type { Command } from '../command.ts';
import { resolveFiles } from './activeFile.ts';

export const contribution: Contribution = {
  title: 'Show Earlier Lines of a File',
  icon: 'fold-up',
  effect: 'reads',
  palette: 'inDocument',
};

/** Shows more of files whose beginning is left out: the given files, or the one in the active editor. */
export const run: Command = async (services, args) => {
  for (const file of resolveFiles(args)) services.showEarlier(file);
};
