import type { ComparedTask } from '../../core/diagnosis/causes/taskFacts.ts';
import type { GoodRun, GoodRunKind, GoodRunSearch } from '../../core/diagnosis/task/lastGoodSection.ts';
import { nameProgram } from '../../core/failures/seenWork.ts';
import { and, compare, type Filter, startsWith } from '../../core/filters/odata.ts';
import { taskFilters } from '../../core/filters/taskFilters.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { findPoolOfJob, type Job } from '../../core/model/job.ts';
import { findScheduleId } from '../../core/model/jobSchedule.ts';
import { isMissing } from '../../core/model/missing.ts';
import { isOtherThing } from '../../core/model/otherThing.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { SavedAttempt } from '../../core/model/savedAttempt.ts';
import { hasRun, isFailed, isSucceeded, type Task, wasRetried } from '../../core/model/task.ts';
import { findLikeness, listEarlier, toNamePrefix } from '../../core/relations/jobNames.ts';
import { findAlikeTask } from '../../core/relations/nearestTask.ts';
import type { AccountStore, Scope } from '../../service/store/accountStore.ts';
import { readFirstPage } from './readPages.ts';
import { selectOfSiblings } from './siblings.ts';

/**
 * Maximum number of requests that a page makes to find the last good run of a task, including those for related data.
 */
export const briefRequests = 10;
/** Maximum number of requests when the user asks for the search. */
export const thoroughRequests = 100;
/** Number of these requests that are reserved for related data: the job, its task counts, the pool, and the node. */
const requestsAround = 4;

const pageSize = 1000;
/** Number of tasks of a job that are examined if none has the ID of the failed task. */
const taskPageSize = 100;
/** Maximum age of jobs in milliseconds, except in a search that the user requests. */
const briefSpanMs = 31 * 24 * 3_600_000;
const jobSelect: readonly (keyof Job)[] = [
  'id',
  'displayName',
  'creationTime',
  'poolInfo',
  'jobManagerTask',
  'jobPreparationTask',
  'executionInfo',
];

/** The known facts about a failed task. */
export type FailedTask = Pick<ComparedTask, 'task' | 'isRecorded' | 'job' | 'pool' | 'node'>;

export interface SearchOptions {
  readonly mostRequests: number;
  readonly attempts: readonly SavedAttempt[];
  /** Lists the attempts of another task that are saved on this computer. */
  listAttempts(resource: TaskResource): Promise<readonly SavedAttempt[]>;
  /** Aborts the search, which then throws `Cancelled`. */
  readonly signal: AbortSignal;
}

type JobsScope = Extract<Scope, { readonly kind: 'jobs' | 'scheduleJobs' }>;

interface Candidate {
  readonly jobId: string;
  readonly kind: Exclude<GoodRunKind, 'attempt'>;
}

/**
 * Finds the last earlier run of a failed task's work that succeeded. Searches in this order, newest first in each: 1.
 * an attempt of the task that is saved on this computer; 2. the earlier jobs of its job schedule; 3. jobs whose names
 * differ only in parts that vary from run to run; 4. jobs made from the same template, with the same display name or
 * the same job tasks; 5. other jobs in which the same command ran, with jobs of the pool first. In a job, uses the task
 * with the same ID or, if there is none, the most similar succeeded task with the same program. A run that succeeded
 * only on retry, which may have failed with the same cause, is used if there is no other. Sends nothing to an account
 * that throttles requests. Throws `Cancelled`, and errors that do not come from the service.
 */
export async function findGoodRun(
  store: Pick<AccountStore, 'service' | 'snapshot'>,
  resource: TaskResource,
  failed: FailedTask,
  options: SearchOptions,
): Promise<GoodRunSearch> {
  return new Search(store, resource, failed, options).run();
}

class Search {
  readonly #store: Pick<AccountStore, 'service' | 'snapshot'>;
  readonly #resource: TaskResource;
  readonly #failed: FailedTask;
  readonly #options: SearchOptions;
  readonly #failedSince: TaskResource[] = [];
  readonly #retried: TaskResource[] = [];
  #firstFailedAt: string | undefined;
  readonly #looked = new Set<string>();
  #requests = 0;
  #isComplete = true;
  #wasStopped = false;

  constructor(
    store: Pick<AccountStore, 'service' | 'snapshot'>,
    resource: TaskResource,
    failed: FailedTask,
    options: SearchOptions,
  ) {
    this.#store = store;
    this.#resource = resource;
    this.#failed = failed;
    this.#options = options;
  }

  async run(): Promise<GoodRunSearch> {
    const attempt = this.#findAttempt();
    if (attempt !== undefined) return this.#toResult(attempt);
    let retried: (() => Promise<GoodRunSearch>) | undefined;
    for await (const { jobId, kind } of this.#listCandidates()) {
      if (this.#looked.has(jobId)) continue;
      if (!this.#mayAsk()) break;
      this.#looked.add(jobId);
      const task = await this.#lookInto(jobId, kind);
      if (task === undefined) continue;
      const resource = { ...this.#resource, jobId, taskId: task.id };
      const findGood = () => this.#toGoodRun(resource, kind, task);
      if (!(await this.#hasFailedBefore(resource, task))) return this.#toResult(await findGood());
      const since = { failedSince: [...this.#failedSince], firstFailedAt: this.#firstFailedAt, retried: [resource] };
      retried ??= async () => ({ ...this.#toResult(await findGood()), ...since });
      this.#noteFailed(resource, task);
      this.#retried.push(resource);
    }
    return retried?.() ?? this.#toResult();
  }

  /** Checks whether a task that succeeded failed before, which the service doesn't keep if a user retried it. */
  async #hasFailedBefore(resource: TaskResource, task: Task): Promise<boolean> {
    if (wasRetried(task)) return true;
    const attempts = await this.#options.listAttempts(resource);
    return attempts.some((one) => isFailed(one.task) && !isOtherThing(one.task.creationTime, task.creationTime));
  }

  #noteFailed(resource: TaskResource, { creationTime }: Task): void {
    this.#failedSince.push(resource);
    this.#firstFailedAt = creationTime;
  }

  #toResult(good?: GoodRun): GoodRunSearch {
    return {
      ...(good === undefined ? {} : { good }),
      failedSince: this.#failedSince,
      retried: this.#retried,
      ...(this.#firstFailedAt === undefined ? {} : { firstFailedAt: this.#firstFailedAt }),
      jobs: this.#looked.size,
      requests: this.#requests,
      isComplete: this.#isComplete && !this.#wasStopped,
      ...(this.#wasStopped ? { wasStopped: true } : {}),
    };
  }

  /** Checks whether another request is allowed. If not, the search stays incomplete. */
  #mayAsk(): boolean {
    if (this.#store.snapshot.throttledUntil !== undefined) this.#wasStopped = true;
    const isLeft = this.#requests < this.#options.mostRequests - requestsAround;
    if (!isLeft || this.#wasStopped) this.#isComplete = false;
    return this.#isComplete;
  }

  /** Sends a request. Undefined if the item does not exist, or if the service fails, which ends the search. */
  async #ask<T>(ask: () => Promise<T>): Promise<T | undefined> {
    this.#requests += 1;
    try {
      return await ask();
    } catch (error) {
      if (!BatchError.is(error)) throw error;
      if (!isMissing(error)) this.#wasStopped = true;
      return undefined;
    }
  }

  #findAttempt(): GoodRun | undefined {
    const found = this.#options.attempts.findLast(({ task }) => isSucceeded(task) && this.#isBefore(task));
    if (found === undefined) return undefined;
    const { savedAt, task } = found;
    return { kind: 'attempt', resource: this.#resource, savedAt, compared: { task } };
  }

  async *#listCandidates(): AsyncGenerator<Candidate> {
    const { job } = this.#failed;
    if (job === undefined) return;
    const scheduleId = findScheduleId(job.id);
    if (scheduleId !== undefined) {
      const made = await this.#listJobs(job, { kind: 'scheduleJobs', scheduleId });
      for (const one of listEarlier(job, made)) yield { jobId: one.id, kind: 'schedule' };
    }
    const jobs = listEarlier(job, await this.#listJobs(job, { kind: 'jobs' }));
    for (const likeness of ['name', 'template'] as const) {
      for (const one of jobs) if (findLikeness(job, one) === likeness) yield { jobId: one.id, kind: likeness };
    }
    const poolId = findPoolOfJob(job);
    for (const inPool of [true, false]) {
      for (const one of jobs) if ((findPoolOfJob(one) === poolId) === inPool) yield { jobId: one.id, kind: 'command' };
    }
  }

  /** Lists the loaded jobs and, if these are incomplete, also similar jobs from the service. */
  async #listJobs(job: Job, scope: JobsScope): Promise<readonly Job[]> {
    const { service, snapshot } = this.#store;
    const { items, loadedAt, hasMore } = snapshot.slice<JobsScope['kind']>(scope);
    if ((loadedAt !== undefined && !hasMore) || !this.#mayAsk()) return items;
    const options = { ...this.#toFilter(job, scope), select: jobSelect, pageSize, signal: this.#options.signal };
    const pages =
      scope.kind === 'jobs'
        ? service.jobs.listJobs(options)
        : service.jobSchedules.listJobsFromSchedule(scope.scheduleId, options);
    const listed = (await this.#ask(() => readFirstPage(pages))) ?? [];
    return [...new Map([...items, ...listed].map((one) => [one.id, one])).values()];
  }

  #toFilter(job: Job, { kind }: JobsScope): { readonly filter?: Filter } {
    const prefix = kind === 'jobs' ? toNamePrefix(job.id) : undefined;
    const before = Date.parse(job.creationTime ?? '');
    const filters: Filter[] = prefix === undefined ? [] : [startsWith('id', prefix)];
    if (!Number.isNaN(before)) {
      filters.push(compare('creationTime', 'lt', new Date(before)));
      // The service has its own order, so the first of very many jobs are not the latest.
      if (this.#options.mostRequests <= briefRequests)
        filters.push(compare('creationTime', 'gt', new Date(before - briefSpanMs)));
    }
    return filters.length === 0 ? {} : { filter: and(...filters) };
  }

  /** Reads the task's complete run in another job; undefined if it does not exist or did not succeed there. */
  async #lookInto(jobId: string, kind: Candidate['kind']): Promise<Task | undefined> {
    const { tasks } = this.#store.service;
    const { signal } = this.#options;
    const { taskId } = this.#resource;
    if (kind !== 'command') {
      const same = await this.#ask(() => tasks.getTask(jobId, taskId, { signal }));
      if (same !== undefined && isFailed(same)) this.#noteFailed({ ...this.#resource, jobId }, same);
      if (same !== undefined) return isSucceeded(same) ? same : undefined;
      if (!this.#mayAsk()) return undefined;
    }
    const options = { filter: taskFilters.succeeded, select: selectOfSiblings, pageSize: taskPageSize, signal };
    const listed = (await this.#ask(() => readFirstPage(tasks.listTasks(jobId, options)))) ?? [];
    // Another program, such as the job manager, is not a run of the same work.
    const program = nameProgram(this.#failed.task);
    const own = listed.filter((task) => program === '' || nameProgram(task) === program);
    const find = (tasks: readonly Task[]) => findAlikeTask(this.#failed.task, tasks, kind !== 'command');
    const alike = find(own.filter((task) => !wasRetried(task))) ?? find(own);
    return alike && (await this.#ask(() => tasks.getTask(jobId, alike.id, { signal })));
  }

  #isBefore({ executionInfo }: Task): boolean {
    const { executionInfo: own, creationTime, stateTransitionTime } = this.#failed.task;
    return (
      Date.parse(executionInfo?.endTime ?? '') < Date.parse(own?.startTime ?? stateTransitionTime ?? creationTime ?? '')
    );
  }

  /** Adds related data that still exists to a run. */
  async #toGoodRun(resource: TaskResource, kind: GoodRunKind, task: Task): Promise<GoodRun> {
    const { service, snapshot } = this.#store;
    const { signal } = this.#options;
    const { jobId } = resource;
    const { poolId, nodeId } = task.nodeInfo ?? {};
    const { pool: own, node: ownNode } = this.#failed;
    const knownPool = [own, ...snapshot.slice({ kind: 'pools' }).items].find((one) => one?.id === poolId);
    const [job, counts, pool, node] = await Promise.all([
      this.#ask(() => service.jobs.getJob(jobId, { signal })),
      snapshot.taskCounts.get(jobId) ?? this.#ask(() => service.jobs.getTaskCounts(jobId, { signal })),
      poolId === undefined ? undefined : (knownPool ?? this.#ask(() => service.pools.getPool(poolId, { signal }))),
      poolId === undefined || nodeId === undefined || !hasRun(task)
        ? undefined
        : ownNode?.id === nodeId
          ? ownNode
          : this.#ask(() => service.nodes.getNode(poolId, nodeId, { signal })),
    ]);
    return { kind, resource, compared: { task, job, pool, node }, counts };
  }
}
