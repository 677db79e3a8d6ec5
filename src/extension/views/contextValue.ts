/** What a row of our views stands for; the first word of its context value. */
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
  | 'failureGroup'
  | 'more'
  | 'error'
  | 'damaged'
  | 'empty'
  | 'loading';

/** What may be true of a row and decides which commands its menu has (src/extension/commands/contribution.ts). */
export type ContextWord =
  | 'active'
  | 'autoscale'
  | 'broken'
  | 'completed'
  | 'counting'
  | 'disabled'
  | 'failed'
  | 'folder'
  | 'hasFiles'
  | 'keyed'
  | 'keyRefused'
  | 'neverRan'
  | 'offline'
  | 'online'
  | 'paused'
  | 'preparing'
  | 'rebootable'
  | 'resizing'
  | 'retryable'
  | 'running'
  | 'sample'
  | 'signedOut'
  | 'succeeded'
  | 'windows';

/** `azureBatch.task;failed;hasFiles`: the kind and the sorted words, as the manifest's `when` clauses expect them. */
export function toContextValue(kind: RowKind, words: Iterable<ContextWord> = []): string {
  return [`azureBatch.${kind}`, ...[...new Set(words)].sort()].join(';');
}
