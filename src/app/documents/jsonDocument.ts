import { findDamage } from '../../core/model/damagedItem.ts';
import type { Resource } from '../../core/model/resource.ts';
import { toVisibleJson } from '../../core/text/visibleJson.ts';
import type { BatchService } from '../../service/ports.ts';

/**
 * Renders a task, node, pool, job, or job schedule as the service returns it, even if invalid, as JSON without secrets.
 * Throws the service's errors.
 */
export async function renderJson(service: BatchService, resource: Resource): Promise<string> {
  const properties = await getProperties(service, resource);
  return toVisibleJson(findDamage(properties) ?? properties);
}

/** Gets an item as the service returns it. Throws the service's errors. */
export function getProperties(service: BatchService, resource: Resource): Promise<object> {
  switch (resource.kind) {
    case 'task':
      return service.tasks.getTask(resource.jobId, resource.taskId);
    case 'job':
      return service.jobs.getJob(resource.jobId);
    case 'jobSchedule':
      return service.jobSchedules.getJobSchedule(resource.scheduleId);
    case 'pool':
      return service.pools.getPool(resource.poolId);
    case 'node':
      return service.nodes.getNode(resource.poolId, resource.nodeId);
    case 'account':
    case 'taskFile':
    case 'nodeFile':
      throw new Error(`a ${resource.kind} has no properties`);
  }
}
