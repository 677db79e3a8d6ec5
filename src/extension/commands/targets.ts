import type { Resource, ResourceKind, ResourceOf } from '../../core/model/resource.ts';

/** What a tree item, or anything else that stands for a thing of an account, carries. */
export interface HasResource {
  readonly resource: Resource;
}

export type { Resource, ResourceKind, ResourceOf };
