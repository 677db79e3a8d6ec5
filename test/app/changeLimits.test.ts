import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { run as changeParallelTasks } from '../../src/app/actions/job/changeParallelTasks.ts';
import { run as disableJob } from '../../src/app/actions/job/disable.ts';
import { run as changeTaskLimit } from '../../src/app/actions/task/changeLimit.ts';
import { retry } from '../../src/app/actions/task/retry.ts';
import { toHelpfulAction } from '../../src/app/messages/helpfulAction.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { DocumentTarget } from '../../src/core/places/documentPath.ts';
import { makeQuietWorld, poolId } from '../builders/quietWorld.ts';
import { type Simulated, simulate } from './support/simulate.ts';

suite('limits, and tasks whose jobs have ended', () => {
  let world: Simulated;

  before(async () => {
    world = await simulate(makeQuietWorld());
  });

  after(() => world.close());

  test('the time limit of a running task is doubled without changing its other limits, and refused after its end', async () => {
    const { client, accountId } = world;
    await client.job.add({ id: 'long', poolInfo: { poolId } });
    const constraints = { maxWallClockTime: 'PT4H', maxTaskRetryCount: 3 };
    await client.task.add('long', { id: 'slow', commandLine: 'sleep 600', constraints });
    const task = { kind: 'task', accountId, jobId: 'long', taskId: 'slow' };
    const reread: DocumentTarget[] = [];
    Object.assign(world.app, { reread: (target: DocumentTarget) => reread.push(target) });
    const said = await world.run(changeTaskLimit, [task], { rows: 'Double the Limit' });
    // The change affects no state, so an open page must be reread explicitly.
    assert.deepEqual(reread.at(-1), { resource: task, document: 'explanation' });
    assert.deepEqual([said.status, said.errors], [['The time limit for task slow was changed.'], []]);
    const changed = (await client.task.get('long', 'slow')).constraints;
    assert.equal(changed?.maxTaskRetryCount, 3);
    assert.match(String(changed?.maxWallClockTime), /^PT(?:8H|28800S)$/);
    await client.task.terminate('long', 'slow');
    while ((await client.task.get('long', 'slow')).state !== 'completed');
    const refused = await world.run(changeTaskLimit, [task]);
    assert.match(refused.errors.join(), /The task has ended, so its limit no longer matters\./);
  });

  test('a button on the page of a job that reached its limit of parallel tasks doubles that limit', async () => {
    const { client, accountId } = world;
    await client.job.add({ id: 'narrow', poolInfo: { poolId }, maxParallelTasks: 2 });
    const job = { kind: 'job', accountId, jobId: 'narrow' };
    const reread: DocumentTarget[] = [];
    Object.assign(world.app, { reread: (target: DocumentTarget) => reread.push(target) });
    const said = await world.run(changeParallelTasks, [job], { rows: 'Double the Number' });
    assert.deepEqual([said.status, said.errors], [['Job narrow was changed.'], []]);
    assert.equal((await client.job.get('narrow')).maxParallelTasks, 4);
    assert.deepEqual(reread.at(-1), { resource: job, document: 'explanation' });
    await client.job.terminate('narrow');
    while ((await client.job.get('narrow')).state !== 'completed');
    const refused = await world.run(changeParallelTasks, [job]);
    assert.match(refused.errors.join(), /The job has ended\./);
  });

  test('a retry that a completed job refuses offers to resubmit its tasks', async () => {
    const { client, accountId } = world;
    await client.job.add({ id: 'over', poolInfo: { poolId } });
    await client.task.add('over', { id: 'one', commandLine: 'sleep 600' });
    await client.task.terminate('over', 'one');
    while ((await client.task.get('over', 'one')).state !== 'completed');
    await client.job.terminate('over');
    while ((await client.job.get('over')).state !== 'completed');
    const task = { kind: 'task', accountId, jobId: 'over', taskId: 'one' } as const;
    const error: unknown = await retry(world.app, [task]).catch((thrown: unknown) => thrown);
    assert.ok(BatchError.is(error, 'InvalidInput'));
    assert.match(error.message, /The task's job has ended.*Submit the task to another job/);
    assert.deepEqual(toHelpfulAction({ isReadOnly: false, isTrusted: true }, error), {
      title: 'Fix and Resubmit…',
      command: 'azureBatch.task.resubmit',
      arguments: [task, [task]],
    });
  });

  test('the question about running tasks names the job', async () => {
    await world.client.job.add({ id: 'named', poolInfo: { poolId } });
    const said = await world.run(disableJob, [{ kind: 'job', accountId: world.accountId, jobId: 'named' }], {
      rows: 'Wait',
    });
    assert.deepEqual([said.asked.map(({ title }) => title), said.errors], [['Disable job named'], []]);
  });
});
