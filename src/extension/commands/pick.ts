import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { Job, TaskCounts } from '../../core/model/job.ts';
import type { Pool } from '../../core/model/pool.ts';
import type {
  AccountResource,
  JobResource,
  JobScheduleResource,
  NodeResource,
  PoolResource,
  TaskResource,
} from '../../core/model/resource.ts';
import { type Task, type TaskGroup, taskGroups } from '../../core/model/task.ts';
import type { AccountStore, Scope, ScopeItems } from '../../service/store/accountStore.ts';
import { nameAccount } from '../accounts/nameAccount.ts';
import { findNodeNames } from '../evidence/nodeNames.ts';
import { toNotificationText } from '../notificationText.ts';
import type { CommandServices } from './command.ts';
import { findGivenInFront, findInFront } from './inFront.ts';
import { type PickRow, pickOne, pickSome, type Section, type SectionPage } from './pickSome.ts';
import { toAccountPick, toGroupTitle, toJobPick, toNodePick, toPoolPick, toSchedulePick, toTaskPick } from './rows.ts';
import { toResources } from './targets.ts';

/** Which things are offered; all when absent. */
export type PickFilter<T> = (candidate: T) => boolean;

export interface TaskFilter {
  /** The groups that are offered, in this order; all when absent. */
  readonly groups?: readonly TaskGroup[];
  readonly accept?: PickFilter<Task>;
  /** Said when no task fits; names what was looked for. */
  readonly nothing?: string;
}

/** Asks for an account, that in front first, unless there is exactly one or its row or page is in front. Throws `Cancelled`, and `InvalidInput` when there is none. */
export async function pickAccount(services: CommandServices): Promise<AccountResource> {
  const { all } = services.accounts;
  const [first] = all;
  if (first === undefined) {
    throw new BatchError({
      code: 'InvalidInput',
      message: l10n.t('There is no Batch account yet. Open the sample account, sign in, or add an account by its key.'),
    });
  }
  const [given] = toResources(findGivenInFront(services));
  const inFront = all.find(({ id }) => id === given?.accountId);
  const sorted = inFront === undefined ? all : [inFront, ...all.filter((account) => account !== inFront)];
  const account =
    all.length === 1 || (given?.kind === 'account' && inFront !== undefined)
      ? (inFront ?? first)
      : await pickOne({
          title: l10n.t('Batch account'),
          placeholder: l10n.t('Choose an account'),
          sections: [{ load: async () => ({ rows: sorted.map(toAccountPick), hasMore: false }) }],
          nothing: '',
        });
  return { kind: 'account', accountId: account.id };
}

/** Asks for an account and one of its pools. */
export async function pickPool(
  services: CommandServices,
  accept: PickFilter<Pool> = () => true,
): Promise<PoolResource> {
  const store = await pickStore(services);
  const account = nameAccount(services.accounts, store.account.id);
  const inFront = new Set((await findInFront(services, 'pool')).map(({ poolId }) => poolId));
  const frontFirst = (one: Pool, other: Pool): number => Number(inFront.has(other.id)) - Number(inFront.has(one.id));
  const pool = await pickOne({
    title: l10n.t('Pool of {0}', account),
    placeholder: l10n.t('Choose a pool'),
    sections: [toSection(store, { kind: 'pools' }, accept, toPoolPick, frontFirst)],
    nothing: toNotificationText(l10n.t('The account {0} has no pool to which this command applies.', account)),
  });
  return { kind: 'pool', accountId: store.account.id, poolId: pool.id };
}

/** Asks for a node of the pool in front, or for an account, a pool and one of its nodes. */
export async function pickNode(
  services: CommandServices,
  accept: PickFilter<ComputeNode> = () => true,
): Promise<NodeResource> {
  const [inFront, ...others] = await findInFront(services, 'pool');
  const { accountId, poolId } = inFront !== undefined && others.length === 0 ? inFront : await pickPool(services);
  const store = await services.accounts.getStore(accountId);
  const node = await pickOne({
    title: l10n.t('Node of pool {0}', poolId),
    placeholder: l10n.t('Choose a node'),
    sections: [
      toSection(store, { kind: 'nodes', poolId }, accept, (item) => toNodePick(item, findNodeNames(store, poolId))),
    ],
    nothing: toNotificationText(l10n.t('The pool {0} has no node to which this command applies.', poolId)),
  });
  return { kind: 'node', accountId, poolId, nodeId: node.id };
}

/** Asks for an account and one of its jobs. */
export async function pickJob(services: CommandServices, accept: PickFilter<Job> = () => true): Promise<JobResource> {
  const { accountId } = await pickAccount(services);
  return pickJobOf(services, accountId, accept);
}

/** Asks for one of the jobs of an account. */
export async function pickJobOf(
  services: CommandServices,
  accountId: string,
  accept: PickFilter<Job>,
): Promise<JobResource> {
  const store = await services.accounts.getStore(accountId);
  const account = nameAccount(services.accounts, store.account.id);
  const countsOf = (job: Job): TaskCounts | undefined => store.snapshot.taskCounts.get(job.id);
  const toRow = (job: Job): PickRow<Job> => toJobPick(job, countsOf(job));
  const failedFirst = (one: Job, other: Job): number => (countsOf(other)?.failed ?? 0) - (countsOf(one)?.failed ?? 0);
  const job = await pickOne({
    title: l10n.t('Job of {0}', account),
    placeholder: l10n.t('Choose a job'),
    sections: [toSection(store, { kind: 'jobs' }, accept, toRow, failedFirst)],
    nothing: toNotificationText(l10n.t('The account {0} has no job to which this command applies.', account)),
  });
  return { kind: 'job', accountId: store.account.id, jobId: job.id };
}

/** Asks for an account and one of its job schedules. */
export async function pickJobSchedule(services: CommandServices): Promise<JobScheduleResource> {
  const store = await pickStore(services);
  const account = nameAccount(services.accounts, store.account.id);
  const schedule = await pickOne({
    title: l10n.t('Job schedule of {0}', account),
    placeholder: l10n.t('Choose a job schedule'),
    sections: [toSection(store, { kind: 'jobSchedules' }, () => true, toSchedulePick)],
    nothing: toNotificationText(l10n.t('The account {0} has no job schedules.', account)),
  });
  return { kind: 'jobSchedule', accountId: store.account.id, scheduleId: schedule.id };
}

/** Asks for tasks of the job in front, or for an account, a job and some of its tasks: one, or several with checkboxes. */
export async function pickTasks(
  services: CommandServices,
  filter: TaskFilter = {},
  many = false,
): Promise<readonly TaskResource[]> {
  const [inFront, ...others] = await findInFront(services, 'job');
  const { accountId, jobId } = inFront !== undefined && others.length === 0 ? inFront : await pickJob(services);
  const store = await services.accounts.getStore(accountId);
  const accept = filter.accept ?? (() => true);
  const tasks = await pickSome({
    title: l10n.t('Tasks of job {0}', jobId),
    placeholder: many ? l10n.t('Choose one or more tasks') : l10n.t('Choose a task'),
    many,
    sections: (filter.groups ?? taskGroups).map((group) => ({
      title: toGroupTitle(group),
      ...toSection(store, { kind: 'tasks', jobId, group }, accept, toTaskPick),
    })),
    nothing: toNotificationText(
      filter.nothing ?? l10n.t('The job {0} has no task to which this command applies.', jobId),
    ),
  });
  return tasks.map((task) => ({ kind: 'task', accountId, jobId, taskId: task.id }));
}

async function pickStore(services: CommandServices): Promise<AccountStore> {
  const { accountId } = await pickAccount(services);
  return services.accounts.getStore(accountId);
}

/** A scope of the store as a section of a pick, in the service's order or `order`. Loading throws what it answered. */
function toSection<K extends 'pools' | 'nodes' | 'jobs' | 'jobSchedules' | 'tasks'>(
  store: AccountStore,
  scope: Extract<Scope, { kind: K }>,
  accept: PickFilter<ScopeItems[K]>,
  toRow: (item: ScopeItems[K]) => PickRow<ScopeItems[K]>,
  order: (one: ScopeItems[K], other: ScopeItems[K]) => number = () => 0,
): Section<ScopeItems[K]> {
  return {
    async load(more: boolean): Promise<SectionPage<ScopeItems[K]>> {
      await (more ? store.loadMore(scope) : store.load(scope));
      const { items, hasMore, error } = store.snapshot.slice<K>(scope);
      if (error !== undefined) throw error;
      return { rows: items.filter(accept).sort(order).map(toRow), hasMore };
    },
  };
}
