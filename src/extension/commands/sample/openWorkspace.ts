import { commands } from 'vscode';
import type { Contribution } from '../../../app/actions/contribution.ts';
import { toSampleFolder } from '../../sample/sampleWorkspace.ts';
import type { Command } from '../command.ts';

export const contribution: Contribution = {
  title: "Open the Folder of the Sample's Programs",
  effect: 'reads',
};

/** Opens the folder of the sample's programs, in a new window when this one shows another folder. */
export const run: Command = async ({ context }) => {
  await commands.executeCommand('vscode.openFolder', toSampleFolder(context.extensionUri), { forceReuseWindow: false });
};
