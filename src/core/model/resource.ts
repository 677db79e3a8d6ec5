import { readMember } from './readMember.ts';
/**
 * Reference to an item of an account, without its data. Tree items, documents, and diagnostics contain a reference and
 * every command accepts one, so that features work together without depending on each other.
 */
export type Resource =
  | AccountResource
  | PoolResource
  | NodeResource
  | JobResource
  | JobScheduleResource
  | TaskResource
  | TaskFileResource
  | NodeFileResource;

export interface AccountResource {
  readonly kind: 'account';
  readonly accountId: string;
}
export interface PoolResource {
  readonly kind: 'pool';
  readonly accountId: string;
  readonly poolId: string;
}
export interface NodeResource {
  readonly kind: 'node';
  readonly accountId: string;
  readonly poolId: string;
  readonly nodeId: string;
}
export interface JobResource {
  readonly kind: 'job';
  readonly accountId: string;
  readonly jobId: string;
}
/** Some tasks of a job. */
export interface SomeTasks extends JobResource {
  readonly taskIds: readonly string[];
}
export interface JobScheduleResource {
  readonly kind: 'jobSchedule';
  readonly accountId: string;
  readonly scheduleId: string;
}
export interface TaskResource {
  readonly kind: 'task';
  readonly accountId: string;
  readonly jobId: string;
  readonly taskId: string;
}
export interface TaskFileResource {
  readonly kind: 'taskFile';
  readonly accountId: string;
  readonly jobId: string;
  readonly taskId: string;
  /** Relative to the task's folder, with `/`. */
  readonly path: string;
}
export interface NodeFileResource {
  readonly kind: 'nodeFile';
  readonly accountId: string;
  readonly poolId: string;
  readonly nodeId: string;
  /** Relative to the node's root folder, with `/`. */
  readonly path: string;
}

/** A file of a task, or of a node. */
export type FileResource = TaskFileResource | NodeFileResource;

export type ResourceKind = Resource['kind'];
export type ResourceOf<K extends ResourceKind> = Extract<Resource, { readonly kind: K }>;

/** Returns the parent of `resource`; undefined for an account. */
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

/** Returns the resource of `kind` that `resource` is or is in, such as the task of a file. */
export function toKind<K extends ResourceKind>(kind: K, resource: Resource): ResourceOf<K> | undefined {
  for (let current: Resource | undefined = resource; current !== undefined; current = toParent(current)) {
    if (isKind(kind, current)) return current;
  }
  return undefined;
}

/** Returns the task or node of a file; other resources unchanged. */
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

/** Returns the job with this ID, or the account if there is no ID. */
export function toJobOrAccount(accountId: string, jobId: string | undefined): AccountResource | JobResource {
  return jobId === undefined ? { kind: 'account', accountId } : { kind: 'job', accountId, jobId };
}

interface NamedIds {
  readonly jobId?: string | undefined;
  readonly taskId?: string | undefined;
  readonly poolId?: string | undefined;
  readonly nodeId?: string | undefined;
}

/** Returns the item that the IDs identify (a task by its job, a node by its pool); without IDs, the account. */
export function toNamedThing(accountId: string, { jobId, taskId, poolId, nodeId }: NamedIds): Resource {
  if (jobId !== undefined && taskId !== undefined) return { kind: 'task', accountId, jobId, taskId };
  if (jobId !== undefined || poolId === undefined) return toJobOrAccount(accountId, jobId);
  return nodeId === undefined ? { kind: 'pool', accountId, poolId } : { kind: 'node', accountId, poolId, nodeId };
}

function isKind<K extends ResourceKind>(kind: K, resource: Resource): resource is ResourceOf<K> {
  return resource.kind === kind;
}

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

/** Checks whether a value from outside (a link, another extension, or a key binding) is a resource. */
export function isResource(value: unknown): value is Resource {
  const kind = readMember(value, 'kind');
  if (typeof kind !== 'string' || !Object.hasOwn(properties, kind)) return false;
  const names = ['accountId', ...properties[kind as ResourceKind]];
  return names.every((name) => {
    const part = readMember(value, name);
    return typeof part === 'string' && part !== '';
  });
}

/** Returns a string that identifies an item: equal for equal items, different for different ones. */
export function toKey(resource: Resource): string {
  return JSON.stringify([
    resource.kind,
    resource.accountId,
    ...properties[resource.kind].map((name): unknown => Reflect.get(resource, name)),
  ]);
}

/** Returns the service's ID of an item within its parent; the path for a file. */
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
