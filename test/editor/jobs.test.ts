import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { toDocumentUri } from '../../src/extension/documentUri.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../journeys/simulatorProcess.ts';
import { addPoolAndJob, isCompleted, jobId, waitForJob, waitForTask } from '../journeys/workload.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { answering } from './support/answers.ts';
import { listen, untilTold } from './support/messages.ts';
import { setRefreshInterval } from './support/sampleAccount.ts';

suite('jobs and their tasks', () => {
  let simulator: SimulatorProcess;
  let accountId: string;
  const job = () => ({ kind: 'job', accountId, jobId });
  const task = (taskId: string) => ({ kind: 'task', accountId, jobId, taskId });
  const run = async (command: string, ...args: unknown[]): Promise<unknown> =>
    vscode.commands.executeCommand(`azureBatch.${command}`, ...args);
  const failOnce = async (id: string): Promise<void> => {
    await simulator.client.task.add(jobId, { id, commandLine: "/bin/sh -c 'exit 4'" });
    await waitForTask(simulator, id, isCompleted);
  };
  const taskIds = async (): Promise<string[]> =>
    (await simulator.client.task.list(jobId)).map(({ id }) => id ?? '').sort();

  suiteSetup(async () => {
    simulator = await startSimulatorProcess();
    await addPoolAndJob(simulator);
    await failOnce('first');
    await failOnce('second');
    await failOnce('third');
    accountId = await addAccount(simulator);
    await setRefreshInterval(0.25);
  });

  suiteTeardown(async () => {
    await setRefreshInterval(undefined);
    await removeAccount(accountId);
    await simulator.stop();
  });

  test('several tasks are deleted after one question that names them', async () => {
    const { questions } = await listen(() => run('task.delete', task('third'), [task('third'), task('second')]));
    assert.equal(questions.length, 1);
    assert.match(questions[0]?.detail ?? '', /third \(job render, account simulated\)\n.*second/);
    assert.deepEqual(await taskIds(), ['first']);
  });

  test('all failed tasks of a job run again, also those the explorer has not loaded', async () => {
    const { questions, status } = await listen(() => run('job.retryFailed', job()));
    assert.deepEqual([questions, status], [[], ['The task runs again.']]);
    const again = await waitForTask(simulator, 'first', isCompleted);
    assert.equal(again.executionInfo?.exitCode, 4);
  });

  test('a job is disabled, which says what becomes of running tasks and is told once it has come, and enabled again', async () => {
    const told = untilTold(/^Job render is disabled\.$/);
    await answering({ choose: 'Requeue' }, () => listen(() => run('job.disable', job())));
    await waitForJob(simulator, 'disabled');
    await told;
    await listen(() => run('job.enable', job()));
    await waitForJob(simulator, 'active');
  });

  test('a job is terminated only after a question, then takes no retry, and it is told when it has ended', async () => {
    const { questions } = await listen(() => run('job.terminate', job()), 'cancel');
    assert.equal(questions.length, 1);
    await waitForJob(simulator, 'active');
    const told = untilTold(/^Job render has ended\.$/);
    await listen(() => run('job.terminate', job()));
    await waitForJob(simulator, 'terminating', 'completed');
    await told;
    const kept = toDocumentUri({ resource: { ...job(), kind: 'job' }, document: 'attempts' });
    assert.match((await vscode.workspace.openTextDocument(kept)).getText(), /^The action took effect\.$/m);
  });

  test('a job is deleted only when its id is typed', async () => {
    await answering({ type: () => 'rende' }, async () => {
      const { questions } = await listen(() => run('job.delete', job()));
      assert.match(JSON.stringify(questions), /All tasks \(\d+; running: \d+\) are deleted/);
    });
    assert.deepEqual(
      (await simulator.client.job.list()).map(({ id }) => id),
      [jobId],
    );
    await answering({ type: ({ placeHolder }) => placeHolder ?? '' }, () => listen(() => run('job.delete', job())));
    const left = (await simulator.client.job.list()).filter(({ state }) => state !== 'deleting');
    assert.deepEqual(left, []);
  });

  test('a job that is terminated as soon as it is disabled is told as ended only', async () => {
    await simulator.client.job.add({ id: 'stopped', poolInfo: { poolId: 'none' } });
    const stopped = { ...job(), jobId: 'stopped' };
    const ofBoth = /^Job stopped /;
    const told = untilTold(ofBoth);
    await answering({ choose: 'Requeue' }, () => listen(() => run('job.disable', stopped)));
    await listen(() => run('job.terminate', stopped));
    assert.equal(await told, 'Job stopped has ended.');
  });
});
