import {
  inFullOfEach,
  mostInFull,
  pickInFull,
  toNodeCause,
  toTaskCause,
  toUnsavedLogs,
} from '../../../core/changes/bulk/inFull.ts';
import { type Clock, toTime } from '../../../core/clock.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { ComputeNode, NodeState } from '../../../core/model/computeNode.ts';
import type { LogEnd } from '../../../core/model/logEnd.ts';
import { isMissing } from '../../../core/model/missing.ts';
import type {
  JobResource,
  JobScheduleResource,
  NodeResource,
  PoolResource,
  Resource,
  TaskResource,
} from '../../../core/model/resource.ts';
import type { SavedAttempt } from '../../../core/model/savedAttempt.ts';
import type { SavedObject } from '../../../core/model/savedObject.ts';
import { isInGroup, type Task } from '../../../core/model/task.ts';
import { isOneOf } from '../../../core/model/words.ts';
import { redactJson } from '../../../core/text/redactJson.ts';
import { workThrough } from '../../../core/workThrough.ts';
import type { BatchService, CallOptions, Pages } from '../../../service/ports.ts';
import type { AttemptJournal } from '../../evidence/attemptJournal.ts';
import { briefBytes, readLog, toRemoteFile } from '../../evidence/readLog.ts';
import { explainDisk } from './diskError.ts';
import { lookAtAll } from './lookAtAll.ts';
import { type KnownReason, readKeptLogs } from './saveAttempt.ts';

/** The stores of saved evidence, and functions that explain failures. */
export interface EvidenceServices {
  readonly clock: Clock;
  getService(accountId: string): Promise<BatchService>;
  readonly attempts: Pick<AttemptJournal, 'save'>;
  readonly kept: Pick<AttemptJournal<Resource, SavedObject>, 'save'>;
  /** Explains why a task failed, in one line; undefined if it has not failed. */
  explainTask(task: Task, logs: readonly LogEnd[]): string | undefined;
  /** Returns the cause that a view shows for a failed task; undefined if no view shows one. */
  findKnownCause(task: TaskResource): KnownCause | undefined;
  /** Explains the state of a node in one line. */
  explainNode(node: ComputeNode, logs: readonly LogEnd[]): string;
}

/** The cause of a failed task, as views show it. */
export interface KnownCause extends KnownReason {
  /** Fingerprint that identifies the cause. */
  readonly cause: string;
}

export interface KeepOptions extends CallOptions {
  readonly action: string;
  /** True to save everything for all items, regardless of their number. */
  readonly isAll: boolean;
  /** True to save only the properties of each item, because nothing else is lost. */
  readonly isBrief?: boolean;
  readonly onKept: () => void;
  readonly onFound?: (resource: Resource, now: object) => void;
}

/** An item that could not be read or saved completely, with the reason as a sentence. */
export interface Gap {
  readonly resource: Resource;
  readonly reason: string;
}

const concurrency = 4;
/** Maximum number of members saved with a job or pool, as listed by the service. */
const mostMembers = 10_000;
const startLogs = ['startup/stderr.txt', 'startup/stdout.txt'];

/**
 * Saves everything that an action will remove, before it starts: the properties of each item and, for items that
 * `pickInFull` picks, the end of both logs and the explanation. Skips deleted items. Resolves to the gaps. Throws
 * `Cancelled`.
 */
export async function keepEvidence(
  services: EvidenceServices,
  resources: readonly Resource[],
  options: KeepOptions,
): Promise<readonly Gap[]> {
  const keeper = new Keeper(services, options);
  const tasks = resources.filter((resource): resource is TaskResource => resource.kind === 'task');
  const nodes = resources.filter((resource): resource is NodeResource => resource.kind === 'node');
  await keeper.keepTasks(tasks);
  await keeper.keepNodes(nodes);
  await keeper.each(resources.filter((resource) => resource.kind === 'job').map(toThing), ({ resource }) =>
    keeper.keepJob(resource),
  );
  await keeper.each(resources.filter((resource) => resource.kind === 'pool').map(toThing), ({ resource }) =>
    keeper.keepPool(resource),
  );
  await keeper.each(resources.filter((resource) => resource.kind === 'jobSchedule').map(toThing), ({ resource }) =>
    keeper.keepSchedule(resource),
  );
  return keeper.gaps;
}

interface Thing<R extends Resource = Resource> {
  readonly resource: R;
}

function toThing<R extends Resource>(resource: R): Thing<R> {
  return { resource };
}

interface FoundTask extends Thing<TaskResource> {
  readonly task: Task;
}

interface FoundNode extends Thing<NodeResource> {
  readonly node: ComputeNode;
}

class Keeper {
  readonly gaps: Gap[] = [];
  readonly #services: EvidenceServices;
  readonly #options: KeepOptions;

  constructor(services: EvidenceServices, options: KeepOptions) {
    this.#services = services;
    this.#options = options;
  }

  /** Saves part of each item. An error affects only its own item. */
  async each<T extends Thing>(things: readonly T[], keep: (thing: T) => Promise<void>): Promise<void> {
    await workThrough(things, concurrency, async (thing) => {
      try {
        await keep(thing);
      } catch (error) {
        if (!BatchError.is(error)) throw error;
        if (!isMissing(error)) this.gaps.push({ resource: thing.resource, reason: error.message });
      }
      this.#options.onKept();
    });
  }

  async #keepFound<T extends Thing>(
    found: readonly T[],
    toCause: (thing: T) => string,
    keep: (thing: T, isInFull: boolean) => Promise<void>,
  ): Promise<void> {
    const inFull = new Set(pickInFull(found, toCause, this.#options));
    await this.each(found, (thing) => keep(thing, inFull.has(thing)));
  }

  async keepTasks(resources: readonly TaskResource[]): Promise<void> {
    const found = await this.#find<TaskResource, Task>(resources);
    await this.#keepFound(
      found.map(([resource, task]) => ({ resource, task })),
      (one) => this.#toCause(one),
      ({ resource, task }, isInFull) => this.#keepTask(resource, task, isInFull),
    );
  }

  async #find<R extends Resource, T extends object>(resources: readonly R[]): Promise<readonly (readonly [R, T])[]> {
    const found = new Map<Resource, object>();
    await lookAtAll((accountId) => this.#services.getService(accountId), resources, {
      ...(this.#options.signal !== undefined && { signal: this.#options.signal }),
      onFound: (resource, now) => {
        this.#options.onKept();
        if (now === undefined) return;
        this.#options.onFound?.(resource, now);
        found.set(resource, now);
      },
      onFailed: (resource, error) => {
        this.#options.onKept();
        this.gaps.push({ resource, reason: error.message });
      },
    });
    return resources.flatMap((resource) => {
      const now = found.get(resource);
      return now === undefined ? [] : [[resource, now as T] as const];
    });
  }

  /** Returns the cause that views show, or derives a cause from how the task ended if no view shows one. */
  #toCause({ resource, task }: FoundTask): string {
    return this.#services.findKnownCause(resource)?.cause ?? toTaskCause(task);
  }

  async #keepTask(resource: TaskResource, task: Task, isInFull: boolean): Promise<void> {
    const service = await this.#services.getService(resource.accountId);
    const logs = await readKeptLogs(service, resource, task, { ...this.#options, isBrief: !isInFull });
    const attempt: SavedAttempt = {
      savedAt: toTime(this.#services.clock),
      action: this.#options.action.endsWith('erminate') ? 'terminate' : 'delete',
      task: redactJson(task) as Task,
      logs,
      ...this.#findReason(resource, task, isInFull ? logs : undefined),
    };
    await toKept(() => this.#services.attempts.save(resource, attempt));
  }

  /** Finds why a task failed. Without logs, returns only a known cause. */
  #findReason(resource: TaskResource, task: Task, logs: readonly LogEnd[] | undefined): Partial<KnownReason> {
    if (logs === undefined) {
      const known = this.#services.findKnownCause(resource);
      return known ?? {};
    }
    const why = this.#services.explainTask(task, logs);
    return why === undefined ? {} : { why };
  }

  /** Saves nodes and their pools, because a pool forgets why its last resize failed when a node leaves. */
  async keepNodes(resources: readonly NodeResource[]): Promise<void> {
    const pools = new Map(
      resources.map(({ accountId, poolId }) => [
        JSON.stringify([accountId, poolId]),
        { kind: 'pool', accountId, poolId } as const,
      ]),
    );
    const found = await this.#find<NodeResource, ComputeNode>(resources);
    await this.#keepFoundNodes(found.map(([resource, node]) => ({ resource, node })));
    if (this.#options.action.endsWith('.remove')) {
      await this.each([...pools.values()].map(toThing), async ({ resource }) => {
        const { pools: port } = await this.#services.getService(resource.accountId);
        await this.#save(resource, await port.getPool(resource.poolId, this.#options));
      });
    }
  }

  async #keepFoundNodes(found: readonly FoundNode[]): Promise<void> {
    await this.#keepFound(
      found,
      ({ node }) => toNodeCause(node),
      ({ resource, node }, isInFull) => this.#keepNode(resource, node, isInFull),
    );
  }

  async #keepNode(resource: NodeResource, node: ComputeNode, isInFull: boolean): Promise<void> {
    const service = await this.#services.getService(resource.accountId);
    const paths = node.startTaskInfo?.startTime === undefined ? [] : startLogs;
    if (!isInFull) return this.#save(resource, node, toUnsavedLogs(paths));
    const logs = await Promise.all(
      paths.map((path) =>
        readLog(toRemoteFile(service.nodeFiles, resource, path), path, undefined, briefBytes, this.#options),
      ),
    );
    await this.#save(resource, node, logs, this.#services.explainNode(node, logs));
  }

  /**
   * Saves a job with its tasks, and the logs that would be lost: those of running tasks and, unless the job is only
   * terminated, of failed tasks.
   */
  async keepJob(resource: JobResource): Promise<void> {
    const { accountId, jobId } = resource;
    const service = await this.#services.getService(accountId);
    const job = await service.jobs.getJob(jobId, this.#options);
    this.#options.onFound?.(resource, job);
    if (this.#options.isBrief) return this.#save(resource, job);
    const tasks = await readMembers(service.tasks.listTasks(jobId, this.#options));
    await this.#save(resource, { ...job, tasks });
    const isEnding = this.#options.action.endsWith('erminate');
    const lost = tasks.filter((task) =>
      isInGroup(task, ...(isEnding ? (['running'] as const) : (['failed', 'running'] as const))),
    );
    const toFound = (task: Task) => ({ resource: { kind: 'task', accountId, jobId, taskId: task.id } as const, task });
    const inFull = pickInFull(lost.map(toFound), (one) => this.#toCause(one), this.#options);
    await this.each(inFull, (one) => this.#keepTask(one.resource, one.task, true));
  }

  /**
   * Saves a job schedule with its jobs, and each job that ends with it as `keepJob` does. If there are very many such
   * jobs, saves only the newest in full.
   */
  async keepSchedule(resource: JobScheduleResource): Promise<void> {
    const { accountId, scheduleId } = resource;
    const { jobSchedules } = await this.#services.getService(accountId);
    const schedule = await jobSchedules.getJobSchedule(scheduleId, this.#options);
    this.#options.onFound?.(resource, schedule);
    if (this.#options.isBrief) return this.#save(resource, schedule);
    const jobs = await readMembers(jobSchedules.listJobsFromSchedule(scheduleId, this.#options));
    await this.#save(resource, { ...schedule, jobs });
    // Terminating a schedule ends only its active job.
    const isEnding = this.#options.action.endsWith('erminate');
    const lost = jobs.filter(({ state }) => !isEnding || state !== 'completed');
    const newest = lost.toSorted((one, other) => toMs(other.creationTime) - toMs(one.creationTime));
    const inFull = newest.slice(0, newest.length > mostInFull ? inFullOfEach : mostInFull);
    await this.each(
      inFull.map(({ id }) => toThing({ kind: 'job', accountId, jobId: id } as const)),
      (job) => this.keepJob(job.resource),
    );
  }

  /** Saves a pool with its nodes, and the start task logs of broken nodes. */
  async keepPool(resource: PoolResource): Promise<void> {
    const { accountId, poolId } = resource;
    const service = await this.#services.getService(accountId);
    const pool = await service.pools.getPool(poolId, this.#options);
    this.#options.onFound?.(resource, pool);
    if (this.#options.isBrief) return this.#save(resource, pool);
    const nodes = await readMembers(service.nodes.listNodes(poolId, this.#options));
    await this.#save(resource, { ...pool, nodes });
    const broken = nodes.filter(({ state, errors = [] }) => errors.length > 0 || isBroken(state));
    await this.#keepFoundNodes(
      broken.map((node) => ({ resource: { kind: 'node', accountId, poolId, nodeId: node.id }, node })),
    );
  }

  async #save(resource: Resource, thing: object, logs: readonly LogEnd[] = [], why?: string): Promise<void> {
    const one = {
      savedAt: toTime(this.#services.clock),
      action: this.#options.action,
      resource,
      object: redactJson(thing) as object,
      logs,
    };
    await toKept(() => this.#services.kept.save(resource, why === undefined ? one : { ...one, why }));
  }
}

function isBroken(state: NodeState | undefined): boolean {
  return isOneOf(state, ['starttaskfailed', 'unusable', 'unknown']);
}

/** Converts disk errors to `BatchError`, so that they are reported like errors of the service. */
async function toKept(save: () => Promise<void>): Promise<void> {
  try {
    await save();
  } catch (error) {
    throw new BatchError({ code: 'Unknown', message: explainDisk(error), cause: error });
  }
}

function toMs(time: string | undefined): number {
  return Date.parse(time ?? '') || 0;
}

async function readMembers<T>(pages: Pages<T>): Promise<readonly T[]> {
  const members: T[] = [];
  for await (const page of pages) {
    for (const each of page) members.push(each);
    if (members.length >= mostMembers) break;
  }
  return members;
}
