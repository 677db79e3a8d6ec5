import assert from 'node:assert/strict';
import { createAccountStore } from '../../src/service/service.ts';
import { addPool, collect, type SimulatedAccount, testBothVersions } from './simulated.ts';

async function addSchedule({ author, clock }: SimulatedAccount, id: string): Promise<void> {
  await author.jobSchedule.add({
    id,
    schedule: { recurrenceInterval: 'P1D' },
    jobSpecification: {
      poolInfo: { poolId: 'pool' },
      jobManagerTask: { id: 'manager', commandLine: 'fail', killJobOnCompletion: true },
    },
  });
  await clock.advance(10 * 60_000);
}

testBothVersions(
  'a schedule is listed with its next run and its last job, whose jobs are listed, too',
  async (world) => {
    const { service } = world;
    await addPool(world, 'pool');
    await addSchedule(world, 'nightly');
    const [schedule] = await collect(service.jobSchedules.listJobSchedules());
    assert.equal(schedule?.id, 'nightly');
    assert.equal(schedule.state, 'active');
    assert.equal(schedule.schedule?.recurrenceInterval, 'P1D');
    assert.equal(schedule.jobSpecification?.poolInfo?.poolId, 'pool');
    const lastJob = schedule.executionInfo?.recentJob?.id ?? '';
    assert.equal(lastJob, 'nightly:job-1');
    const nextRunMs = Date.parse(schedule.executionInfo?.nextRunTime ?? '');
    assert.ok(nextRunMs > world.clock.now());
    const jobs = await collect(service.jobSchedules.listJobsFromSchedule('nightly'));
    assert.deepEqual(
      jobs.map(({ id }) => id),
      [lastJob],
    );
    assert.equal((await service.jobs.getTaskCounts(lastJob)).failed, 1);
  },
);

testBothVersions('a schedule is disabled, enabled and terminated, which ends its job', async (world) => {
  const { service, clock, author } = world;
  await addPool(world, 'pool');
  await author.jobSchedule.add({
    id: 'nightly',
    schedule: { recurrenceInterval: 'P1D' },
    jobSpecification: { poolInfo: { poolId: 'pool' }, jobManagerTask: { id: 'manager', commandLine: 'sleep' } },
  });
  await clock.advance(60_000);
  const stateOf = async () => (await service.jobSchedules.getJobSchedule('nightly')).state;
  await service.jobSchedules.disableJobSchedule('nightly');
  assert.equal(await stateOf(), 'disabled');
  await service.jobSchedules.enableJobSchedule('nightly');
  assert.equal(await stateOf(), 'active');
  assert.equal((await service.jobs.getJob('nightly:job-1')).state, 'active');
  await service.jobSchedules.terminateJobSchedule('nightly');
  await clock.advance(10 * 60_000);
  assert.equal(await stateOf(), 'completed');
  const job = await service.jobs.getJob('nightly:job-1');
  assert.equal(job.executionInfo?.terminateReason, 'TerminateJobSchedule');
});

testBothVersions('the store keeps schedules, and counts the tasks of the jobs that they created', async (world) => {
  await addPool(world, 'pool');
  await addSchedule(world, 'nightly');
  const store = createAccountStore(world.account, world.service);
  const jobs = { kind: 'scheduleJobs', scheduleId: 'nightly' } as const;
  await Promise.all([store.load({ kind: 'jobSchedules' }), store.load(jobs)]);
  await store.loadMissingTaskCounts(['nightly:job-1']);
  assert.equal(store.snapshot.taskCounts.get('nightly:job-1')?.failed, 1);
  await world.service.jobSchedules.disableJobSchedule('nightly');
  await store.refresh([{ kind: 'jobSchedules' }, jobs]);
  assert.equal(store.snapshot.slice({ kind: 'jobSchedules' }).items[0]?.state, 'disabled');
  assert.equal(store.snapshot.slice(jobs).items.length, 1);
  store.dispose();
});
