/**
 * Reference to an item of an account, without its data. Tree items, documents and diagnostics carry one and every
 * command takes one, so features work together without depending on each other.
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
