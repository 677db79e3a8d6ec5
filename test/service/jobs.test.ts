import assert from 'node:assert/strict';
import { addJob, addPool, collect, testBothVersions } from './simulated.ts';

testBothVersions('jobs are listed and counted', async (world) => {
  const { service } = world;
  await addPool(world, 'pool');
  await addJob(world, 'job', 'pool', ['fail', 'succeed']);
  assert.deepEqual(
    (await collect(service.jobs.listJobs())).map(({ id, state }) => [id, state]),
    [['job', 'active']],
  );
  assert.equal((await service.jobs.getJob('job')).poolInfo?.poolId, 'pool');
  assert.deepEqual(await service.jobs.getTaskCounts('job'), {
    active: 0,
    running: 0,
    completed: 2,
    succeeded: 1,
    failed: 1,
  });
});

testBothVersions('a job is disabled, enabled, terminated with a reason and deleted', async (world) => {
  const { service, clock } = world;
  await addPool(world, 'pool');
  await addJob(world, 'job', 'pool', ['sleep']);
  await service.jobs.disableJob('job', 'requeue');
  await clock.advance(60_000);
  assert.equal((await service.jobs.getJob('job')).state, 'disabled');
  await service.jobs.enableJob('job');
  await clock.advance(60_000);
  assert.equal((await service.jobs.getJob('job')).state, 'active');
  await service.jobs.terminateJob('job', 'enough');
  await clock.advance(600_000);
  const job = await service.jobs.getJob('job');
  assert.equal(job.state, 'completed');
  assert.equal(job.executionInfo?.terminateReason, 'enough');
  await service.jobs.deleteJob('job');
  await clock.advance(600_000);
  await assert.rejects(service.jobs.getJob('job'), { code: 'JobNotFound' });
});

testBothVersions('a job is deleted by force if the service supports that', async (world) => {
  const { service, version } = world;
  await addPool(world, 'pool');
  await addJob(world, 'job', 'pool', ['sleep']);
  await service.jobs.getJob('job');
  const deletion = service.jobs.deleteJob('job', { force: true });
  if (version === '2025-06-01') await deletion;
  else await assert.rejects(deletion, { code: 'NeedsNewerVersion' });
});

testBothVersions('a job without preparation and release tasks returns an empty list for them', async (world) => {
  await addPool(world, 'pool', 0);
  await addJob(world, 'job', 'pool', []);
  assert.deepEqual(await collect(world.service.jobs.listPreparationAndReleaseStatus('job')), []);
});

testBothVersions('the result of the preparation task is listed for each node', async (world) => {
  const { service } = world;
  await addPool(world, 'pool');
  await addJob(world, 'job', 'pool', ['succeed'], { jobPreparationTask: { commandLine: 'succeed' } });
  const statuses = await collect(service.jobs.listPreparationAndReleaseStatus('job'));
  assert.deepEqual(
    statuses.map(({ poolId, jobPreparationTaskExecutionInfo: info }) => [poolId, info?.state, info?.result]),
    [['pool', 'completed', 'success']],
  );
});
