import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { ChangeFollower } from '../../src/app/actions/follow/changeFollower.ts';
import { run as deleteJob } from '../../src/app/actions/job/delete.ts';
import { run as disableJob } from '../../src/app/actions/job/disable.ts';
import { run as enableJob } from '../../src/app/actions/job/enable.ts';
import { run as retryFailed } from '../../src/app/actions/job/retryFailed.ts';
import { run as terminateJob } from '../../src/app/actions/job/terminate.ts';
import { run as deleteTask } from '../../src/app/actions/task/delete.ts';
import { jobId, makeQuietWorld } from '../builders/quietWorld.ts';
import { renderSaved } from '../builders/renderSaved.ts';
import { FakeClock } from '../fakes/fakeClock.ts';
import { type Simulated, simulate } from './support/simulate.ts';

suite('jobs and their tasks', () => {
  let world: Simulated;
  const job = () => ({ kind: 'job', accountId: world.accountId, jobId }) as const;
  const task = (taskId: string) => ({ kind: 'task', accountId: world.accountId, jobId, taskId });
  const untilCompleted = async (id: string) => {
    for (;;) {
      const now = await world.client.task.get(jobId, id);
      if (now.state === 'completed') return now;
    }
  };
  const untilJob = async (...states: readonly string[]): Promise<void> => {
    while (!states.includes((await world.client.job.get(jobId)).state ?? ''));
  };
  const taskIds = async (): Promise<string[]> => (await world.client.task.list(jobId)).map(({ id }) => id ?? '').sort();

  before(async () => {
    world = await simulate(makeQuietWorld());
    for (const id of ['first', 'second', 'third']) {
      await world.client.task.add(jobId, { id, commandLine: 'exit 4' });
      await untilCompleted(id);
    }
  });

  after(() => world.close());

  test('of the failed tasks of a job, only those run again that a step names', async () => {
    const { status } = await world.run(retryFailed, [{ ...job(), taskIds: ['second'] }]);
    assert.deepEqual(status, ['Task second was retried.']);
    await untilCompleted('second');
  });

  test('several tasks are deleted after one question that names them', async () => {
    const { questions } = await world.run(deleteTask, [task('third'), [task('third'), task('second')]]);
    assert.equal(questions.length, 1);
    assert.match(questions[0]?.detail ?? '', /third \(job render, account simulated\)\n.*second/);
    assert.deepEqual(await taskIds(), ['first']);
  });

  test('all failed tasks of a job run again, including those that the explorer has not loaded', async () => {
    const { questions, status } = await world.run(retryFailed, [job()]);
    assert.deepEqual([questions, status], [[], ['Task first was retried.']]);
    const again = await untilCompleted('first');
    assert.equal(again.executionInfo?.exitCode, 4);
  });

  test('disabling a job asks about running tasks, is reported once when done, and can be reverted', async () => {
    const told = world.ui.untilSaid(/^Job render is disabled\.$/);
    await world.run(disableJob, [job()], { rows: 'Requeue' });
    await untilJob('disabled');
    await told;
    await world.run(enableJob, [job()]);
    await untilJob('active');
  });

  test('a job is terminated after a question, then accepts no retry, and its end is reported', async () => {
    const { questions } = await world.run(terminateJob, [job()], { question: 'cancel' });
    assert.equal(questions.length, 1);
    await untilJob('active');
    const told = world.ui.untilSaid(/^Job render has ended\.$/);
    await world.run(terminateJob, [job()]);
    await untilJob('terminating', 'completed');
    await told;
    const saved = renderSaved(job(), await world.app.kept.list(job()), world.app.toActionName);
    assert.match(saved, /^- Afterwards: The action took effect\.$/m);
  });

  test('a job is deleted only after its ID is typed', async () => {
    const { questions } = await world.run(deleteJob, [job()], { type: () => 'rende' });
    assert.match(JSON.stringify(questions), /All tasks \(\d+; running: \d+\) are deleted/);
    assert.deepEqual(
      (await world.client.job.list()).map(({ id }) => id),
      [jobId],
    );
    await world.run(deleteJob, [job()], { type: ({ placeholder = '' }) => placeholder });
    const left = (await world.client.job.list()).filter(({ state }) => state !== 'deleting');
    assert.deepEqual(left, []);
  });

  test('a job that is terminated right after being disabled is only reported as ended', async () => {
    await world.client.job.add({ id: 'stopped', poolInfo: { poolId: 'none' } });
    const stopped = { ...job(), jobId: 'stopped' };
    const ofBoth = /^Job stopped (?!is being )/;
    let told: string | undefined;
    void world.ui.untilSaid(ofBoth).then((message) => {
      told = message;
    });
    // Nothing is followed before both requests have been sent.
    const clock = new FakeClock();
    const changes = new ChangeFollower({ ...world.app, clock });
    const app = { ...world.app, changes };
    await world.ui.listen(() => disableJob(app, [stopped]), { rows: 'Requeue' });
    await world.ui.listen(() => terminateJob(app, [stopped]));
    while (told === undefined) {
      clock.advance(world.app.settings.refreshIntervalMs ?? 0);
      await new Promise((resolve) => setImmediate(resolve));
    }
    changes.dispose();
    assert.equal(told, 'Job stopped has ended.');
  });
});
