import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';

export const contribution: Contribution = { title: 'Open Walkthrough', effect: 'reads', palette: 'always' };

/** ID of the only walkthrough in package.json. */
const ownId = 'firstMinute';

/** Opens the walkthrough, from the sample account to the user's own. */
export const run: WindowCommand = async (services) => {
  const id = `${services.extensionId}#${ownId}`;
  // VS Code reads the walkthroughs of extensions when any step is first requested, and opens another one until then.
  await services.ui.run('welcome.markStepIncomplete', `${id}#none`).then(undefined, () => undefined);
  await services.ui.run('workbench.action.openWalkthrough', id);
};
