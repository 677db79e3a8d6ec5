import type { Resource } from '../../core/model/resource.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { ExplainedResource } from './explainedResource.ts';
import { explainJob } from './explainJob.ts';
import { explainNode } from './explainNode.ts';
import { explainPool } from './explainPool.ts';
import { explainTask } from './explainTask.ts';
import type { FailureReader } from './failureReader.ts';

/**
 * Asks the service for a thing and what bears on it, and explains what is wrong. Throws what the service answers about
 * the thing itself.
 */
export async function explainResource(
  store: AccountStore,
  resource: Resource,
  reader: FailureReader,
  now: Date,
): Promise<ExplainedResource> {
  switch (resource.kind) {
    case 'task':
      return explainTask(store, resource, reader, now);
    case 'node':
      return explainNode(store, resource, now);
    case 'pool':
      return explainPool(store, resource);
    case 'job':
      return explainJob(store, resource, now);
    case 'account':
    case 'taskFile':
    case 'nodeFile':
      throw new Error(`a ${resource.kind} is not explained`);
  }
}
