import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freshId, poolWithNodes, refuses, ubuntu, vmSize } from './account.ts';
import { useAccount } from './useAccount.ts';

let poolId: string;
const account = useAccount(async (opened) => {
  poolId = await poolWithNodes(opened, 1);
});

function scheduleIn(id: string, state: string) {
  return account.until(`schedule ${state}`, async () => {
    const schedule = await account.client.jobSchedule.get(id);
    return schedule.state === state ? schedule : undefined;
  });
}

function firstJob(id: string) {
  return account.until('a job', async () => {
    const [job] = await account.client.job.listFromJobSchedule(id);
    return job;
  });
}

test('a schedule without recurrence creates one job and completes with it', async () => {
  const { client } = account;
  const id = freshId('once');
  await client.jobSchedule.add({
    id,
    schedule: {},
    jobSpecification: {
      poolInfo: { poolId },
      jobManagerTask: { id: 'manager', commandLine: '/bin/sh -c "echo managing"' },
    },
  });
  const job = await firstJob(id);
  assert.equal(job.id, `${id}:job-1`);
  const ended = await account.until('job completed', async () => {
    const seen = await client.job.get(job.id ?? '');
    return seen.state === 'completed' ? seen : undefined;
  });
  assert.equal(ended.executionInfo?.terminateReason, 'JMComplete');
  const task = await client.task.get(job.id ?? '', 'manager');
  assert.equal(task.executionInfo?.result, 'success');
  assert.equal(task.nodeInfo?.taskRootDirectory, `workitems/${id}/job-1/manager`);
  const schedule = await scheduleIn(id, 'completed');
  assert.equal(schedule.executionInfo?.recentJob?.id, job.id);
  assert.ok(schedule.executionInfo?.endTime);
  await refuses(client.jobSchedule.disable(id), 409, 'JobScheduleCompleted');
  await client.jobSchedule.deleteMethod(id);
  await account.until('gone', async () => ((await client.jobSchedule.exists(id)).body ? undefined : true));
  await refuses(client.job.get(job.id ?? ''), 404, 'JobNotFound');
});

test('a recurring schedule is disabled, enabled, changed and terminated with its open job', async () => {
  const { client } = account;
  const id = freshId('often');
  await client.jobSchedule.add({
    id,
    schedule: { recurrenceInterval: 'PT1H' },
    jobSpecification: { poolInfo: { poolId } },
  });
  const job = await firstJob(id);
  const schedule = await client.jobSchedule.get(id);
  assert.equal(schedule.state, 'active');
  const aheadMs = (schedule.executionInfo?.nextRunTime?.getTime() ?? 0) - (schedule.creationTime?.getTime() ?? 0);
  assert.ok(Math.abs(aheadMs - 3_600_000) < 60_000);
  await client.jobSchedule.disable(id);
  assert.equal((await client.jobSchedule.get(id)).state, 'disabled');
  await client.jobSchedule.enable(id);
  await client.jobSchedule.patch(id, { metadata: [{ name: 'a', value: 'b' }] });
  await client.jobSchedule.update(id, {
    schedule: { recurrenceInterval: 'PT2H' },
    jobSpecification: { poolInfo: { poolId }, priority: 7 },
  });
  const changed = await client.jobSchedule.get(id);
  assert.equal(changed.metadata, undefined);
  assert.equal(changed.jobSpecification?.priority, 7);
  await client.jobSchedule.terminate(id);
  await scheduleIn(id, 'completed');
  assert.equal((await client.job.get(job.id ?? '')).executionInfo?.terminateReason, 'TerminateJobSchedule');
});

test('the IDs of schedules and jobs must differ from each other', async () => {
  const { client } = account;
  const id = freshId('name');
  const jobSpecification = { poolInfo: { poolId } };
  const later = { doNotRunUntil: new Date(Date.now() + 86_400_000) };
  await client.jobSchedule.add({ id, schedule: later, jobSpecification });
  await refuses(client.jobSchedule.add({ id, schedule: {}, jobSpecification }), 409, 'JobScheduleExists');
  await refuses(client.job.add({ id, poolInfo: { poolId } }), 409, 'JobScheduleWithSameIdExists');
  await refuses(client.jobSchedule.get('nosuchschedule'), 404, 'JobScheduleNotFound');
  await refuses(
    client.jobSchedule.add({ id: freshId('x'), schedule: { recurrenceInterval: 'PT1S' }, jobSpecification }),
    400,
    'InvalidPropertyValue',
  );
  const listed = await client.jobSchedule.list({
    jobScheduleListOptions: { filter: `id eq '${id}' and schedule/doNotRunUntil gt DateTime'2020-01-01T00:00:00Z'` },
  });
  assert.deepEqual(
    listed.map((schedule) => schedule.id),
    [id],
  );
  assert.deepEqual([...(await client.job.listFromJobSchedule(id))], []);
});

test('an auto pool lives as long as its job', async () => {
  const { client } = account;
  const id = freshId('auto');
  await client.job.add({
    id,
    poolInfo: {
      autoPoolSpecification: {
        autoPoolIdPrefix: 'mine',
        poolLifetimeOption: 'job',
        pool: { vmSize, virtualMachineConfiguration: ubuntu, targetDedicatedNodes: 1 },
      },
    },
  });
  await client.task.add(id, { id: 't', commandLine: '/bin/true' });
  await account.until('the task ran', async () => {
    const task = await client.task.get(id, 't');
    return task.state === 'completed' ? true : undefined;
  });
  const autoPoolId = (await client.job.get(id)).executionInfo?.poolId ?? '';
  assert.match(autoPoolId, /^mine_[0-9A-F-]{36}$/);
  await client.job.terminate(id);
  await account.until('the pool is gone', async () => ((await client.pool.exists(autoPoolId)).body ? undefined : true));
});
