import type { Job } from '../../../core/model/job.ts';
import type { JobResource, TaskResource } from '../../../core/model/resource.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import type { Task } from '../../../core/model/task.ts';
import type { Filter } from '../../../core/query/odata.ts';
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

/** From this many tasks of a job on, a list of the job's tasks costs less than asking for each. */
const manyTasks = 20;

/** Everything about a job that its tasks share. */
interface JobFacts {
  readonly service: BatchService;
  readonly job: Job;
  /** Tasks that came with a list. */
  readonly tasks: ReadonlyMap<string, Task>;
}

/**
 * Judges tasks as they are now. Each job is read once; `likely` names the tasks that will probably do, so that many of
 * them come with a few requests.
 */
export async function judgeTasks(
  services: Pick<CommandServices, 'accounts'>,
  resources: readonly TaskResource[],
  judge: (candidate: Candidate) => Verdict,
  likely?: Filter,
): Promise<Judged<TaskResource, Candidate>> {
  const counts = new Map<string, number>();
  for (const { accountId, jobId } of resources) {
    const key = toKey({ kind: 'job', accountId, jobId });
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const facts = new Map<string, Promise<JobFacts>>();
  const findFacts = (jobResource: JobResource): Promise<JobFacts> => {
    const key = toKey(jobResource);
    const filter = (counts.get(key) ?? 0) < manyTasks ? undefined : likely;
    const found = facts.get(key) ?? readJob(services, jobResource, filter);
    facts.set(key, found);
    return found;
  };
  const load = async (resource: TaskResource): Promise<Candidate> => {
    const { accountId, jobId, taskId } = resource;
    const { service, job, tasks } = await findFacts({ kind: 'job', accountId, jobId });
    const task = tasks.get(taskId) ?? (await service.tasks.getTask(jobId, taskId));
    return { resource, service, task, job };
  };
  return judgeEach(resources, load, judge);
}

async function readJob(
  { accounts }: Pick<CommandServices, 'accounts'>,
  { accountId, jobId }: JobResource,
  filter: Filter | undefined,
): Promise<JobFacts> {
  const { service } = await accounts.getStore(accountId);
  const tasks = new Map<string, Task>();
  const readTasks = async (): Promise<void> => {
    if (filter === undefined) return;
    for await (const page of service.tasks.listTasks(jobId, { filter })) {
      for (const task of page) tasks.set(task.id, task);
    }
  };
  const [job] = await Promise.all([service.jobs.getJob(jobId), readTasks()]);
  return { service, job, tasks };
}
