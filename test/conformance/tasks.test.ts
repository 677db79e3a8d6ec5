import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jobOn, poolWithNodes, refuses, taskIn } from './account.ts';
import { useAccount } from './useAccount.ts';

let poolId: string;
const account = useAccount(async (opened) => {
  poolId = await poolWithNodes(opened, 2);
});

const sh = (script: string): string => `/bin/sh -c "${script}"`;

test('a failing task has its exit code, is reactivated, and runs again', async () => {
  const { client } = account;
  const jobId = await jobOn(account, poolId);
  const created = await client.task.add(jobId, { id: 'Failing', commandLine: sh('exit 4') });
  assert.ok(created);
  const task = await taskIn(account, jobId, 'failing', 'completed');
  assert.equal(task.id, 'Failing');
  assert.equal(task.eTag, task.eTagHeader);
  assert.equal(task.previousState, 'running');
  assert.equal(task.executionInfo?.exitCode, 4);
  assert.equal(task.executionInfo?.result, 'failure');
  assert.equal(task.executionInfo?.failureInfo?.code, 'FailureExitCode');
  assert.equal(String(task.executionInfo?.failureInfo?.category), 'UserError');
  assert.equal(task.executionInfo?.retryCount, 0);
  assert.equal(task.nodeInfo?.taskRootDirectory, `workitems/${jobId}/job-1/Failing`);
  assert.equal(task.constraints?.retentionTime, 'P7D');
  assert.equal(task.userIdentity?.autoUser?.scope, 'pool');
  await client.task.reactivate(jobId, 'Failing');
  const again = await taskIn(account, jobId, 'Failing', 'completed');
  assert.notEqual(again.executionInfo?.endTime?.getTime(), task.executionInfo?.endTime?.getTime());
});

test('a new task has no history', async () => {
  const { client } = account;
  const empty = await poolWithNodes(account, 0);
  const jobId = await jobOn(account, empty);
  await client.task.add(jobId, { id: 'waiting', commandLine: '/bin/true' });
  const task = await client.task.get(jobId, 'waiting');
  assert.equal(task.state, 'active');
  assert.equal(task.previousState, undefined);
  assert.equal(task.nodeInfo, undefined);
  assert.deepEqual(task.executionInfo, { retryCount: 0, requeueCount: 0 });
  await refuses(client.task.reactivate(jobId, 'waiting'), 409, 'TaskNotCompleted');
  await refuses(client.file.listFromTask(jobId, 'waiting'), 409, 'TaskFilesUnavailable');
});

test("a succeeded task can't be reactivated, and a completed one can't be terminated", async () => {
  const { client } = account;
  const jobId = await jobOn(account, poolId);
  await client.task.add(jobId, { id: 'ok', commandLine: '/bin/true' });
  const task = await taskIn(account, jobId, 'ok', 'completed');
  assert.equal(task.executionInfo?.failureInfo, undefined);
  await refuses(client.task.reactivate(jobId, 'ok'), 409, 'TaskSucceeded');
  await refuses(client.task.terminate(jobId, 'ok'), 409, 'TaskCompleted');
});

test('tasks with a nonzero exit code are retried up to the limit', async () => {
  const { client } = account;
  const jobId = await jobOn(account, poolId, { constraints: { maxTaskRetryCount: 2 } });
  await client.task.add(jobId, { id: 'retried', commandLine: sh('exit 1') });
  await client.task.add(jobId, { id: 'own', commandLine: sh('exit 1'), constraints: { maxTaskRetryCount: 1 } });
  const inherited = await taskIn(account, jobId, 'retried', 'completed');
  assert.equal(inherited.executionInfo?.retryCount, 2);
  assert.ok(inherited.executionInfo?.lastRetryTime);
  assert.equal((await taskIn(account, jobId, 'own', 'completed')).executionInfo?.retryCount, 1);
});

test('a missing program is never retried and has no exit code', async () => {
  const { client } = account;
  const jobId = await jobOn(account, poolId, { constraints: { maxTaskRetryCount: 3 } });
  await client.task.add(jobId, { id: 'absent', commandLine: '/no/such/program' });
  const task = await taskIn(account, jobId, 'absent', 'completed');
  assert.equal(task.executionInfo?.failureInfo?.code, 'CommandProgramNotFound');
  assert.equal(task.executionInfo?.exitCode, undefined);
  assert.equal(task.executionInfo?.retryCount, 0);
});

test('a task that exceeds its time limit is ended', async () => {
  const { client } = account;
  const jobId = await jobOn(account, poolId);
  await client.task.add(jobId, {
    id: 'slow',
    commandLine: '/bin/sleep 600',
    constraints: { maxWallClockTime: 'PT1S' },
  });
  const task = await taskIn(account, jobId, 'slow', 'completed');
  assert.equal(task.executionInfo?.failureInfo?.code, 'TaskEnded');
  assert.equal(task.executionInfo?.result, 'failure');
});

test('a running task is terminated, and then requeued by reactivation', async () => {
  const { client } = account;
  const jobId = await jobOn(account, poolId);
  await client.task.add(jobId, { id: 'long', commandLine: '/bin/sleep 600' });
  await taskIn(account, jobId, 'long', 'running');
  await client.task.terminate(jobId, 'long');
  const ended = await client.task.get(jobId, 'long');
  assert.equal(ended.state, 'completed');
  assert.equal(ended.executionInfo?.failureInfo?.code, 'TaskEnded');
  await client.task.reactivate(jobId, 'long');
  await taskIn(account, jobId, 'long', 'running');
});

test('a collection returns the result of each task', async () => {
  const { client } = account;
  const jobId = await jobOn(account, poolId);
  const result = await client.task.addCollection(jobId, [
    { id: 'a', commandLine: '/bin/true' },
    { id: 'A', commandLine: '/bin/true' },
    { id: 'no good', commandLine: '/bin/true' },
  ]);
  const fates = (result.value ?? []).map((one) => [one.taskId, String(one.status), one.error?.code]);
  assert.deepEqual(fates, [
    ['a', 'Success', undefined],
    ['A', 'ClientError', 'TaskExists'],
    ['no good', 'ClientError', 'InvalidPropertyValue'],
  ]);
  assert.match(result.value?.[0]?.location ?? '', /\/tasks\/a$/);
  const huge = Array.from({ length: 100 }, (_, index) => ({ id: `h${index}`, commandLine: 'x'.repeat(12_000) }));
  await refuses(client.task.addCollection(jobId, huge), 413, 'RequestBodyTooLarge');
});

test('tasks wait until their dependencies are satisfied', async () => {
  const { client } = account;
  const jobId = await jobOn(account, poolId, { usesTaskDependencies: true });
  await client.task.addCollection(jobId, [
    {
      id: 'last',
      commandLine: '/bin/true',
      dependsOn: { taskIds: ['first', 'tolerated'], taskIdRanges: [{ start: 1, end: 2 }] },
    },
    { id: 'blocked', commandLine: '/bin/true', dependsOn: { taskIds: ['broken'] } },
    { id: 'first', commandLine: '/bin/true' },
    { id: '1', commandLine: '/bin/true' },
    { id: '2', commandLine: '/bin/true' },
    { id: 'broken', commandLine: '/bin/false' },
    {
      id: 'tolerated',
      commandLine: '/bin/false',
      exitConditions: { default: { dependencyAction: 'satisfy' } },
    },
  ]);
  await taskIn(account, jobId, 'last', 'completed');
  await taskIn(account, jobId, 'broken', 'completed');
  assert.equal((await client.task.get(jobId, 'blocked')).state, 'active');
  const plain = await jobOn(account, poolId);
  await refuses(
    client.task.add(plain, { id: 'x', commandLine: '/bin/true', dependsOn: { taskIds: ['y'] } }),
    400,
    'TaskDependenciesNotSpecifiedOnJob',
  );
});

test('tasks are listed by state and result', async () => {
  const { client } = account;
  const jobId = await jobOn(account, poolId);
  await client.task.addCollection(jobId, [
    { id: 'good', commandLine: '/bin/true' },
    { id: 'bad', commandLine: sh('exit 5') },
  ]);
  await taskIn(account, jobId, 'good', 'completed');
  await taskIn(account, jobId, 'bad', 'completed');
  const list = async (filter: string): Promise<readonly (string | undefined)[]> =>
    (await client.task.list(jobId, { taskListOptions: { filter } })).map((task) => task.id);
  assert.deepEqual(await list("state eq 'completed' and executionInfo/result eq 'Failure'"), ['bad']);
  assert.deepEqual(await list('executionInfo/exitCode lt 5'), ['good']);
  assert.deepEqual(await list("id ge 'c'"), ['good']);
  await refuses(list("commandLine eq 'x'"), 400, 'InvalidQueryParameterValue');
  await refuses(list("state gt 'active'"), 400, 'InvalidQueryParameterValue');
  await refuses(list("state eq 'sleeping'"), 400, 'InvalidQueryParameterValue');
  await refuses(list("State eq 'active'"), 400, 'InvalidQueryParameterValue');
  await refuses(list('state eq'), 400, 'InvalidQueryParameterValue');
});

test('pages stay correct while tasks are added', async () => {
  const { client } = account;
  const jobId = await jobOn(account, await poolWithNodes(account, 0));
  await client.task.addCollection(
    jobId,
    ['b', 'd', 'f'].map((id) => ({ id, commandLine: '/bin/true' })),
  );
  const first = await client.task.list(jobId, { taskListOptions: { maxResults: 2 } });
  await client.task.addCollection(
    jobId,
    ['a', 'e'].map((id) => ({ id, commandLine: '/bin/true' })),
  );
  const rest = await client.task.listNext(first.odatanextLink ?? '');
  assert.deepEqual(
    [...first, ...rest].map((task) => task.id),
    ['b', 'd', 'e', 'f'],
  );
});

test('a task is updated and deleted', async () => {
  const { client } = account;
  const jobId = await jobOn(account, await poolWithNodes(account, 0));
  await client.task.add(jobId, { id: 't', commandLine: '/bin/true' });
  await client.task.update(jobId, 't', { constraints: { maxTaskRetryCount: 3 } });
  assert.equal((await client.task.get(jobId, 't')).constraints?.maxTaskRetryCount, 3);
  await client.task.deleteMethod(jobId, 't');
  await refuses(client.task.get(jobId, 't'), 404, 'TaskNotFound');
});
