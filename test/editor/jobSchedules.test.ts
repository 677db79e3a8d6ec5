import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { toDocumentUri } from '../../src/extension/documentUri.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../journeys/simulatorProcess.ts';
import { addPoolAndJob, poolId, waitFor } from '../journeys/workload.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { answering } from './support/answers.ts';
import { showExplanationAsText } from './support/explanationText.ts';
import { listen, untilTold } from './support/messages.ts';
import { setRefreshInterval } from './support/sampleAccount.ts';

const scheduleId = 'nightly';
const lastJob = `${scheduleId}:job-1`;

suite('job schedules', () => {
  let simulator: SimulatorProcess;
  let accountId: string;
  const schedule = () => ({ kind: 'jobSchedule', accountId, scheduleId });
  const run = async (command: string, ...args: unknown[]): Promise<unknown> =>
    vscode.commands.executeCommand(`azureBatch.${command}`, ...args);
  const stateNow = async () => (await simulator.client.jobSchedule.get(scheduleId)).state;
  const waitForState = async (...states: readonly string[]): Promise<unknown> =>
    waitFor(
      async () => {
        const state = await stateNow();
        return state !== undefined && states.includes(state) ? state : undefined;
      },
      `the schedule to be ${states.join(' or ')}`,
    );

  suiteSetup(async () => {
    simulator = await startSimulatorProcess();
    await addPoolAndJob(simulator);
    await simulator.client.jobSchedule.add({
      id: scheduleId,
      schedule: { recurrenceInterval: 'P1D' },
      jobSpecification: {
        poolInfo: { poolId },
        jobManagerTask: { id: 'manager', commandLine: "/bin/sh -c 'exit 3'", killJobOnCompletion: false },
      },
    });
    await waitFor(async () => {
      const { recentJob } = (await simulator.client.jobSchedule.get(scheduleId)).executionInfo ?? {};
      if (recentJob?.id !== lastJob) return undefined;
      const { taskCounts } = await simulator.client.job.getTaskCounts(lastJob);
      return taskCounts.failed === 1 ? taskCounts : undefined;
    }, 'the job of the schedule to fail');
    accountId = await addAccount(simulator);
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await simulator.stop();
  });

  test('a schedule opens as JSON', async () => {
    const uri = vscode.Uri.parse(`azurebatch://${accountId}/jobschedules/${scheduleId}/job-schedule.json`);
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(JSON.parse(document.getText()).schedule.recurrenceInterval, 'P1D');
  });

  const readExplanation = async (): Promise<string> => {
    const uri = vscode.Uri.parse(`azurebatch://${accountId}/jobschedules/${scheduleId}/${scheduleId}.explanation.md`);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  };

  test('its page tells when its next job comes, and how the last one went', async () => {
    await run('jobSchedule.explain', schedule());
    const { document } = await showExplanationAsText();
    assert.match(document.getText(), /^# Job schedule nightly creates its next job on /);
    assert.match(document.getText(), /Its last job, nightly:job-1, is active, and 1 of its tasks failed\./);
    assert.match(document.getText(), /Recurrence: every 1 day/);
  });

  test('a schedule is disabled after a question that says what goes on, and enabled again', async () => {
    const { questions } = await listen(() => run('jobSchedule.disable', schedule()), 'cancel');
    assert.match(questions[0]?.detail ?? '', /nightly \(account simulated\)\nNo jobs are created until/);
    assert.equal(await stateNow(), 'active');
    const { status } = await listen(() => run('jobSchedule.disable', schedule()));
    assert.deepEqual(status, ['Job schedule nightly is disabled.']);
    assert.equal(await stateNow(), 'disabled');
    const explained = await waitFor(async () => {
      const text = await readExplanation();
      return /^# Job schedule nightly is disabled and creates no jobs/.test(text) ? text : undefined;
    }, 'its page to say so');
    assert.match(explained, /^1\. Enable the job schedule\. \[Enable Job Schedule\]$/m);
    await listen(() => run('jobSchedule.enable', schedule()));
    assert.equal(await stateNow(), 'active');
  });

  test('a schedule that someone has enabled while the question stood is not terminated, with the reason', async () => {
    await listen(() => run('jobSchedule.disable', schedule()));
    const { showWarningMessage } = vscode.window;
    const told: string[] = [];
    Object.assign(vscode.window, {
      showWarningMessage: async (message: string, options: unknown, ...buttons: readonly string[]) => {
        if (typeof options !== 'object') return void told.push(message);
        await simulator.client.jobSchedule.enable(scheduleId);
        return buttons.find((button) => button === 'Terminate');
      },
    });
    try {
      await run('jobSchedule.terminate', schedule());
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
    }
    assert.match(told.join('\n'), /The job schedule has been enabled since you were asked, so nothing was done\./);
    assert.equal(await stateNow(), 'active');
  });

  test('a schedule is terminated with its job, after a question', async () => {
    const { questions } = await listen(() => run('jobSchedule.terminate', schedule()));
    assert.match(
      questions[0]?.detail ?? '',
      /Its active job ends, too\. Ended jobs are kept\.\nNo task runs or waits\./,
    );
    await waitForState('terminating', 'completed');
  });

  test('a schedule is deleted with its jobs once its id is typed, kept first, and it is told when it is gone', async () => {
    await waitForState('completed');
    const remove = (name: string) =>
      listen(() => answering({ type: () => name }, () => run('jobSchedule.delete', schedule())));
    const { questions } = await remove('night');
    assert.equal(questions[0]?.message, 'Delete job schedule nightly?');
    assert.match(
      questions[0].detail,
      /^First, the properties of the schedule and its jobs, and the ends of the logs of/m,
    );
    assert.match(
      questions[0]?.detail ?? '',
      /^nightly \(account simulated\)\nnightly:job-1 \(\w+\)\n1 job that the schedule has created is deleted with all tasks \(running: 0\), logs and files\.\nFirst, /,
    );
    assert.equal(await stateNow(), 'completed', 'the name was not typed whole');
    await setRefreshInterval(0.25);
    const told = untilTold(/^Job schedule nightly is deleted\.$/);
    const { status } = await remove(scheduleId);
    assert.deepEqual(status, ['Job schedule nightly is being deleted.']);
    await told;
    assert.deepEqual([...(await simulator.client.jobSchedule.list())], []);
    const kept = { resource: { kind: 'job', accountId, jobId: lastJob } as const, document: 'attempts' as const };
    const document = await vscode.workspace.openTextDocument(toDocumentUri(kept));
    assert.match(document.getText(), /## Before “Delete Job Schedule”: [\s\S]*manager/);
    await setRefreshInterval(undefined);
  });
});
