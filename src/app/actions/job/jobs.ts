import { type EndingState, planOrForce } from '../../../core/changes/force.ts';
import { forceJobs, jobLife } from '../../../core/changes/jobLife.ts';
import { planTransition } from '../../../core/changes/life.ts';
import type { Verdict } from '../../../core/changes/verdict.ts';
import type { Job, TaskCounts } from '../../../core/model/job.ts';
import { readJob } from '../../../core/model/jobShape.ts';
import type { JobResource } from '../../../core/model/resource.ts';
import type { BatchService, CallOptions } from '../../../service/ports.ts';
import type { App } from '../../app.ts';
import { toJobLines } from '../targets/names.ts';
import { type Judged, judgeEach } from '../verb/judge.ts';
import type { AskedNoun, Candidate } from '../verb/toAction.ts';

/** A job with its current data from the service. */
export interface JobCandidate extends Candidate<JobResource> {
  readonly job: Job;
  readonly counts: TaskCounts;
}

/** Operations that all job actions share: how to read, name, and record jobs. */
export const jobNoun: AskedNoun<JobResource, Job, JobCandidate> = {
  kind: 'job',
  read: readJob,
  get: ({ jobs }, { jobId }) => jobs.getJob(jobId),
  toItem: (resource, { state, stateTransitionTime, creationTime, onAllTasksComplete }) => ({
    resource,
    before: { state, stateTransitionTime, creationTime, onAllTasksComplete },
  }),
  toLines: toJobLines,
  toThing: ({ job }) => job,
};

/** Checks which jobs currently allow an action, and counts their tasks. */
export function judgeJobs(
  app: App,
  jobs: readonly JobResource[],
  judge: (candidate: JobCandidate) => Verdict,
): Promise<Judged<JobResource, JobCandidate>> {
  return judgeEach(app, jobs, (resource, call) => loadJob(app, resource, call), judge);
}

async function loadJob({ accounts }: App, resource: JobResource, call: CallOptions): Promise<JobCandidate> {
  const service: BatchService = (await accounts.getStore(resource.accountId)).service;
  const [job, counts] = await Promise.all([
    service.jobs.getJob(resource.jobId, call),
    service.jobs.getTaskCounts(resource.jobId, call),
  ]);
  return { resource, service, job, counts };
}

/** Checks which jobs can be terminated or deleted. A job that is stuck terminating or deleting can be forced. */
export function judgeEndings(app: App, jobs: readonly JobResource[], state: EndingState, nowMs: number) {
  const force = forceJobs(state, nowMs);
  const transition = state === 'deleting' ? jobLife.delete : jobLife.terminate;
  return judgeJobs(app, jobs, (candidate) =>
    planOrForce(force, candidate, planTransition(transition, candidate.job), candidate.service.apiVersion),
  );
}

/** Counts the running tasks of the jobs, which an action would interrupt. */
export function countRunningTasks(candidates: readonly JobCandidate[]): number {
  return candidates.reduce((sum, { counts }) => sum + counts.running, 0);
}
