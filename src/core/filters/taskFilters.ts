import type { TaskGroup } from '../model/task.ts';
import { and, equals, type Filter } from './odata.ts';

/** The service's filters for each group of tasks (Batch documentation: "Task - List"). */
export const taskFilters: Readonly<Record<TaskGroup, Filter>> = {
  failed: and(equals('state', 'completed'), equals('executionInfo/result', 'failure')),
  running: equals('state', 'running'),
  preparing: equals('state', 'preparing'),
  active: equals('state', 'active'),
  succeeded: and(equals('state', 'completed'), equals('executionInfo/result', 'success')),
};
