import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freshId, jobOn, poolWithNodes, refuses, taskIn } from './account.ts';
import { useAccount } from './useAccount.ts';

let poolId: string;
const account = useAccount(async (opened) => {
  poolId = await poolWithNodes(opened, 2);
});

function jobIn(jobId: string, state: string) {
  return account.until(`job ${state}`, async () => {
    const job = await account.client.job.get(jobId);
    return job.state === state ? job : undefined;
  });
}

test('a job is returned with the defaults of the service', async () => {
  const { client } = account;
  const id = await jobOn(account, poolId);
  const job = await client.job.get(id);
  assert.equal(job.state, 'active');
  assert.equal(job.previousState, undefined);
  assert.equal(job.priority, 0);
  assert.equal(job.maxParallelTasks, -1);
  assert.equal(job.onAllTasksComplete, 'noaction');
  assert.equal(job.onTaskFailure, 'noaction');
  assert.equal(job.usesTaskDependencies, false);
  assert.equal(job.constraints?.maxWallClockTime, 'P10675199DT2H48M5.4775807S');
  assert.equal(job.constraints?.maxTaskRetryCount, 0);
  assert.equal(job.executionInfo?.poolId, poolId);
  await refuses(client.job.add({ id: id.toUpperCase(), poolInfo: { poolId } }), 409, 'JobExists');
  await refuses(client.job.get('nosuchjob'), 404, 'JobNotFound');
});

test('a job is disabled with each option, and then enabled', async () => {
  const { client } = account;
  const id = await jobOn(account, poolId);
  await client.task.add(id, { id: 'long', commandLine: '/bin/sleep 600' });
  await taskIn(account, id, 'long', 'running');
  await client.job.disable(id, 'wait');
  assert.equal((await client.job.get(id)).state, 'disabling');
  await client.job.enable(id);
  await jobIn(id, 'active');
  assert.equal((await client.task.get(id, 'long')).state, 'running');
  await client.job.disable(id, 'requeue');
  const disabled = await jobIn(id, 'disabled');
  assert.equal(disabled.previousState, 'disabling');
  const requeued = await taskIn(account, id, 'long', 'active');
  assert.equal(requeued.executionInfo?.requeueCount, 1);
  assert.equal(requeued.previousState, 'running');
  await client.job.enable(id);
  await taskIn(account, id, 'long', 'running');
  await client.job.disable(id, 'terminate');
  const ended = await taskIn(account, id, 'long', 'completed');
  assert.equal(ended.executionInfo?.failureInfo?.code, 'TaskEnded');
  await jobIn(id, 'disabled');
});

test('terminating a job ends its running tasks, leaves active ones, and records a reason', async () => {
  const { client } = account;
  const id = await jobOn(account, poolId, { maxParallelTasks: 1 });
  await client.task.addCollection(id, [
    { id: 'a', commandLine: '/bin/sleep 600' },
    { id: 'b', commandLine: '/bin/sleep 600' },
  ]);
  await taskIn(account, id, 'a', 'running');
  await client.job.terminate(id, { terminateReason: 'enough' });
  const job = await jobIn(id, 'completed');
  assert.equal(job.executionInfo?.terminateReason, 'enough');
  assert.ok(job.executionInfo?.endTime);
  assert.equal((await client.task.get(id, 'b')).state, 'active');
  await refuses(client.task.add(id, { id: 'c', commandLine: '/bin/true' }), 409, 'JobCompleted');
  await refuses(client.task.reactivate(id, 'a'), 409, 'JobCompleted');
  await refuses(client.job.terminate(id), 409, 'JobCompleted');
  await refuses(client.job.disable(id, 'requeue'), 409, 'JobCompleted');
});

test('a terminated job without a reason was terminated by its user', async () => {
  const { client } = account;
  const id = await jobOn(account, poolId);
  await client.job.terminate(id);
  assert.equal((await jobIn(id, 'completed')).executionInfo?.terminateReason, 'UserTerminate');
});

test('a job whose tasks are all complete ends by itself if configured', async () => {
  const { client } = account;
  const id = await jobOn(account, poolId);
  await client.task.add(id, { id: 'only', commandLine: '/bin/true' });
  await taskIn(account, id, 'only', 'completed');
  await client.job.patch(id, { onAllTasksComplete: 'terminatejob' });
  const job = await jobIn(id, 'completed');
  assert.equal(job.executionInfo?.terminateReason, 'AllTasksCompleted');
});

test('exit conditions act on the job', async () => {
  const { client } = account;
  const id = await jobOn(account, poolId, { onTaskFailure: 'performexitoptionsjobaction' });
  await client.task.add(id, {
    id: 'fatal',
    commandLine: '/bin/sh -c "exit 9"',
    exitConditions: { exitCodes: [{ code: 9, exitOptions: { jobAction: 'terminate' } }] },
  });
  assert.equal((await jobIn(id, 'completed')).executionInfo?.terminateReason, 'TaskFailed');
  const plain = await jobOn(account, poolId);
  await refuses(
    client.task.add(plain, {
      id: 'x',
      commandLine: '/bin/true',
      exitConditions: { default: { jobAction: 'disable' } },
    }),
    400,
    'InvalidPropertyValue',
  );
});

test('exit options without a job action terminate the job, except for success', async () => {
  const { client } = account;
  const id = await jobOn(account, poolId, { onTaskFailure: 'performexitoptionsjobaction' });
  const add = (taskId: string, code: number) =>
    client.task.add(id, {
      id: taskId,
      commandLine: `/bin/sh -c "exit ${code}"`,
      exitConditions: { exitCodes: [{ code, exitOptions: {} }] },
    });
  await add('good', 0);
  await taskIn(account, id, 'good', 'completed');
  assert.equal((await client.job.get(id)).state, 'active');
  await add('bad', 3);
  assert.equal((await jobIn(id, 'completed')).executionInfo?.terminateReason, 'TaskFailed');
});

test('a job that exceeds its time limit is terminated', async () => {
  const id = await jobOn(account, poolId, { constraints: { maxWallClockTime: 'PT1S' } });
  assert.equal((await jobIn(id, 'completed')).executionInfo?.terminateReason, 'MaxWallClockTimeExpiry');
});

test('deleting a job deletes its tasks', async () => {
  const { client } = account;
  const id = await jobOn(account, poolId);
  await client.task.add(id, { id: 'long', commandLine: '/bin/sleep 600' });
  await taskIn(account, id, 'long', 'running');
  await client.job.deleteMethod(id);
  await refuses(client.job.patch(id, { priority: 1 }), 409, 'JobBeingDeleted');
  await account.until('gone', async () => {
    const jobs = await client.job.list({ jobListOptions: { filter: `id eq '${id}'` } });
    return jobs.length === 0 ? true : undefined;
  });
});

test('PUT replaces the changeable properties of a job', async () => {
  const { client } = account;
  const id = await jobOn(account, poolId, { priority: 5, metadata: [{ name: 'a', value: 'b' }] });
  await client.job.update(id, { poolInfo: { poolId } });
  const job = await client.job.get(id);
  assert.equal(job.priority, 0);
  assert.equal(job.metadata, undefined);
  await refuses(client.job.patch(id, { priority: 1001 }), 400, 'InvalidPropertyValue');
});

test('task counts add up', async () => {
  const { client } = account;
  const id = await jobOn(account, poolId, { maxParallelTasks: 2 });
  await client.task.addCollection(id, [
    { id: 'ok', commandLine: '/bin/true' },
    { id: 'bad', commandLine: '/bin/false', requiredSlots: 1 },
  ]);
  await taskIn(account, id, 'ok', 'completed');
  await taskIn(account, id, 'bad', 'completed');
  const { taskCounts, taskSlotCounts } = await client.job.getTaskCounts(id);
  assert.deepEqual(taskCounts, { active: 0, running: 0, completed: 2, succeeded: 1, failed: 1 });
  assert.deepEqual(taskSlotCounts, taskCounts);
});

test('the job preparation task runs before other tasks, and the release task when the job ends', async () => {
  const { client } = account;
  const id = await jobOn(account, poolId, {
    jobPreparationTask: { commandLine: '/bin/sh -c "echo prepared"' },
    jobReleaseTask: { commandLine: '/bin/sh -c "echo released"' },
  });
  assert.equal((await client.job.get(id)).jobPreparationTask?.id, 'jobpreparation');
  assert.deepEqual([...(await client.job.listPreparationAndReleaseTaskStatus(id))], []);
  await refuses(client.task.add(id, { id: 'jobRelease', commandLine: '/bin/true' }), 409, 'TaskIdSameAsJobReleaseTask');
  await client.task.add(id, { id: 't', commandLine: '/bin/true' });
  await taskIn(account, id, 't', 'completed');
  await client.job.terminate(id);
  await jobIn(id, 'completed');
  const [status] = await client.job.listPreparationAndReleaseTaskStatus(id);
  assert.equal(status?.jobPreparationTaskExecutionInfo?.result, 'success');
  assert.equal(status?.jobReleaseTaskExecutionInfo?.result, 'success');
});

test('a failing job preparation task leaves the task active', async () => {
  const { client } = account;
  const id = await jobOn(account, poolId, { jobPreparationTask: { commandLine: '/bin/sh -c "exit 3"' } });
  await client.task.add(id, { id: 'stuck', commandLine: '/bin/true' });
  const statuses = await account.until('preparation failed on both nodes', async () => {
    const seen = await client.job.listPreparationAndReleaseTaskStatus(id);
    return seen.filter((status) => status.jobPreparationTaskExecutionInfo?.result === 'failure').length === 2
      ? seen
      : undefined;
  });
  assert.equal(statuses[0]?.jobPreparationTaskExecutionInfo?.exitCode, 3);
  const task = await taskIn(account, id, 'stuck', 'active');
  assert.equal(task.previousState, 'preparing');
  assert.equal(task.executionInfo?.requeueCount, 0);
});

test('a job without preparation and release tasks returns no status for them', async () => {
  const id = await jobOn(account, poolId);
  await refuses(
    account.client.job.listPreparationAndReleaseTaskStatus(id),
    409,
    'JobPreparationTaskOrReleaseTaskNotSpecified',
  );
});

test('jobs are listed by filter', async () => {
  const { client } = account;
  const prefix = freshId('jl');
  for (const suffix of ['2', '1']) await client.job.add({ id: `${prefix}-${suffix}`, poolInfo: { poolId } });
  const filter = `startswith(id,'${prefix}') and executionInfo/poolId eq '${poolId}' and creationTime gt DateTime'2020-01-01T00:00:00Z'`;
  const jobs = await client.job.list({ jobListOptions: { filter } });
  assert.deepEqual(
    jobs.map((job) => job.id),
    [`${prefix}-1`, `${prefix}-2`],
  );
});
