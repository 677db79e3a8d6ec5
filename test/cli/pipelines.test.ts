import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, suite, test } from 'node:test';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { root } from '../workbench/places.ts';
import { cli, toEnvironment } from './runCli.ts';

interface Step {
  /** A command line of GitHub Actions, or of Azure Pipelines. */
  readonly run?: string;
  readonly bash?: string;
  readonly inputs?: { readonly scriptPath: string; readonly arguments: string };
  readonly if?: string;
  readonly condition?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const { parse }: { readonly parse: (text: string) => { readonly steps: readonly Step[] } } = createRequire(
  import.meta.url,
)('yaml');
const page = readFileSync(path.join(root, 'docs/pipelines.md'), 'utf8');
const [install = '', script = '', , retrying = ''] = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(
  ([, lines = '']) => lines,
);
const [github, azure, check] = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, yaml = '']) => parse(yaml).steps);
const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-pipelines-'));
after(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly codes: readonly (number | null)[];
  readonly output: string;
  readonly cwd: string;
  read(file: string): string | undefined;
}

/** Makes a job of which `passing` tasks fail at first because of another host, and one always because of its input. */
function makeMixed(passing: number): Scenario {
  const small = makeSmallWorld(1, 0, 0);
  const trace = (line: string) => `Traceback (most recent call last):\n  File "run.py", line 3, in <module>\n${line}\n`;
  const silent =
    "requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='prices.example.com', port=443): Read timed out.";
  const ran = (exitCode: number, stderr = '') => ({ durationMs: 1000, exitCode, stderr });
  const toTask = (id: string, outcomes: readonly ReturnType<typeof ran>[]) => ({
    body: { id, commandLine: 'python3 run.py' },
    state: 'completed' as const,
    outcomes,
    endedAgoMs: 60_000,
  });
  const tasks = [
    ...Array.from({ length: passing }, (_, index) => toTask(`n${index}`, [ran(1, trace(silent)), ran(0)])),
    toTask('bad', [ran(1, trace('ValueError: invalid literal for int() with base 10: "x"'))]),
  ];
  return { ...small, jobs: [{ body: { id: 'mixed', poolInfo: { poolId: 'busy' } }, tasks }] };
}

/** Returns a package that does what the built command line does, and its checksum. */
function makePackage(cwd: string): Readonly<Record<string, string>> {
  const packed = path.join(cwd, 'packed/package');
  mkdirSync(packed, { recursive: true });
  const manifest = { name: 'azure-batch-why', version: '0.0.0', bin: 'why.js' };
  writeFileSync(path.join(packed, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(packed, 'why.js'), `#!/usr/bin/env node\nrequire(${JSON.stringify(cli)});\n`);
  const file = path.join(cwd, 'packed/why.tgz');
  assert.equal(spawnSync('tar', ['-czf', file, '-C', path.join(cwd, 'packed'), 'package']).status, 0);
  return { WHY_URL: `file://${file}`, WHY_SHA256: createHash('sha256').update(readFileSync(file)).digest('hex') };
}

/**
 * Runs the steps of a recipe as its runner does: each in a process of its own; those for failures only after one. The
 * clients that post a comment only write down what they are given.
 */
async function runSteps(
  steps: readonly Step[] = [],
  name: string,
  given: Readonly<Record<string, string>> = {},
  scenario: Scenario = makeSmallWorld(1, 0, 0),
  why = script,
): Promise<Run> {
  const simulator = await startSimulator({ scenario });
  const cwd = path.join(folder, name);
  const bin = path.join(cwd, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const [file, lines] of [
    ['install-why.sh', install],
    ['why.sh', why],
  ] as const)
    writeFileSync(path.join(cwd, file), lines);
  for (const [client, lines] of [
    ['gh', 'cat > comment.txt; echo "$@" > gh.txt'],
    ['curl', 'case "$*" in *threads*) cat > thread.json;; *) exec /usr/bin/curl "$@";; esac'],
  ] as const)
    writeFileSync(path.join(bin, client), `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
  const { PATH = '' } = process.env;
  const values = {
    ...makePackage(cwd),
    ...toEnvironment(simulator, simulator.accountKey),
    WHY_FILE: `${cwd}/why.md`,
    ...given,
  };
  const env = {
    PATH: `${bin}:${path.dirname(process.execPath)}:${PATH}`,
    HOME: cwd,
    npm_config_prefix: cwd,
    npm_config_offline: 'true',
    npm_config_audit: 'false',
    ...values,
  };
  const codes: (number | null)[] = [];
  let output = '';
  for (const step of steps) {
    const line = step.run ?? step.bash ?? (step.inputs && `sh ${step.inputs.scriptPath} ${step.inputs.arguments}`);
    const isForFailure = /fail/.test(step.if ?? step.condition ?? '');
    const isFailed = codes.some((code) => code !== 0);
    if (line === undefined || (isFailed !== isForFailure && !/always/.test(step.if ?? ''))) continue;
    for (const variable of Object.keys(step.env ?? {}))
      assert.ok(/TOKEN|NUMBER/.test(variable) || variable in env, `${variable} has a value`);
    const child = spawn('bash', ['-e', '-c', line], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
    const [code, stdout, stderr] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
    codes.push(code);
    output += stdout + stderr;
  }
  await simulator.close();
  const read = (file: string): string | undefined =>
    existsSync(path.join(cwd, file)) ? readFileSync(path.join(cwd, file), 'utf8') : undefined;
  return { codes, output, cwd, read };
}

/** Output of a task that tries to control the pipeline that reads it. */
const command = '::set-env name=a::b ##vso[task.setvariable variable=a]b ##[error]c';

function makeWorld(exitCode: number): Scenario {
  const outcomes = [{ durationMs: 1000, exitCode, stderr: `${command}\n` }];
  const task = { body: { id: 'f0', commandLine: 'fail' }, state: 'completed', outcomes } as const;
  const job = { body: { id: 'broken', poolInfo: { poolId: 'busy' } }, tasks: [task] };
  return { ...makeSmallWorld(1, 0, 0), jobs: [job] };
}

/** Returns the commands that a runner reads in output: in GitHub, at the start of a line; in Azure Pipelines, anywhere. */
const listCommands = (output: string): readonly string[] =>
  output.split('\n').filter((line) => /^\s*::|##\[|##vso\[/i.test(line));

suite('recipes for pipelines', { concurrency: 3, skip: process.platform === 'win32' }, () => {
  test('in GitHub Actions, a failed job fails the run with its causes as errors, summary, and comment, and logs control nothing', async () => {
    const cwd = path.join(folder, 'github');
    mkdirSync(cwd);
    const summary = path.join(cwd, 'summary.md');
    writeFileSync(summary, '# Of another step\n\n');
    const given = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary, JOB_ID: 'broken', NUMBER: '7' };
    const { codes, output, read } = await runSteps(github, 'github', given, makeWorld(4));
    assert.deepEqual(codes, [0, 1, 0, 0], output);
    assert.ok(
      readdirSync(path.join(cwd, 'logs'), { recursive: true }).some((file) => /stderr\.txt$/.test(String(file))),
    );
    const commands = listCommands(output);
    assert.equal(commands.length, 1, commands.join('\n'));
    assert.match(commands[0] ?? '', /^::error title=1 task · .*::broken · .*%0AWhat to do: .*azure-batch-why explain/);
    assert.match(read('summary.md') ?? '', /^# Of another step\n\n## .*job broken · 1 failed task[\s\S]*\n### 1 task/);
    assert.equal(read('comment.txt'), read('why.md'));
    assert.equal(read('gh.txt'), 'pr comment 7 --body-file -\n');
  });

  test('in Azure Pipelines, a failed job fails the run with its causes as errors, summary, and comment, and logs control nothing', async () => {
    const cwd = path.join(folder, 'azure');
    mkdirSync(cwd);
    const given = {
      TF_BUILD: 'True',
      AGENT_TEMPDIRECTORY: cwd,
      JOB_ID: 'broken',
      SYSTEM_PULLREQUEST_PULLREQUESTID: '7',
    };
    const { codes, output, read } = await runSteps(azure, 'azure', given, makeWorld(4));
    assert.deepEqual(codes, [0, 1, 0], output);
    const [issue = '', uploaded = '', ...others] = listCommands(output);
    assert.deepEqual(others, []);
    assert.match(issue, /^##vso\[task\.logissue type=error\]1 task · .*%0AWhat to do: .*azure-batch-why explain/);
    const file = /^##vso\[task\.uploadsummary\](.*)$/.exec(uploaded)?.[1] ?? '';
    assert.equal(readFileSync(file, 'utf8'), read('why.md'));
    assert.equal(JSON.parse(read('thread.json') ?? '').comments[0].content, read('why.md'));
  });

  test('a job without failures does not fail the run, and what an earlier run found is not posted', async () => {
    const cwd = path.join(folder, 'well');
    mkdirSync(cwd);
    writeFileSync(path.join(cwd, 'why.md'), 'old');
    const { codes, output, read } = await runSteps(github, 'well', { JOB_ID: 'broken' }, makeWorld(0));
    assert.deepEqual(codes, [0, 0], output);
    assert.match(output, /Nothing failed/);
    assert.deepEqual([read('why.md'), read('comment.txt')], [undefined, undefined]);
  });

  test('neither a missing job nor one that is not done in time is treated like one without failures', async () => {
    for (const [name, job, ended, issue, written] of [
      ['missing', 'nosuch', 3, /type=error\]azure-batch-why failures: There is no job nosuch/, /^$/],
      [
        'late',
        'running',
        5,
        /type=warning\]1 task in job running is still running\./,
        /1 task in job running is still running/,
      ],
    ] as const) {
      const cwd = path.join(folder, name);
      mkdirSync(cwd);
      writeFileSync(path.join(cwd, 'why.md'), 'old');
      const given = { JOB_ID: job, JOB_TIMEOUT: '2s' };
      const { codes, output, read } = await runSteps(azure, name, given, makeSmallWorld(1, 0, 1));
      assert.deepEqual(codes, [0, ended, 0]);
      assert.match(output, issue);
      assert.match(read('why.md') ?? '', written);
      assert.equal(read('thread.json'), undefined);
    }
  });

  test('tasks that may succeed are retried and awaited, and only what failed in the end fails the run', async () => {
    const given = { JOB_ID: 'mixed' };
    const { codes, output, read } = await runSteps(azure, 'mixed', given, makeMixed(2), retrying);
    assert.deepEqual(codes, [0, 1, 0], output);
    assert.match(output, /Left out: 1 task fails again unless the cause is fixed: .*\n[\s\S]*2 tasks were retried\./);
    assert.match(read('why.md') ?? '', /ValueError/);
    assert.doesNotMatch(read('why.md') ?? '', /prices\.example\.com/);
  });

  test('if no task may succeed, nothing is retried', async () => {
    const { codes, output } = await runSteps(azure, 'hopeless', { JOB_ID: 'mixed' }, makeMixed(0), retrying);
    assert.deepEqual(codes, [0, 1, 0], output);
    assert.match(output, /Nothing was retried, because no task may succeed as it is\./);
  });

  test('a package that is not the chosen one is not installed', async () => {
    const { codes, read } = await runSteps(github?.slice(0, 3), 'other', { WHY_SHA256: '0'.repeat(64) });
    assert.notEqual(codes[0], 0);
    assert.equal(read('bin/azure-batch-why'), undefined);
  });

  test('definitions are checked, and the findings are written even if there are errors', async () => {
    const cwd = path.join(folder, 'check');
    mkdirSync(path.join(cwd, 'batch'), { recursive: true });
    writeFileSync(path.join(cwd, 'batch/job.json'), '{"id": "j", "poolInfo": {"poolId": "p"}, "priorty": 3}');
    const { codes, read } = await runSteps(check, 'check');
    assert.deepEqual(codes, [0, 1]);
    assert.equal(JSON.parse(read('check.sarif') ?? '').runs[0].results.length, 1);
  });
});
