import type { Job } from '../model/job.ts';
import { readJobEnd } from '../model/jobShape.ts';
import type { Pool } from '../model/pool.ts';
import { readAs } from '../model/shape.ts';
import type { Task } from '../model/task.ts';
import { maxIdLength } from '../places/ids.ts';

/** Properties that the service adds to tasks, jobs and pools; all others come from the submitter. */
const servicesOwn: ReadonlySet<string> = new Set(
  (
    'url eTag lastModified creationTime state stateTransitionTime previousState previousStateTransitionTime ' +
    'executionInfo nodeInfo stats'
  ).split(' '),
);

/** Returns the definition that recreates a task, job or pool as it was submitted, with the same ID. */
export function toDefinition<T extends Task | Job | Pool>(known: T): T {
  const submitted = Object.entries(known).filter(([name]) => !servicesOwn.has(name) && !name.startsWith('odata'));
  return Object.fromEntries(submitted) as unknown as T;
}

/**
 * Returns a copy of a job with another ID, for resubmitted tasks. Omits the setting that ends a job when all tasks
 * complete, which would end the copy before it has any tasks (Batch documentation: "onAllTasksComplete"), and the job
 * manager task, which would submit all tasks again.
 */
export function toJobCopy(job: Job, id: string): Job {
  const { onAllTasksComplete: _end, jobManagerTask: _manager, ...definition } = toDefinition(job);
  return { ...definition, id };
}

/**
 * Returns a job to create before its tasks are added. The setting that would end the job while it has no tasks is
 * returned separately, to be applied after the tasks are added; undefined if there is none. If tasks come from
 * elsewhere, the job manager task is omitted, since it would submit them again. The definition is the user's, with
 * enumeration values in any case.
 */
export function toCreated(
  job: Job,
  hasTasks: boolean,
): { readonly job: Job; readonly onAllTasksComplete?: Job['onAllTasksComplete'] } {
  if (!hasTasks) return { job };
  const { onAllTasksComplete, jobManagerTask: _manager, ...created } = job;
  const end = readAs(readJobEnd, onAllTasksComplete).value;
  return end === 'terminatejob' ? { job: created, onAllTasksComplete: end } : { job: created };
}

/** Returns the ID of an item that is submitted for the `number`th time. */
export function toNumberedId(id: string, number: number): string {
  const suffix = `-${number}`;
  return id.slice(0, maxIdLength - suffix.length) + suffix;
}
