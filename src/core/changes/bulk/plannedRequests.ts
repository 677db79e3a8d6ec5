import { type Resource, toKind } from '../../model/resource.ts';
import { percentEncode } from '../../text/percentEncode.ts';

/**
 * A request for one item, or for several items of a pool: its method, the end of its path, and the maximum number of
 * items per request.
 */
export type PlannedRequest = readonly [
  method: 'DELETE' | 'PATCH' | 'POST' | 'PUT',
  end: string,
  together?: { readonly of: 'pool'; readonly most: number },
];

/**
 * Lists the requests that change these items, in order: "POST /jobs/frames/tasks/a/reactivate". A request for several
 * items is listed as often as it is sent.
 */
export function planRequests(sends: readonly PlannedRequest[], resources: readonly Resource[]): readonly string[] {
  const lines = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const resource of resources) {
    for (const [method, end, together] of sends) {
      const target = together === undefined ? resource : (toKind(together.of, resource) ?? resource);
      const line = `${method} ${toPath(target)}${end}`;
      const key = JSON.stringify([resource.accountId, line]);
      const count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      const request = together === undefined ? 0 : Math.floor(count / together.most);
      lines.set(JSON.stringify([key, request]), line);
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
