import type { Contribution } from '../../../app/actions/contribution.ts';
import { refuseLostRows } from '../../../app/actions/targets.ts';
import type { Command } from '../command.ts';

export const contribution: Contribution = {
  title: 'Read More Failed Tasks',
  icon: 'book',
  effect: 'reads',
  palette: 'withAccount',
};

/** Shows more of a cause, or reads more of what failed: what the rows at the ends of lists of the failures view do. */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const [row] = args;
  services.trees.failures.loadMore(row);
};
