import * as l10n from '@vscode/l10n';
import type { Verdict } from '../../../core/changes/verdict.ts';
import type { Filter } from '../../../core/filters/odata.ts';
import type { Job } from '../../../core/model/job.ts';
import { type JobResource, type TaskResource, toKey } from '../../../core/model/resource.ts';
import { isInGroup, type Task, toTaskGroup } from '../../../core/model/task.ts';
import { readTask } from '../../../core/model/taskShape.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { BatchService, CallOptions } from '../../../service/ports.ts';
import type { WithAccounts } from '../../accounts/accounts.ts';
import type { App } from '../../app.ts';
import { findListed, worthAList } from '../run/lookAtAll.ts';
import { toTaskLines } from '../targets/names.ts';
import { type Judged, judgeEach } from '../verb/judge.ts';
import type { AskedNoun, Candidate } from '../verb/toAction.ts';

/** A task with its current data from the service. */
export interface TaskCandidate extends Candidate<TaskResource> {
  readonly task: Task;
  readonly job: Job;
}

/** Operations that all task actions share: how to read, name, and record tasks. */
export const taskNoun: AskedNoun<TaskResource, Task, TaskCandidate> = {
  kind: 'task',
  read: readTask,
  get: ({ tasks }, { jobId, taskId }) => tasks.getTask(jobId, taskId),
  toItem: (resource, { state, creationTime, stateTransitionTime, executionInfo: { startTime, endTime } = {} }) => ({
    resource,
    before: { state, creationTime, stateTransitionTime, executionInfo: { startTime, endTime } },
  }),
  toLines: toTaskLines,
  toThing: ({ task }) => task,
};

/** The properties that are checked or saved with an attempt. Reading all properties of many tasks would be too much. */
const facts: readonly (keyof Task)[] = [
  'id',
  'creationTime',
  'state',
  'stateTransitionTime',
  'commandLine',
  'constraints',
  'executionInfo',
  'exitConditions',
  'nodeInfo',
  'outputFiles',
  'resourceFiles',
];

interface KnownJob {
  readonly service: BatchService;
  readonly job: Job;
  /** Tasks read with the job's list; undefined if they are read individually. */
  readonly listed: Awaited<ReturnType<typeof findListed<Task>>> | undefined;
}

interface JobTasks {
  readonly job: JobResource;
  readonly ids: Set<string>;
}

interface Beforehand {
  /** A filter for tasks that probably allow the action. If there are many tasks, only these are listed. */
  readonly likely?: Filter;
  /** Tasks that have just been read, by `toKey`. */
  readonly read?: ReadonlyMap<string, Task>;
}

/**
 * Checks which tasks currently allow an action. Reads each job once, and many of its tasks with one list. Throws
 * `Cancelled` when the user does not want to wait.
 */
export async function judgeTasks(
  services: App,
  resources: readonly TaskResource[],
  judge: (candidate: TaskCandidate) => Verdict,
  beforehand: Beforehand = {},
): Promise<Judged<TaskResource, TaskCandidate>> {
  const { likely, read } = beforehand;
  const jobs = groupByJob(resources, (resource) => read?.has(toKey(resource)) === true);
  const known = new Map<string, Promise<KnownJob>>();
  const findFacts = (key: string, tasks: JobTasks, call: CallOptions): Promise<KnownJob> => {
    const found = known.get(key) ?? readJob(services, tasks, likely, call);
    known.set(key, found);
    return found;
  };
  const load = async (resource: TaskResource, call: CallOptions): Promise<TaskCandidate> => {
    const key = toJobKey(resource);
    const ofJob = jobs.get(key);
    if (ofJob === undefined) throw new Error('a task has no job');
    const { service, job, listed } = await findFacts(key, ofJob, call);
    const task =
      read?.get(toKey(resource)) ??
      listed?.found.get(resource.taskId) ??
      (await service.tasks.getTask(resource.jobId, resource.taskId, call));
    return { resource, service, task, job };
  };
  return judgeEach(services, resources, load, judge);
}

function toJobKey({ accountId, jobId }: Pick<TaskResource, 'accountId' | 'jobId'>): string {
  return toKey({ kind: 'job', accountId, jobId });
}

function groupByJob(
  resources: readonly TaskResource[],
  isRead: (resource: TaskResource) => boolean,
): ReadonlyMap<string, JobTasks> {
  const jobs = new Map<string, JobTasks>();
  for (const resource of resources) {
    const { accountId, jobId, taskId } = resource;
    const key = toJobKey(resource);
    const known = jobs.get(key) ?? { job: { kind: 'job', accountId, jobId }, ids: new Set() };
    jobs.set(key, known);
    if (!isRead(resource)) known.ids.add(taskId);
  }
  return jobs;
}

async function readJob(
  { accounts }: WithAccounts,
  { job: { accountId, jobId }, ids }: JobTasks,
  likely: Filter | undefined,
  call: CallOptions,
): Promise<KnownJob> {
  const { service } = await accounts.getStore(accountId);
  const listing = { ...(likely !== undefined && { filter: likely }), ...call, select: facts };
  const isMany = ids.size >= worthAList;
  const [job, listed] = await Promise.all([
    service.jobs.getJob(jobId, call),
    isMany ? findListed(service.tasks.listTasks(jobId, listing), ids) : undefined,
  ]);
  return { service, job, listed };
}

/** Describes how many of the tasks are running and would be interrupted. */
export function toRunning(candidates: readonly TaskCandidate[]): string {
  const running = candidates.filter(({ task }) => isInGroup(task, 'running', 'preparing')).length;
  const unknown = candidates.filter(({ task }) => toTaskGroup(task) === undefined).length;
  if (candidates.length === 1 && unknown === 1) return l10n.t("The task's state is unknown. The task may be running.");
  if (candidates.length === 1) return running > 0 ? l10n.t('The task is running.') : l10n.t('The task is not running.');
  return plural(running, {
    one: l10n.t('{count} of the tasks is running.', asCount(running)),
    other: l10n.t('{count} of the tasks are running.', asCount(running)),
  });
}
