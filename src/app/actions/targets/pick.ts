import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../core/model/batchError.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import { findPoolOfJob, type Job, type TaskCounts } from '../../../core/model/job.ts';
import { findScheduleId } from '../../../core/model/jobSchedule.ts';
import type { Pool } from '../../../core/model/pool.ts';
import {
  type AccountResource,
  type JobResource,
  type JobScheduleResource,
  type NodeResource,
  type PoolResource,
  type Resource,
  type ResourceKind,
  type TaskResource,
  toKey,
} from '../../../core/model/resource.ts';
import { type Task, type TaskGroup, taskGroups } from '../../../core/model/task.ts';
import type { AccountStore, Scope, ScopeItems } from '../../../service/store/accountStore.ts';
import { nameAccount } from '../../accounts/accounts.ts';
import type { App } from '../../app.ts';
import { findNodeNames } from '../../evidence/nodeNames.ts';
import { toNotificationText } from '../../messages/notificationText.ts';
import { type PickRow, pickOne, type Section, type SectionPage } from '../../ui.ts';
import { findGivenInFront, findInFront } from './inFront.ts';
import {
  toAccountPick,
  toGroupTitle,
  toJobPick,
  toNodePick,
  toPoolPick,
  toSchedulePick,
  toTaskPick,
} from './pickRows.ts';
import { toResources } from './targets.ts';

/** Selects the items to offer; all when absent. */
export type PickFilter<T> = (candidate: T) => boolean;

export interface TaskFilter {
  /** The groups to offer, in this order; all when absent. */
  readonly groups?: readonly TaskGroup[];
  readonly accept?: PickFilter<Task>;
  /** Message when no task matches, which names what was searched for. */
  readonly nothing?: () => string;
}

/**
 * Asks for an account, with the active one first, unless there is exactly one or its row or page is active. Throws
 * `Cancelled`, and `NoAccount` when there are no accounts.
 */
export async function pickAccount(services: App): Promise<AccountResource> {
  const { all } = services.accounts;
  const [first] = all;
  if (first === undefined) {
    throw new BatchError({
      code: 'NoAccount',
      message: l10n.t(
        'There are no Batch accounts yet. Open the sample account, sign in, or add an account with its key.',
      ),
    });
  }
  const [given] = toResources(findGivenInFront(services));
  const inFront = all.find(({ id }) => id === given?.accountId);
  const sorted = inFront === undefined ? all : [inFront, ...all.filter((account) => account !== inFront)];
  const account =
    all.length === 1 || (given?.kind === 'account' && inFront !== undefined)
      ? (inFront ?? first)
      : await pickOne(services, {
          title: l10n.t('Batch account'),
          placeholder: l10n.t('Choose an account'),
          sections: [{ load: async () => ({ rows: sorted.map(toAccountPick), hasMore: false }) }],
          nothing: '',
        });
  return { kind: 'account', accountId: account.id };
}

/** Returns the account of the active item. Asks when there is none or more than one. Throws as `pickAccount` does. */
export async function pickAccountInFront(services: App): Promise<AccountResource> {
  const [inFront, ...others] = await findInFront(services, 'account');
  const isThere = services.accounts.all.some(({ id }) => id === inFront?.accountId);
  return inFront !== undefined && isThere && others.length === 0 ? inFront : pickAccount(services);
}

/** Asks for a pool of the active account, or of an account that the user picks first. Active pools come first. */
export async function pickPool(services: App): Promise<PoolResource> {
  return pickPoolOf(services, await pickAccountInFront(services));
}

/** Asks for a pool of an account. Active pools come first. */
export async function pickPoolOf(
  services: App,
  { accountId }: Pick<AccountResource, 'accountId'>,
): Promise<PoolResource> {
  const store = await services.accounts.getStore(accountId);
  const account = nameAccount(services.accounts, store.account.id);
  const frontFirst = await toFrontFirst(services, 'pool', ({ id }: Pool) => ({ kind: 'pool', accountId, poolId: id }));
  const pool = await pickOne(services, {
    title: l10n.t('Pool in {0}', account),
    placeholder: l10n.t('Choose a pool'),
    sections: [
      toPickSection(
        store,
        { kind: 'pools' },
        () => true,
        (pool) => toPoolPick(pool, store.snapshot),
        frontFirst,
      ),
    ],
    nothing: toNotificationText(l10n.t('Account {0} has no pools that this command applies to.', account)),
  });
  return { kind: 'pool', accountId: store.account.id, poolId: pool.id };
}

/** Asks for a node of the active pool, or of a pool that the user picks first. */
export async function pickNode(services: App): Promise<NodeResource> {
  const [inFront, ...others] = await findInFront(services, 'pool');
  const { accountId, poolId } = inFront !== undefined && others.length === 0 ? inFront : await pickPool(services);
  const store = await services.accounts.getStore(accountId);
  const frontFirst = await toFrontFirst(services, 'node', ({ id }: ComputeNode) => ({
    kind: 'node',
    accountId,
    poolId,
    nodeId: id,
  }));
  const toRow = (item: ComputeNode): PickRow<ComputeNode> => toNodePick(item, findNodeNames(store, poolId));
  const node = await pickOne(services, {
    title: l10n.t('Node in pool {0}', poolId),
    placeholder: l10n.t('Choose a node'),
    sections: [toPickSection(store, { kind: 'nodes', poolId }, () => true, toRow, frontFirst)],
    nothing: toNotificationText(l10n.t('Pool {0} has no nodes that this command applies to.', poolId)),
  });
  return { kind: 'node', accountId, poolId, nodeId: node.id };
}

/** Asks for a job of the active account, or of an account that the user picks first. */
export async function pickJob(services: App): Promise<JobResource> {
  const { accountId } = await pickAccountInFront(services);
  return pickJobOf(services, accountId, () => true);
}

/**
 * Asks for a job of an account. Active jobs, jobs of the active schedule, and jobs that use the active pool come first.
 */
export function pickJobOf(services: App, accountId: string, accept: PickFilter<Job>): Promise<JobResource> {
  return pickJobAmong<never>(services, accountId, accept);
}

/** Asks for a job as `pickJobOf` does, with "no job" as the first choice. */
export function pickJobOrNone(
  services: App,
  accountId: string,
  accept: PickFilter<Job>,
  none: Omit<PickRow<'none'>, 'value'>,
): Promise<JobResource | 'none'> {
  const row = { ...none, value: 'none' } as const;
  return pickJobAmong(services, accountId, accept, [{ load: async () => ({ rows: [row], hasMore: false }) }]);
}

async function pickJobAmong<None extends string = never>(
  services: App,
  accountId: string,
  accept: PickFilter<Job>,
  first: readonly Section<None>[] = [],
): Promise<JobResource | None> {
  const store = await services.accounts.getStore(accountId);
  const account = nameAccount(services.accounts, store.account.id);
  const countsOf = (job: Job): TaskCounts | undefined => store.snapshot.taskCounts.get(job.id);
  const toRow = (job: Job): PickRow<Job> => toJobPick(job, countsOf(job));
  const orders = [
    await toFrontFirst(services, 'job', ({ id }: Job) => ({ kind: 'job', accountId, jobId: id })),
    await toFrontFirst(services, 'jobSchedule', ({ id }: Job) => {
      const scheduleId = findScheduleId(id);
      return scheduleId === undefined ? undefined : { kind: 'jobSchedule', accountId, scheduleId };
    }),
    await toFrontFirst(services, 'pool', (job: Job) => {
      const poolId = findPoolOfJob(job);
      return poolId === undefined ? undefined : { kind: 'pool', accountId, poolId };
    }),
    // Jobs with the most failures come first.
    (one: Job, other: Job): number => (countsOf(other)?.failed ?? 0) - (countsOf(one)?.failed ?? 0),
  ];
  const job = await pickOne<Job | None>(services, {
    title: l10n.t('Job in {0}', account),
    placeholder: l10n.t('Choose a job'),
    sections: [...first, toPickSection(store, { kind: 'jobs' }, accept, toRow, toOrder(orders))],
    nothing: toNotificationText(l10n.t('Account {0} has no jobs that this command applies to.', account)),
  });
  return typeof job === 'string' ? job : { kind: 'job', accountId: store.account.id, jobId: job.id };
}

/** Asks for a job schedule of the active account, or of an account that the user picks first. */
export async function pickJobSchedule(services: App): Promise<JobScheduleResource> {
  const { accountId } = await pickAccountInFront(services);
  const store = await services.accounts.getStore(accountId);
  const account = nameAccount(services.accounts, store.account.id);
  const schedule = await pickOne(services, {
    title: l10n.t('Job schedule in {0}', account),
    placeholder: l10n.t('Choose a job schedule'),
    sections: [toPickSection(store, { kind: 'jobSchedules' }, () => true, toSchedulePick)],
    nothing: toNotificationText(l10n.t('Account {0} has no job schedules.', account)),
  });
  return { kind: 'jobSchedule', accountId: store.account.id, scheduleId: schedule.id };
}

/**
 * Asks for tasks of the active job, or of a job that the user picks first: one task, or several with checkboxes. In
 * each group, active tasks and tasks that ran on the active node come first.
 */
export async function pickTasks(
  services: App,
  filter: TaskFilter = {},
  many = false,
): Promise<readonly TaskResource[]> {
  const [inFront, ...others] = await findInFront(services, 'job');
  const job = inFront !== undefined && others.length === 0 ? inFront : await pickJob(services);
  return pickTasksOf(services, job, { filter, many });
}

/** Asks for tasks of a job: one task, or several with checkboxes. */
export async function pickTasksOf(
  services: App,
  { accountId, jobId }: JobResource,
  { filter, many }: { readonly filter: TaskFilter; readonly many: boolean },
): Promise<readonly TaskResource[]> {
  const store = await services.accounts.getStore(accountId);
  const accept = filter.accept ?? (() => true);
  const order = toOrder([
    await toFrontFirst(services, 'task', ({ id }: Task) => ({ kind: 'task', accountId, jobId, taskId: id })),
    await toFrontFirst(services, 'node', ({ nodeInfo: { poolId, nodeId } = {} }: Task) =>
      poolId === undefined || nodeId === undefined ? undefined : { kind: 'node', accountId, poolId, nodeId },
    ),
  ]);
  const tasks = await services.ui.pick({
    title: l10n.t('Tasks in job {0}', jobId),
    placeholder: many ? l10n.t('Choose one or more tasks') : l10n.t('Choose a task'),
    many,
    sections: (filter.groups ?? taskGroups).map((group) => ({
      title: toGroupTitle(group),
      ...toPickSection(store, { kind: 'tasks', jobId, group }, accept, toTaskPick, order),
    })),
    nothing: toNotificationText(
      filter.nothing?.() ?? l10n.t('Job {0} has no tasks that this command applies to.', jobId),
    ),
  });
  return tasks.map((task) => ({ kind: 'task', accountId, jobId, taskId: task.id }));
}

/** Returns an order in which active items come first. `toThing` returns the item of `kind` for a row. */
async function toFrontFirst<T>(
  services: App,
  kind: ResourceKind,
  toThing: (item: T) => Resource | undefined,
): Promise<Order<T>> {
  const keys = new Set((await findInFront(services, kind)).map(toKey));
  const isInFront = (item: T): boolean => {
    const thing = toThing(item);
    return thing !== undefined && keys.has(toKey(thing));
  };
  return (one, other) => Number(isInFront(other)) - Number(isInFront(one));
}

type Order<T> = (one: T, other: T) => number;

function toOrder<T>(orders: readonly Order<T>[]): Order<T> {
  return (one, other) => orders.map((order) => order(one, other)).find((difference) => difference !== 0) ?? 0;
}

/**
 * Creates a section of a picker from a scope of the store, in the service's order or `order`. Loading throws the
 * service's errors.
 */
function toPickSection<K extends 'pools' | 'nodes' | 'jobs' | 'jobSchedules' | 'tasks'>(
  store: AccountStore,
  scope: Extract<Scope, { kind: K }>,
  accept: PickFilter<ScopeItems[K]>,
  toRow: (item: ScopeItems[K]) => PickRow<ScopeItems[K]>,
  order: Order<ScopeItems[K]> = () => 0,
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
