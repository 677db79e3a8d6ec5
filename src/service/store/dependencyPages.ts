import { type Filter, or } from '../../core/filters/odata.ts';
import { taskFilters } from '../../core/filters/taskFilters.ts';
import type { DamagedItem } from '../../core/model/damagedItem.ts';
import type { Task } from '../../core/model/task.ts';
import { listUnknown } from '../../core/relations/blockedDependencies.ts';
import {
  type DependsOn,
  isBlocking,
  isDependency,
  listDependencies,
  maxNamedDependencies,
  toFinder,
  toIdFilters,
} from '../../core/relations/taskDependencies.ts';
import { largestPageSize, toPage } from '../pages.ts';
import type { BatchService, Page, Pages } from '../ports.ts';
import type { Dependency } from './accountStore.ts';

const select: readonly (keyof Task)[] = [
  'id',
  'state',
  'stateTransitionTime',
  'executionInfo',
  'exitConditions',
  'nodeInfo',
];

const unsuccessful: Filter = or(taskFilters.failed, taskFilters.active, taskFilters.preparing, taskFilters.running);

/** Maximum number of lists that are requested to determine which of the tasks exist. */
const maxLists = 5;

/** Maximum length of a list of dependencies that is looked up by ID. */
const maxListed = 2000;

interface Asked {
  readonly tasks: BatchService['tasks'];
  readonly jobId: string;
  readonly signal: AbortSignal;
}

/**
 * Lists the tasks that a task depends on. If a few requests suffice, either by ID or for the whole job, lists all tasks
 * that it names, including those that don't exist. Otherwise searches only the unfinished and failed tasks of the job,
 * which reveals nothing about tasks that don't exist.
 */
export async function* listDependencyTasks(
  { jobs, tasks }: BatchService,
  { jobId, taskId }: { readonly jobId: string; readonly taskId: string },
  signal: AbortSignal,
): AsyncGenerator<Page<Dependency>> {
  const { dependsOn = {} } = await tasks.getTask(jobId, taskId, { signal });
  const ids = listDependencies(dependsOn, maxListed);
  if (ids?.length === 0) return;
  const asked: Asked = { tasks, jobId, signal };
  const known = ids && (await readAll(asked, jobs, ids, [dependsOn]));
  if (known !== undefined) {
    yield known;
    return;
  }
  const depends = isDependency(dependsOn);
  for await (const page of listTasks(asked, unsuccessful)) {
    const found = page.filter((task) => depends(task.id) && isBlocking(task));
    yield toPage(found, page.isLast ?? false, page.damaged);
  }
}

/**
 * Lists the tasks of a job that the `waiting` tasks depend on and that are not among these, including tasks that don't
 * exist, if one request can name them all; otherwise lists nothing.
 */
export async function* listAwaitedTasks(
  { jobs, tasks }: BatchService,
  jobId: string,
  signal: AbortSignal,
  waiting: readonly Task[],
): AsyncGenerator<Page<Dependency>> {
  const ids = listUnknown(waiting, waiting);
  if (ids.length === 0 || ids.length > maxNamedDependencies) return;
  const all = waiting.flatMap(({ dependsOn = [] }) => dependsOn);
  const found = await readAll({ tasks, jobId, signal }, jobs, ids, all);
  if (found !== undefined) yield found;
}

function listTasks({ tasks, jobId, signal }: Asked, filter?: Filter): Pages<Task> {
  const paging = { select, pageSize: largestPageSize, signal, isPatient: true };
  return tasks.listTasks(jobId, filter === undefined ? paging : { ...paging, filter });
}

/** Reads every task of `ids`, which `all` name; undefined if that takes too many lists. */
async function readAll(
  asked: Asked,
  jobs: BatchService['jobs'],
  ids: readonly string[],
  all: readonly DependsOn[],
): Promise<Page<Dependency> | undefined> {
  const byIds = toIdFilters(ids);
  const ofJob = byIds.length === 1 ? Number.POSITIVE_INFINITY : await countLists(asked, jobs);
  if (Math.min(byIds.length, ofJob) > maxLists) return undefined;
  const depends = all.map(isDependency);
  const found = new Map<string, Dependency>();
  const damaged: DamagedItem[] = [];
  const take = (page: Page<Task>): void => {
    for (const each of page.damaged ?? []) damaged.push(each);
    for (const task of page) if (depends.some((isOwn) => isOwn(task.id))) found.set(task.id.toLowerCase(), task);
  };
  if (byIds.length <= ofJob) {
    for (const filter of byIds) for await (const page of listTasks(asked, filter)) take(page);
  } else {
    let lists = 0;
    for await (const page of listTasks(asked)) {
      lists += 1;
      // Counts lag behind added tasks, so there may be more lists than calculated.
      if (lists > maxLists) return undefined;
      take(page);
    }
  }
  // A damaged item may be one of those that seem to be missing.
  const lacks = all.map((each) => [isDependency(each), toFinder(each, found.keys())] as const);
  const isLacked = (id: string): boolean => lacks.some(([isNamed, isFound]) => isNamed(id) && !isFound(id));
  const missing = damaged.length > 0 ? [] : ids.filter(isLacked);
  return toPage([...found.values(), ...missing.map((id): Dependency => ({ id, isMissing: true }))], true, damaged);
}

/** Returns the number of pages in a list of all tasks of the job. */
async function countLists({ jobId, signal }: Asked, jobs: BatchService['jobs']): Promise<number> {
  const { active, running, completed } = await jobs.getTaskCounts(jobId, { signal });
  return Math.max(1, Math.ceil((active + running + completed) / largestPageSize));
}
