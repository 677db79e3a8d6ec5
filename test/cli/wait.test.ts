import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, suite, type TestContext, test } from 'node:test';
import { systemClock } from '../../src/service/clock.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { openCold } from '../app/support/coldApp.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { cli, type Ended, runCli, toEnvironment } from './runCli.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-wait-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Starts an account with a job whose task runs, and the command that waits for it, until it has asked once. */
async function startWait(
  context: TestContext,
  args: readonly string[] = [],
  fault?: Parameters<Simulator['addFault']>[0],
) {
  const simulator = await startSimulator({ scenario: makeSmallWorld(1, 0, 1) });
  if (fault !== undefined) simulator.addFault(fault);
  const cold = openCold(simulator, systemClock);
  context.after(() => {
    cold.close();
    return simulator.close();
  });
  const env = toEnvironment(simulator, simulator.accountKey);
  let end: () => void = () => undefined;
  const untilTerm = new Promise<void>((resolve) => (end = resolve));
  const ended: Promise<Ended> = runCli(folder, ['wait', '--job', 'running', ...args], { env, untilTerm });
  const untilAsked = (times: number) =>
    new Promise<void>((resolve) => {
      const poll = setInterval(() => {
        const asked = simulator.requests.filter(({ operation }) => operation === 'Job_GetTaskCounts');
        if (asked.length < times) return;
        clearInterval(poll);
        resolve();
      }, 10);
      context.after(() => clearInterval(poll));
    });
  return { simulator, jobs: cold.store.service.jobs, tasks: cold.store.service.tasks, ended, untilAsked, end };
}

const lastOf = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

suite('waiting for a job', { concurrency: 4 }, () => {
  test('tasks that never start are named with the reason, long before the time is over', async (context) => {
    const simulator = await startSimulator({ scenario: 'sample' });
    context.after(() => simulator.close());
    const env = toEnvironment(simulator, simulator.accountKey);
    const { code, stdout, stderr } = await runCli(folder, ['wait', 'nightly', '--timeout', '30s'], { env });
    assert.equal(code, 5, stderr);
    assert.match(stdout, /the job preparation task fails\. They don't start until someone acts\.\n$/);
    assert.match(stderr, /24 tasks in job nightly are waiting\..*\n[\s\S]*azure-batch-why failures --job nightly/);
  });

  test('tasks that all wait for someone to act end it with the reason and a code of its own', async (context) => {
    const simulator = await startSimulator({ scenario: 'sample' });
    context.after(() => simulator.close());
    const env = toEnvironment(simulator, simulator.accountKey);
    const wait = (job: string, ...args: readonly string[]) => runCli(folder, ['wait', job, ...args], { env });
    const [prepared, empty, late] = await Promise.all([
      wait('nightly', '--stuck-after', '1s'),
      wait('monte-carlo', '--stuck-after', '1s', '--json', '--exit-status'),
      wait('nightly', '--stuck-after', 'none', '--json', '--timeout', '20s'),
    ]);
    assert.equal(prepared.code, 6, prepared.stderr);
    assert.match(prepared.stdout, /Stopped because no task can start until someone acts\. .*preparation task fails/);
    const { isDone, endedBecause, stuck } = JSON.parse(empty.stdout);
    assert.deepEqual([empty.code, isDone, endedBecause, stuck.length], [6, false, 'stuck', 1]);
    assert.deepEqual([late.code, JSON.parse(late.stdout).endedBecause], [5, 'timeout']);
  });

  test('tasks that are found to be stuck only later, while nothing else changes, end it as well', async (context) => {
    const simulator = await startSimulator({ scenario: 'sample' });
    context.after(() => simulator.close());
    const body = JSON.stringify({ code: 'AuthorizationPermissionMismatch', message: { value: 'You may not.' } });
    simulator.addFault({ operation: 'Pool_List', status: 403, body, times: 1 });
    const env = toEnvironment(simulator, simulator.accountKey);
    const { code, stderr } = await runCli(folder, ['wait', 'monte-carlo', '--stuck-after', '1s', '--timeout', '40s'], {
      env,
    });
    assert.equal(code, 6, stderr);
  });

  test('a job with a task that runs, or that starts on its own, is waited for', async (context) => {
    const { simulator, ended, untilAsked, end } = await startWait(context, ['--stuck-after', '1s', '--json']);
    await untilAsked(4);
    end();
    const { stdout } = await ended;
    assert.equal(JSON.parse(stdout).endedBecause, 'signal', simulator.url);
  });

  test('a service that is away for a while, from the first request on, is asked again', async (context) => {
    const away = { operation: 'Job_Get', status: 503, times: 5 };
    const { ended, untilAsked, tasks } = await startWait(context, [], away);
    await untilAsked(2);
    await tasks.terminateTask('running', 'r0');
    const { code, stdout } = await ended;
    assert.deepEqual([code, stdout], [0, 'running: 0 tasks succeeded, 1 failed. All tasks have completed.\n']);
  });

  test('when it is asked to end while the service is away, the last line says why it was away', async (context) => {
    const { simulator, ended, untilAsked, end } = await startWait(context);
    await untilAsked(1);
    const headers = { 'Retry-After': '0' };
    simulator.addFault({ operation: 'Job_GetTaskCounts', status: 503, headers, times: 1000 });
    const before = simulator.requests.filter(({ operation }) => operation === 'Job_GetTaskCounts').length;
    // A request is attempted five times, and its failure is noted before the next.
    await untilAsked(before + 7);
    end();
    const { signal, stdout, stderr } = await ended;
    assert.equal(signal, 'SIGTERM', stderr);
    assert.match(stdout, /the process was asked to end\. The last request failed: .*HTTP 503.*\n$/);
  });

  test('a service that never answers is left when the time is up, and when asked to end', async (context) => {
    let note: () => void = () => undefined;
    const silent = createServer(() => note());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    context.after(() => silent.close().closeAllConnections());
    const { port } = silent.address() as AddressInfo;
    const env = toEnvironment(
      { url: `http://127.0.0.1:${port}`, accountName: 'contoso' },
      Buffer.from('key').toString('base64'),
    );
    const late = await runCli(folder, ['wait', 'render', '--timeout', '2s'], { env });
    assert.deepEqual([late.code, late.stdout], [3, '']);
    assert.match(late.stderr, /Stopped after 2 sec, as specified\./);
    const read = await runCli(folder, ['failures', '--job', 'render', '--budget', '2s'], { env });
    assert.equal(read.code, 3);
    assert.match(read.stderr, /Stopped after 2 sec, as specified\./);
    const explained = await runCli(folder, ['explain', '--job', 'render', '--budget', '2s'], { env });
    assert.equal(explained.code, 3);
    assert.match(explained.stderr, /Stopped after 2 sec, as specified\./);
    const untilTerm = new Promise<void>((resolve) => (note = resolve));
    const ended = await runCli(folder, ['wait', 'render'], { env, untilTerm });
    assert.equal(ended.signal, 'SIGTERM');
    assert.match(ended.stderr, /the process was asked to end/);
  });

  test('Ctrl+C ends the process by its signal, so that a script around it ends, too', async (context) => {
    const { simulator, ended, untilAsked } = await startWait(context, ['--timeout', '1s']);
    await ended;
    const counted = simulator.requests.filter(({ operation }) => operation === 'Job_GetTaskCounts').length;
    const script = `"${process.execPath}" "${cli}" wait running; echo went on`;
    const child = spawn('bash', ['-c', script], {
      env: { PATH: process.env['PATH'], HOME: folder, ...toEnvironment(simulator, simulator.accountKey) },
      detached: true,
    });
    let output = '';
    child.stdout.on('data', (data) => (output += String(data)));
    // The second counts are asked for once the process has read the first.
    await untilAsked(counted + 2);
    process.kill(-(child.pid ?? 0), 'SIGINT');
    await new Promise((resolve) => child.on('close', resolve));
    assert.match(output, /running: .*the process was asked to end/);
    assert.doesNotMatch(output, /went on/);
  });

  test('a job that is deleted ends it with what was last known', async (context) => {
    const { jobs, ended, untilAsked } = await startWait(context);
    await untilAsked(1);
    await jobs.deleteJob('running');
    const { code, stdout, stderr } = await ended;
    assert.deepEqual([code, stdout], [3, '']);
    assert.match(
      lastOf(stderr),
      /^Job running was deleted before its tasks had completed\. Last known: running: .*1 unfinished/,
    );
  });

  test('a disabled job is waited for, with a note that nothing starts, until the pipeline ends it', async (context) => {
    const { jobs, ended, untilAsked, end } = await startWait(context, ['--exit-status']);
    await untilAsked(1);
    await jobs.disableJob('running', 'requeue');
    // The second of these was asked after the job was disabled, and its answer is noted before the next.
    await untilAsked(4);
    end();
    const { signal, stdout, stderr } = await ended;
    assert.equal(signal, 'SIGTERM');
    assert.match(stderr, /None of its tasks starts until the job is enabled again\.\n/);
    assert.equal(
      stdout,
      'running: 0 tasks succeeded, 1 unfinished, job: disabled. Stopped because the process was asked to end. ' +
        'None of its tasks starts until the job is enabled again.\n',
    );
  });

  test('a job that is terminated has ended, and with --exit-status not well', async (context) => {
    const { simulator, jobs, ended, untilAsked } = await startWait(context, ['--exit-status', '--json']);
    await untilAsked(1);
    await jobs.terminateJob('running');
    const { code, stdout, stderr } = await ended;
    const { isDone, endedBecause, succeeded } = JSON.parse(stdout);
    assert.deepEqual([code, isDone, endedBecause, succeeded], [1, true, 'jobEnded', 0], stderr);
    const again = toEnvironment(simulator, simulator.accountKey);
    const text = await runCli(folder, ['wait', 'running', '--exit-status'], { env: again });
    assert.match(
      text.stdout,
      /^running: 0 tasks succeeded, 1 failed, job: completed\. The job has ended \(UserTerminate\)\.\n$/,
    );
    assert.equal(text.code, 1);
  });

  test('a sign-in that is no longer accepted ends it with the reason', async (context) => {
    const { simulator, ended, untilAsked } = await startWait(context);
    await untilAsked(1);
    const body = JSON.stringify({ code: 'AuthenticationFailed', message: { value: 'The token has expired.' } });
    simulator.addFault({ operation: 'Job_Get', status: 401, body });
    const { code, stdout, stderr } = await ended;
    assert.deepEqual([code, stdout], [3, '']);
    assert.match(lastOf(stderr), /\(HTTP 401, AuthenticationFailed, request \S+\)$/);
  });
});
