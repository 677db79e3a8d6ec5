import type { Resource } from '../../model/resource.ts';
import { toKind } from '../../model/resourceChain.ts';
import { percentEncode } from '../../text/percentEncode.ts';

/** A request for one thing, or one for all things of a pool: its method, and what its path ends with. */
export type PlannedRequest = readonly [method: 'DELETE' | 'PATCH' | 'POST' | 'PUT', end: string, together?: 'pool'];

/**
 * The requests that change these things, in their order: "POST /jobs/frames/tasks/a/reactivate". One that is for many
 * things of an account is there once.
 */
export function planRequests(sends: readonly PlannedRequest[], resources: readonly Resource[]): readonly string[] {
  const lines = new Map<string, string>();
  for (const resource of resources) {
    for (const [method, end, together] of sends) {
      const target = together === undefined ? resource : (toKind(together, resource) ?? resource);
      const line = `${method} ${toPath(target)}${end}`;
      lines.set(JSON.stringify([resource.accountId, line]), line);
    }
  }
  return [...lines.values()];
}

function toPath(resource: Resource): string {
  switch (resource.kind) {
    case 'account':
      return '';
    case 'pool':
      return `/pools/${toSegment(resource.poolId)}`;
    case 'node':
    case 'nodeFile':
      return `/pools/${toSegment(resource.poolId)}/nodes/${toSegment(resource.nodeId)}`;
    case 'job':
      return `/jobs/${toSegment(resource.jobId)}`;
    case 'jobSchedule':
      return `/jobschedules/${toSegment(resource.scheduleId)}`;
    case 'task':
    case 'taskFile':
      return `/jobs/${toSegment(resource.jobId)}/tasks/${toSegment(resource.taskId)}`;
  }
}

function toSegment(id: string): string {
  return percentEncode(id);
}
