import * as l10n from '@vscode/l10n';
import type { BatchErrorCode } from '../model/batchError.ts';
import { isInGroup, type Task, toTaskGroup } from '../model/task.ts';

/** A file that could not be read although the service answered, with what is known about its owner. */
export interface MissingFile {
  /** Code of the service's answer. */
  readonly code: BatchErrorCode;
  /** Relative to the task's or node's folder, as shown; not escaped. */
  readonly path: string;
  /** The task that the file belongs to, where it is one's and still exists. */
  readonly task?: Pick<Task, 'state' | 'executionInfo'>;
}

function explainNotFound({ path, task }: MissingFile): string {
  switch (task && toTaskGroup(task)) {
    case undefined:
      return l10n.t('There is no file {0} here.', path);
    case 'active':
      return l10n.t('There is no file {0} yet: the task is waiting and has not started on a node.', path);
    case 'preparing':
      return l10n.t('There is no file {0} yet: the node is still preparing the task.', path);
    case 'running':
      return l10n.t('There is no file {0} yet: the task is running and has not written it.', path);
    case 'failed':
      return task?.executionInfo?.exitCode === undefined
        ? l10n.t('There is no file {0}: the program of this task never started.', path)
        : l10n.t('There is no file {0}: the task ended without writing it, or the file has been deleted.', path);
    case 'succeeded':
      return l10n.t('There is no file {0}: the task succeeded without writing it, or the file has been deleted.', path);
  }
}

/** Codes that say why a file is not there (Batch documentation: status and error codes, file operations). */
const explanations: Readonly<Record<string, (file: MissingFile) => string>> = {
  filenotfound: explainNotFound,
  taskfilescleanedup: ({ path }) =>
    l10n.t('{0} was deleted: the retention time of the task’s files on the node has passed.', path),
  taskfilesunavailable: (file) =>
    file.task !== undefined && isInGroup(file.task, 'active', 'preparing')
      ? explainNotFound(file)
      : l10n.t('{0} can’t be read: the node is gone or unusable, and the files of its tasks with it.', file.path),
  nodenotfound: ({ path }) =>
    l10n.t('{0} is gone: its node has left the pool, and the files of tasks exist only on the node.', path),
  nodestateunusable: ({ path }) => l10n.t('{0} can’t be read: its node is unusable or not reachable.', path),
  nodebeingcreated: ({ path }) => l10n.t('There is no file {0} yet: the node is being created.', path),
  nodebeingstarted: ({ path }) => l10n.t('{0} can’t be read now: the node is starting.', path),
  nodebeingrebooted: ({ path }) => l10n.t('{0} can’t be read now: the node is rebooting.', path),
  nodebeingreimaged: ({ path }) => l10n.t('{0} is being deleted: reimaging the node clears its disk.', path),
  tasknotfound: ({ path }) => l10n.t('{0} is gone: the task was deleted with its files.', path),
  jobnotfound: ({ path }) => l10n.t('{0} is gone: the job was deleted with its files.', path),
  poolnotfound: ({ path }) => l10n.t('{0} is gone: the pool was deleted with its nodes.', path),
  operationnotvalidonnode: ({ path }) => l10n.t('{0} can’t be read in the present state of the node.', path),
};

/**
 * Says in a sentence why a file is not there. Undefined for codes that mean something else: trouble on the way to the
 * service says nothing about the file.
 */
export function explainMissingFile(file: MissingFile): string | undefined {
  const code = file.code.toLowerCase();
  return Object.hasOwn(explanations, code) ? explanations[code]?.(file) : undefined;
}

/** Codes after which a file may be read later: it is written when the task gets there, or the node is on its way back. */
const passing: ReadonlySet<string> = new Set([
  'filenotfound',
  'nodebeingcreated',
  'nodebeingstarted',
  'nodebeingrebooted',
  'operationnotvalidonnode',
]);

/** Whether a file that is missing will not come back, so that nobody needs to look for it again. */
export function isGoneForGood({ code, task }: Pick<MissingFile, 'code' | 'task'>): boolean {
  const mayRunAgain = task !== undefined && isInGroup(task, 'active', 'preparing');
  return !passing.has(code.toLowerCase()) && !mayRunAgain;
}
