import { orInFront } from '../targets/inFront.ts';
import { toResources } from '../targets/targets.ts';
import type { Command, Contribution } from '../verb/contribution.ts';
import { openLog } from './openLog.ts';

export const contribution: Contribution = {
  title: 'Open the Other Log',
  effect: 'reads',
  palette: 'inDocument',
  keybinding: { key: 'ctrl+shift+f1', in: ['document'] },
};

/**
 * Switches from a task's standard error to its standard output, and from any other document of the task to its standard
 * error.
 */
export const run: Command = async (services, args) => {
  const given = orInFront(services, args);
  const [resource] = toResources(given);
  const isStderr = resource?.kind === 'taskFile' && resource.path === 'stderr.txt';
  return openLog(isStderr ? 'stdout.txt' : 'stderr.txt')(services, given);
};
