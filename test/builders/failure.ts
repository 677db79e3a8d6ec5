import {
  type ClusterWithMembers,
  type Failure,
  listOccurrences,
} from '../../src/core/diagnosis/causes/clusterFailure.ts';
import { explainTask } from '../../src/core/diagnosis/explainTask.ts';
import type { Task } from '../../src/core/model/task.ts';

const start = Date.parse('2026-11-20T09:00:00Z');

/** Returns the time this many seconds after nine o'clock. */
export function at(second: number): string {
  return new Date(start + second * 1000).toISOString();
}

/** Makes the failure of a task such as `frame-0007` in job `frames`, whose input was missing. */
export function blobMissing(index: number): Failure {
  const taskId = `frame-${String(index).padStart(4, '0')}`;
  const explanation = explainTask({
    task: {
      id: taskId,
      state: 'completed',
      executionInfo: {
        result: 'failure',
        failureInfo: {
          category: 'UserError',
          code: 'BlobNotFound',
          details: [{ name: 'FilePath', value: `input-${index}.exr` }],
        },
      },
    },
  });
  return {
    accountId: 'a',
    jobId: 'frames',
    taskId,
    nodeId: `n${index % 5}`,
    poolId: 'p',
    at: at(index),
    explanation,
    message: 'One of the specified Azure Blob(s) is not found',
  };
}

/** Makes the failure of a task such as `t7` in job `train`, which ended with 1 after writing `stderr`. */
export function exited(index: number, stderr: string): Failure {
  const explanation = explainTask({
    task: { id: `t${index}`, state: 'completed', executionInfo: { result: 'failure', exitCode: 1 } },
    stderr,
  });
  return { accountId: 'a', jobId: 'train', taskId: `t${index}`, at: at(index), explanation, message: stderr };
}

/**
 * Makes the failure of a task such as `t7` in job `train`, for which the service or the log gives `message`, and whose
 * explanation says little.
 */
export function withMessage(index: number, message: string): Failure {
  return { ...exited(index, ''), message };
}

/** Makes the failure, at the given second, of a task in job `j` as the service returns it. */
export function failureOf(
  task: Task,
  second: number,
  around: Omit<Parameters<typeof explainTask>[0], 'task'> = {},
): Failure {
  const { poolId, nodeId } = task.nodeInfo ?? {};
  const explanation = explainTask({ task, ...around });
  return { accountId: 'a', jobId: 'j', taskId: task.id, poolId, nodeId, at: at(second), explanation, message: '' };
}

/** Lists the IDs of the failed tasks in a cluster. */
export function listTaskIds(found: ClusterWithMembers | undefined): readonly string[] {
  return listOccurrences(found?.members ?? [])
    .flatMap(({ taskId }) => taskId ?? [])
    .sort();
}
