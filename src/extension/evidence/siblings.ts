import type { TaskCounts } from '../../core/model/job.ts';
import { isFailed, type Task, taskGroups } from '../../core/model/task.ts';
import { toLateNotice } from '../../core/query/lateNotice.ts';
import { taskFilters } from '../../core/query/taskFilters.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import type { MissingEvidence } from './missingEvidence.ts';
import { readFirstPage } from './readFirstPage.ts';

/** Tasks of either kind that are asked for: enough to tell what they have in common. */
const pageSize = 100;
/** An explanation waits no longer for tasks that it can do without. */
const longestWaitMs = 5000;
/** What of a task may differ from others, and how it ended. */
const select: readonly (keyof Task)[] = [
  'id',
  'state',
  'stateTransitionTime',
  'commandLine',
  'containerSettings',
  'resourceFiles',
  'environmentSettings',
  'applicationPackageReferences',
  'executionInfo',
  'nodeInfo',
  'dependsOn',
];

type Ended = 'failed' | 'succeeded';

/**
 * The tasks of the job that are loaded, which cost nothing, and for a task that failed those that the explorer has not
 * loaded: one page each of tasks that failed and that succeeded. What does not come in time is left out, and is said so.
 */
export async function gatherSiblings(
  { service, snapshot }: Pick<AccountStore, 'service' | 'snapshot'>,
  jobId: string,
  task: Task,
  absent: MissingEvidence,
  waitMs = longestWaitMs,
): Promise<readonly Task[]> {
  const loaded = taskGroups.flatMap((group) => snapshot.slice({ kind: 'tasks', jobId, group }).items);
  if (!isFailed(task)) return loaded;
  const signal = AbortSignal.timeout(waitMs);
  const lacking = (['failed', 'succeeded'] as const).filter((group) => isLacking(snapshot, jobId, group));
  const pages = await Promise.all(
    lacking.map((group) => {
      const options = { filter: taskFilters[group], select, pageSize, signal };
      return absent.ifInTime(readFirstPage(service.tasks.listTasks(jobId, options)), signal, () => ({
        text: toLateNotice(),
        source: 'siblings',
      }));
    }),
  );
  return [...loaded, ...pages.flatMap((page) => page ?? [])];
}

/** Whether there are such tasks that nobody has loaded. */
function isLacking(snapshot: AccountSnapshot, jobId: string, group: Ended): boolean {
  if (snapshot.slice({ kind: 'tasks', jobId, group }).loadedAt !== undefined) return false;
  const counts: TaskCounts | undefined = snapshot.taskCounts.get(jobId);
  // The task itself is among those that failed.
  return counts === undefined || counts[group] > (group === 'failed' ? 1 : 0);
}
