import * as vscode from 'vscode';
import { findGivenInFront } from '../../../app/actions/targets/inFront.ts';
import { resolve } from '../../../app/actions/targets/resolve.ts';
import { toResources } from '../../../app/actions/targets/targets.ts';
import { findSibling, pickSibling } from '../../../app/actions/task/pickSibling.ts';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { toPickText } from '../../../app/messages/notificationText.ts';
import type { TaskFileResource, TaskResource } from '../../../core/model/resource.ts';
import { toDocumentUri } from '../../editors/documentUri.ts';
import type { Command, CommandServices } from '../command.ts';

export const contribution: Contribution = {
  title: 'Compare Log with That of a Task That Succeeded',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: ['task', 'taskRun'], if: 'failed', unless: 'neverRan', at: 'look@4' }],
  editors: [{ on: /\/tasks\/[^/]+\/text\//, at: '1_show@5' }],
};

/**
 * Compares a log of a failed task with the same log of a task that succeeded, in the diff editor: the logs of two given
 * tasks, or of one task and the most similar task that succeeded. Asks for a task if none on the first page succeeded.
 */
export const run: Command = async (services, args) => {
  const given = args.length === 0 ? findGivenInFront(services) : args;
  const [task, other] = await resolve(services, 'task', args, { tasks: { groups: ['failed'] } });
  if (task === undefined) return;
  const store = await services.accounts.getStore(task.accountId);
  const sibling = other ?? (await findSibling(store, task)) ?? (await pickSibling(services, store, task));
  const file = toResources(given).find((one) => one.kind === 'taskFile');
  await showBeside(sibling, task, file?.path ?? findPath(services, task));
};

/** Returns the log that shows why a task failed, if it was read. */
function findPath({ reader }: Pick<CommandServices, 'reader'>, task: TaskResource): string {
  return reader.find(task)?.cause?.path ?? 'stderr.txt';
}

async function showBeside(succeeded: TaskResource, failed: TaskResource, path: string): Promise<void> {
  const toUri = (task: TaskResource, { jobId, taskId }: TaskResource): vscode.Uri => {
    const resource: TaskFileResource = { ...task, kind: 'taskFile', path };
    return toDocumentUri({ resource, document: 'masked', other: { jobId, taskId } });
  };
  const title = `${toPickText(path)}: ${toPickText(succeeded.taskId)} ↔ ${toPickText(failed.taskId)}`;
  await vscode.commands.executeCommand('vscode.diff', toUri(succeeded, failed), toUri(failed, succeeded), title);
}
