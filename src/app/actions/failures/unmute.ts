import { refuseLostRows, toRows } from '../targets/targets.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';

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

/** Shows muted causes again: one, the selected ones, or all of an account. */
export const run: WindowCommand = async ({ trees, muted }, args) => {
  refuseLostRows(args);
  await muted.remove(toRows(args).flatMap((one) => trees.failures.findMutes(one)));
};
