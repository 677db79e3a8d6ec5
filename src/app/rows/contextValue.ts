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
  /** A node that is starting, stopping or gone, so it cannot be restarted. */
  | 'changing'
  | 'completed'
  | 'counting'
  /** A deallocated node. */
  | 'deallocated'
  | 'disabled'
  | 'failed'
  | 'folder'
  | 'hasFiles'
  /** A job that has been terminating or being deleted for so long that this may be forced. */
  | 'hanging'
  | 'keyRefused'
  /** An account in which the user is known to lack some right. */
  | 'limited'
  | 'linux'
  /** An account that is read-only itself, regardless of the setting. */
  | 'locked'
  | 'mutable'
  | 'muted'
  | 'neverRan'
  | 'offline'
  /** An attempt of a task. */
  | 'ofTask'
  /** A cause that affects nodes, or tasks on nodes, so that an action on a node may help. */
  | 'ofNodes'
  /** A cause that affects tasks. */
  | 'ofTasks'
  | 'online'
  /**
   * A failed task, or a cause with only such tasks: another run would be refused or would fail, but it can be
   * resubmitted.
   */
  | 'onlyResubmit'
  | 'paused'
  /** An account listed before others. */
  | 'pinned'
  | 'preparing'
  /** Nothing in the row's account may be changed by this extension. */
  | 'readOnly'
  | 'rebootable'
  /** A cause whose tasks can be retried, but all were retried before and failed again for the same reason. */
  | 'repeated'
  | 'resizing'
  | 'retryable'
  | 'running'
  | 'sample'
  | 'signedOut'
  /** A node that may need a corrected start task of its pool. */
  | 'startTaskFailed'
  | 'succeeded'
  | 'unread'
  /** A node on which nothing responds in its current state. */
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
