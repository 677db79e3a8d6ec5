import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { run as disableJob } from '../../src/app/actions/job/disable.ts';
import { run as enableJob } from '../../src/app/actions/job/enable.ts';
import { run as reboot } from '../../src/app/actions/node/reboot.ts';
import { run as resize } from '../../src/app/actions/pool/resize.ts';
import { run as deleteTask } from '../../src/app/actions/task/delete.ts';
import { run as requeue } from '../../src/app/actions/task/requeue.ts';
import { run as terminateTask } from '../../src/app/actions/task/terminate.ts';
import type { Command } from '../../src/app/actions/verb/contribution.ts';
import { makeQuietWorld, poolId } from '../builders/quietWorld.ts';
import type { Said } from '../fakes/fakeUi.ts';
import { type Simulated, simulate } from './support/simulate.ts';

const sleep = 'sleep 600';

suite('effects of ending a task on its job', () => {
  let world: Simulated;

  before(async () => {
    world = await simulate(makeQuietWorld());
  });

  after(() => world.close());

  const stateOfJob = async (jobId: string): Promise<string | undefined> => (await world.client.job.get(jobId)).state;
  const stateOf = async (jobId: string, id: string): Promise<string | undefined> =>
    (await world.client.task.get(jobId, id)).state;
  const onTask = (command: Command, jobId: string, taskId: string): Promise<Said> =>
    world.run(command, [{ kind: 'task', accountId: world.accountId, jobId, taskId }]);
  const until = async (jobId: string, id: string, state: string): Promise<void> => {
    while ((await stateOf(jobId, id)) !== state);
  };
  const untilJob = async (jobId: string, state: string): Promise<void> => {
    while ((await stateOfJob(jobId)) !== state);
  };

  test('the last task of a job that ends by itself is not requeued, and the suggested alternative works', async () => {
    const jobId = 'ends-by-itself';
    await world.client.job.add({ id: jobId, poolInfo: { poolId }, onAllTasksComplete: 'noaction' });
    await world.client.task.add(jobId, { id: 'last', commandLine: sleep });
    await world.client.job.patch(jobId, { onAllTasksComplete: 'terminatejob' });
    await until(jobId, 'last', 'running');

    const said = await onTask(requeue, jobId, 'last');
    assert.deepEqual(said.questions, []);
    assert.match(
      said.errors.join(),
      /last: The task is the last one left to run in its job.*Disable the job with “Requeue”/,
    );
    assert.deepEqual([await stateOfJob(jobId), await stateOf(jobId, 'last')], ['active', 'running']);

    const job = { kind: 'job', accountId: world.accountId, jobId };
    await world.run(disableJob, [job], { rows: 'Requeue' });
    await untilJob(jobId, 'disabled');
    await world.run(enableJob, [job]);
    await until(jobId, 'last', 'running');
    assert.equal(await stateOfJob(jobId), 'active');

    const { questions } = await onTask(terminateTask, jobId, 'last');
    assert.match(questions[0]?.detail ?? '', /This ends job ends-by-itself \(onAllTasksComplete\)/);
    await untilJob(jobId, 'completed');
  });

  test('a task is not requeued if ending it would terminate its job, and the other tasks of the job continue', async () => {
    const jobId = 'acts-on-failure';
    await world.client.job.add({ id: jobId, poolInfo: { poolId }, onTaskFailure: 'performexitoptionsjobaction' });
    const exitConditions = { default: { jobAction: 'terminate' as const } };
    await world.client.task.add(jobId, { id: 'one', commandLine: sleep, exitConditions });
    await until(jobId, 'one', 'running');
    await world.client.task.add(jobId, { id: 'other', commandLine: sleep });

    const said = await onTask(requeue, jobId, 'one');
    assert.deepEqual(said.questions, []);
    assert.match(said.errors.join(), /one: The task's exit conditions terminate the whole job/);
    assert.deepEqual([await stateOfJob(jobId), await stateOf(jobId, 'one')], ['active', 'running']);

    const { questions } = await onTask(terminateTask, jobId, 'one');
    assert.match(questions[0]?.detail ?? '', /This ends the whole job acts-on-failure/);
    await untilJob(jobId, 'completed');
    assert.equal(await stateOf(jobId, 'other'), 'active');
  });

  test('a task with dependents is terminated only after they are counted', async () => {
    const jobId = 'with-dependencies';
    await world.client.job.add({ id: jobId, poolInfo: { poolId }, usesTaskDependencies: true });
    await world.client.task.add(jobId, { id: 'first', commandLine: sleep });
    for (const id of ['second', 'third']) {
      await world.client.task.add(jobId, { id, commandLine: sleep, dependsOn: { taskIds: ['first'] } });
    }
    await until(jobId, 'first', 'running');
    const { questions } = await onTask(terminateTask, jobId, 'first');
    assert.match(questions[0]?.detail ?? '', /2 tasks depend on this and never run/);
    await until(jobId, 'first', 'completed');
  });

  test('deleting the last open task of a job that ends by itself ends the job, as the question says', async () => {
    const jobId = 'ends-by-deleting';
    await world.client.job.add({ id: jobId, poolInfo: { poolId }, usesTaskDependencies: true });
    await world.client.task.add(jobId, { id: 'open', commandLine: sleep });
    await world.client.task.add(jobId, { id: 'last', commandLine: sleep, dependsOn: { taskIds: ['open'] } });
    await world.client.job.patch(jobId, { onAllTasksComplete: 'terminatejob' });

    const first = (await onTask(deleteTask, jobId, 'open')).questions[0]?.detail ?? '';
    assert.match(first, /1 task depends on what's being deleted and never runs/);
    assert.doesNotMatch(first, /the job ends/);
    assert.deepEqual([await stateOfJob(jobId), await stateOf(jobId, 'last')], ['active', 'active']);

    const { questions } = await onTask(deleteTask, jobId, 'last');
    assert.match(questions[0]?.detail ?? '', /This ends job ends-by-deleting \(onAllTasksComplete\)/);
    await untilJob(jobId, 'completed');
  });

  /** Waits until the node accepts tasks again, and returns its ID. */
  const withNode = async (): Promise<string> => {
    for (;;) {
      const nodes = await world.client.computeNode.list(poolId);
      const found = nodes.find(({ state }) => state === 'idle' || state === 'running');
      if (found !== undefined) return found.id ?? '';
    }
  };

  test('a node action that ends the last task of a job ends the job, as the question says', async () => {
    const jobId = 'on-a-node';
    const nodeId = await withNode();
    await world.client.job.add({ id: jobId, poolInfo: { poolId } });
    await world.client.task.add(jobId, { id: 'last', commandLine: sleep });
    await until(jobId, 'last', 'running');
    await world.client.job.patch(jobId, { onAllTasksComplete: 'terminatejob' });
    const node = { kind: 'node', accountId: world.accountId, poolId, nodeId };
    const ask = async (rows: string, question: 'cancel' | 'confirm'): Promise<string> =>
      (await world.run(reboot, [node], { rows, question })).questions[0]?.detail ?? '';
    assert.doesNotMatch(await ask('Requeue', 'cancel'), /the job ends/);
    assert.match(await ask('Terminate', 'confirm'), /This ends job on-a-node \(onAllTasksComplete\)/);
    await untilJob(jobId, 'completed');
  });

  test('removing all nodes of a pool says what the end of their tasks causes', async () => {
    const jobId = 'on-all-nodes';
    await withNode();
    await world.client.job.add({ id: jobId, poolInfo: { poolId }, onTaskFailure: 'performexitoptionsjobaction' });
    const exitConditions = { default: { dependencyAction: 'block' as const } };
    await world.client.task.add(jobId, { id: 'one', commandLine: sleep, exitConditions });
    await until(jobId, 'one', 'running');
    const said = await world.run(resize, [{ kind: 'pool', accountId: world.accountId, poolId }], {
      rows: 'Terminate',
      type: ({ title }) => (title.startsWith('Remove all nodes') ? poolId : '0'),
    });
    assert.match(said.questions[0]?.detail ?? '', /This ends the whole job on-all-nodes because of exit conditions/);
    await untilJob(jobId, 'completed');
  });
});
