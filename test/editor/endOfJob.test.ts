import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type SimulatorProcess, startSimulatorProcess } from '../journeys/simulatorProcess.ts';
import { addPoolAndJob, poolId, waitFor, waitForNode } from '../journeys/workload.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { answering } from './support/answers.ts';
import { listen, type Said } from './support/messages.ts';

const sleep = "/bin/sh -c 'sleep 600'";

suite('what ending a task sets off in its job', () => {
  let simulator: SimulatorProcess;
  let accountId: string;

  suiteSetup(async () => {
    simulator = await startSimulatorProcess();
    await addPoolAndJob(simulator);
    accountId = await addAccount(simulator);
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await simulator.stop();
  });

  const stateOfJob = async (jobId: string): Promise<string | undefined> =>
    (await simulator.client.job.get(jobId)).state;
  const stateOf = async (jobId: string, id: string): Promise<string | undefined> =>
    (await simulator.client.task.get(jobId, id)).state;
  const onTask = (verb: string, jobId: string, taskId: string): Promise<Said> =>
    listen(() =>
      Promise.resolve(
        vscode.commands.executeCommand(`azureBatch.task.${verb}`, { kind: 'task', accountId, jobId, taskId }),
      ),
    );
  const until = (jobId: string, id: string, state: string): Promise<unknown> =>
    waitFor(async () => ((await stateOf(jobId, id)) === state ? state : undefined), `${id} to be ${state}`);
  const untilJob = (jobId: string, state: string): Promise<unknown> =>
    waitFor(async () => ((await stateOfJob(jobId)) === state ? state : undefined), `${jobId} to be ${state}`);

  test('the last task of a job that ends by itself is not requeued, and what is told instead works', async () => {
    const jobId = 'ends-by-itself';
    await simulator.client.job.add({ id: jobId, poolInfo: { poolId }, onAllTasksComplete: 'noaction' });
    await simulator.client.task.add(jobId, { id: 'last', commandLine: sleep });
    await simulator.client.job.patch(jobId, { onAllTasksComplete: 'terminatejob' });
    await until(jobId, 'last', 'running');

    const said = await onTask('requeue', jobId, 'last');
    assert.deepEqual(said.questions, []);
    assert.match(
      said.errors.join(),
      /last: The task is the last one of its job that is left to run.*Disable the job with “Requeue”/,
    );
    assert.deepEqual([await stateOfJob(jobId), await stateOf(jobId, 'last')], ['active', 'running']);

    const onJob = (verb: string) => () =>
      vscode.commands.executeCommand(`azureBatch.job.${verb}`, { kind: 'job', accountId, jobId });
    await answering({ choose: 'Requeue' }, () => listen(async () => onJob('disable')()));
    await untilJob(jobId, 'disabled');
    await listen(async () => onJob('enable')());
    await until(jobId, 'last', 'running');
    assert.equal(await stateOfJob(jobId), 'active');

    const { questions } = await onTask('terminate', jobId, 'last');
    assert.match(questions[0]?.detail ?? '', /This ends job ends-by-itself \(onAllTasksComplete\)/);
    await untilJob(jobId, 'completed');
  });

  test('a task whose end terminates its job is not requeued, and the others of the job go on', async () => {
    const jobId = 'acts-on-failure';
    await simulator.client.job.add({ id: jobId, poolInfo: { poolId }, onTaskFailure: 'performexitoptionsjobaction' });
    const exitConditions = { default: { jobAction: 'terminate' as const } };
    await simulator.client.task.add(jobId, { id: 'one', commandLine: sleep, exitConditions });
    await until(jobId, 'one', 'running');
    await simulator.client.task.add(jobId, { id: 'other', commandLine: sleep });

    const said = await onTask('requeue', jobId, 'one');
    assert.deepEqual(said.questions, []);
    assert.match(said.errors.join(), /one: The exit conditions of the task end the whole job/);
    assert.deepEqual([await stateOfJob(jobId), await stateOf(jobId, 'one')], ['active', 'running']);

    const { questions } = await onTask('terminate', jobId, 'one');
    assert.match(questions[0]?.detail ?? '', /This ends the whole job acts-on-failure/);
    await untilJob(jobId, 'completed');
    assert.equal(await stateOf(jobId, 'other'), 'active');
  });

  test('a task that others wait for is ended only after these are counted', async () => {
    const jobId = 'with-dependencies';
    await simulator.client.job.add({ id: jobId, poolInfo: { poolId }, usesTaskDependencies: true });
    await simulator.client.task.add(jobId, { id: 'first', commandLine: sleep });
    for (const id of ['second', 'third']) {
      await simulator.client.task.add(jobId, { id, commandLine: sleep, dependsOn: { taskIds: ['first'] } });
    }
    await until(jobId, 'first', 'running');
    const { questions } = await onTask('terminate', jobId, 'first');
    assert.match(questions[0]?.detail ?? '', /2 tasks depend on this and never run/);
    await until(jobId, 'first', 'completed');
  });

  test('deleting the last open task of a job that ends by itself is said to end the job, and does', async () => {
    const jobId = 'ends-by-deleting';
    await simulator.client.job.add({ id: jobId, poolInfo: { poolId }, usesTaskDependencies: true });
    await simulator.client.task.add(jobId, { id: 'open', commandLine: sleep });
    await simulator.client.task.add(jobId, { id: 'last', commandLine: sleep, dependsOn: { taskIds: ['open'] } });
    await simulator.client.job.patch(jobId, { onAllTasksComplete: 'terminatejob' });

    const first = (await onTask('delete', jobId, 'open')).questions[0]?.detail ?? '';
    assert.match(first, /1 task depends on what is deleted, and never runs/);
    assert.doesNotMatch(first, /the job ends/);
    assert.deepEqual([await stateOfJob(jobId), await stateOf(jobId, 'last')], ['active', 'active']);

    const { questions } = await onTask('delete', jobId, 'last');
    assert.match(questions[0]?.detail ?? '', /This ends job ends-by-deleting \(onAllTasksComplete\)/);
    await untilJob(jobId, 'completed');
  });

  const withNode = async (): Promise<string> =>
    (await waitForNode(simulator, ({ state }) => state === 'idle' || state === 'running')).id ?? '';

  test('a choice for a node that ends the last task of a job is said to end the job, and does', async () => {
    const jobId = 'on-a-node';
    const nodeId = await withNode();
    await simulator.client.job.add({ id: jobId, poolInfo: { poolId } });
    await simulator.client.task.add(jobId, { id: 'last', commandLine: sleep });
    await until(jobId, 'last', 'running');
    await simulator.client.job.patch(jobId, { onAllTasksComplete: 'terminatejob' });
    const node = { kind: 'node', accountId, poolId, nodeId };
    const reboot = async (choose: string, answer: 'cancel' | 'confirm'): Promise<string> => {
      const said: Said = { questions: [], informations: [], warnings: [], errors: [], status: [] };
      const run = async (): Promise<void> =>
        void (await vscode.commands.executeCommand('azureBatch.node.reboot', node));
      await answering({ choose }, () => listen(run, answer, said));
      return said.questions[0]?.detail ?? '';
    };
    assert.doesNotMatch(await reboot('Requeue', 'cancel'), /the job ends/);
    assert.match(await reboot('Terminate', 'confirm'), /This ends job on-a-node \(onAllTasksComplete\)/);
    await untilJob(jobId, 'completed');
  });

  test('taking all nodes away from a pool says what the end of their tasks sets off', async () => {
    const jobId = 'on-all-nodes';
    await withNode();
    await simulator.client.job.add({ id: jobId, poolInfo: { poolId }, onTaskFailure: 'performexitoptionsjobaction' });
    const exitConditions = { default: { dependencyAction: 'block' as const } };
    await simulator.client.task.add(jobId, { id: 'one', commandLine: sleep, exitConditions });
    await until(jobId, 'one', 'running');
    const said: Said = { questions: [], informations: [], warnings: [], errors: [], status: [] };
    const resize = async (): Promise<void> =>
      void (await vscode.commands.executeCommand('azureBatch.pool.resize', { kind: 'pool', accountId, poolId }));
    const type = ({ title = '' }: vscode.InputBoxOptions): string =>
      title.startsWith('Remove all nodes') ? poolId : '0';
    await answering({ choose: 'Terminate', type }, () => listen(resize, 'confirm', said));
    assert.match(said.questions[0]?.detail ?? '', /This ends the whole job on-all-nodes, because of exit conditions/);
    await untilJob(jobId, 'completed');
  });
});
