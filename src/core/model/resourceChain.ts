import type { AccountResource, JobResource, Resource, ResourceKind, ResourceOf } from './resource.ts';

/** The thing that `resource` belongs to; undefined for an account. */
export function toParent(resource: Resource): Resource | undefined {
  const { accountId } = resource;
  switch (resource.kind) {
    case 'account':
      return undefined;
    case 'pool':
    case 'job':
    case 'jobSchedule':
      return { kind: 'account', accountId };
    case 'node':
      return { kind: 'pool', accountId, poolId: resource.poolId };
    case 'task':
      return { kind: 'job', accountId, jobId: resource.jobId };
    case 'taskFile':
    case 'nodeFile':
      return toFileOwner(resource);
  }
}

/** `resource` itself or the nearest thing above it that is of `kind`: for a task's file its task. */
export function toKind<K extends ResourceKind>(kind: K, resource: Resource): ResourceOf<K> | undefined {
  for (let current: Resource | undefined = resource; current !== undefined; current = toParent(current)) {
    if (isKind(kind, current)) return current;
  }
  return undefined;
}

/** What a file belongs to, its task or its node; anything else as it is. */
export function toFileOwner(resource: Resource): Exclude<Resource, ResourceOf<'taskFile' | 'nodeFile'>> {
  switch (resource.kind) {
    case 'taskFile':
      return { kind: 'task', accountId: resource.accountId, jobId: resource.jobId, taskId: resource.taskId };
    case 'nodeFile':
      return { kind: 'node', accountId: resource.accountId, poolId: resource.poolId, nodeId: resource.nodeId };
    default:
      return resource;
  }
}

/** The job of this ID, or the account where there is none. */
export function toJobOrAccount(accountId: string, jobId: string | undefined): AccountResource | JobResource {
  return jobId === undefined ? { kind: 'account', accountId } : { kind: 'job', accountId, jobId };
}

/** IDs of things, as people and agents name them. */
interface NamedIds {
  readonly jobId?: string | undefined;
  readonly taskId?: string | undefined;
  readonly poolId?: string | undefined;
  readonly nodeId?: string | undefined;
}

/** The thing that IDs name, a task by its job and a node by its pool; the account where they name nothing. */
export function toNamedThing(accountId: string, { jobId, taskId, poolId, nodeId }: NamedIds): Resource {
  if (jobId !== undefined && taskId !== undefined) return { kind: 'task', accountId, jobId, taskId };
  if (jobId !== undefined || poolId === undefined) return toJobOrAccount(accountId, jobId);
  return nodeId === undefined ? { kind: 'pool', accountId, poolId } : { kind: 'node', accountId, poolId, nodeId };
}

function isKind<K extends ResourceKind>(kind: K, resource: Resource): resource is ResourceOf<K> {
  return resource.kind === kind;
}

/** Properties that each kind must have; all are strings. */
const properties: Readonly<Record<ResourceKind, readonly string[]>> = {
  account: [],
  pool: ['poolId'],
  node: ['poolId', 'nodeId'],
  job: ['jobId'],
  jobSchedule: ['scheduleId'],
  task: ['jobId', 'taskId'],
  taskFile: ['jobId', 'taskId', 'path'],
  nodeFile: ['poolId', 'nodeId', 'path'],
};

/** Whether something from outside (a link, another extension, a key binding) names a thing of an account. */
export function isResource(value: unknown): value is Resource {
  if (typeof value !== 'object' || value === null) return false;
  const kind: unknown = Reflect.get(value, 'kind');
  if (typeof kind !== 'string' || !Object.hasOwn(properties, kind)) return false;
  const names = ['accountId', ...properties[kind as ResourceKind]];
  return names.every((name) => {
    const part: unknown = Reflect.get(value, name);
    return typeof part === 'string' && part !== '';
  });
}

/** Names a thing within its account: equal for equal things, different for different ones. */
export function toKey(resource: Resource): string {
  return JSON.stringify([
    resource.kind,
    resource.accountId,
    ...properties[resource.kind].map((name): unknown => Reflect.get(resource, name)),
  ]);
}

/** The id by which the service knows this thing within what it belongs to; the path of a file. */
export function toOwnId(resource: Resource): string {
  switch (resource.kind) {
    case 'account':
      return resource.accountId;
    case 'pool':
      return resource.poolId;
    case 'node':
      return resource.nodeId;
    case 'job':
      return resource.jobId;
    case 'jobSchedule':
      return resource.scheduleId;
    case 'task':
      return resource.taskId;
    case 'taskFile':
    case 'nodeFile':
      return resource.path;
  }
}
