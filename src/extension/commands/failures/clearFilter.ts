import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';

export const contribution: Contribution = {
  title: 'Show All Failures Again',
  icon: 'filter-filled',
  effect: 'reads',
  palette: 'withAccount',
  views: [{ on: 'failures', if: 'failuresFiltered', at: 'navigation@1' }],
};

/** Takes the filter away. */
export const run: Command = async ({ failures }) => {
  failures().filter = [];
};
