import { type Clock, toTime } from '../../../core/clock.ts';
import { compare, or } from '../../../core/filters/odata.ts';
import { groupBy } from '../../../core/groupBy.ts';
import { isLongAgo } from '../../../core/impact/longIdle.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { Job } from '../../../core/model/job.ts';
import { findNow } from '../../../core/model/missing.ts';
import type { PoolNodeCounts } from '../../../core/model/pool.ts';
import {
  type AccountResource,
  type JobResource,
  type PoolResource,
  type TaskResource,
  toKey,
} from '../../../core/model/resource.ts';
import type { Task } from '../../../core/model/task.ts';
import { Pace } from '../../../core/pace.ts';
import { toIdFilter } from '../../../core/relations/taskDependencies.ts';
import { minuteMs } from '../../../core/words/durations.ts';
import type { BatchService } from '../../../service/ports.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import { readAllPages } from '../../evidence/readPages.ts';
import { countBroken, type Judged, judgeJob, judgeNode, judgePool, judgeTask } from './judgeLook.ts';
import type { AccountSeen, JobSeen, Seen, TaskSeen, Watchable, WatchEvent, Watched } from './watched.ts';

/** Maximum number of requests per minute and account. */
export const requestsPerMinute = 6;
/** Maximum number of active jobs watched per account, the first in the service's list. */
const mostJobs = 1000;
/**
 * Tolerance in milliseconds for different clocks when listing jobs that ended since the last list, which are found by
 * their end time.
 */
const clockMarginMs = 5 * minuteMs;
/** Milliseconds between checks of the output of a long-running task. */
const outputEveryMs = 10 * minuteMs;
/** Milliseconds of failed requests after which the user is notified once. */
const troubleMs = 10 * minuteMs;

/** The result of a poll, with the new state. */
export interface Looked {
  readonly watched: Watched;
  readonly seen: Seen;
}

/**
 * Polls the watched items of an account. Each item has one request at a time, and tasks of the same job are polled
 * together. Items that need two kinds of requests alternate between them.
 */
export class Looks {
  readonly #clock: Clock;
  readonly #turns = new Map<string, number>();
  readonly #rounds = new Map<string, AccountRound>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Polls items. Throws `Cancelled`. */
  async lookAt({ service }: Pick<AccountStore, 'service'>, all: readonly Watched[]): Promise<readonly Looked[]> {
    const byJob = groupBy(all, ({ resource }) => (resource.kind === 'task' ? resource.jobId : undefined));
    const looked = await Promise.all(
      [...byJob].flatMap(([jobId, some]) =>
        jobId === undefined
          ? some.map((one) => this.#try([one], async () => [await this.#lookAtOne(service, one)]))
          : [this.#try(some, () => this.#lookAtTasks(service, some))],
      ),
    );
    return looked.flat();
  }

  /** Reads the initial state of an item, for comparison with later states. Throws the service's errors. */
  async begin({ service }: Pick<AccountStore, 'service'>, resource: Watchable): Promise<Seen> {
    const now = this.#toDate();
    const at = now.toISOString();
    const seen: Seen = { at, pending: [] };
    switch (resource.kind) {
      case 'task': {
        const task = await service.tasks.getTask(resource.jobId, resource.taskId);
        const judged = judgeTask(resource, undefined, task, now);
        return { ...seen, task: judged.seen, isOver: judged.isOver };
      }
      case 'job': {
        const { jobId } = resource;
        const [job, counts] = await Promise.all([service.jobs.getJob(jobId), service.jobs.getTaskCounts(jobId)]);
        const judged = judgeJob(resource, undefined, { job, counts }, now);
        return { ...seen, job: judged.seen, isOver: judged.isOver };
      }
      case 'pool': {
        const { poolId } = resource;
        const [pool, nodes] = await Promise.all([service.pools.getPool(poolId), countNodesOf(service, poolId)]);
        return { ...seen, pool: judgePool(resource, undefined, { pool, nodes }, now).seen };
      }
      case 'node': {
        const node = await service.nodes.getNode(resource.poolId, resource.nodeId);
        return { ...seen, node: judgeNode(resource, undefined, node, now).seen };
      }
      case 'account': {
        const { account } = await new AccountRound(resource, at, this.#clock).look(service, undefined);
        return { ...seen, ...(account === undefined ? {} : { account }) };
      }
    }
  }

  /** Forgets everything that is not in `all`, because it is no longer watched. */
  keep(all: readonly Watched[]): void {
    const keys = new Set(all.map(({ resource }) => toKey(resource)));
    for (const known of [this.#turns, this.#rounds])
      for (const key of known.keys()) if (!keys.has(key)) known.delete(key);
  }

  /** Runs a poll. Items that cannot be read keep their state and get the reason. */
  async #try(all: readonly Watched[], look: () => Promise<readonly Looked[]>): Promise<readonly Looked[]> {
    try {
      return await look();
    } catch (error) {
      if (Cancelled.is(error) || !BatchError.is(error)) throw error;
      return this.toTroubled(all, error);
    }
  }

  /** Returns the unchanged state of items that cannot be read, with the reason. */
  toTroubled(all: readonly Watched[], { message }: BatchError): readonly Looked[] {
    return all.map((watched) => ({ watched, seen: this.#toTroubled(watched, message) }));
  }

  #toTroubled({ resource, seen }: Watched, why: string): Seen {
    const at = this.#toTime();
    const { since, isSaid } = seen.trouble ?? { since: at, isSaid: false };
    const isLong = this.#clock.now() - Date.parse(since) >= troubleMs;
    const pending =
      isLong && !isSaid ? [...seen.pending, { what: 'unknown', resource, at: since, why } as const] : seen.pending;
    return { ...seen, trouble: { why, since, isSaid: isSaid || isLong }, pending };
  }

  async #lookAtTasks(service: BatchService, tasks: readonly Watched[]): Promise<readonly Looked[]> {
    const [first, ...others] = tasks;
    if (first?.resource.kind !== 'task') return [];
    const due = tasks.find(({ seen }) => this.#isOutputDue(seen.task));
    if (due?.resource.kind === 'task') return [await this.#lookAtOutput(service, due, due.resource)];
    if (others.length === 0) return [await this.#lookAtTask(service, first, first.resource)];
    const { jobId } = first.resource;
    const ids = tasks.flatMap(({ resource }) => (resource.kind === 'task' ? [resource.taskId] : []));
    const found = await findNow(readAllPages(service.tasks.listTasks(jobId, { filter: toIdFilter(ids) })));
    const byId = new Map((found ?? []).map((task) => [task.id.toLowerCase(), task]));
    return tasks.flatMap((watched) => {
      const { resource } = watched;
      return resource.kind === 'task'
        ? [this.#judgeTask(watched, resource, byId.get(resource.taskId.toLowerCase()))]
        : [];
    });
  }

  async #lookAtTask(service: BatchService, watched: Watched, resource: TaskResource): Promise<Looked> {
    return this.#judgeTask(watched, resource, await findNow(service.tasks.getTask(resource.jobId, resource.taskId)));
  }

  #judgeTask(watched: Watched, resource: TaskResource, task: Task | undefined): Looked {
    if (task === undefined) return this.#toGone(watched);
    const { seen } = watched;
    const judged = judgeTask(resource, seen.task, task, this.#toDate());
    const startedAt = task.executionInfo?.startTime;
    // After an hour, also check the output of the task.
    const isLong = judged.seen.state === 'running' && isLongAgo(startedAt, this.#toDate());
    const outputAt = judged.seen.outputAt ?? (isLong ? startedAt : undefined);
    return this.#toLooked(watched, {
      ...judged,
      seen: { task: { ...judged.seen, ...(outputAt === undefined ? {} : { outputAt }) } },
    });
  }

  #isOutputDue(seen: TaskSeen | undefined): boolean {
    return seen?.outputAt !== undefined && this.#clock.now() - Date.parse(seen.outputAt) >= outputEveryMs;
  }

  /**
   * Checks whether a long-running task still writes output. Skips tasks without an output file or whose node does not
   * respond.
   */
  async #lookAtOutput(service: BatchService, watched: Watched, resource: TaskResource): Promise<Looked> {
    const before = watched.seen.task ?? {};
    const { jobId, taskId } = resource;
    const file = await service.taskFiles.getFileProperties({ jobId, taskId }, 'stdout.txt').catch((error: unknown) => {
      if (BatchError.is(error)) return undefined;
      throw error;
    });
    const outputAt = this.#toTime();
    if (file?.lastModified === undefined) return this.#toLooked(watched, { seen: { task: { ...before, outputAt } } });
    const task: Task = { id: taskId, state: 'running' };
    const judged = judgeTask(resource, before, task, this.#toDate(), { writtenAt: file.lastModified });
    return this.#toLooked(watched, { ...judged, seen: { task: judged.seen } });
  }

  async #lookAtOne(service: BatchService, watched: Watched): Promise<Looked> {
    const { resource, seen } = watched;
    const now = this.#toDate();
    switch (resource.kind) {
      case 'node': {
        const node = await findNow(service.nodes.getNode(resource.poolId, resource.nodeId));
        if (node === undefined) return this.#toGone(watched);
        const judged = judgeNode(resource, seen.node, node, now);
        return this.#toLooked(watched, { ...judged, seen: { node: judged.seen } });
      }
      case 'pool': {
        const { poolId } = resource;
        if (this.#isOdd(resource)) {
          const nodes = await countNodesOf(service, poolId);
          const judged = judgePool(resource, seen.pool, { nodes }, now);
          return this.#toLooked(watched, { ...judged, seen: { pool: judged.seen } });
        }
        const pool = await findNow(service.pools.getPool(poolId));
        if (pool === undefined) return this.#toGone(watched);
        const judged = judgePool(resource, seen.pool, { pool }, now);
        return this.#toLooked(watched, { ...judged, seen: { pool: judged.seen } });
      }
      case 'job': {
        const isOdd = this.#isOdd(resource);
        const judged = await askForJob(service, resource, seen.job, { isOfJob: !isOdd }, now);
        return judged === undefined
          ? this.#toGone(watched)
          : this.#toLooked(watched, { ...judged, seen: { job: judged.seen } });
      }
      case 'account': {
        const key = toKey(resource);
        const round = this.#rounds.get(key) ?? new AccountRound(resource, watched.since, this.#clock);
        this.#rounds.set(key, round);
        const { account, events } = await round.look(service, seen.account);
        return this.#toLooked(watched, { seen: account === undefined ? {} : { account }, events });
      }
      case 'task':
        return this.#lookAtTask(service, watched, resource);
    }
  }

  /** Alternates between the two requests of an item. Returns true for the second request. */
  #isOdd(resource: JobResource | PoolResource): boolean {
    const key = toKey(resource);
    const turn = this.#turns.get(key) ?? 0;
    this.#turns.set(key, turn + 1);
    return turn % 2 === 1;
  }

  #toLooked(watched: Watched, { seen, events = [], isOver = false }: Partial<Judged<Partial<Seen>>>): Looked {
    const { trouble, ...before } = watched.seen;
    const pending = [...before.pending, ...events];
    return { watched, seen: { ...before, ...seen, at: this.#toTime(), pending, ...(isOver ? { isOver } : {}) } };
  }

  #toGone(watched: Watched): Looked {
    const { resource } = watched;
    return this.#toLooked(watched, { events: [{ what: 'gone', resource, at: this.#toTime() }], isOver: true });
  }

  #toDate(): Date {
    return new Date(this.#clock.now());
  }

  #toTime(): string {
    return toTime(this.#clock);
  }
}

/** Requests a job or its task counts, and both once the job has ended; undefined if the job no longer exists. */
async function askForJob(
  service: BatchService,
  resource: JobResource,
  before: JobSeen | undefined,
  { isOfJob }: { readonly isOfJob: boolean },
  now: Date,
): Promise<Judged<JobSeen> | undefined> {
  const { jobId } = resource;
  const job = isOfJob ? await findNow(service.jobs.getJob(jobId)) : undefined;
  if (isOfJob && job === undefined) return undefined;
  const isLast = job?.state === 'completed';
  const counts = !isOfJob || isLast ? await findNow(service.jobs.getTaskCounts(jobId)) : undefined;
  if (counts === undefined && !isOfJob) return undefined;
  // After the last task has ended, also read the job, so that the consequence is reported with the results.
  const isLastTask = counts !== undefined && isBusy(before) && !isBusy(counts);
  const ended = isLastTask && !isOfJob ? await findNow(service.jobs.getJob(jobId)) : job;
  return judgeJob(resource, before, { job: ended, counts }, now);
}

function isBusy(counts: Pick<JobSeen, 'active' | 'running'> | undefined): boolean {
  return counts !== undefined && counts.active + counts.running > 0;
}

async function countNodesOf(service: BatchService, poolId: string): Promise<PoolNodeCounts | undefined> {
  return (await readAllPages(service.pools.listNodeCounts({ poolId }))).find((one) => one.poolId === poolId);
}

/** Returns the milliseconds of one round of polling an account, in which active jobs are polled one after another. */
export function toRoundMs({ jobs, asked }: AccountSeen): number {
  const left = Object.values(jobs).filter(({ state }) => state !== 'completed').length;
  return Math.ceil(((asked ?? left) + 2) / requestsPerMinute) * minuteMs;
}

/**
 * Polls the jobs of an account in turn: first their list, then the counts of each, then the nodes of all pools. Limits
 * its own requests, so that their number does not depend on the number of jobs.
 */
class AccountRound {
  readonly #resource: AccountResource;
  readonly #since: string;
  readonly #clock: Clock;
  readonly #pace: Pace;
  /** Jobs whose counts have not been requested in this round, by ID; undefined for jobs that are not in the list. */
  #left = new Map<string, Job | undefined>();
  #areNodesLeft = false;
  #listedMs: number | undefined;

  constructor(resource: AccountResource, since: string, clock: Clock) {
    this.#resource = resource;
    this.#since = since;
    this.#clock = clock;
    this.#pace = new Pace({ clock, most: requestsPerMinute });
  }

  async look(
    service: BatchService,
    before: AccountSeen | undefined,
  ): Promise<{ readonly account: AccountSeen | undefined; readonly events: readonly WatchEvent[] }> {
    let account = before;
    const events: WatchEvent[] = [];
    // When watching starts, only request the list.
    for (let isFirst = true; this.#pace.findRoomMs(1) === 0 && (isFirst || before !== undefined); isFirst = false) {
      account = await this.#ask(service, account, events);
    }
    return { account, events };
  }

  async #ask(service: BatchService, before: AccountSeen | undefined, events: WatchEvent[]): Promise<AccountSeen> {
    this.#pace.note();
    const [next] = this.#left;
    if (next !== undefined && before !== undefined) {
      const [jobId, job] = next;
      this.#left.delete(jobId);
      return this.#count(service, before, jobId, job, events);
    }
    if (this.#areNodesLeft && before !== undefined) {
      this.#areNodesLeft = false;
      return this.#endRound(await this.#countNodes(service, before, events), events);
    }
    return this.#list(service, before);
  }

  /** Lists the jobs that have not ended and those that ended since the last listing, on one page. */
  async #list(service: BatchService, before: AccountSeen | undefined): Promise<AccountSeen> {
    const sinceMs = (this.#listedMs ?? Date.parse(this.#since)) - clockMarginMs;
    const startedMs = this.#clock.now();
    const filter = or(compare('state', 'ne', 'completed'), compare('stateTransitionTime', 'gt', new Date(sinceMs)));
    const select = ['id', 'state', 'creationTime', 'stateTransitionTime', 'onAllTasksComplete'];
    const listed: Job[] = [];
    for await (const page of service.jobs.listJobs({ filter, select, pageSize: mostJobs })) {
      for (const each of page) listed.push(each);
      break;
    }
    this.#listedMs = startedMs;
    const known = before?.jobs ?? {};
    const jobs: Record<string, JobSeen> = {};
    this.#left = new Map();
    for (const job of listed) {
      const seen = known[job.id];
      if (seen?.state === 'completed') jobs[job.id] = seen;
      else if (before === undefined && job.state === 'completed') jobs[job.id] = toSeen(job, this.#clock.now());
      else {
        // Any failure in a job created later happened since watching started.
        const isNewer = Date.parse(job.creationTime ?? '') > Date.parse(this.#since);
        if (seen !== undefined) jobs[job.id] = seen;
        else if (isNewer) jobs[job.id] = toSeen({ ...job, state: 'active' }, this.#clock.now());
        this.#left.set(job.id, job);
      }
    }
    const listedIds = new Set(listed.map(({ id }) => id));
    for (const [id, seen] of Object.entries(known)) {
      if (listedIds.has(id) || seen.state === 'completed') continue;
      jobs[id] = seen;
      this.#left.set(id, undefined);
    }
    this.#areNodesLeft = true;
    return { ...before, jobs, asked: this.#left.size };
  }

  async #count(
    service: BatchService,
    before: AccountSeen,
    jobId: string,
    listed: Job | undefined,
    events: WatchEvent[],
  ): Promise<AccountSeen> {
    const { accountId } = this.#resource;
    const resource: JobResource = { kind: 'job', accountId, jobId };
    const { [jobId]: seen, ...others } = before.jobs;
    if (listed === undefined) this.#pace.note();
    const job = listed ?? (await findNow(service.jobs.getJob(jobId)));
    const counts = job && (await findNow(service.jobs.getTaskCounts(jobId)));
    if (counts === undefined) {
      // Deleting a job whose tasks have all ended is only cleanup.
      if (isBusy(seen)) events.push({ what: 'gone', resource, at: toTime(this.#clock) });
      return { ...before, jobs: others };
    }
    const judged = judgeJob(resource, seen, { job, counts }, new Date(this.#clock.now()));
    for (const each of judged.events) events.push(each);
    return { ...before, jobs: { ...others, [jobId]: judged.seen } };
  }

  async #countNodes(service: BatchService, before: AccountSeen, events: WatchEvent[]): Promise<AccountSeen> {
    const { accountId } = this.#resource;
    const at = toTime(this.#clock);
    const pools: Record<string, number> = {};
    for (const nodes of await readAllPages(service.pools.listNodeCounts())) {
      const { poolId } = nodes;
      pools[poolId] = countBroken(nodes);
      const more = (pools[poolId] ?? 0) - (before.pools?.[poolId] ?? 0);
      if (before.pools !== undefined && more > 0)
        events.push({ what: 'failed', resource: { kind: 'pool', accountId, poolId }, at, count: more });
    }
    return { ...before, pools };
  }

  #endRound(account: AccountSeen, events: WatchEvent[]): AccountSeen {
    const hasWork = Object.values(account.jobs).some((job) => job.state !== 'completed' && isBusy(job));
    const at = toTime(this.#clock);
    if (account.isBusy === true && !hasWork) events.push({ what: 'idle', resource: this.#resource, at });
    return { ...account, isBusy: hasWork };
  }
}

function toSeen({ state }: Job, nowMs: number): JobSeen {
  const changedAt = new Date(nowMs).toISOString();
  return {
    ...(state === undefined ? {} : { state }),
    failed: 0,
    succeeded: 0,
    active: 0,
    running: 0,
    changedAt,
  };
}
