import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs } from '../../src/simulator/scenarios/runs.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { cli, runCli, toEnvironment, toStartLine } from './runCli.ts';

const wrongKey = Buffer.alloc(64, 7).toString('base64');

/** The command line, over HTTP against a simulator. */
suite('the command line', { concurrency: 4 }, () => {
  let simulator: Simulator;
  let folder: string;

  before(async () => {
    simulator = await startSimulator({ scenario: makeSmallWorld(1, 3, 1) });
    folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-cli-'));
    writeFileSync(path.join(folder, 'cut.json'), '{"id": "p",\n "vmSize": ');
    writeFileSync(path.join(folder, 'bad.json'), '{"id": "j",\n "poolInfo": {"poolId": "p"}, "priorty": 3}');
    writeFileSync(path.join(folder, 'good.json'), '{"id": "j", "poolInfo": {"poolId": "p"}, "priority": 3}');
    writeFileSync(path.join(folder, 'other.json'), '{"a": 1}');
    writeFileSync(path.join(folder, 'named.job.json'), '{"id": "j", "poolId": "p"}');
    writeFileSync(path.join(folder, 'marked.json'), '\uFEFF{"id": "j", "poolInfo": {"poolId": "p"}, "priority": 3}');
  });

  after(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const toLine = (of: Simulator = simulator): string => toStartLine(of);

  const run = (args: readonly string[], options: Parameters<typeof runCli>[2] = {}) => runCli(folder, args, options);

  const ask = (...args: readonly string[]) => run([...args, '--simulator', '-'], { stdin: toLine() });

  const withKey = (key: string, url = simulator.url) => toEnvironment({ url, accountName: simulator.accountName }, key);

  // Runs first, since the command line retries for ten seconds.
  test("a host that isn't responding is named", async () => {
    const { code, stderr } = await run(['failures'], { env: withKey(wrongKey, 'http://127.0.0.1:1') });
    assert.equal(code, 3);
    assert.match(stderr, /127\.0\.0\.1:1 isn't responding/);
  });

  test('causes are printed as text and as JSON, and the exit code shows that there are failures', async () => {
    const [text, json, ofJob] = await Promise.all([
      ask('failures'),
      ask('failures', '--json'),
      ask('failures', '--job', 'running', '--json'),
    ]);
    assert.equal(text.code, 1, text.stderr);
    assert.match(
      text.stdout,
      /^\n3 tasks · .+\n {2}broken · .+\n {2}Confidence: .+\n {2}What to do: .+\n {2}If retried: .+\n {2}azure-batch-why explain --cause '?v1:/m,
    );
    const { causes, isComplete, failedTasks } = JSON.parse(json.stdout);
    assert.deepEqual([causes.length, causes[0].count, isComplete, failedTasks], [1, 3, true, { read: 3, total: 3 }]);
    const { causes: none, failedTasks: ofThese } = JSON.parse(ofJob.stdout);
    assert.deepEqual([ofJob.code, none, ofThese], [0, [], { read: 0, total: 0 }]);
    assert.match(text.stdout, /^\S+ · 3 failed tasks · 1 job\n/);
    assert.match(
      (await ask('failures', '--job', 'broken')).stdout,
      /^\S+ · job broken · 3 failed tasks · 1 job\n\n3 tasks · /,
    );
  });

  test('failures can be chosen by time, kind, exit code, and number, and JSON has what the text has', async (context) => {
    const crash = (line: string) => failed(1, 4000, { stderr: `${line}\n` });
    const chosen = smallWorld('chosen', 'Tasks that failed for different reasons.', {
      job: {
        tasks: [
          completedTask('early', crash('KeyError: "frame"'), { endedAgoMs: hourMs }),
          completedTask('memory', crash('MemoryError')),
          completedTask('killed', failed(137, 4000)),
        ],
      },
    });
    const open = async (scenario: Scenario | 'sample') => {
      const other = await startSimulator({ scenario });
      context.after(() => other.close());
      const file = path.join(folder, `${other.url.replace(/.*:/, '')}.json`);
      writeFileSync(file, toLine(other));
      return file;
    };
    const list = async (file: string, ...args: readonly string[]) => {
      const { code, stdout, stderr } = await run([
        'failures',
        '--budget',
        'none',
        ...args,
        '--simulator',
        file,
        '--json',
      ]);
      assert.equal(code, 1, stderr);
      return JSON.parse(stdout);
    };
    const [sample, small] = await Promise.all([open('sample'), open(chosen)]);
    const whole = await list(sample);
    assert.equal(whole.found, whole.causes.length);
    const nightly = whole.causes.find(({ jobs }: { readonly jobs: readonly string[] }) => jobs.includes('nightly'));
    assert.deepEqual([nightly.waiting, nightly.missingNodes, nightly.severity], [24, 0, 'error']);
    const missing = whole.causes.find((cause: { readonly missingNodes: number }) => cause.missingNodes > 0);
    assert.match(missing.category, /quota|allocation/);
    assert.ok(whole.causes.some((cause: { readonly isOngoing: boolean }) => cause.isOngoing));
    assert.ok(
      whole.causes.some((cause: { readonly coreHours: { readonly atLeast: number } }) => cause.coreHours.atLeast > 1),
    );
    assert.deepEqual(whole.endingJobs, []);
    for (const { job, reasons } of whole.waiting) assert.ok(reasons.length > 0, job);
    assert.ok(whole.coreHours.atLeast > 1);
    const ofPool = whole.causes.find(({ kind }: { readonly kind?: string }) => kind === 'pool');
    assert.deepEqual(ofPool.coreHours, { atLeast: 0, isComplete: false }, 'nothing of it is measured');
    const [costly] = whole.unusedNodes;
    assert.deepEqual([costly.pool, costly.states[0].state, costly.coreHoursPerHour > 1], ['gpu-train', 'idle', true]);
    const night = whole.unusedNodes.find(({ pool }: { readonly pool: string }) => pool === 'risk-nightly');
    // 4 nodes with 4 cores are idle for 10 hours, and tasks wait for 9.
    assert.deepEqual(
      [night.coreHours, night.coreHoursWhileWaiting].map(({ atLeast }) => Math.floor(atLeast / 16)),
      [10, 9],
    );
    assert.equal(whole.foundUnfiltered, undefined);
    const limited = await list(small, '--limit', '2');
    assert.deepEqual([limited.causes.length, limited.found], [2, 3]);
    const ofMemory = await list(small, '--category', 'out-of-memory');
    assert.ok(ofMemory.found > 0 && ofMemory.found < 3);
    for (const { category } of ofMemory.causes) assert.equal(category, 'out-of-memory');
    const killed = await list(small, '--exit-code', '137', '--job', 'job');
    assert.deepEqual(
      killed.causes.map(({ count }: { readonly count: number }) => count),
      [1],
    );
    const recent = await list(small, '--since', '30m');
    assert.deepEqual([recent.found, recent.foundUnfiltered], [2, 3]);
    const text = await run(['failures', '--limit', '2', '--simulator', small]);
    assert.match(text.stdout, /\n\nShown: 2 of 3 causes, greatest impact first\.\n/);
    const some = await run(['failures', '--category', 'out-of-memory', '--simulator', small]);
    assert.match(some.stdout, /^simulated · .* · \d of 3 causes · before filtering: 3 failed tasks · 1 job\n/);
  });

  test('when its time is over, or a pipeline ends it, failures prints what is known by then', async (context) => {
    const slow = await startSimulator({ scenario: makeSmallWorld(1, 3, 1) });
    context.after(() => slow.close());
    slow.addFault({ operation: 'File_GetFromTask', effect: 'hang' });
    const stdin = toLine(slow);
    const timed = await run(['failures', '--budget', '10s', '--json', '--simulator', '-'], { stdin });
    const countLogs = () => slow.requests.filter(({ operation }) => operation === 'File_GetFromTask').length;
    const before = countLogs();
    const untilTerm = new Promise<void>((resolve) => {
      const poll = setInterval(() => {
        if (countLogs() > before) resolve();
      }, 5);
      context.after(() => clearInterval(poll));
    });
    const ended = await run(['failures', '--simulator', '-'], { stdin, untilTerm });
    assert.deepEqual([timed.code, timed.stderr], [1, 'Stopped after 10 sec, as specified.\n']);
    const { isComplete, causes } = JSON.parse(timed.stdout);
    assert.deepEqual([isComplete, causes.length > 0], [false, true]);
    assert.deepEqual([ended.signal, ended.stderr], ['SIGTERM', 'Stopped because the process was asked to end.\n']);
    assert.match(ended.stdout, /3 failed tasks/);
    assert.match(
      ended.stdout,
      /\n(?:≥ )?3 tasks · logs not read yet\n {2}broken\n {2}azure-batch-why failures --budget none --simulator=-\n/,
    );
    assert.match(ended.stdout, /\n\nNot everything was read, so there may be more failures and more causes\.\n/);
  });

  test('if its time is over before the jobs are listed, it is not certain that nothing failed', async (context) => {
    const slow = await startSimulator({ scenario: makeSmallWorld(1, 0, 1) });
    context.after(() => slow.close());
    slow.addFault({ operation: 'Job_List', effect: 'hang' });
    const args = ['failures', '--budget', '6s', '--simulator', '-'];
    const { code, stdout, stderr } = await run(args, { stdin: toLine(slow) });
    assert.equal(code, 3, stdout);
    assert.doesNotMatch(stdout, /Nothing failed/);
    assert.match(stderr, /Stopped after 6 sec[\s\S]*Not everything could be read, so something may have failed\.\n$/);
  });

  test('wait ends when the tasks of a job have completed, or when the time is over', async (context) => {
    const other = await startSimulator({ scenario: makeSmallWorld(1, 3, 0) });
    context.after(() => other.close());
    const wait = (...args: readonly string[]) => run(['wait', ...args, '--simulator', '-'], { stdin: toLine(other) });
    const [done, failed, gone] = await Promise.all([
      wait('broken', '--json'),
      wait('broken', '--exit-status'),
      wait('nosuch'),
    ]);
    assert.deepEqual([done.code, failed.code, gone.code], [0, 1, 3], gone.stderr);
    const { state, ...counts } = JSON.parse(done.stdout);
    assert.equal(state, 'active');
    const { endedBecause, ...rest } = counts;
    assert.equal(endedBecause, 'tasksCompleted');
    assert.deepEqual(rest, { job: 'broken', succeeded: 0, failed: 3, unfinished: 0, isDone: true, stuck: [] });
    assert.match(failed.stdout, /^broken: 0 tasks succeeded, 3 failed\. All tasks have completed\.\n$/);
    const running = toLine(simulator);
    const late = await run(['wait', 'running', '--timeout', '5s', '--simulator', '-'], { stdin: running });
    assert.equal(late.code, 5);
    assert.match(late.stderr, /running: .*unfinished\n$/);
    assert.match(late.stdout, /^running: .*unfinished\. Stopped after 5 sec, as specified\.\n$/);
  });

  test('a missing job is reported as missing, and not as a job without failures', async () => {
    const [ofJob, ofPool] = await Promise.all([
      ask('failures', '--job', 'nosuch'),
      ask('failures', '--pool', 'nosuch'),
    ]);
    assert.deepEqual([ofJob.code, ofJob.stdout, ofPool.code, ofPool.stdout], [3, '', 3, '']);
    assert.match(ofJob.stderr, /There is no job nosuch/);
    assert.match(ofPool.stderr, /There is no pool nosuch/);
  });

  for (const [operation, whole, ofJob] of [
    ['Job_List', 3, 3],
    ['Job_GetTaskCounts', 3, 3],
    ['ComputeNode_List', 0, 0],
  ] as const)
    test(`if ${operation} is refused, the exit code shows whether the absence of failures is certain`, async (context) => {
      const other = await startSimulator({ scenario: makeSmallWorld(1, 0, 1) });
      context.after(() => other.close());
      const body = JSON.stringify({ code: 'AuthorizationPermissionMismatch', message: { value: 'You may not.' } });
      other.addFault({ operation, status: 403, body });
      const look = (...args: readonly string[]) => run([...args, '--simulator', '-'], { stdin: toLine(other) });
      const [text, json, one] = await Promise.all([
        look('failures'),
        look('failures', '--json'),
        look('failures', '--job', 'running'),
      ]);
      assert.deepEqual([text.code, json.code, one.code], [whole, whole, ofJob], text.stderr + one.stderr);
      assert.equal(JSON.parse(json.stdout).isComplete, whole === 0);
      for (const { code, stdout, stderr } of [text, one]) {
        assert.equal(/Nothing failed/.test(stdout), code === 0);
        assert.equal(/^Not everything could be read, so something may have failed\./.test(stderr), code === 3);
      }
    });

  test('the account check asks before each group, and reveals nothing about the account', async () => {
    const written = path.join(folder, 'report.md');
    const [asked, byUrl, unreached] = await Promise.all([
      run(['live'], { env: withKey(simulator.accountKey), stdin: '2\n1\n' }),
      run(['live', '--account', simulator.url, '--yes', '--out', written], { env: withKey(simulator.accountKey) }),
      run(['live', '--account', 'http://127.0.0.1:1', '--yes'], { env: withKey(wrongKey, 'http://127.0.0.1:1') }),
    ]);
    assert.equal(asked.code, 0, asked.stderr);
    assert.equal(asked.stdout.match(/Not checked: the user skipped it\./g)?.length, 1);
    assert.equal(asked.stdout.match(/Not checked: the account is opened with its key/g)?.length, 3);
    assert.deepEqual([byUrl.code, byUrl.stdout], [0, ''], byUrl.stderr);
    const report = readFileSync(written, 'utf8');
    assert.match(report, /\| Task_Get \| 200 \| 1 \| \d+ \| as expected \|/);
    for (const name of [simulator.accountName, new URL(simulator.url).host, 'broken'])
      assert.ok(!report.includes(name));
    assert.equal(unreached.code, 1);
    assert.match(unreached.stdout, /\| Pool_List \| none NetworkUnreachable \|/);
  });

  test('a full disk is an error', { skip: process.platform !== 'linux' }, async () => {
    const line = path.join(folder, 'line.json');
    writeFileSync(line, toLine());
    const { PATH = '' } = process.env;
    const command = `"${process.execPath}" "${cli}" failures --json --simulator "${line}" > /dev/full`;
    const child = spawn('sh', ['-c', command], { env: { PATH, HOME: folder } });
    let stderr = '';
    child.stderr.on('data', (data) => (stderr += String(data)));
    const code = await new Promise((resolve) => child.on('close', resolve));
    assert.equal(code, 3, stderr);
    assert.match(stderr, /ENOSPC/);
  });

  test('an item is explained by its address or by IDs, and a cause by its fingerprint', async () => {
    const { stdout } = await ask('failures', '--json');
    const [{ fingerprint }] = JSON.parse(stdout).causes;
    const address = `${simulator.url}/jobs/broken/tasks/f0`;
    const byAddress = await run(['explain', address], { env: withKey(simulator.accountKey) });
    const byIds = await ask('explain', '--job', 'broken', '--task', 'f0');
    const [ofCause, ofAccount] = await Promise.all([
      ask('explain', '--cause', fingerprint, '--json'),
      ask('explain', '--json'),
    ]);
    assert.equal(byAddress.code, 0, byAddress.stderr);
    assert.match(byAddress.stdout, /^# f0 failed: exit code 4[\s\S]+\n## What to do\n\n1\. /);
    // Commands that help name the account as it was given.
    assert.equal(byIds.stdout.replaceAll(' --simulator=-]', ']'), byAddress.stdout);
    assert.equal(JSON.parse(ofCause.stdout)[0].cause, fingerprint);
    assert.match(JSON.parse(ofAccount.stdout)[0].title, /3 failures/);
    assert.match(byAddress.stdout, /\[Retry Task: azure-batch-why retry broken f0\]/);
    // The others may have failed for other reasons.
    assert.doesNotMatch(byAddress.stdout, /Retry All Failed Tasks/);
    assert.match(byAddress.stdout, /\[In VS Code: Fix and Resubmit Task…\]/);
    const { remedies } = JSON.parse(ofCause.stdout)[0];
    assert.deepEqual(remedies[0], {
      id: 'failures.retry',
      title: 'Retry All Tasks with This Cause…',
      command: `retry --cause ${fingerprint}`,
    });
  });

  test('a task that only Batch counts as succeeded is explained as such, and is not a failure', async (context) => {
    const other = await startSimulator({ scenario: 'false-success' });
    context.after(() => other.close());
    const askOther = (...args: readonly string[]) => run([...args, '--simulator', '-'], { stdin: toLine(other) });
    const [ofEngine, ofLog, failures] = await Promise.all([
      askOther('explain', '--job', 'job', '--task', 'nf-3f9c2a17d0e84b56'),
      askOther('explain', '--job', 'job', '--task', 'train', '--json'),
      askOther('failures'),
    ]);
    assert.match(ofEngine.stdout, /^# nf-3f9c2a17d0e84b56 failed according to Nextflow: ALIGN \(s1\)\n/);
    assert.equal(JSON.parse(ofLog.stdout)[0].title, 'train succeeded, but its log ends in an exception');
    assert.equal(failures.code, 0, failures.stdout);
  });

  test('a cause that does not exist is not explained', async () => {
    const gone = 'v1:missing-file:FailureExitCode:0123456789abcdef';
    const { code, stdout, stderr } = await ask('explain', '--cause', gone);
    assert.deepEqual([code, stdout], [3, '']);
    assert.match(stderr, /^v1:missing-file:FailureExitCode:0123456789abcdef: None of the failures found so far has/m);
    for (const args of [['retry'], ['download'], ['retry', 'broken'], ['explain', '--job', 'broken']]) {
      const other = await ask(...args, '--cause', gone);
      assert.equal(other.code, 3);
      assert.ok(other.stderr.includes(`${gone}: None of the failures found so far`), other.stderr);
      assert.match(other.stderr, /To list the causes with their IDs, run: azure-batch-why failures --simulator=-\n$/);
    }
  });

  test('what cannot be the ID of a cause is refused without a request', async () => {
    const env = withKey(simulator.accountKey, 'http://127.0.0.1:1');
    for (const command of ['explain', 'retry', 'download']) {
      const { code, stdout, stderr } = await run([command, '--cause', 'v1:nosuch'], { env });
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, /^“v1:nosuch” is not the ID of a cause\. To list .*: azure-batch-why failures\n$/);
      const options = ['--account-url', 'contoso.westeurope.batch.azure.com', '--sign-in', 'azureCli'];
      const other = await run([command, '--cause', 'v1:nosuch', ...options]);
      assert.ok(other.stderr.endsWith(`: azure-batch-why failures ${options.join(' ')}\n`), other.stderr);
    }
  });

  test('an ID that does not exist is named, with the ID that was probably meant and the answer of the service', async () => {
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [
        ['explain', '--job', 'brokn'],
        /There is no job brokn in account simulated\. Did you mean broken\? \(HTTP 404, Job/,
      ],
      [['failures', '--job', 'brokn'], /Did you mean broken\?/],
      [['explain', '--job', 'brokn', '--task', 'f0'], /There is no job brokn in .* Did you mean broken\?/],
      [['explain', '--job', 'broken', '--task', 'g0'], /There is no task g0 in job broken\. Did you mean f0\?/],
      [['logs', '--job', 'broken', '--task', 'f00'], /There is no task f00 in job broken\. Did you mean f0\?/],
      [['download', 'broken', 'f00'], /There is no task f00 in job broken\. Did you mean f0\?/],
      [['retry', 'brokn'], /There is no job brokn .* Did you mean broken\?/],
      [['wait', 'brokn'], /There is no job brokn .* Did you mean broken\?/],
      [['failures', '--pool', 'buzy'], /There is no pool buzy .* Did you mean busy\?/],
      [['explain', '--pool', 'nothing-like-it'], /There is no pool nothing-like-it in account simulated\. \(HTTP 404/],
    ];
    await Promise.all(
      cases.map(async ([args, message]) => {
        const { code, stdout, stderr } = await ask(...args);
        assert.deepEqual([code, stdout], [3, ''], stderr);
        assert.match(stderr, message);
        assert.match(stderr, /request [0-9a-f-]{36}\)\n$/);
      }),
    );
  });

  test('logs are printed with line numbers, and optionally only the end of a log', async () => {
    const [text, words, json] = await Promise.all([
      ask('logs', '--job', 'broken', '--task', 'f1', '--stderr'),
      ask('logs', 'broken', 'f1', '--stderr'),
      ask('logs', `${simulator.url}/jobs/broken/tasks/f1`, '--lines', '1', '--json'),
    ]);
    assert.equal(text.stdout, 'stderr.txt · exit code 4; its last output: “no”\n> 1 | no\n');
    assert.deepEqual(
      JSON.parse(json.stdout).map(({ file }: { readonly file: string }) => file),
      ['stderr.txt', 'stdout.txt'],
    );
    assert.equal(words.stdout, text.stdout);
    assert.equal((await ask('logs', '--job', 'broken', '--task', 'missing')).code, 3);
    const twice = await ask('logs', 'broken', 'f1', '--task', 'f2', '--job', 'broken');
    assert.match(twice.stderr, /“broken” is not expected here/);
  });

  test('findings in definitions are printed by line and column, with fixes, and errors set the exit code', async () => {
    const check = (...names: readonly string[]) =>
      run(['check', ...names.map((name) => (name.startsWith('-') ? name : path.join(folder, name)))]);
    const [bad, cut, good, other, gone, json] = await Promise.all([
      check('bad.json'),
      check('cut.json'),
      check('good.json'),
      check('other.json'),
      check('gone.json'),
      check('bad.json', 'good.json', '--json'),
    ]);
    assert.equal(bad.code, 1);
    assert.match(bad.stdout, /bad\.json:2:\d+: error: .*"priorty".* \[unknown-property\]\n {2}Fix: .*"priority"/);
    assert.match(cut.stdout, /cut\.json:2:\d+: error: .*not valid JSON/);
    assert.deepEqual([cut.code, good.code, other.code, gone.code], [1, 0, 1, 3]);
    assert.match(other.stdout, /not the definition of a pool/);
    assert.equal(JSON.parse(json.stdout).findings[0].line, 2);
  });

  test('a definition of an unclear kind is checked as its file name indicates', async () => {
    const { code, stdout } = await run(['check', path.join(folder, 'named.job.json')]);
    assert.equal(code, 1);
    assert.match(stdout, /error: "poolId" belongs in "poolInfo"/);
  });

  test('a definition that is too large to check is refused with a readable message', async () => {
    const task = { id: 't', commandLine: 'render '.repeat(1000) };
    const file = path.join(folder, 'large.json');
    writeFileSync(file, JSON.stringify(Array.from({ length: 7200 }, () => task)));
    const { code, stdout, stderr } = await run(['check', file]);
    assert.deepEqual([code, stdout], [3, '']);
    assert.match(
      stderr,
      /large\.json: This file isn't checked because its size is 48\.\d MiB\. Files of up to 3\.8 MiB are checked\.\n$/,
    );
  });

  test('folders and patterns that no shell expanded are read, and errors of the system are explained', async () => {
    const other = path.join(folder, 'checked');
    mkdirSync(path.join(other, 'deep'), { recursive: true });
    mkdirSync(path.join(other, 'empty'));
    writeFileSync(path.join(other, 'deep', 'bad.json'), '{"id": "j", "poolInfo": {"poolId": "p"}, "priorty": 3}');
    writeFileSync(path.join(other, 'package.json'), '{"name": "not a definition"}');
    const check = (name: string) => run(['check', name], { cwd: other });
    const [whole, pattern, deep, none, empty, missing] = await Promise.all(
      ['.', '*.json', '**/*.json', '*.yaml', 'empty', 'gone.json'].map(check),
    );
    const found = /^deep.bad\.json:1:\d+: error: .*\[unknown-property\]/;
    assert.deepEqual([whole?.code, pattern?.code, deep?.code], [1, 1, 1], whole?.stderr);
    assert.match(whole?.stdout ?? '', found);
    assert.doesNotMatch(whole?.stdout ?? '', /package\.json/);
    assert.match(pattern?.stdout ?? '', /^package\.json:1:1: error: .*\[kind\]/);
    assert.match(deep?.stdout ?? '', found);
    assert.deepEqual([none?.code, empty?.code, missing?.code], [3, 2, 3]);
    assert.match(empty?.stderr ?? '', /^empty has no JSON file\.\n$/);
    assert.match(none?.stderr ?? '', /^\*\.yaml could not be read: No file matches this pattern\. \(ENOENT\)\n$/);
    assert.match(missing?.stderr ?? '', /could not be read: It doesn't exist\. \(ENOENT\)\n$/);
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['failures', '--simulator', other], /^--simulator: .*checked: It is a folder, not a file\. \(EISDIR\)\n$/],
      [['explain', '--log', '*.log'], /^\*\.log could not be read: No file matches this pattern/],
      [['explain', '--log', path.join(other, 'gone')], /gone could not be read: It doesn't exist\. \(ENOENT\)\n$/],
    ];
    for (const [args, message] of cases) assert.match((await run(args)).stderr, message);
    const taken = await ask('download', 'broken', 'f0', '--to', path.join(other, 'package.json'));
    assert.match(taken.stderr, /package\.json could not be used: It exists already\. \(EEXIST\)\n$/);
  });

  test('one unusable argument does not affect the others', async () => {
    const files = ['good.json', 'gone.json', 'bad.json'].map((name) => path.join(folder, name));
    const [text, json, marked] = await Promise.all([
      run(['check', ...files]),
      run(['check', ...files, '--json']),
      run(['check', path.join(folder, 'marked.json')]),
    ]);
    assert.deepEqual([text.code, json.code], [3, 3]);
    assert.match(text.stdout, /^\S+bad\.json:2:\d+: error: /);
    assert.match(text.stderr, /^\S+gone\.json could not be read: [^\n]+\n$/);
    const { findings, unread } = JSON.parse(json.stdout);
    assert.deepEqual(
      [findings, unread].map((list) => list.map(({ file }: { readonly file: string }) => path.basename(file))),
      [['bad.json'], ['gone.json']],
    );
    assert.match(unread[0].why, /could not be read/);
    assert.deepEqual([marked.code, marked.stderr], [0, ''], marked.stdout);

    const tasks = ['f0', 'nosuch', 'f1'].map((id) => `${simulator.url}/jobs/broken/tasks/${id}`);
    const env = withKey(simulator.accountKey);
    const [explained, asJson] = await Promise.all([
      run(['explain', ...tasks], { env }),
      run(['explain', ...tasks, '--json'], { env }),
    ]);
    assert.deepEqual([explained.code, asJson.code], [3, 3]);
    assert.match(explained.stdout, /^# f0 failed[\s\S]+\n---\n\n# f1 failed/);
    assert.match(explained.stderr, /^http\S+\/nosuch: .+\n$/);
    const [f0, nosuch, f1] = JSON.parse(asJson.stdout);
    assert.match([f0.title, f1.title].join(), /^f0 .*,f1 /);
    assert.deepEqual([nosuch.resource.taskId, nosuch.error.code], ['nosuch', 'TaskNotFound']);
  });

  // `src/cli/commandLine.test.ts` has more, which need no process.
  test('wrong usage is explained, and distinguished from failures', async () => {
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [
        ['nonsense'],
        /There is no command nonsense\. Available commands: help, failures, explain, logs, download, reproduce, wait, check, retry, live, mcp, completion\.\n/,
      ],
      [['failurs'], /Did you mean failures\?/],
      [['help', 'failurs'], /Did you mean failures\?/],
      [['failures'], /Which account\?.*AZURE_BATCH_ENDPOINT/],
      [
        ['failures', '--account', 'contoso'],
        /“contoso” is an account's name, which doesn't show its region\. .*--account-url/,
      ],
      [
        ['failures', 'frames', '--simulator', '-'],
        /“frames” is not expected here\. If it is a job, name it with --job frames\./,
      ],
      [['explain', cli, '--simulator', '-'], /is a file\. To explain it as a log, name it with --log /],
      [
        ['failures', '--account-url', 'http://contoso.westeurope.batch.azure.com'],
        /^--account-url: An endpoint starts with https/,
      ],
      [['failures', '--simulator', path.join(folder, 'other.json')], /No simulator startup line found/],
      [['explain', '--task', 'a', '--simulator', '-'], /--job is required/],
      [['logs', '--simulator', '-'], /Which log\?/],
      [['failures', '--simulator', '-', '--account', 'contoso'], /either --simulator or --account/],
      [['explain', '--pool', 'p', '--cause', 'v1:rest', '--simulator', '-'], /either --cause or --pool/],
      [['explain', '--job', 'j', '--task', 't', '--cause', 'v1:rest', '--simulator', '-'], /either --cause or --task/],
      [
        ['failures', '--storage-host', 'https://a.b/', '--simulator', '-'],
        /“https:\/\/a\.b\/” is not valid for --storage-host\./,
      ],
      [['version'], /There is no command version\..* Did you mean --version\?/],
      [
        ['failures', '--category', 'out-of-memry'],
        /“out-of-memry” is not valid for --category\. Specify one of these: .*\. Did you mean out-of-memory\?/,
      ],
    ];
    await Promise.all(
      cases.map(async ([args, message]) => {
        const { code, stdout, stderr } = await run(args, { stdin: toLine() });
        assert.deepEqual([code, stdout], [2, ''], `${args.join(' ')}\n${stderr}`);
        assert.match(stderr, message);
      }),
    );
    const unnamed = await run(['failures'], { env: { AZURE_BATCH_ENDPOINT: simulator.url } });
    assert.equal(unnamed.code, 2);
    assert.match(unnamed.stderr, /set AZURE_BATCH_ACCOUNT/);
    const unused = await run(['failures', '--account-url', 'http://127.0.0.1:1'], { env: withKey(wrongKey) });
    assert.equal(unused.code, 2);
    assert.match(
      unused.stderr,
      /127\.0\.0\.1:1 doesn't include the account name, and AZURE_BATCH_ACCOUNT isn't used for it, because AZURE_BATCH_ENDPOINT is 127\.0\.0\.1:\d+\. Specify --account\.\n/,
    );
    const ofOther = await run(['failures', '--account', simulator.accountName, '--account-url', 'http://127.0.0.1:1'], {
      env: { ...withKey(wrongKey), PATH: folder },
    });
    assert.match(
      ofOther.stderr,
      /^The key in AZURE_BATCH_ACCESS_KEY is for 127\.0\.0\.1:\d+, so it isn't used for 127\.0\.0\.1:1\.\n/,
    );
    const noKey = await run(['failures'], { env: withKey('no key!') });
    assert.match(noKey.stderr, /AZURE_BATCH_ACCESS_KEY is not valid\. A key consists/);
    const [help, all, named] = await Promise.all([run(['logs', '--help']), run(['-h']), run(['help', 'logs'])]);
    assert.deepEqual([help.code, all.code, named.stdout], [0, 0, help.stdout]);
    assert.match(help.stdout, /^azure-batch-why logs /);
    assert.match(help.stdout, /Examples:\n\n {2}azure-batch-why logs nightly/);
    const helps = await Promise.all(
      [
        'failures',
        'explain',
        'logs',
        'download',
        'reproduce',
        'wait',
        'check',
        'retry',
        'live',
        'mcp',
        'completion',
      ].map((name) => run(['help', name])),
    );
    for (const { code, stdout } of [help, all, ...helps]) {
      assert.equal(code, 0);
      const lines = stdout.trimEnd().split('\n');
      assert.match(lines.at(-1) ?? '', /^Manual: .*cli\.md$/);
      for (const line of lines.slice(0, -1)) assert.ok(line.length <= 80, line);
    }
    for (const { stdout } of helps) assert.match(stdout, /Examples:\n\n {2}azure-batch-why /);
    assert.match(help.stdout, /--lines N +Show this many/);
    assert.match(all.stdout, /failures +List what failed/);
  });

  test('the help of a package that names its repository links to the manual there', async () => {
    const installed = path.join(folder, 'installed');
    mkdirSync(path.join(installed, 'dist'), { recursive: true });
    copyFileSync(cli, path.join(installed, 'dist/cli.cjs'));
    for (const [url, page] of [
      ['https://github.com/example/why.git', 'https://github.com/example/why/blob/HEAD/docs/cli.md'],
      ['https://gitlab.com/example/why.git', 'https://gitlab.com/example/why/-/blob/HEAD/docs/cli.md'],
    ]) {
      writeFileSync(path.join(installed, 'package.json'), JSON.stringify({ repository: { type: 'git', url } }));
      const { stdout } = await run(['help', 'wait'], { program: path.join(installed, 'dist/cli.cjs') });
      assert.ok(stdout.endsWith(`\nManual: ${page}\n`), stdout);
    }
  });

  test('a wrong key is reported with a fix and not shown; no key is sent to another host', async () => {
    const foreign = 'https://batch.attacker.example';
    const [wrong, unconfirmed, elsewhere] = await Promise.all([
      run(['failures'], { env: withKey(wrongKey) }),
      run(['failures', '--account', 'contoso'], { env: { ...withKey(wrongKey, foreign) } }),
      run(['explain', 'https://contoso.westeurope.batch.azure.com/jobs/a', '--account-url', simulator.url], {
        env: withKey(wrongKey),
      }),
    ]);
    assert.equal(wrong.code, 3);
    assert.match(wrong.stderr, /key isn't valid.*“Keys” page/);
    assert.match(unconfirmed.stderr, /isn't an Azure Batch host.*--confirm-host batch\.attacker\.example/);
    assert.equal(elsewhere.code, 2);
    for (const { stdout, stderr } of [wrong, unconfirmed, elsewhere])
      assert.ok(!`${stdout}${stderr}`.includes(wrongKey));
  });

  test("a closed pipe is not a failure, and the terminal's language is used", async () => {
    const [closed, french] = await Promise.all([
      run(['explain', '--simulator', '-'], { stdin: toLine(), isClosed: true }),
      run(['--help'], { env: { LANG: 'fr_FR.UTF-8' } }),
    ]);
    assert.equal(closed.code, 0);
    // On a slow machine, progress is printed.
    assert.match(closed.stderr, /^(?:Looking for failures….*\n)*$/);
    assert.match(french.stdout, /Explique dans un terminal/);
  });

  test('files of tasks are downloaded, and a second run downloads nothing new', async () => {
    const to = path.join(folder, 'downloads', 'mine');
    const download = (...args: readonly string[]) => ask('download', ...args, '--to', to, '--json');
    const one = await download('broken', 'f0', '--files', 'stderr.txt');
    assert.equal(one.code, 0, one.stderr);
    const { files, ...rest } = JSON.parse(one.stdout);
    assert.deepEqual(rest, { folder: to, planned: 1, done: 1, failed: 0, notStarted: 0, failures: [], unlisted: [] });
    const [file = ''] = files;
    assert.match(file, /^broken\/f0\/.+\/stderr\.txt$/);
    const { stdout } = await ask('logs', '--job', 'broken', '--task', 'f0', '--stderr', '--json');
    const [{ lines }] = JSON.parse(stdout);
    assert.equal(readFileSync(path.join(to, file), 'utf8').trimEnd().split('\n').at(-1), lines.at(-1).text);
    const { fingerprint } = JSON.parse((await ask('failures', '--json')).stdout).causes[0];
    const all = await download('--cause', fingerprint);
    assert.equal(all.code, 0, all.stderr);
    assert.equal(JSON.parse(all.stdout).files.filter((name: string) => name.endsWith('/stderr.txt')).length, 3);
    writeFileSync(path.join(to, file), 'mine');
    const taken = await download('broken', '--files', 'stderr.txt');
    assert.equal(taken.code, 3, taken.stderr);
    const { done, failures } = JSON.parse(taken.stdout);
    assert.equal(done, 2);
    assert.match(failures[0].why, /Another file with this name already exists/);
    assert.equal(readFileSync(path.join(to, file), 'utf8'), 'mine');
  });

  test('a folder to run a task here is written, and nothing is run', async () => {
    const to = path.join(folder, 'reproduced');
    assert.equal((await ask('reproduce', 'broken')).code, 2);
    const done = await ask('reproduce', 'broken', 'f0', '--to', to, '--json');
    assert.equal(done.code, 0, done.stderr);
    const place = 'broken/f0/reproduction';
    const names = ['README.md', 'run.sh', 'environment.env'].map((name) => `${place}/${name}`);
    assert.deepEqual(JSON.parse(done.stdout), {
      folder: to,
      files: names,
      kept: [],
      inputs: [],
      sizes: [],
      failures: [],
    });
    assert.match(readFileSync(path.join(to, place, 'README.md'), 'utf8'), /^# Run f0 of job broken here$/m);
    assert.match(readFileSync(path.join(to, place, 'environment.env'), 'utf8'), /^AZ_BATCH_TASK_ID=f0$/m);
    if (process.platform === 'win32') return;
    const script = path.join(to, place, 'run.sh');
    const { stdout } = spawnSync('sh', [script, '--dry-run'], { encoding: 'utf8' });
    assert.match(stdout, /AZ_BATCH_TASK_WORKING_DIR=.+\/reproduction\/task\/wd' /);
    assert.ok(!existsSync(path.join(to, place, 'task')));
  });

  test('each task whose node is gone is named, with the loss of its logs', async (t) => {
    const own = await startSimulator({ scenario: makeSmallWorld(1, 2, 0) });
    t.after(() => own.close());
    const body = JSON.stringify({ code: 'NodeNotFound', message: { value: 'The specified node does not exist.' } });
    own.addFault({ operation: 'File_ListFromTask', status: 404, body, times: 2 });
    const lost = await run(['download', 'broken', '--simulator', '-'], { stdin: toLine(own) });
    const why = 'The node is gone, and its files with it, including the logs: they are lost.';
    assert.deepEqual([lost.code, lost.stdout], [3, '']);
    for (const id of ['f0', 'f1']) assert.ok(lost.stderr.includes(`broken/${id}: ${why}\n`), lost.stderr);
  });

  test('a folder that cannot be created is said to be so at once', {
    skip: process.platform !== 'linux',
  }, async () => {
    const { code, stderr } = await ask('download', 'broken', 'f0', '--to', '/proc/files/of/tasks');
    assert.equal(code, 3);
    assert.match(stderr, /\/proc\/files could not be used: No folder can be created there\. \(ENOENT\)\n$/);
  });

  test('failed downloads are reported, and create no folder', async () => {
    const to = path.join(folder, 'nothing');
    const [none, gone, wrong, both] = await Promise.all([
      ask('download', 'broken', '--files', '*.nosuch', '--to', to),
      ask('download', 'broken', 'nosuch', '--to', to),
      ask('download'),
      ask('download', 'broken', 'f0', '--cause', 'v1:x'),
    ]);
    assert.deepEqual([none.code, gone.code, wrong.code, both.code], [3, 3, 2, 2]);
    assert.match(none.stderr, /\n--files \*\.nosuch: There are no such files to download\.\n$/);
    assert.ok(!readdirSync(folder).includes('nothing'));
  });
});
