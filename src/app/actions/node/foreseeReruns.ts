import { BatchError } from '../../../core/model/batchError.ts';
import type { Job } from '../../../core/model/job.ts';
import { equals } from '../../../core/query/odata.ts';
import { describeReruns, type Restarting } from '../../../core/remedy/reruns.ts';
import type { BatchService } from '../../../service/ports.ts';
import { readFirstPage } from '../../evidence/readPages.ts';
import type { NodeCandidate } from './nodes.ts';

const select = ['id', 'poolInfo', 'executionInfo', 'jobPreparationTask'];

/** What start tasks and job preparation tasks run again on nodes that start again, for the question about it. */
export async function foreseeReruns(how: Restarting, candidates: readonly NodeCandidate[]): Promise<readonly string[]> {
  const services = [...new Set(candidates.map(({ service }) => service))];
  const lists = await Promise.all(services.map(listActiveJobs));
  const said = services.flatMap((service, index) => {
    const pools = candidates.filter((candidate) => candidate.service === service).map(({ pool }) => pool);
    return describeReruns(how, pools, lists[index]);
  });
  return [...new Set(said)];
}

/** Undefined where there are more than a page of them, and where they can't be read: it only warns. */
async function listActiveJobs({ jobs }: BatchService): Promise<readonly Job[] | undefined> {
  try {
    const page = await readFirstPage(jobs.listJobs({ filter: equals('state', 'active'), select }));
    return page.isLast === false ? undefined : page;
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    return undefined;
  }
}
