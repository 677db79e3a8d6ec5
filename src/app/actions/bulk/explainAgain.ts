import type { Cause } from '../../../core/diagnosis/causes/causes.ts';
import type { Job } from '../../../core/model/job.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import type { Task } from '../../../core/model/task.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import type { App } from '../../app.ts';
import { toFailedTask, toPoolsById } from '../../evidence/findTask.ts';

/** A task that failed after it was let run again. */
export interface FailedAgain {
  readonly resource: TaskResource;
  readonly task: Task;
}

/** Why it failed, and whether for the same reason as before; undefined where that is not known. */
export interface AgainBecause {
  readonly cause: Cause;
  readonly isSame: boolean | undefined;
}

/**
 * Why tasks failed again, by `toKey`, as far as that is known with the few logs that are read for it, and whether an
 * earlier attempt that was kept failed for the same reason. Throws `BatchError`.
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
      if (known === undefined) continue;
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
