import { taskFilters } from '../../core/filters/taskFilters.ts';
import { isMissing } from '../../core/model/missing.ts';
import type { NodeFile } from '../../core/model/nodeFile.ts';
import { type Task, type TaskGroup, toTaskGroup } from '../../core/model/task.ts';
import { largestPageSize, toPage } from '../pages.ts';
import type { BatchService, FilePort, Page, Pages } from '../ports.ts';
import type { AccountSnapshot, Scope, ScopeItems, ScopeKind } from './accountStore.ts';
import { listAwaitedTasks, listDependencyTasks } from './dependencyPages.ts';
import { listFailures } from './failurePages.ts';
import { listNodes } from './nodePages.ts';

/** Number of items that are requested first: enough for a few screens. Another page is one click away. */
const firstPageSize = 100;

/** An item of any scope. */
export type AnyItem = ScopeItems[ScopeKind];

/**
 * Lists all items of `scope` at the service, page by page; in as few pages as possible when `count` items are wanted.
 * The caller limits the number of empty pages. `known` contains the loaded data.
 */
export function openPages(
  service: BatchService,
  scope: Scope,
  count: number,
  signal: AbortSignal,
  known: AccountSnapshot,
): Pages<AnyItem> {
  const pageSize = Math.min(largestPageSize, Math.max(firstPageSize, count));
  const paging = { pageSize, signal, isPatient: true };
  switch (scope.kind) {
    case 'pools':
      return service.pools.listPools(paging);
    case 'nodes':
      return listNodes(service.nodes, scope.poolId, paging, known);
    case 'nodeFiles':
      return listFolder(service.nodeFiles, scope, scope.path, signal);
    case 'jobs':
      return service.jobs.listJobs(paging);
    case 'jobSchedules':
      return service.jobSchedules.listJobSchedules(paging);
    case 'scheduleJobs':
      return service.jobSchedules.listJobsFromSchedule(scope.scheduleId, paging);
    case 'tasks':
      return service.tasks.listTasks(scope.jobId, { ...paging, filter: taskFilters[scope.group] });
    case 'failures':
      return listFailures(service, scope.jobId, known, signal);
    case 'preparation':
      return service.jobs.listPreparationAndReleaseStatus(scope.jobId, paging);
    case 'awaited':
      return listAwaitedTasks(
        service,
        scope.jobId,
        signal,
        known.slice({ ...scope, kind: 'tasks', group: 'active' }).items,
      );
    case 'subtasks':
      return service.tasks.listSubtasks(scope.jobId, scope.taskId, { signal });
    case 'dependencies':
      return listDependencyTasks(service, scope, signal);
    case 'taskFiles':
      return listFolder(service.taskFiles, scope, scope.path, signal, findTask(known, scope));
  }
}

/**
 * Reads the current item of `scope`; undefined if the scope no longer contains it, and for scopes without lookup by ID.
 */
export async function getItem(
  service: BatchService,
  scope: Scope,
  item: AnyItem,
  signal: AbortSignal,
): Promise<AnyItem | undefined> {
  const id = toItemKey(item);
  try {
    switch (scope.kind) {
      case 'pools':
        return await service.pools.getPool(id, { signal });
      case 'nodes':
        return await service.nodes.getNode(scope.poolId, id, { signal });
      case 'jobs':
        return await service.jobs.getJob(id, { signal });
      case 'jobSchedules':
        return await service.jobSchedules.getJobSchedule(id, { signal });
      case 'tasks': {
        const task = await service.tasks.getTask(scope.jobId, id, { signal });
        return toTaskGroup(task) === scope.group ? task : undefined;
      }
      default:
        return undefined;
    }
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Returns a key that is unique among the items of a scope. */
export function toItemKey(item: AnyItem): string {
  if ('id' in item) return String(item.id);
  if ('name' in item) return item.name;
  return JSON.stringify(['poolId' in item ? item.poolId : '', 'nodeId' in item ? item.nodeId : '']);
}

/** Number of files per page: files are small items, and a folder rarely contains more. */
const pageSize = 1000;

/**
 * Lists the direct children of a folder, page by page. The service lists either the root's children or everything below
 * a prefix, so a subfolder is listed whole and deeper files are left out: a page with only deeper files becomes empty.
 * The prefix has no trailing slash, because Windows nodes have a backslash there.
 */
async function* listFolder<Owner>(
  files: FilePort<Owner>,
  owner: Owner,
  folder: string,
  signal: AbortSignal,
  task?: Task,
): AsyncGenerator<Page<NodeFile>> {
  const inside = folder === '' ? {} : { recursive: true, namePrefix: folder };
  for await (const page of files.listFiles(owner, { ...inside, pageSize, signal, isPatient: true, task })) {
    const children = page.filter(({ name, isOfEngine }) => isOfEngine === true || isChild(name, folder));
    yield toPage(children, page.isLast ?? false, page.damaged);
  }
}

/** Returns the task from the loaded task lists of its job. */
function findTask(known: AccountSnapshot, { jobId, taskId }: Extract<Scope, { kind: 'taskFiles' }>): Task | undefined {
  for (const group of Object.keys(taskFilters) as TaskGroup[]) {
    const task = known.slice({ kind: 'tasks', jobId, group }).items.find(({ id }) => id === taskId);
    if (task !== undefined) return task;
  }
  return undefined;
}

function isChild(name: string, folder: string): boolean {
  const prefix = folder === '' ? '' : `${folder}/`;
  return name.startsWith(prefix) && name.length > prefix.length && !name.includes('/', prefix.length);
}
