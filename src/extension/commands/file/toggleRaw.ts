import type { Contribution } from '../../../app/actions/contribution.ts';
import type { Command } from '../command.ts';
import { resolveFiles } from './activeFile.ts';

export const contribution: Contribution = {
  title: 'Show Raw or Readable Text of a File',
  effect: 'reads',
  palette: 'inDocument',
  editors: [{ on: /\/text\//, at: '1_show@4' }],
};

/** Shows all that programs have written into files, colours and overwritten progress among it, or again what people read. */
export const run: Command = async (services, args) => {
  for (const file of resolveFiles(args)) services.toggleRaw(file);
};
