import type { Right } from '../../core/model/right.ts';

/** What a row of our views represents; the first word of its context value. */
export type RowKind =
  | 'account'
  | 'pools'
  | 'pool'
  | 'nodeGroup'
  | 'node'
  | 'recentTasks'
  | 'nodeFiles'
  | 'nodeFile'
  | 'jobs'
  | 'job'
  | 'jobSchedules'
  | 'jobSchedule'
  | 'taskGroup'
  | 'task'
  | 'taskRun'
  | 'taskFile'
  | 'subtasks'
  | 'subtask'
  | 'dependencies'
  | 'missingTask'
  | 'preparation'
  | 'preparationNode'
  | 'jobTask'
  | 'attempts'
  | 'attempt'
  | 'attemptLog'
  | 'failureGroup'
  | 'mutedCauses'
  | 'resolvedCauses'
  | 'more'
  | 'error'
  | 'damaged'
  | 'empty'
  | 'loading';

/** What may be true of a row and decides which commands its menu has (src/app/actions/contribution.ts). */
export type ContextWord =
  | 'active'
  | 'autoscale'
  | 'broken'
  /** Of a node: it is starting, stopping or gone, so it cannot be restarted. */
  | 'changing'
  | 'completed'
  | 'counting'
  /** Of a node: its machine was given back. */
  | 'deallocated'
  | 'disabled'
  | 'failed'
  | 'folder'
  | 'hasFiles'
  /** Of a job: it has been ending for so long that its end may be forced. */
  | 'hanging'
  | 'keyRefused'
  /** Of an account: the user is known not to have some right in it. */
  | 'limited'
  | 'linux'
  /** Of an account: it is read-only by itself, whatever the setting says. */
  | 'locked'
  | 'mutable'
  | 'muted'
  | 'neverRan'
  | 'offline'
  /** Of an attempt: it is one of a task. */
  | 'ofTask'
  /** Of a cause: it hit nodes, or tasks on nodes, and something that is done to a node may help. */
  | 'ofNodes'
  /** Of a cause: it hit tasks. */
  | 'ofTasks'
  | 'online'
  /** Of a failed task, and of a cause all of whose tasks are so: another run of it is refused, or would fail; it can be resubmitted. */
  | 'onlyResubmit'
  | 'paused'
  /** Of an account: it is shown before others. */
  | 'pinned'
  | 'preparing'
  /** Nothing of its account may be changed from here. */
  | 'readOnly'
  | 'rebootable'
  /** Of a cause: its tasks can be retried, and all were before and failed again for the same reason. */
  | 'repeated'
  | 'resizing'
  | 'retryable'
  | 'running'
  | 'sample'
  | 'signedOut'
  /** Of a node: so that the start task of its pool may have to be corrected. */
  | 'startTaskFailed'
  | 'succeeded'
  | 'unread'
  /** Of a node: nothing on it answers in its state. */
  | 'unreachable'
  | 'windows'
  | MissingWord;

/** The user does not have this right in the account of the row. */
type MissingWord = `mayNot${Capitalize<Right>}`;

/** The word that makes the menus of rows grey out what takes a right (scripts/lib/contributes.mjs). */
export function toMissingWord(right: Right): MissingWord {
  return `mayNot${right.charAt(0).toUpperCase()}${right.slice(1)}` as MissingWord;
}

/** `azureBatch.task;failed;hasFiles`: the kind and the sorted words, as the manifest's `when` clauses expect them. */
export function toContextValue(kind: RowKind, words: Iterable<ContextWord> = []): string {
  return [`azureBatch.${kind}`, ...[...new Set(words)].sort()].join(';');
}
