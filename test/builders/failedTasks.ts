import { toFailedTasks } from '../../src/app/causes/failing.ts';
import type { FailedTask } from '../../src/core/diagnosis/causes/failing.ts';
import type { Job } from '../../src/core/model/job.ts';
import type { Task } from '../../src/core/model/task.ts';
import { snapshot } from './snapshot.ts';

/** Makes failed tasks of a job as they are found in an account. */
export function failedTasksOf(jobId: string, tasks: readonly Task[], job: Partial<Job> = {}): readonly FailedTask[] {
  return toFailedTasks(snapshot().build(), { id: jobId, ...job }, tasks);
}
