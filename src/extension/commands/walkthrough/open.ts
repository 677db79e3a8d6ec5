import type { Contribution } from '../../../app/actions/contribution.ts';
import type { Command } from '../command.ts';

export const contribution: Contribution = {
  title: 'Open Walkthrough',
  effect: 'reads',
};

/** The only walkthrough of package.json. */
const ownId = 'firstMinute';

/** Shows the steps from the sample account to one's own. */
export const run: Command = async (services) => {
  const id = `${services.context.extension.id}#${ownId}`;
  // VS Code reads the walkthroughs of extensions when it is first asked about any step, and opens another one until it has.
  await services.ui.run('welcome.markStepIncomplete', `${id}#none`).then(undefined, () => undefined);
  await services.ui.run('workbench.action.openWalkthrough', id);
};
