import type { Resource } from '../../core/model/resource.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { readAndExplainAccount } from './explainAccount.ts';
import type { ExplainedResource } from './explainedResource.ts';
import { readAndExplainJob } from './explainJob.ts';
import { readAndExplainJobSchedule } from './explainJobSchedule.ts';
import { readAndExplainNode } from './explainNode.ts';
import { readAndExplainPool } from './explainPool.ts';
import { readAndExplainTask } from './explainTask.ts';
import type { PatientSources } from './explanationSources.ts';
import { withCause } from './withCause.ts';

/**
 * Asks the service for a thing and what bears on it, and explains what is wrong. Throws what the service answers about
 * the thing itself.
 */
export async function explainResource(
  store: AccountStore,
  resource: Resource,
  sources: PatientSources,
  now: Date,
): Promise<ExplainedResource> {
  switch (resource.kind) {
    case 'task':
      return withCause(await readAndExplainTask(store, resource, sources, now), store, resource, sources.causes);
    case 'node':
      return readAndExplainNode(store, resource, sources, now);
    case 'pool':
      return readAndExplainPool(store, resource, sources);
    case 'account':
      return readAndExplainAccount(store, resource, sources, now);
    case 'job':
      return readAndExplainJob(store, resource, sources, now);
    case 'jobSchedule':
      return readAndExplainJobSchedule(store, resource, sources, now);
    case 'taskFile':
    case 'nodeFile':
      throw new Error(`a ${resource.kind} is not explained`);
  }
}
