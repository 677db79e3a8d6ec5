import type { JobPreparationAndReleaseStatus } from '../../core/model/job.ts';
import type { NodeFileResource } from '../../core/model/resource.ts';

/** Whether the preparation task of a job failed on a node. */
function hasFailed({ jobPreparationTaskExecutionInfo: run }: JobPreparationAndReleaseStatus): boolean {
  return run?.result?.toLowerCase() === 'failure' || run?.failureInfo !== undefined || (run?.exitCode ?? 0) !== 0;
}

/** The log of a preparation task that failed, on the first node of those where it did; undefined when none failed. */
export function findPreparationLog(
  accountId: string,
  preparation: readonly JobPreparationAndReleaseStatus[],
): NodeFileResource | undefined {
  const failed = preparation.find(hasFailed);
  const folder = failed?.jobPreparationTaskExecutionInfo?.taskRootDirectory;
  if (failed?.poolId === undefined || failed.nodeId === undefined || folder === undefined) return undefined;
  const path = `${folder}/stderr.txt`;
  return { kind: 'nodeFile', accountId, poolId: failed.poolId, nodeId: failed.nodeId, path };
}
