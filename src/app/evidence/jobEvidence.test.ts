import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { type FakePorts, fakeBatchService, pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { explainJob } from '../../core/diagnosis/explainJob.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { gatherJob } from './jobEvidence.ts';

const now = new Date('2026-11-20T10:00:00Z');
const waiting = { id: 't', state: 'active', creationTime: '2026-11-20T09:00:00Z' } as const;

const counts = { active: 1, running: 0, completed: 0, succeeded: 0, failed: 0 };

const gatherWith = ({ jobs, ...ports }: FakePorts) =>
  gatherJob(
    {
      service: fakeBatchService({ jobs: { getTaskCounts: async () => counts, ...jobs }, ...ports }),
      snapshot: snapshot().build(),
    },
    { accountId: 'sample', jobId: 'nightly' },
    now,
  );

test('for a job whose tasks wait, its pool and nodes are read to find the reason', async () => {
  const { evidence, missing } = await gatherWith({
    jobs: { getJob: async () => ({ id: 'nightly', state: 'active', poolInfo: { poolId: 'empty' } }) },
    tasks: { listTasks: () => pagesOf([waiting]) },
    pools: { getPool: async () => ({ id: 'empty', allocationState: 'steady', currentDedicatedNodes: 0 }) },
    nodes: { listNodes: () => pagesOf([]) },
  });
  assert.deepEqual(missing, []);
  const { title, remedies } = explainJob(evidence);
  assert.match(title, /^1 task in job nightly is waiting: .*no nodes/);
  assert.ok(remedies.includes('pool.resize'), remedies.join());
});

test('the current pool of a job is used, and its preparation is read if it has one', async () => {
  const asked: string[] = [];
  const { evidence } = await gatherWith({
    jobs: {
      getJob: async () => ({
        id: 'nightly',
        poolInfo: { poolId: 'template' },
        executionInfo: { startTime: '2026-11-20T08:00:00Z', poolId: 'auto-1' },
        jobPreparationTask: { commandLine: 'prepare' },
      }),
      listPreparationAndReleaseStatus: () => pagesOf([{ nodeId: 'n1', poolId: 'auto-1' }]),
    },
    tasks: { listTasks: () => pagesOf([]) },
    pools: {
      getPool: async (id) => {
        asked.push(id);
        return { id };
      },
    },
    nodes: { listNodes: () => pagesOf([{ id: 'n1' }]) },
  });
  assert.deepEqual(asked, ['auto-1']);
  assert.equal(evidence.preparation?.length, 1);
  assert.equal(evidence.nodes?.length, 1);
});

test('a missing pool is reported in the explanation, and a missing job is an error', async () => {
  const gone = (code: string) => () => Promise.reject(new BatchError({ code, message: `sentence about ${code}` }));
  const { evidence, missing } = await gatherWith({
    jobs: { getJob: async () => ({ id: 'nightly', poolInfo: { poolId: 'deleted' } }) },
    tasks: { listTasks: () => pagesOf([waiting]) },
    pools: { getPool: gone('PoolNotFound') },
    nodes: { listNodes: () => pagesOf([]) },
  });
  assert.equal(evidence.pool, undefined);
  assert.deepEqual(missing, [{ text: 'sentence about PoolNotFound', source: 'PoolNotFound' }]);
  await assert.rejects(gatherWith({ jobs: { getJob: gone('JobNotFound') } }), (error) =>
    BatchError.is(error, 'JobNotFound'),
  );
});

test('a job whose pool has reached a quota is explained with limit and usage', async () => {
  const resizeErrors = [{ code: 'AccountCoreQuotaReached', message: 'Reached.' }];
  const empty = {
    id: 'empty',
    allocationState: 'steady',
    vmSize: 'standard_d2s_v3',
    currentDedicatedNodes: 0,
  } as const;
  const { evidence } = await gatherWith({
    jobs: { getJob: async () => ({ id: 'nightly', state: 'active', poolInfo: { poolId: 'empty' } }) },
    tasks: { listTasks: () => pagesOf([waiting]) },
    pools: {
      getPool: async () => ({ ...empty, targetDedicatedNodes: 4, resizeErrors }),
      listPools: () => pagesOf([empty, { id: 'other', vmSize: 'standard_d4s_v3', currentDedicatedNodes: 4 }]),
      listNodeCounts: () => pagesOf([]),
    },
    nodes: { listNodes: () => pagesOf([]) },
    quotas: { getQuotas: async () => ({ limits: { dedicatedCoreQuota: 16 } }) },
  });
  assert.match(explainJob(evidence).cause, /can have up to 16 dedicated cores; 16 are in use\./);
});

test('a failed preparation task is explained by its output, and a missing log is reported', async () => {
  const run = { state: 'completed', exitCode: 2, taskRootDirectory: 'workitems/nightly/job-1/jobpreparation' } as const;
  const bytes = new TextEncoder().encode("cp: cannot stat '/mnt/tools': No such file or directory\n");
  const { evidence, missing } = await gatherWith({
    jobs: {
      getJob: async () => ({ id: 'nightly', state: 'active', jobPreparationTask: { commandLine: 'prepare' } }),
      listPreparationAndReleaseStatus: () =>
        pagesOf([{ nodeId: 'n1', poolId: 'cpu', jobPreparationTaskExecutionInfo: run }]),
    },
    tasks: { listTasks: () => pagesOf([waiting]) },
    nodeFiles: {
      readFile: async (_node, path) => {
        if (path.endsWith('stdout.txt')) throw new BatchError({ code: 'FileNotFound', message: 'gone' });
        return bytes;
      },
    },
  });
  const { category, cause } = explainJob(evidence);
  assert.equal(category, 'missing-file');
  assert.match(cause, /Reason for the failure: \/mnt\/tools is missing/);
  assert.deepEqual(
    missing.map(({ source }) => source),
    ['stdout.txt'],
  );
});
