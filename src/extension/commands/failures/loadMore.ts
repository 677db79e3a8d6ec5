import type { Command } from '../command.ts';
import { refuseLostRows } from '../lostRows.ts';

/** Shows more of a cause, or reads more of what failed: what the rows at the ends of lists of the failures view do. */
export const loadMoreFailures: Command = async (services, args) => {
  refuseLostRows(args);
  const [row] = args;
  services.loadMoreFailures(row);
};
