import type { Task } from '../../core/model/task.ts';
import { type Filter, or } from '../../core/query/odata.ts';
import {
  isBlocking,
  isDependency,
  listDependencies,
  maxNamedDependencies,
  toIdFilter,
} from '../../core/query/taskDependencies.ts';
import { taskFilters } from '../../core/query/taskFilters.ts';
import { toPage } from '../pages.ts';
import type { BatchService, Page } from '../ports.ts';

/** As many as the service gives at once (Batch documentation: "maxresults"). */
const pageSize = 1000;

/** What of a task tells whether it keeps others waiting, and why. */
const select: readonly (keyof Task)[] = [
  'id',
  'state',
  'stateTransitionTime',
  'executionInfo',
  'exitConditions',
  'nodeInfo',
];

/** Tasks that have not succeeded. */
const unsuccessful: Filter = or(taskFilters.failed, taskFilters.active, taskFilters.preparing, taskFilters.running);

/**
 * The tasks that a task waits for. Few are asked for by their ids, whatever their state: those that are missing do not
 * exist. Of many the unfinished and failed ones of the job are looked through, which says nothing of tasks that do not
 * exist.
 */
export async function* listDependencyTasks(
  { tasks }: BatchService,
  { jobId, taskId }: { readonly jobId: string; readonly taskId: string },
  signal: AbortSignal,
): AsyncGenerator<Page<Task>> {
  const { dependsOn = {} } = await tasks.getTask(jobId, taskId, { signal });
  const ids = listDependencies(dependsOn, maxNamedDependencies);
  if (ids?.length === 0) return;
  const paging = { select, pageSize, signal, isPatient: true };
  if (ids !== undefined) {
    yield* tasks.listTasks(jobId, { ...paging, filter: toIdFilter(ids) });
    return;
  }
  const depends = isDependency(dependsOn);
  for await (const page of tasks.listTasks(jobId, { ...paging, filter: unsuccessful })) {
    const found = page.filter((task) => depends(task.id) && isBlocking(task));
    yield toPage(found, page.isLast ?? false, page.damaged);
  }
}
