import type { Right } from '../../core/model/right.ts';

/** The kind of item that a row represents, which is the first word of its context value. */
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

/** Properties of a row that determine the commands in its menu (src/app/actions/verb/contribution.ts). */
export type ContextWord =
  | 'active'
  | 'autoscale'
  | 'broken'
  | 'changing'
  | 'completed'
  | 'counting'
  | 'deallocated'
  | 'disabled'
  | 'failed'
  | 'folder'
  | 'hasFiles'
  /** A job whose termination or deletion has taken so long that it may be forced. */
  | 'hanging'
  | 'keyRefused'
  /** An account in which the user is known to lack a right. */
  | 'limited'
  | 'linux'
  /** An account that is itself read-only, regardless of the setting. */
  | 'locked'
  | 'mutable'
  | 'muted'
  | 'neverRan'
  | 'offline'
  | 'ofTask'
  /** A cause that affects nodes, or tasks on nodes, so that an action on a node may help. */
  | 'ofNodes'
  | 'ofTasks'
  | 'online'
  /**
   * A failed task that can be resubmitted, but whose rerun would be refused or would fail; or a cause with only such
   * tasks.
   */
  | 'onlyResubmit'
  | 'paused'
  | 'pinned'
  | 'preparing'
  /** A row in an account in which this extension may not change anything. */
  | 'readOnly'
  | 'rebootable'
  /** A cause whose tasks can be retried, but fail again unless something is corrected, or have failed again. */
  | 'repeated'
  | 'resizing'
  | 'retryable'
  | 'running'
  | 'sample'
  | 'signedOut'
  /** A node that may need its pool's start task to be corrected. */
  | 'startTaskFailed'
  | 'succeeded'
  | 'unread'
  /** A node that does not respond to anything in its current state. */
  | 'unreachable'
  | 'windows'
  | MissingWord;

/** Word for a right that the user lacks in the account of the row. */
type MissingWord = `mayNot${Capitalize<Right>}`;

/** Returns the word that disables menu commands that need a right (scripts/lib/contributes.mjs). */
export function toMissingWord(right: Right): MissingWord {
  return `mayNot${right.charAt(0).toUpperCase()}${right.slice(1)}` as MissingWord;
}

/**
 * Returns a context value such as `azureBatch.task;failed;hasFiles`, which consists of the kind and the sorted words,
 * as the manifest's `when` clauses expect.
 */
export function toContextValue(kind: RowKind, words: Iterable<ContextWord> = []): string {
  return [`azureBatch.${kind}`, ...[...new Set(words)].sort()].join(';');
}
