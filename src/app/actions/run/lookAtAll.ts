import { BatchError } from '../../../core/model/batchError.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import { findNow } from '../../../core/model/missing.ts';
import { type NodeResource, type Resource, type TaskResource, toKey } from '../../../core/model/resource.ts';
import type { Task } from '../../../core/model/task.ts';
import { workThrough } from '../../../core/workThrough.ts';
import type { BatchService, CallOptions, Pages } from '../../../service/ports.ts';

/** Minimum number of a job's tasks or a pool's nodes for which listing all costs less than reading each one. */
export const worthAList = 10;
const concurrency = 4;

export interface LookOptions extends CallOptions {
  /** Called with the current state of each item; undefined if the item no longer exists. */
  readonly onFound: (resource: Resource, now: object | undefined) => void;
  readonly onFailed?: (resource: Resource, error: BatchError) => void;
  /** Properties to read of listed tasks and nodes; all when absent. */
  readonly ofTasks?: readonly (keyof Task)[];
  readonly ofNodes?: readonly (keyof ComputeNode)[];
}

/**
 * Reads the current state of items: many tasks of a job or nodes of a pool with one list, everything else individually.
 * Throws `Cancelled`.
 */
export async function lookAtAll(
  getService: (accountId: string) => Promise<BatchService>,
  resources: readonly Resource[],
  options: LookOptions,
): Promise<void> {
  const look = new Look(getService, options);
  const { together, single } = groupByOwner(resources);
  const left = await look.each(together, (members) => look.list(members));
  await look.each([...single, ...left.flat()], (resource) => look.get(resource));
}

type Members = readonly (TaskResource | NodeResource)[];

class Look {
  readonly #getService: (accountId: string) => Promise<BatchService>;
  readonly #options: LookOptions;

  constructor(getService: (accountId: string) => Promise<BatchService>, options: LookOptions) {
    this.#getService = getService;
    this.#options = options;
  }

  /** Calls a function for each item, a few at a time. Resolves to the results in no particular order. */
  async each<T extends Resource | Members, Result>(
    things: readonly T[],
    work: (thing: T) => Promise<Result>,
  ): Promise<readonly Result[]> {
    const results: Result[] = [];
    await workThrough(things, concurrency, async (thing) => {
      try {
        results.push(await work(thing));
      } catch (error) {
        if (!BatchError.is(error)) throw error;
        for (const resource of [thing].flat() as Resource[]) this.#options.onFailed?.(resource, error);
      }
    });
    return results;
  }

  async get(resource: Resource): Promise<void> {
    const { signal } = this.#options;
    const call = signal === undefined ? {} : { signal };
    const service = await this.#getService(resource.accountId);
    this.#options.onFound(resource, await findNow(getThing(service, resource, call)));
  }

  /** Reads members with one list. Resolves to the members that must be read individually. */
  async list(members: Members): Promise<Members> {
    const [first] = members;
    if (first === undefined) return [];
    const service = await this.#getService(first.accountId);
    const pages: Pages<Task> | Pages<ComputeNode> =
      first.kind === 'task'
        ? service.tasks.listTasks(first.jobId, this.#toListing(this.#options.ofTasks))
        : service.nodes.listNodes(first.poolId, this.#toListing(this.#options.ofNodes));
    const listed = await findNow(findListed<Task | ComputeNode>(pages, new Set(members.map(toMemberId))));
    const { found, isWhole } = listed ?? { found: new Map<string, Task | ComputeNode>(), isWhole: true };
    return members.filter((member) => {
      const now = found.get(toMemberId(member));
      if (now === undefined && !isWhole) return true;
      this.#options.onFound(member, now);
      return false;
    });
  }

  #toListing<Key extends string>(select: readonly Key[] | undefined) {
    const { signal } = this.#options;
    return { ...(select !== undefined && { select }), ...(signal !== undefined && { signal }) };
  }
}

function toMemberId(member: TaskResource | NodeResource): string {
  return member.kind === 'task' ? member.taskId : member.nodeId;
}

function groupByOwner(resources: readonly Resource[]): {
  readonly together: readonly Members[];
  readonly single: readonly Resource[];
} {
  const owners = new Map<string, (TaskResource | NodeResource)[]>();
  for (const resource of resources) {
    if (resource.kind !== 'task' && resource.kind !== 'node') continue;
    const { accountId } = resource;
    const owner =
      resource.kind === 'task'
        ? toKey({ kind: 'job', accountId, jobId: resource.jobId })
        : toKey({ kind: 'pool', accountId, poolId: resource.poolId });
    const known = owners.get(owner);
    if (known === undefined) owners.set(owner, [resource]);
    else known.push(resource);
  }
  const together = [...owners.values()].filter(({ length }) => length >= worthAList);
  const isListed = new Set<Resource>(together.flat());
  return { together, single: resources.filter((resource) => !isListed.has(resource)) };
}

/**
 * Finds the wanted items of a list by ID. `isWhole` is true if items that were not found are not in the list. Stops
 * reading at the last wanted item, and after as many requests as individual reads would take, because searching for
 * deleted items could otherwise read a very long list.
 */
export async function findListed<T extends { readonly id: string }>(
  pages: Pages<T>,
  ids: ReadonlySet<string>,
): Promise<{ readonly found: ReadonlyMap<string, T>; readonly isWhole: boolean }> {
  const found = new Map<string, T>();
  let count = 0;
  let isDamaged = false;
  try {
    for await (const page of pages) {
      count += 1;
      isDamaged ||= (page.damaged ?? []).length > 0;
      for (const one of page) if (ids.has(one.id)) found.set(one.id, one);
      if (page.isLast === true) break;
      if (ids.size - found.size <= count) return { found, isWhole: found.size === ids.size };
    }
  } catch (error) {
    // The caller individually reads the items that were not found.
    if (!BatchError.is(error, 'EndlessList', 'AnswerTooLarge')) throw error;
    return { found, isWhole: false };
  }
  return { found, isWhole: !isDamaged };
}

/** Gets the current state of an item; undefined for kinds that no verb changes. Throws `BatchError`. */
async function getThing(
  service: BatchService,
  resource: Resource,
  options: CallOptions = {},
): Promise<object | undefined> {
  switch (resource.kind) {
    case 'task':
      return service.tasks.getTask(resource.jobId, resource.taskId, options);
    case 'node':
      return service.nodes.getNode(resource.poolId, resource.nodeId, options);
    case 'job':
      return service.jobs.getJob(resource.jobId, options);
    case 'pool':
      return service.pools.getPool(resource.poolId, options);
    case 'jobSchedule':
      return service.jobSchedules.getJobSchedule(resource.scheduleId, options);
    default:
      return undefined;
  }
}
