import * as vscode from 'vscode';
import { resolveOne } from '../../../app/actions/targets/resolve.ts';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { toDocumentUri } from '../../editors/documentUri.ts';
import { openAtEnd } from '../../editors/openDocument.ts';
import type { Command } from '../command.ts';

export const contribution: Contribution = {
  title: 'Open stdout.txt Beside stderr.txt',
  icon: 'split-horizontal',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'task', if: 'hasFiles', unless: ['neverRan', 'failed'], at: 'look@3' }],
  editors: [{ on: /\/tasks\/[^/]+\/text\/std(out|err)\.txt\//, at: '1_show@6' }],
};

/** Opens both logs of a task side by side, each at the line that shows why the task failed, or at its end. */
export const run: Command = async (services, args) => {
  const task = await resolveOne(services, 'task', args);
  const toUri = (path: string): vscode.Uri =>
    toDocumentUri({ resource: { ...task, kind: 'taskFile', path }, document: 'text' });
  await openAtEnd(toUri('stdout.txt'), services.findShown, undefined, vscode.ViewColumn.One);
  await openAtEnd(toUri('stderr.txt'), services.findShown, undefined, vscode.ViewColumn.Two);
};
