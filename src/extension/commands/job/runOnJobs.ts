import type { JobResource } from '../../../core/model/resource.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { type BulkTexts, runBulk } from '../bulk.ts';
import type { CommandServices } from '../command.ts';
import { refreshTasks } from '../task/refreshTasks.ts';
import type { JobCandidate } from './jobs.ts';

/** What an action on jobs is about: those that were chosen, and those of them that can be acted on. */
export interface ChosenJobs {
  readonly jobs: readonly JobResource[];
  readonly candidates: readonly JobCandidate[];
}

/** Does something to each candidate as `runBulk` does; then loads again what the explorer shows of all that were chosen. */
export async function runOnJobs(
  services: Pick<CommandServices, 'accounts' | 'log'>,
  { jobs, candidates }: ChosenJobs,
  texts: Omit<BulkTexts<JobCandidate>, 'nameOf'>,
  act: (candidate: JobCandidate, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  try {
    await runBulk(services, candidates, { ...texts, nameOf: ({ resource }) => toVisible(resource.jobId) }, act);
  } finally {
    await refreshJobs(services, jobs);
  }
}

async function refreshJobs(services: Pick<CommandServices, 'accounts'>, jobs: readonly JobResource[]): Promise<void> {
  const accountIds = new Set(jobs.map(({ accountId }) => accountId));
  await Promise.all([...accountIds].map((id) => services.accounts.findStore(id)?.refresh([{ kind: 'jobs' }])));
  await refreshTasks(services, jobs);
}
