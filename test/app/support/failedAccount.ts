import { BatchError } from '../../../src/core/model/batchError.ts';
import type { JobState } from '../../../src/core/model/job.ts';
import type { NodeFile } from '../../../src/core/model/nodeFile.ts';
import type { TaskResource } from '../../../src/core/model/resource.ts';
import type { Task } from '../../../src/core/model/task.ts';
import type { Page } from '../../../src/service/ports.ts';
import { accountId } from '../../fakes/contoso.ts';
import { type FakePorts, logFilesOf, pagesOf } from '../../fakes/fakeBatchService.ts';
import { makeServices, type TestParts, type TestServices } from './makeServices.ts';

export const failed: Task = {
  id: 'frame-1',
  state: 'completed',
  executionInfo: { exitCode: 1, result: 'failure' },
  nodeInfo: { poolId: 'cpu', nodeId: 'tvm-1' },
};
export const toFailed = (id: string): Task => ({ ...failed, id });
export const waiting: Task = { id: 'frame-1', state: 'active' };
export const resourceOf = (taskId: string): TaskResource => ({ kind: 'task', accountId, jobId: 'frames', taskId });
export const frame1 = resourceOf('frame-1');

/** Makes a job with one failed task; `calls` are the requests in order, and `changes` the part under test. */
export function makeAccount(
  changes: {
    tasks?: FakePorts['tasks'];
    taskFiles?: FakePorts['taskFiles'];
    jobState?: JobState;
    /** Returns the pool of the job, which otherwise has none. */
    getPool?: NonNullable<FakePorts['pools']>['getPool'];
    nodes?: FakePorts['nodes'];
  } & TestParts,
) {
  const calls: string[] = [];
  const content = new TextEncoder().encode('no such file\n');
  const services: TestServices = makeServices(
    {
      jobs: {
        getJob: async () => ({
          id: 'frames',
          state: changes.jobState ?? 'active',
          ...(changes.getPool && { poolInfo: { poolId: 'render' } }),
        }),
      },
      pools: { ...(changes.getPool && { getPool: changes.getPool }) },
      nodes: { getNode: async (_poolId, nodeId) => ({ id: nodeId, state: 'offline' }), ...changes.nodes },
      tasks: {
        getTask: async (_jobId, taskId) => ({ ...failed, id: taskId }),
        listTasks: () => pagesOf([]),
        reactivateTask: async (_jobId, taskId) => {
          calls.push(`reactivate ${taskId}`);
        },
        ...changes.tasks,
      },
      taskFiles: {
        listFiles: (_owner, { namePrefix } = {}) =>
          namePrefix === 'std' ? logFilesOf(() => ({ contentLength: content.length })) : pagesOf([]),
        readFile: async (_owner, path) => {
          calls.push(`read ${path}`);
          return content;
        },
        ...changes.taskFiles,
      },
    },
    changes,
  );
  return { services, calls };
}

export const failing =
  (code: string, init: { status?: number; mayHaveActed?: boolean } = {}) =>
  async () => {
    // Only a 404 means that an item does not exist.
    const status = /NotFound$/.test(code) ? { status: 404 } : {};
    throw new BatchError({ code, message: `sentence about ${code}`, ...status, ...init });
  };

/** Returns files that the service refuses to list and to read. */
export const toRefusing = (code: string, status?: number): NonNullable<FakePorts['taskFiles']> => {
  const refuse = failing(code, status === undefined ? {} : { status });
  return {
    // biome-ignore lint/correctness/useYield: it fails before there is anything
    async *listFiles(): AsyncGenerator<Page<NodeFile>> {
      await refuse();
    },
    readFile: refuse,
  };
};
