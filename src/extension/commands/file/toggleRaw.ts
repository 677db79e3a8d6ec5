import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import type { Command } from '../command.ts';
import { resolveFiles } from './activeFile.ts';

export const contribution: Contribution = {
  title: 'Show Raw or Readable Text of a File',
  effect: 'reads',
  palette: 'inDocument',
  editors: [{ on: /\/text\//, at: '1_show@4' }],
};

/** Toggles files between programs' raw output, with colors and overwritten progress, and the readable form. */
export const run: Command = async (services, args) => {
  for (const file of resolveFiles(args)) services.toggleRaw(file);
};
