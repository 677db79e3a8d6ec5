import type { Job } from '../../../../core/model/job.ts';
import { readJob } from '../../../../core/model/jobShape.ts';
import type { JobResource } from '../../../../core/model/resource.ts';
import type { Noun } from '../toVerb.ts';

/** Jobs, as actions deal with them. */
export const jobNoun: Noun<JobResource, Job> = {
  read: readJob,
  get: ({ jobs }, { jobId }) => jobs.getJob(jobId),
  toItem: (resource, { state, stateTransitionTime, creationTime, onAllTasksComplete }) => ({
    resource,
    before: { state, stateTransitionTime, creationTime, onAllTasksComplete },
  }),
};

/** How jobs are ended or deleted. */
export interface EndJobChoices {
  /** For jobs that hang: their end is not waited for on their nodes. */
  readonly force?: true;
}
