import { findDamage } from '../../core/model/damagedItem.ts';
import type { Resource } from '../../core/model/resource.ts';
import { toVisibleJson } from '../../core/text/visibleJson.ts';
import type { BatchService } from '../../service/ports.ts';

/**
 * A task, node, pool, job or job schedule as the service has it, also where it is not what it should be, as JSON without secrets.
 * Throws what the service answers.
 */
export async function renderJson(service: BatchService, resource: Resource): Promise<string> {
  const properties = await getProperties(service, resource);
  return toVisibleJson(findDamage(properties) ?? properties);
}

/** A thing as the service has it. Throws what the service answers. */
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
