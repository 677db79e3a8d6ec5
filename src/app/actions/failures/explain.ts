import { findPageOfCause } from '../../causes/pageOfCause.ts';
import { orInFront } from '../targets/inFront.ts';
import { refuseLostRows } from '../targets/targets.ts';
import type { Command, Contribution } from '../verb/contribution.ts';
import { pickCause } from './findTasks.ts';
import { toCauseTarget } from './toCauseTarget.ts';

export const contribution: Contribution = {
  title: 'Explain This Cause',
  icon: 'lightbulb',
  effect: 'reads',
  palette: 'never',
  rows: [
    { on: 'failureGroup', unless: 'unread', at: 'inline@1' },
    { on: 'failureGroup', unless: 'unread', at: '2_explain@1' },
  ],
};

/**
 * Opens the explanation of a cause: its effects and remedies. Asks for a cause when called without one. If several
 * causes are selected, opens the one under the mouse pointer.
 */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const target = toCauseTarget(orInFront(services, args)[0]) ?? (await pickCause(services));
  await services.ui.open(findPageOfCause(services, target));
};
