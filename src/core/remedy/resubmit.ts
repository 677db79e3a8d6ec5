import type { Job, JobEnd } from '../model/job.ts';
import { readJobEnd } from '../model/jobShape.ts';
import type { Pool } from '../model/pool.ts';
import { readAs } from '../model/shape.ts';
import type { Task } from '../model/task.ts';
import { maxIdLength } from '../query/ids.ts';

/** What the service adds to tasks, jobs and pools by itself; everything else comes from the one who submitted them. */
const servicesOwn: ReadonlySet<string> = new Set([
  'url',
  'eTag',
  'lastModified',
  'creationTime',
  'state',
  'stateTransitionTime',
  'previousState',
  'previousStateTransitionTime',
  'executionInfo',
  'nodeInfo',
  'stats',
]);

/** What a new task or job would be sent as to be the same: as it was submitted, under its id. */
export function toDefinition<T extends Task | Job | Pool>(known: T): T {
  const submitted = Object.entries(known).filter(([name]) => !servicesOwn.has(name) && !name.startsWith('odata'));
  return Object.fromEntries(submitted) as unknown as T;
}

/**
 * The job as it was submitted, under another id, for tasks that are submitted to it. One that ends when all its tasks
 * have would end before it has any (Batch documentation: "onAllTasksComplete"), and a job manager task would submit all
 * tasks again.
 */
export function toJobCopy(job: Job, id: string): Job {
  const { onAllTasksComplete: _end, jobManagerTask: _manager, ...definition } = toDefinition(job);
  return { ...definition, id };
}

/**
 * A job as it is created so that tasks can be submitted to it: what would end it before it has any comes after them, and
 * is undefined where nothing would. A job manager task would submit the tasks again, so it is left out where they come
 * from elsewhere. The definition is the user's, with words in any case.
 */
export function toCreated(job: Job, hasTasks: boolean): { readonly job: Job; readonly onAllTasksComplete?: JobEnd } {
  if (!hasTasks) return { job };
  const { onAllTasksComplete, jobManagerTask: _manager, ...created } = job;
  const end = readAs(readJobEnd, onAllTasksComplete).value;
  return end === 'terminatejob' ? { job: created, onAllTasksComplete: end } : { job: created };
}

/** The id of a thing that is submitted for the `number`th time. */
export function toNumberedId(id: string, number: number): string {
  const suffix = `-${number}`;
  return id.slice(0, maxIdLength - suffix.length) + suffix;
}
