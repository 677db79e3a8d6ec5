import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';

export const contribution: Contribution = {
  title: 'Show All Failures Again',
  icon: 'filter-filled',
  effect: 'reads',
  views: [{ on: 'failures', if: 'failuresFiltered', at: 'navigation@1' }],
};

/** Removes the filter from the failures view. */
export const run: WindowCommand = async ({ trees }) => {
  trees.failures.filter = [];
};
