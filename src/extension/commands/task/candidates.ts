import type { Job } from '../../../core/model/job.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import type { Task } from '../../../core/model/task.ts';
import type { Verdict } from '../../../core/remedy/verdict.ts';
import type { BatchService } from '../../../service/ports.ts';
import type { CommandServices } from '../command.ts';
import { type Judged, judgeEach } from '../judge.ts';

/** A task with what the service says about it now. */
export interface Candidate {
  readonly resource: TaskResource;
  readonly service: BatchService;
  readonly task: Task;
  readonly job: Job;
}

/** Judges tasks as they are now; each job is read once. */
export async function judgeTasks(
  services: Pick<CommandServices, 'accounts'>,
  tasks: readonly TaskResource[],
  judge: (candidate: Candidate) => Verdict,
): Promise<Judged<TaskResource, Candidate>> {
  const jobs = new Map<string, Promise<Job>>();
  const load = async (resource: TaskResource): Promise<Candidate> => {
    const { service } = await services.accounts.getStore(resource.accountId);
    const jobKey = JSON.stringify([resource.accountId, resource.jobId]);
    const job = jobs.get(jobKey) ?? service.jobs.getJob(resource.jobId);
    jobs.set(jobKey, job);
    const task = await service.tasks.getTask(resource.jobId, resource.taskId);
    return { resource, service, task, job: await job };
  };
  return judgeEach(tasks, load, judge);
}
