import type { TaskResource } from '../../../core/model/resource.ts';
import { taskGroups } from '../../../core/model/task.ts';
import type { Scope } from '../../../service/store/accountStore.ts';
import type { WithAccounts } from '../../accounts/accounts.ts';

/** Loads again what the views show of the jobs that the tasks are in. Failures of this show in the trees. */
export async function refreshTasks(
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
