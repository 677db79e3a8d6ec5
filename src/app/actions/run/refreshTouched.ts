import { findPoolOfJob } from '../../../core/model/job.ts';
import type {
  JobResource,
  JobScheduleResource,
  NodeResource,
  Resource,
  TaskResource,
} from '../../../core/model/resource.ts';
import { taskGroups } from '../../../core/model/task.ts';
import type { AccountSnapshot, Scope } from '../../../service/store/accountStore.ts';
import type { Accounts, WithAccounts } from '../../accounts/accounts.ts';

/** Maximum number of jobs per refresh whose tasks are counted right away. Other jobs wait their turn. */
const mostCounted = 50;

/** Reloads the changed items in the views. The trees show any failure to reload. */
export async function refreshTouched(accounts: Accounts, resources: readonly Resource[]): Promise<void> {
  const tasks = resources.filter((resource): resource is TaskResource => resource.kind === 'task');
  const nodes = resources.filter((resource): resource is NodeResource => resource.kind === 'node');
  const jobs = resources.filter((resource): resource is JobResource => resource.kind === 'job');
  const schedules = resources.filter((resource): resource is JobScheduleResource => resource.kind === 'jobSchedule');
  const pools = resources.flatMap((resource) => (resource.kind === 'pool' ? [{ ...resource, nodeId: '' }] : []));
  await refreshJobs(accounts, jobs);
  await refreshSchedules(accounts, schedules);
  await refreshTasks({ accounts }, [...tasks, ...jobs]);
  await refreshNodes({ accounts }, [...nodes, ...pools.map((pool): NodeResource => ({ ...pool, kind: 'node' }))]);
}

async function refreshJobs(accounts: Accounts, jobs: readonly JobResource[]): Promise<void> {
  const accountIds = new Set(jobs.map(({ accountId }) => accountId));
  await Promise.all([...accountIds].map((id) => accounts.findStore(id)?.refresh([{ kind: 'jobs' }])));
}

/** Reloads the schedules and their jobs, because ending a schedule ends its job. */
async function refreshSchedules(accounts: Accounts, schedules: readonly JobScheduleResource[]): Promise<void> {
  const accountIds = new Set(schedules.map(({ accountId }) => accountId));
  const refreshes = [...accountIds].map((id) => {
    const made = schedules.filter(({ accountId }) => accountId === id);
    return accounts
      .findStore(id)
      ?.refresh([
        { kind: 'jobSchedules' },
        { kind: 'jobs' },
        ...made.map(({ scheduleId }) => ({ kind: 'scheduleJobs', scheduleId }) as const),
      ]);
  });
  await Promise.all(refreshes);
}

/** Reloads the pools of the nodes, and the numbers of running and waiting tasks. */
async function refreshNodes(services: WithAccounts, nodes: readonly NodeResource[]): Promise<void> {
  const poolsByAccount = new Map<string, Set<string>>();
  for (const { accountId, poolId } of nodes) {
    poolsByAccount.set(accountId, (poolsByAccount.get(accountId) ?? new Set()).add(poolId));
  }
  await Promise.all(
    [...poolsByAccount].map(async ([accountId, poolIds]) => {
      const scopes: Scope[] = [{ kind: 'pools' }, ...[...poolIds].map((poolId): Scope => ({ kind: 'nodes', poolId }))];
      const store = services.accounts.findStore(accountId);
      if (store === undefined) return;
      await Promise.all([store.refresh(scopes), store.loadTaskCounts(listBusyJobs(store.snapshot, poolIds))]);
    }),
  );
}

/** Lists the first jobs of these pools that have running or waiting tasks. Counting costs one request per job. */
function listBusyJobs({ taskCounts, slice }: AccountSnapshot, poolIds: ReadonlySet<string>): readonly string[] {
  const { items } = slice({ kind: 'jobs' });
  const busy = items.filter((job) => {
    const { running = 0, active = 0 } = taskCounts.get(job.id) ?? {};
    return poolIds.has(findPoolOfJob(job) ?? '') && running + active > 0;
  });
  return busy.slice(0, mostCounted).map(({ id }) => id);
}

/** Reloads the task lists of the jobs. The trees show any failure to reload. */
async function refreshTasks(
  { accounts }: WithAccounts,
  tasks: readonly Pick<TaskResource, 'accountId' | 'jobId'>[],
): Promise<void> {
  const jobsOf = new Map<string, Set<string>>();
  for (const { accountId, jobId } of tasks) jobsOf.set(accountId, (jobsOf.get(accountId) ?? new Set()).add(jobId));
  await Promise.all(
    [...jobsOf].map(async ([accountId, jobIds]) => {
      const store = accounts.findStore(accountId);
      const scopes = [...jobIds].flatMap((jobId): readonly Scope[] => [
        ...taskGroups.map((group) => ({ kind: 'tasks', jobId, group }) as const),
        { kind: 'failures', jobId },
      ]);
      await store?.refresh(scopes);
      await store?.loadTaskCounts([...jobIds]);
    }),
  );
}
