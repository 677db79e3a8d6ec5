import { refuseLostRows } from '../targets/targets.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';

export const contribution: Contribution = {
  title: 'Read More Failed Tasks',
  icon: 'book',
  effect: 'reads',
  palette: 'never',
};

/** Shows more of a cause, or reads more failures: the action of the last rows in lists of the failures view. */
export const run: WindowCommand = async (services, args) => {
  refuseLostRows(args);
  const [row] = args;
  services.trees.failures.loadMore(row);
};
