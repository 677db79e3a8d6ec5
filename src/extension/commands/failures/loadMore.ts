import { refuseLostRows } from '../../../app/actions/targets/targets.ts';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import type { Command } from '../command.ts';

export const contribution: Contribution = {
  title: 'Read More Failed Tasks',
  icon: 'book',
  effect: 'reads',
  palette: 'never',
};

/** Shows more of a cause, or reads more failures: the action of the last rows in lists of the failures view. */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const [row] = args;
  services.trees.failures.loadMore(row);
};
