import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { run as deleteSchedule } from '../../src/app/actions/jobSchedule/delete.ts';
import { run as disableSchedule } from '../../src/app/actions/jobSchedule/disable.ts';
import { run as enableSchedule, contribution as enabling } from '../../src/app/actions/jobSchedule/enable.ts';
import { run as terminateSchedule } from '../../src/app/actions/jobSchedule/terminate.ts';
import { toRemedyActions } from '../../src/app/explain/remedyActions.ts';
import { type ExplanationServices, writeExplanation } from '../../src/app/explain/writeExplanation.ts';
import { makeQuietWorld, poolId } from '../builders/quietWorld.ts';
import { renderSaved } from '../builders/renderSaved.ts';
import { type Simulated, simulate } from './support/simulate.ts';

const scheduleId = 'nightly';
const lastJob = `${scheduleId}:job-1`;

suite('job schedules', () => {
  let world: Simulated;
  const schedule = () => ({ kind: 'jobSchedule', accountId: world.accountId, scheduleId }) as const;
  const stateNow = async () => (await world.client.jobSchedule.get(scheduleId)).state;
  const untilState = async (...states: readonly string[]): Promise<void> => {
    while (!states.includes((await stateNow()) ?? ''));
  };
  const readExplanation = async (): Promise<string> => {
    const services: ExplanationServices = {
      ...world.app,
      toRemedyActions: (remedies, targets) =>
        toRemedyActions(remedies, targets, (remedy) => ({
          title: remedy === 'jobSchedule.enable' ? enabling.title : remedy,
        })),
      findSource: async () => undefined,
    };
    const target = { resource: schedule(), document: 'explanation' } as const;
    return (await writeExplanation(services, target, 60_000, () => undefined)).text;
  };

  before(async () => {
    world = await simulate(makeQuietWorld());
    const { client } = world;
    await client.jobSchedule.add({
      id: scheduleId,
      schedule: { recurrenceInterval: 'P1D' },
      jobSpecification: {
        poolInfo: { poolId },
        jobManagerTask: { id: 'manager', commandLine: 'exit 4', killJobOnCompletion: false },
      },
    });
    while ((await client.jobSchedule.get(scheduleId)).executionInfo?.recentJob?.id !== lastJob);
    while ((await client.job.getTaskCounts(lastJob)).taskCounts.failed !== 1);
  });

  after(() => world.close());

  test('the page of a job schedule shows its results, and that its last job stays active and delays the next one', async () => {
    const text = await readExplanation();
    assert.match(text, /^# Job schedule nightly creates its next job when its last one ends/);
    assert.match(text, /See why tasks in nightly:job-1 failed/);
    assert.match(text, /Recurrence: every 1 day/);
  });

  test('a schedule is disabled after a question that says what continues, and enabled again', async () => {
    const { questions } = await world.run(disableSchedule, [schedule()], { question: 'cancel' });
    assert.match(questions[0]?.detail ?? '', /nightly \(account simulated\)\nNo jobs are created until/);
    assert.equal(await stateNow(), 'active');
    const { status } = await world.run(disableSchedule, [schedule()]);
    assert.deepEqual(status, ['Job schedule nightly is disabled.']);
    assert.equal(await stateNow(), 'disabled');
    const explained = await readExplanation();
    assert.match(explained, /^# Job schedule nightly is disabled and isn't creating jobs/);
    assert.match(explained, /^1\. Enable the job schedule\. \[Enable Job Schedule\]$/m);
    await world.run(enableSchedule, [schedule()]);
    assert.equal(await stateNow(), 'active');
  });

  test('a job schedule that someone enabled while the question was open is not terminated, and the reason is shown', async () => {
    await world.run(disableSchedule, [schedule()]);
    const { warnings } = await world.run(terminateSchedule, [schedule()], {
      async question() {
        await world.client.jobSchedule.enable(scheduleId);
        return { choose: 'Terminate' };
      },
    });
    assert.match(
      warnings.join('\n'),
      /The job schedule has been enabled since you were prompted, so nothing was done\./,
    );
    assert.equal(await stateNow(), 'active');
  });

  test('a schedule is terminated with its job, after a question', async () => {
    const { questions } = await world.run(terminateSchedule, [schedule()]);
    assert.match(
      questions[0]?.detail ?? '',
      /Its active job also ends\. Completed jobs are kept\.\nNo tasks are running or waiting\./,
    );
    await untilState('terminating', 'completed');
  });

  test('a job schedule is saved and deleted with its jobs after its ID is typed, and the end of the deletion is reported', async () => {
    await untilState('completed');
    const remove = (name: string) => world.run(deleteSchedule, [schedule()], { type: () => name });
    const { questions } = await remove('night');
    const [{ message, detail } = assert.fail('nothing was asked')] = questions;
    assert.equal(message, 'Delete job schedule nightly?');
    assert.match(
      detail,
      /^First, the properties of the schedule and its jobs are saved on this computer, along with the end of their tasks' logs\.$/m,
    );
    assert.match(
      detail,
      /^nightly \(account simulated\)\nnightly:job-1 \(\w+\)\n1 job created by the schedule is deleted with all tasks \(running: 0\), logs, and files\.\nFirst, /,
    );
    assert.equal(await stateNow(), 'completed', 'the name was not typed whole');
    const told = world.ui.untilSaid(/^Job schedule nightly has been deleted\.$/);
    const { status } = await remove(scheduleId);
    assert.deepEqual(status, ['Job schedule nightly is being deleted.']);
    await told;
    assert.deepEqual([...(await world.client.jobSchedule.list())], []);
    const resource = { kind: 'job', accountId: world.accountId, jobId: lastJob } as const;
    const saved = renderSaved(resource, await world.app.kept.list(resource), (id) =>
      id === 'azureBatch.jobSchedule.delete' ? 'Delete Job Schedule' : id,
    );
    assert.match(saved, /## Before “Delete Job Schedule”: [\s\S]*manager/);
  });
});
