import assert from 'node:assert/strict';
import { isFailed } from '../../src/core/model/task.ts';
import { addJob, addPool, collect, testBothVersions } from './simulated.ts';

testBothVersions('a failed task is found, retried and succeeds', async (world) => {
  const { service, clock } = world;
  await addPool(world, 'pool');
  await addJob(world, 'job', 'pool', ['fail-once', 'succeed']);
  const failed = await collect(service.tasks.listTasks('job', { filter: "executionInfo/result eq 'failure'" }));
  assert.deepEqual(
    failed.map(({ id, state, executionInfo: info }) => [id, state, info?.exitCode, info?.failureInfo?.code]),
    [['fail-once', 'completed', 7, 'FailureExitCode']],
  );
  await service.tasks.reactivateTask('job', 'fail-once');
  assert.equal((await service.tasks.getTask('job', 'fail-once')).state, 'active');
  await clock.advance(60_000);
  const retried = await service.tasks.getTask('job', 'fail-once');
  assert.equal(isFailed(retried), false);
  assert.equal(retried.state, 'completed');
});

testBothVersions('a running task is requeued: terminated, then retried', async (world) => {
  const { service, clock } = world;
  await addPool(world, 'pool');
  await addJob(world, 'job', 'pool', ['sleep']);
  await assert.rejects(service.tasks.reactivateTask('job', 'sleep'), { status: 409 });
  await service.tasks.terminateTask('job', 'sleep');
  await clock.advance(60_000);
  assert.equal((await service.tasks.getTask('job', 'sleep')).executionInfo?.failureInfo?.code, 'TaskEnded');
  await service.tasks.reactivateTask('job', 'sleep');
  await clock.advance(60_000);
  assert.equal((await service.tasks.getTask('job', 'sleep')).state, 'running');
});

testBothVersions('a task that succeeded is not retried', async (world) => {
  await addPool(world, 'pool');
  await addJob(world, 'job', 'pool', ['succeed']);
  await assert.rejects(world.service.tasks.reactivateTask('job', 'succeed'), { status: 409, mayHaveActed: false });
});

testBothVersions('a task is added as defined, and deleted', async (world) => {
  const { service, clock } = world;
  await addPool(world, 'pool');
  await addJob(world, 'job', 'pool', []);
  const task = {
    id: 'copy',
    commandLine: 'succeed',
    environmentSettings: [{ name: 'A', value: 'b' }],
    constraints: { maxTaskRetryCount: 2 },
  };
  assert.equal((await service.tasks.addTasks('job', [task])).size, 0);
  assert.equal((await service.tasks.addTasks('job', [task])).get(0)?.code, 'TaskExists');
  await clock.advance(60_000);
  const added = await service.tasks.getTask('job', 'copy');
  assert.deepEqual(added.environmentSettings, task.environmentSettings);
  assert.equal(added.constraints?.maxTaskRetryCount, 2);
  await service.tasks.deleteTask('job', 'copy');
  await assert.rejects(service.tasks.getTask('job', 'copy'), { code: 'TaskNotFound' });
});

testBothVersions('limits of a failed task can be changed only after it was retried', async (world) => {
  const { service, clock } = world;
  await addPool(world, 'pool');
  await addJob(world, 'job', 'pool', []);
  await service.tasks.addTasks('job', [{ id: 'slow', commandLine: 'fail', constraints: { maxTaskRetryCount: 0 } }]);
  await clock.advance(60_000);
  const longer = { maxWallClockTime: 'PT2H', maxTaskRetryCount: 3 };
  await assert.rejects(service.tasks.changeConstraints('job', 'slow', longer), { code: 'TaskCompleted' });
  await service.tasks.reactivateTask('job', 'slow');
  await service.tasks.changeConstraints('job', 'slow', longer);
  const { constraints } = await service.tasks.getTask('job', 'slow');
  assert.deepEqual([constraints?.maxWallClockTime, constraints?.maxTaskRetryCount], ['PT2H', 3]);
});

testBothVersions('tasks that are added together have separate results', async (world) => {
  const { service } = world;
  await addPool(world, 'pool');
  await service.jobs.addJob({ id: 'job', poolInfo: { poolId: 'pool' } });
  await service.tasks.addTasks('job', [{ id: 'first', commandLine: 'succeed' }]);
  const refused = await service.tasks.addTasks('job', [
    { id: 'second', commandLine: 'succeed' },
    { id: 'FIRST', commandLine: 'succeed' },
    { id: 'not an id', commandLine: 'succeed' },
  ]);
  assert.deepEqual(
    [...refused].map(([index, { code, retryable, mayHaveActed }]) => [index, code, retryable, mayHaveActed]),
    [
      [1, 'TaskExists', false, false],
      [2, 'InvalidPropertyValue', false, false],
    ],
  );
  assert.equal((await service.tasks.getTask('job', 'second')).id, 'second');
  await assert.rejects(service.jobs.addJob({ id: 'job', poolInfo: { poolId: 'pool' } }), { code: 'JobExists' });
});

testBothVersions('a long list is read page by page, without lost or duplicate items', async (world) => {
  const { service } = world;
  const commands = Array.from({ length: 25 }, (_, index) => `succeed-${String(index).padStart(2, '0')}`);
  await addPool(world, 'pool', 0);
  await addJob(world, 'job', 'pool', commands);
  const pages = await Array.fromAsync(service.tasks.listTasks('job', { pageSize: 10 }));
  assert.deepEqual(
    pages.map((page) => page.length),
    [10, 10, 5],
  );
  assert.deepEqual(
    pages.flat().map(({ id }) => id),
    commands,
  );
});
