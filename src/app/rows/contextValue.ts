import type { Right } from '../../core/model/right.ts';

/** The kind of item that a row represents; the first word of its context value. */
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

/** Properties of a row that decide which commands its menu has (src/app/actions/contribution.ts). */
export type ContextWord =
  | 'active'
  | 'autoscale'
  | 'broken'
  /** Of a node: it is starting, stopping or gone, so it cannot be restarted. */
  | 'changing'
  | 'completed'
  | 'counting'
  /** Of a node: it is deallocated. */
  | 'deallocated'
  | 'disabled'
  | 'failed'
  | 'folder'
  | 'hasFiles'
  /** Of a job: it has been terminating or being deleted for so long that this may be forced. */
  | 'hanging'
  | 'keyRefused'
  /** Of an account: the user is known to lack some right in it. */
  | 'limited'
  | 'linux'
  /** Of an account: it is read-only itself, regardless of the setting. */
  | 'locked'
  | 'mutable'
  | 'muted'
  | 'neverRan'
  | 'offline'
  /** Of an attempt: it is one of a task. */
  | 'ofTask'
  /** Of a cause: it affects nodes, or tasks on nodes, and an action on a node may help. */
  | 'ofNodes'
  /** Of a cause: it affects tasks. */
  | 'ofTasks'
  | 'online'
  /**
   * Of a failed task, and of a cause with only such tasks: another run would be refused or would fail, but it can be
   * resubmitted.
   */
  | 'onlyResubmit'
  | 'paused'
  /** Of an account: it is listed before others. */
  | 'pinned'
  | 'preparing'
  /** Nothing in the row's account may be changed by this extension. */
  | 'readOnly'
  | 'rebootable'
  /** Of a cause: its tasks can be retried, but all were retried before and failed again for the same reason. */
  | 'repeated'
  | 'resizing'
  | 'retryable'
  | 'running'
  | 'sample'
  | 'signedOut'
  /** Of a node: the start task of its pool may have to be corrected. */
  | 'startTaskFailed'
  | 'succeeded'
  | 'unread'
  /** Of a node: nothing on it responds in its current state. */
  | 'unreachable'
  | 'windows'
  | MissingWord;

/** The user lacks this right in the account of the row. */
type MissingWord = `mayNot${Capitalize<Right>}`;

/** Returns the word that disables menu commands that need a right (scripts/lib/contributes.mjs). */
export function toMissingWord(right: Right): MissingWord {
  return `mayNot${right.charAt(0).toUpperCase()}${right.slice(1)}` as MissingWord;
}

/**
 * Returns a context value such as `azureBatch.task;failed;hasFiles`: the kind and the sorted words, as the manifest's
 * `when` clauses expect.
 */
export function toContextValue(kind: RowKind, words: Iterable<ContextWord> = []): string {
  return [`azureBatch.${kind}`, ...[...new Set(words)].sort()].join(';');
}
