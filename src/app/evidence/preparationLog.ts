import {
  isExecutionFailed,
  type JobPreparationAndReleaseStatus,
  type PreparationOrReleaseTaskExecution,
} from '../../core/model/job.ts';
import type { NodeFileResource } from '../../core/model/resource.ts';

type Statuses = readonly JobPreparationAndReleaseStatus[];

/** The log of a preparation task that failed, on the first node of those where it did; undefined when none failed. */
export function findPreparationLog(accountId: string, statuses: Statuses): NodeFileResource | undefined {
  return findLog(accountId, statuses, ({ jobPreparationTaskExecutionInfo: run }) => run);
}

/** The log of a release task that failed, on the first node of those where it did; undefined when none failed. */
export function findReleaseLog(accountId: string, statuses: Statuses): NodeFileResource | undefined {
  return findLog(accountId, statuses, ({ jobReleaseTaskExecutionInfo: run }) => run);
}

function findLog(
  accountId: string,
  statuses: Statuses,
  toRun: (status: JobPreparationAndReleaseStatus) => PreparationOrReleaseTaskExecution | undefined,
): NodeFileResource | undefined {
  const failed = statuses.find((status) => isExecutionFailed(toRun(status)));
  const folder = failed === undefined ? undefined : toRun(failed)?.taskRootDirectory;
  if (failed?.poolId === undefined || failed.nodeId === undefined || folder === undefined) return undefined;
  const path = `${folder}/stderr.txt`;
  return { kind: 'nodeFile', accountId, poolId: failed.poolId, nodeId: failed.nodeId, path };
}
