import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';

export const contribution: Contribution = {
  title: 'Go to the Next Failure in the Explorer',
  effect: 'reads',
  keybinding: { key: 'f8', in: ['explorer'] },
};

/** Selects the next failed row of the explorer, in expanded branches. */
export const run: WindowCommand = async (services, args) => services.trees.selectNextFailure(args[0]);
