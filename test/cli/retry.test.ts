import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { runCli, toEnvironment, toStartLine } from './runCli.ts';

/** Retries of the command line, over HTTP against a simulator. */
suite('retrying from the command line', { concurrency: 4 }, () => {
  let simulator: Simulator;
  let folder: string;

  before(async () => {
    simulator = await startSimulator({ scenario: makeSmallWorld(1, 3, 1) });
    folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-retry-'));
  });

  after(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (args: readonly string[], options: Parameters<typeof runCli>[2] = {}) => runCli(folder, args, options);

  test('a retry asks, saves evidence first, and can be resumed', async () => {
    const file = path.join(folder, 'simulator.txt');
    writeFileSync(file, toStartLine(simulator));
    const retry = (args: readonly string[], stdin = '') => run(['retry', ...args, '--simulator', file], { stdin });
    const unanswered = await retry(['broken', 'f0']);
    assert.equal(unanswered.code, 4);
    assert.match(unanswered.stderr, /Retry task f0\?[\s\S]+Account: [\s\S]+ {2}1 {2}Retry\n/);
    const declined = await run(['retry', 'broken', 'f0'], {
      stdin: 'n\n',
      env: toEnvironment(simulator, simulator.accountKey),
    });
    assert.equal(declined.code, 4);
    assert.match(declined.stderr, /\n {2}1 {2}Retry\nNothing was changed\.\n$/);
    const [wrong, nothing] = await Promise.all([retry([]), retry(['--resume'])]);
    assert.equal(wrong.code, 2);
    assert.deepEqual([nothing.code, nothing.stderr], [0, 'All bulk actions on this account are finished.\n']);
    const { journal, ...none } = JSON.parse((await retry(['--resume', '--json'])).stdout);
    assert.deepEqual(
      [journal, none],
      [undefined, { planned: 0, done: 0, failed: 0, unknown: 0, notStarted: 0, tasks: [], leftOut: [] }],
    );
    const { code, stderr } = await retry(['broken', 'f0', '--yes']);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /1 task|f0/);
    const saved = readdirSync(path.join(folder, 'azure-batch-troubleshooter/attempts'));
    assert.equal(saved.filter((name) => name.endsWith('.jsonl')).length, 1);
    assert.match(stderr, /The logs before the retry: azure-batch-why logs .*--attempt 1/);
    const before = await run(['logs', 'broken', 'f0', '--attempt', '1', '--simulator', file]);
    assert.deepEqual([before.code, /^stderr\.txt/m.test(before.stdout)], [0, true], before.stderr);
    const beforeThat = await run(['logs', 'broken', 'f0', '--attempt', '2', '--simulator', file]);
    assert.equal(beforeThat.code, 3);
    assert.match(
      beforeThat.stderr,
      /^Only 1 earlier attempt of this task is saved on this computer\. Batch keeps only the files of a task's last run\. .*`outputFiles`\)\.\n$/,
    );
    const answered = await retry(['broken', 'f1'], '1\n');
    assert.equal(answered.code, 0, answered.stderr);
    assert.equal(answered.stdout, '');
    // The input is only the line with the simulator's address, so the question stays unanswered.
    assert.equal((await run(['retry', 'broken', 'f2', '--simulator', '-'], { stdin: toStartLine(simulator) })).code, 4);
  });

  test('a dry run shows what a retry would do, and --yes retries what loses nothing', async () => {
    const other = await startSimulator({ scenario: makeSmallWorld(1, 2, 0) });
    after(() => other.close());
    const { url, accountName, accountKey } = other;
    const file = path.join(folder, 'dry.json');
    writeFileSync(file, JSON.stringify({ url, accountName, accountKey }));
    const retry = (...args: readonly string[]) =>
      run(['retry', 'broken', 'f0', 'f1', ...args, '--simulator', file], { env: { XDG_STATE_HOME: `${folder}/dry` } });
    const plan = await retry('--dry-run');
    assert.equal(plan.code, 0, plan.stderr);
    assert.match(
      plan.stdout,
      /^2 tasks run again and lose no files in wd\. It isn't known whether the tasks would fail again\.\n {2}f0 .*\n {2}f1 [\s\S]*This is a dry run/,
    );
    const left = await retry('nosuch', '--dry-run', '--json');
    const { planned, isDryRun, tasks, leftOut } = JSON.parse(left.stdout);
    assert.deepEqual([left.code, planned, isDryRun, tasks[0].outlook], [0, 2, true, 'runsAgain']);
    assert.equal(leftOut[0].resource.taskId, 'nosuch');
    assert.ok(other.requests.every(({ operation }) => operation !== 'Task_Reactivate'));
    assert.equal((await run(['retry', '--resume', '--dry-run', '--simulator', file])).code, 2);
    const body = JSON.stringify({ code: 'AuthorizationPermissionMismatch', message: { value: 'You may not.' } });
    other.addFault({ operation: 'File_ListFromTask', status: 403, body, times: 1 });
    const safe = await retry('--yes', '--json');
    const done = JSON.parse(safe.stdout);
    assert.deepEqual([safe.code, done.done, done.leftOut.length], [3, 1, 1], safe.stderr);
    assert.match(done.leftOut[0].why, /may lose files/);
  });

  test('a retry that is agreed to asks nothing, and the job tells later that it helped', async () => {
    const small = makeSmallWorld(1, 0, 0);
    const ran = (exitCode: number, stderr: string) => ({ durationMs: 10, exitCode, stderr });
    const toTask = (id: string, first: ReturnType<typeof ran>) => ({
      body: { id, commandLine: 'python3 run.py' },
      state: 'completed' as const,
      outcomes: [first, ran(0, '')],
      endedAgoMs: 60_000,
    });
    const toFailing = (id: string, line: string) =>
      toTask(id, ran(1, `Traceback (most recent call last):\n  File "run.py", line 3, in <module>\n${line}\n`));
    const toJob = (id: string, ...lines: readonly string[]) => ({
      body: { id, poolInfo: { poolId: 'busy' } },
      tasks: lines.map((line, index) => toFailing(index === 0 ? 't' : `t${index}`, line)),
    });
    const reset = 'ConnectionResetError: [Errno 104] Connection reset by peer';
    const missing = "ModuleNotFoundError: No module named 'meshx'";
    const lines = Array.from({ length: 60 }, (_, index) => (index % 3 === 0 ? missing : reset));
    // The logs that would represent the others all show the same.
    const early = new Set([0, 10, 20, 30, 40, 59]);
    const lopsided = lines.map((line, index) => (early.has(index) ? missing : line));
    const jobs = [
      toJob('flaky', reset),
      toJob('wrong', missing),
      toJob('mixed', ...lines),
      toJob('lopsided', ...lopsided),
    ];
    const other = await startSimulator({ scenario: { ...small, jobs } });
    after(() => other.close());
    const { url, accountName, accountKey } = other;
    const file = path.join(folder, 'flaky.json');
    writeFileSync(file, JSON.stringify({ url, accountName, accountKey }));
    const ask = (...args: readonly string[]) =>
      run([...args, '--simulator', file], { env: { XDG_STATE_HOME: `${folder}/flaky` } });
    const none = await ask('retry', 'wrong', '--retryable', '--dry-run');
    assert.deepEqual(
      [none.code, none.stdout],
      [0, 'Nothing would be retried, because no task may succeed as it is.\n'],
    );
    const mixed = JSON.parse((await ask('retry', 'mixed', '--retryable', '--dry-run', '--json')).stdout);
    assert.deepEqual([mixed.planned, mixed.leftOut.length], [40, 20], 'the log of each task is read');
    const hopeless = lopsided.filter((line) => line === missing).length;
    const rest = JSON.parse((await ask('retry', 'lopsided', '--retryable', '--dry-run', '--json')).stdout);
    assert.deepEqual([rest.planned, rest.leftOut.length], [60 - hopeless, hopeless], 'even if the first ones agree');
    const found = JSON.parse((await ask('failures', '--job', 'mixed', '--budget', 'none', '--json')).stdout);
    for (const { fingerprint, count } of found.causes) {
      const ofCause = await ask('retry', 'mixed', '--cause', fingerprint, '--dry-run', '--json');
      assert.equal(JSON.parse(ofCause.stdout).planned, count, 'a cause has as many tasks as where it is listed');
    }
    assert.deepEqual(
      found.causes.map(({ count }: { readonly count: number }) => count),
      [40, 20],
    );
    const done = await ask('retry', 'flaky', '--yes');
    assert.equal(done.code, 0, done.stderr);
    assert.doesNotMatch(done.stderr, /Retry task|\?$/m);
    assert.equal((await ask('wait', 'flaky', '--exit-status')).code, 0);
    const listed = await ask('failures', '--job', 'flaky', '--json');
    assert.equal(JSON.parse(listed.stdout).retried, '1 task failed before and succeeded when it was retried.');
    assert.match(
      (await ask('failures', '--job', 'flaky')).stdout,
      /Nothing failed\. 1 task succeeded\. No task is running or waiting\. 1 task failed before and succeeded/,
    );
  });

  for (const [answer, code] of [
    ['1', 0],
    ['what?', 4],
  ] as const)
    test(`a retry answered with ${answer} ends even if the input continues`, async () => {
      const other = await startSimulator({ scenario: makeSmallWorld(1, 1, 0) });
      after(() => other.close());
      const file = path.join(folder, `open${code}.json`);
      writeFileSync(file, toStartLine(other));
      const ended = await run(['retry', 'broken', 'f0', '--simulator', file], {
        stdin: `${answer}\n`,
        staysOpen: true,
        env: { XDG_STATE_HOME: `${folder}/open${code}` },
      });
      assert.equal(ended.code, code, ended.stderr);
    });

  test('saved data that cannot be read does not stop an explanation, but a retry', {
    skip: process.platform === 'win32',
  }, async () => {
    const taken = path.join(folder, 'taken');
    mkdirSync(taken);
    // Root may read everything, but nobody can read what is in a link that leads to itself.
    symlinkSync('azure-batch-troubleshooter', path.join(taken, 'azure-batch-troubleshooter'));
    const env = { ...toEnvironment(simulator, simulator.accountKey), XDG_STATE_HOME: taken };
    const { code, stdout, stderr } = await run(['explain', '--job', 'broken', '--task', 'f2'], { env });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^# f2 failed/);
    assert.match(stderr, /^\S+attempts could not be used: .*\n$/);
    assert.equal((await run(['retry', '--resume'], { env })).code, 3);
  });

  test('an empty XDG_STATE_HOME counts as unset', { skip: process.platform !== 'linux' }, async (context) => {
    const other = await startSimulator({ scenario: makeSmallWorld(1, 1, 0) });
    context.after(() => other.close());
    const home = path.join(folder, 'home');
    mkdirSync(home);
    const env = { ...toEnvironment(other, other.accountKey), XDG_STATE_HOME: '', HOME: home };
    const { code, stderr } = await run(['retry', 'broken', 'f0', '--yes'], { env, cwd: home });
    assert.equal(code, 0, stderr);
    assert.deepEqual(readdirSync(home), ['.local']);
  });

  test('retrying a cause of a job is one command, and retries only its tasks', async () => {
    const other = await startSimulator({ scenario: makeSmallWorld(1, 2, 0, 2) });
    after(() => other.close());
    const file = path.join(folder, 'ofJob.json');
    writeFileSync(file, toStartLine(other));
    const use = (...args: readonly string[]) => run([...args, '--simulator', file]);
    const [{ fingerprint }] = JSON.parse((await use('failures', '--job', 'crowd', '--json')).stdout).causes;
    const explained = await use('explain', '--job', 'crowd', '--cause', fingerprint);
    const command = `retry crowd --cause ${fingerprint}`;
    assert.ok(explained.stdout.includes(`[azure-batch-why ${command} --simulator ${file}]`), explained.stdout);
    const { stderr } = await use(...command.split(' '));
    assert.match(stderr, /Retry 2 tasks\?[\s\S]*job crowd/);
    assert.match(stderr, / {2}1 {2}Retry 2\n/);
    assert.equal((await use('retry', 'crowd', 'c0', '--cause', fingerprint)).code, 2);
  });

  test('a cause whose tasks were retried can still be explained, also for its job and the account', async () => {
    const small = makeSmallWorld(1, 0, 0);
    const outcomes = [
      { durationMs: 1000, exitCode: 4, stderr: 'no\n' },
      { durationMs: 100_000_000, exitCode: 0 },
    ];
    const task = { body: { id: 'f0', commandLine: 'fail' }, state: 'completed', outcomes } as const;
    const job = { body: { id: 'broken', poolInfo: { poolId: 'busy' } }, tasks: [task] };
    const other = await startSimulator({ scenario: { ...small, jobs: [job] } });
    after(() => other.close());
    const file = path.join(folder, 'retried.json');
    writeFileSync(file, toStartLine(other));
    const use = (...args: readonly string[]) =>
      run([...args, '--simulator', file], { env: { XDG_STATE_HOME: `${folder}/retried` } });
    const [{ fingerprint }] = JSON.parse((await use('failures', '--job', 'broken', '--json')).stdout).causes;
    const { code, stderr } = await use('retry', 'broken', '--cause', fingerprint, '--yes');
    assert.equal(code, 0, stderr);
    const ofCause = await use('explain', '--cause', fingerprint);
    assert.equal(ofCause.code, 0, ofCause.stderr);
    assert.match(ofCause.stdout, /^# f0, which failed with “.*”, was retried\n/);
    for (const args of [[], ['--job', 'broken']]) {
      const { stdout } = await use('failures', ...args);
      assert.match(stdout, /\nf0 was retried .* and has not ended\. Before that, it failed: /);
      assert.doesNotMatch(stdout, /Nothing failed/);
    }
    const [ofJob, ofAccount] = [await use('explain', '--job', 'broken'), await use('explain')];
    for (const { stdout } of [ofJob, ofAccount])
      assert.match(stdout, /f0 was retried .* and has not ended\. Before that, it failed/);
    assert.match(ofAccount.stdout, /^# Nothing has failed in account .* since 1 task was retried\n/);
  });

  test('a partly completed retry has its own exit code, and the result of each task as JSON', async () => {
    const other = await startSimulator({ scenario: makeSmallWorld(1, 2, 1) });
    after(() => other.close());
    const { url, accountName, accountKey } = other;
    const file = path.join(folder, 'part.json');
    writeFileSync(file, JSON.stringify({ url, accountName, accountKey }));
    const retry = (...args: readonly string[]) =>
      run(['retry', ...args, '--yes', '--json', '--simulator', file], { env: { XDG_STATE_HOME: `${folder}/part` } });
    const left = await retry('broken', 'f0', 'nosuch');
    assert.equal(left.code, 3, left.stderr);
    const { journal, leftOut, tasks, ...counts } = JSON.parse(left.stdout);
    assert.deepEqual(counts, { planned: 1, done: 1, failed: 0, unknown: 0, notStarted: 0 });
    assert.deepEqual([tasks[0].resource.taskId, tasks[0].outcome], ['f0', 'done']);
    assert.equal(leftOut[0].resource.taskId, 'nosuch');
    assert.match(readFileSync(journal, 'utf8'), /f0/);
    other.addFault({ operation: 'Task_Reactivate', status: 409 });
    const failed = await retry('broken', 'f1');
    const told = JSON.parse(failed.stdout);
    assert.deepEqual([failed.code, told.failed, told.tasks[0].outcome], [3, 1, 'failed']);
  });

  test('links for VS Code are replaced by commands to run', async () => {
    const other = await startSimulator({ scenario: makeSmallWorld(1, 0, 0, 1) });
    after(() => other.close());
    const { url, accountName, accountKey } = other;
    const file = path.join(folder, 'open.json');
    writeFileSync(file, JSON.stringify({ url, accountName, accountKey }));
    const { code, stderr } = await run(['retry', 'crowd', 'c0', '--simulator', file], { stdin: '2\n' });
    assert.equal(code, 4);
    assert.match(stderr, /2 {2}Explain\n[\s\S]*run: azure-batch-why explain --job crowd --task c0\n/);
  });

  test('neither --yes nor a number confirms a retry that may lose unreadable files', async () => {
    const other = await startSimulator({ scenario: makeSmallWorld(1, 1, 0) });
    after(() => other.close());
    const body = JSON.stringify({ code: 'AuthorizationPermissionMismatch', message: { value: 'You may not.' } });
    other.addFault({ operation: 'File_ListFromTask', status: 403, body });
    const { url, accountName, accountKey } = other;
    const file = path.join(folder, 'unread.json');
    writeFileSync(file, JSON.stringify({ url, accountName, accountKey }));
    const retry = (args: readonly string[], stdin = '') =>
      run(['retry', 'broken', 'f0', ...args, '--simulator', file], { stdin });
    for (const { code, stderr } of [await retry(['--yes']), await retry([], '1\n')]) {
      assert.equal(code, 4, stderr);
      assert.match(stderr, /may be lost/);
      assert.ok(other.requests.every(({ operation }) => operation !== 'Task_Reactivate'));
    }
    const typed = await retry([], 'Retry\n');
    assert.match(typed.stderr, /To do it, type: Retry\n[\s\S]*Retrying task f0\n/);
  });
});
