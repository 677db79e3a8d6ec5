import type { Job, TaskCounts } from '../../../core/model/job.ts';
import type { JobResource } from '../../../core/model/resource.ts';
import type { Verdict } from '../../../core/remedy/verdict.ts';
import type { BatchService } from '../../../service/ports.ts';
import type { App } from '../../app.ts';
import { type Judged, judgeEach } from '../judge.ts';

/** A job with what the service says about it now. */
export interface JobCandidate {
  readonly resource: JobResource;
  readonly service: BatchService;
  readonly job: Job;
  readonly counts: TaskCounts;
}

/** Judges jobs as they are now, with their tasks counted. */
export function judgeJobs(
  services: App,
  jobs: readonly JobResource[],
  judge: (candidate: JobCandidate) => Verdict,
): Promise<Judged<JobResource, JobCandidate>> {
  const load = async (resource: JobResource): Promise<JobCandidate> => {
    const { service } = await services.accounts.getStore(resource.accountId);
    const [job, counts] = await Promise.all([
      service.jobs.getJob(resource.jobId),
      service.jobs.getTaskCounts(resource.jobId),
    ]);
    return { resource, service, job, counts };
  };
  return judgeEach(services, jobs, load, judge);
}

/** How many tasks of the jobs run now: what an action would interrupt. */
export function countRunningTasks(candidates: readonly JobCandidate[]): number {
  return candidates.reduce((sum, { counts }) => sum + counts.running, 0);
}
