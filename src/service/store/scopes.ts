import type { Scope } from './accountStore.ts';

/** Returns a string that is equal for equal scopes. */
export function toScopeKey(scope: Scope): string {
  switch (scope.kind) {
    case 'pools':
    case 'jobs':
    case 'jobSchedules':
      return scope.kind;
    case 'scheduleJobs':
      return JSON.stringify([scope.kind, scope.scheduleId]);
    case 'nodes':
      return JSON.stringify([scope.kind, scope.poolId]);
    case 'nodeFiles':
      return JSON.stringify([scope.kind, scope.poolId, scope.nodeId, scope.path]);
    case 'tasks':
      return JSON.stringify([scope.kind, scope.jobId, scope.group]);
    case 'failures':
    case 'preparation':
    case 'awaited':
      return JSON.stringify([scope.kind, scope.jobId]);
    case 'subtasks':
    case 'dependencies':
      return JSON.stringify([scope.kind, scope.jobId, scope.taskId]);
    case 'taskFiles':
      return JSON.stringify([scope.kind, scope.jobId, scope.taskId, scope.path]);
  }
}
