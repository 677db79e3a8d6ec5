import type {
  JobResource,
  JobScheduleResource,
  NodeResource,
  Resource,
  TaskResource,
} from '../../../core/model/resource.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import { refreshNodes } from '../node/refreshNodes.ts';
import { refreshTasks } from '../task/refreshTasks.ts';

/** Loads again what the views show of the things that were acted on. Failures of this show in the trees. */
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

/** The schedules, and the jobs that they have made: what ends a schedule ends its job. */
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
