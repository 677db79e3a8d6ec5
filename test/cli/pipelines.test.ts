import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, suite, test } from 'node:test';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { root } from '../workbench/places.ts';
import { cli, toEnvironment } from './runCli.ts';

const page = readFileSync(path.join(root, 'docs/pipelines.md'), 'utf8');
const [, script = ''] = /^## Fail with the reason.*?^```sh\n(.*?)^```$/ms.exec(page) ?? [];
const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-pipelines-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the script of the page as pipelines do, with the built command line installed. */
async function runScript(name: string, scenario: Scenario, job: string) {
  const simulator = await startSimulator({ scenario });
  const cwd = path.join(folder, name);
  mkdirSync(cwd);
  writeFileSync(path.join(cwd, 'why.sh'), script);
  const program = `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`;
  writeFileSync(path.join(cwd, 'azure-batch-why'), program, { mode: 0o755 });
  const { PATH = '' } = process.env;
  const env = { PATH: `${cwd}:${path.dirname(process.execPath)}:${PATH}`, HOME: cwd, JOB_ID: job };
  const child = spawn('sh', ['-e', 'why.sh'], {
    cwd,
    env: { ...env, ...toEnvironment(simulator, simulator.accountKey) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [code, stdout, stderr] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
  await simulator.close();
  const explanation = path.join(cwd, 'why.md');
  return { code, stdout, stderr, explanation: existsSync(explanation) ? readFileSync(explanation, 'utf8') : undefined };
}

/** Output of a task that tries to control the pipeline that reads it. */
const command = '##vso[task.setvariable variable=a]b ::set-env name=a::b';

suite('recipes for pipelines', { concurrency: 3, skip: process.platform === 'win32' }, () => {
  test('a job with failures fails the pipeline with the reason, and text in logs cannot control the pipeline', async () => {
    const world = makeSmallWorld(1, 0, 0);
    const outcomes = [{ durationMs: 1000, exitCode: 4, stderr: `${command}\n` }];
    const task = { body: { id: 'f0', commandLine: 'fail' }, state: 'completed', outcomes } as const;
    const job = { body: { id: 'broken', poolInfo: { poolId: 'busy' } }, tasks: [task] };
    const ended = await runScript('failed', { ...world, jobs: [job] }, 'broken');
    assert.equal(ended.code, 1, ended.stderr);
    assert.match(ended.stdout, /1 failed task[\s\S]+# #vso\[/);
    assert.doesNotMatch(ended.stdout + ended.stderr, /##|::/);
    assert.match(ended.explanation ?? '', /^# .*broken/);
  });

  test('a job without failures does not fail the pipeline', async () => {
    const { code, stdout, explanation } = await runScript('well', makeSmallWorld(1, 1, 1), 'running');
    assert.equal(code, 0);
    assert.match(stdout, /Nothing failed/);
    assert.equal(explanation, undefined);
  });

  test('a missing job is not treated like one without failures', async () => {
    const { code, stdout, explanation } = await runScript('missing', makeSmallWorld(1, 0, 0), 'nosuch');
    assert.equal(code, 3);
    assert.notEqual(stdout, '');
    assert.equal(explanation, undefined);
  });
});
