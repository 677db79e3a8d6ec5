import path from 'node:path';
import * as vscode from 'vscode';
import { resolveOne } from '../../../app/actions/targets/resolve.ts';
import { writeReproduction } from '../../../app/actions/task/writeReproduction.ts';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import type { Command } from '../command.ts';

export const contribution: Contribution = {
  title: 'Reproduce Here…',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: ['task', 'taskRun'], if: 'failed', at: 'look@3' }],
};

/** Writes a folder with which a failed task can be run on this computer, and opens its instructions. */
export const run: Command = async (services, args) => {
  const task = await resolveOne(services, 'task', args, { tasks: { groups: ['failed'] } });
  const findLink = async (nodePath: string) => (await services.findSource(nodePath))?.toString();
  const { folder, files } = await writeReproduction(services, task, { findLink });
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path.join(folder, files[0] ?? '')));
};
