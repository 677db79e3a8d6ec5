import { commands } from 'vscode';
import { toSampleFolder } from '../../sample/sampleWorkspace.ts';
import type { Command } from '../command.ts';

/** Opens the folder of the sample's programs, in a new window when this one shows another folder. */
export const openSampleWorkspace: Command = async ({ context }) => {
  await commands.executeCommand('vscode.openFolder', toSampleFolder(context.extensionUri), { forceReuseWindow: false });
};
