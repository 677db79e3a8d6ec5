import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { refuseLostRows } from '../lostRows.ts';

export const contribution: Contribution = {
  title: 'Unmute',
  icon: 'bell',
  effect: 'reads',
  palette: 'never',
  rows: [
    { on: 'failureGroup', if: 'muted', at: '3_putRight@9' },
    { on: 'mutedCauses', at: 'inline@1' },
    { on: 'mutedCauses', at: '1_look@1' },
  ],
};

/** Shows muted causes among the others again: one, those that are selected, or all of an account. */
export const run: Command = async ({ failures, muted }, args) => {
  refuseLostRows(args);
  const [row, selection] = args;
  const rows = Array.isArray(selection) && selection.length > 0 ? selection : [row];
  await muted.remove(rows.flatMap((one) => failures().findMutes(one)));
};
