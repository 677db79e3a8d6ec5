import type { BulkItem, BulkRecord } from '../../../core/changes/bulk/bulkRecord.ts';
import { type Effect, judgeEffect } from '../../../core/changes/bulk/effect.ts';
import type { Cause } from '../../../core/diagnosis/causes/causes.ts';
import { isLookedInto } from '../../../core/failures/representative.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { Job } from '../../../core/model/job.ts';
import { type TaskResource, toKey } from '../../../core/model/resource.ts';
import type { Task } from '../../../core/model/task.ts';
import { readTask } from '../../../core/model/taskShape.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import { toFailedTask, toPoolsById } from '../../evidence/findTask.ts';
import { toBefore } from '../verb/toVerb.ts';
import { readTasksNow } from './readNow.ts';

type EffectServices = App;

const againIds: readonly string[] = [toCommandId('task.retry'), toCommandId('task.requeue')];

/** Returns the successfully retried tasks, by their index in the plan. */
export function listRunAgain({
  plan,
  outcomes,
}: Pick<BulkRecord, 'plan' | 'outcomes'>): ReadonlyMap<number, BulkItem<TaskResource>> {
  if (!againIds.includes(plan.verb)) return new Map();
  return new Map(
    [...plan.items.entries()].flatMap(([index, item]) => {
      const { resource } = item;
      return outcomes[index]?.outcome === 'done' && resource.kind === 'task'
        ? [[index, { ...item, resource }] as const]
        : [];
    }),
  );
}

/** Returns the result of a retried task; undefined while it is not known. */
export function findEffect(item: BulkItem<TaskResource>, now: Task): Effect | undefined {
  return judgeEffect(toBefore(readTask, item), now);
}

/**
 * Finds the results of retried tasks in open accounts, by their index in the plan. Sends requests, and leaves out tasks
 * that the service does not return.
 */
export async function findEffects(services: EffectServices, record: BulkRecord): Promise<ReadonlyMap<number, Effect>> {
  const items = listRunAgain(record);
  const now = await readTasksNow(
    services,
    [...items.values()].map(({ resource }) => resource),
  );
  const effects = new Map<number, Effect>();
  const failed: { readonly index: number; readonly resource: TaskResource; readonly task: Task }[] = [];
  for (const [index, item] of items) {
    const task = now.get(toKey(item.resource));
    const effect = task && findEffect(item, task);
    if (task === undefined || effect === undefined) continue;
    effects.set(index, effect);
    if (effect === 'failedAgain') failed.push({ index, resource: item.resource, task });
  }
  for (const index of await listSame(services, failed)) effects.set(index, 'failedForSameReason');
  return effects;
}

/** Lists the tasks that failed again for the same reason as before; empty when the reason cannot be determined. */
async function listSame(
  services: EffectServices,
  failed: readonly { readonly index: number; readonly resource: TaskResource; readonly task: Task }[],
): Promise<readonly number[]> {
  try {
    const because = await explainAgain(services, failed);
    return failed.flatMap(({ index, resource }) => (because.get(toKey(resource))?.isSame === true ? [index] : []));
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    return [];
  }
}

/** A task that failed again after a retry. */
export interface FailedAgain {
  readonly resource: TaskResource;
  readonly task: Task;
}

/** The cause of the new failure; `isSame` is undefined when the earlier reason is not known. */
export interface AgainBecause {
  readonly cause: Cause;
  readonly isSame: boolean | undefined;
}

/**
 * Finds why tasks failed again, by `toKey`, and whether a saved earlier attempt failed for the same reason. Covers only
 * tasks whose logs were examined, not others that ended the same way. Throws `BatchError`.
 */
export async function explainAgain(
  { accounts, bundles, causes, journal }: App,
  failed: readonly FailedAgain[],
): Promise<ReadonlyMap<string, AgainBecause>> {
  const because = new Map<string, AgainBecause>();
  for (const accountId of new Set(failed.map(({ resource }) => resource.accountId))) {
    const store = accounts.findStore(accountId);
    if (store === undefined) continue;
    const ofAccount = failed.filter(({ resource }) => resource.accountId === accountId);
    const jobs = await getJobs(store, new Set(ofAccount.map(({ resource }) => resource.jobId)));
    const poolsById = toPoolsById(store.snapshot);
    const found = await causes.ofTasks(
      store,
      ofAccount.map(({ resource, task }) =>
        toFailedTask(resource, task, jobs.get(resource.jobId) ?? { id: resource.jobId }, poolsById),
      ),
    );
    for (const { resource, task } of ofAccount) {
      const known = found.get(toKey(resource));
      if (known === undefined || !isLookedInto(known.failure)) continue;
      const attempts = await journal.list(resource);
      const isSame = bundles.diagnosis().isSameAsBefore(task, known.failure.explanation, attempts);
      because.set(toKey(resource), { cause: known.cause, isSame });
    }
  }
  return because;
}

async function getJobs(
  { service, snapshot }: AccountStore,
  ids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Job>> {
  const loaded = new Map(snapshot.slice({ kind: 'jobs' }).items.map((job) => [job.id, job]));
  const jobs = [...ids].map(async (id) => [id, loaded.get(id) ?? (await service.jobs.getJob(id))] as const);
  return new Map(await Promise.all(jobs));
}
