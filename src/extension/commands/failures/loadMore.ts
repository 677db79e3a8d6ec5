import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { refuseLostRows } from '../lostRows.ts';

export const contribution: Contribution = {
  title: 'Read More Failed Tasks',
  effect: 'reads',
  palette: 'withAccount',
};

/** Shows more of a cause, or reads more of what failed: what the rows at the ends of lists of the failures view do. */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const [row] = args;
  services.loadMoreFailures(row);
};
