import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import type { Command } from '../command.ts';

export const contribution: Contribution = {
  title: 'Show All Failures Again',
  icon: 'filter-filled',
  effect: 'reads',
  views: [{ on: 'failures', if: 'failuresFiltered', at: 'navigation@1' }],
};

/** Removes the filter from the failures view. */
export const run: Command = async ({ trees }) => {
  trees.failures.filter = [];
};
