import type { Resource } from '../../model/resource.ts';
import { percentEncode } from '../../text/percentEncode.ts';

/** What a verb sends for one thing, by the id of its command without our prefix: the method, and what its path ends with. */
const requests: Readonly<Record<string, readonly (readonly [method: string, end: string])[]>> = {
  'task.retry': [['POST', '/reactivate']],
  'task.requeue': [
    ['POST', '/terminate'],
    ['POST', '/reactivate'],
  ],
  'task.terminate': [['POST', '/terminate']],
  'task.delete': [['DELETE', '']],
  'job.changeLimit': [['PATCH', '']],
  'job.disable': [['POST', '/disable']],
  'job.enable': [['POST', '/enable']],
  'job.terminate': [['POST', '/terminate']],
  'job.delete': [['DELETE', '']],
  'jobSchedule.disable': [['POST', '/disable']],
  'jobSchedule.enable': [['POST', '/enable']],
  'jobSchedule.terminate': [['POST', '/terminate']],
  'node.reboot': [['POST', '/reboot']],
  'node.reimage': [['POST', '/reimage']],
  'node.disableScheduling': [['POST', '/disablescheduling']],
  'node.enableScheduling': [['POST', '/enablescheduling']],
  'pool.changeStartTask': [['PATCH', '']],
  'pool.disableAutoscale': [['POST', '/disableautoscale']],
  'pool.enableAutoscale': [['POST', '/enableautoscale']],
  'pool.resize': [['POST', '/resize']],
  'pool.stopResize': [['POST', '/stopresize']],
};

/**
 * The requests by which a verb will change these things, in their order: "POST /jobs/frames/tasks/a/reactivate".
 * Undefined for a verb of which that is not known.
 */
export function planRequests(verbId: string, resources: readonly Resource[]): readonly string[] | undefined {
  const name = verbId.replace(/^azureBatch\./, '');
  if (name === 'node.remove') {
    const pools = resources.flatMap((resource) =>
      resource.kind === 'node' ? [`/pools/${toSegment(resource.poolId)}`] : [],
    );
    return [...new Set(pools)].map((path) => `POST ${path}/removenodes`);
  }
  const sent = requests[name];
  return sent && resources.flatMap((resource) => sent.map(([method, end]) => `${method} ${toPath(resource)}${end}`));
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
