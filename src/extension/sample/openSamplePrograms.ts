import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { saveLasting } from '../../app/lastingState.ts';
import type { CommandServices } from '../commands/command.ts';
import { openAtMark } from '../editors/openDocument.ts';
import { notifyInformation } from '../ui/messages.ts';
import { isSampleWorkspace, landingKey, toSampleFolder } from './sampleWorkspace.ts';

/** The job in the sample account whose tasks fail at a line of `program`. */
const jobId = 'train';
const program = 'train.py';

/**
 * Opens the folder of the sample's programs, in a new window if this one shows another folder. The new window does this
 * again, once, and shows the account and a marked line.
 */
export async function openSamplePrograms(services: CommandServices): Promise<void> {
  const { context, ui } = services;
  if (isSampleWorkspace(context.extensionUri)) {
    await showMarkedLine(services);
    return;
  }
  await saveLasting(context.globalState, landingKey, true);
  await ui.run('vscode.openFolder', toSampleFolder(context.extensionUri), { forceReuseWindow: false });
}

async function showMarkedLine({ context, openSample, trees, accounts }: CommandServices): Promise<void> {
  const { id: accountId } = await openSample();
  await trees.reveal({ kind: 'job', accountId, jobId });
  await openAtMark(vscode.Uri.joinPath(toSampleFolder(context.extensionUri), program));
  notifyInformation(
    l10n.t(
      'Tasks in job {job} failed in {file}. The line is marked: hover over it to see why, or to retry the tasks.',
      { job: jobId, file: program },
    ),
  );
  // The marks come from failed tasks that are loaded.
  await accounts.findStore(accountId)?.load({ kind: 'tasks', jobId, group: 'failed' });
}
