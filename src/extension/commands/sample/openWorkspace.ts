import type { Contribution } from '../../../app/actions/contribution.ts';
import { toSampleFolder } from '../../sample/sampleWorkspace.ts';
import type { Command } from '../command.ts';

export const contribution: Contribution = {
  title: "Open the Folder of the Sample's Programs",
  effect: 'reads',
};

/** Opens the folder of the sample's programs, in a new window when this one shows another folder. */
export const run: Command = async (services) => {
  await services.ui.run('vscode.openFolder', toSampleFolder(services.context.extensionUri), {
    forceReuseWindow: false,
  });
};
