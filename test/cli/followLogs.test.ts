import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, suite, test } from 'node:test';
import { systemClock } from '../../src/service/clock.ts';
import { createProcessExecutor } from '../../src/simulator/executors/process/processExecutor.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { openCold } from '../app/support/coldApp.ts';
import { runCli, toEnvironment } from './runCli.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-follow-'));
after(() => rmSync(folder, { recursive: true, force: true }));

suite('following logs', { skip: process.platform === 'win32' }, () => {
  test('what a task writes is printed until it has ended, each line once, without secrets', async (context) => {
    const simulator = await startSimulator({ executor: createProcessExecutor });
    const cold = openCold(simulator, systemClock);
    context.after(() => {
      cold.close();
      return simulator.close();
    });
    const { pools, jobs, tasks } = cold.store.service;
    await pools.addPool({
      id: 'p',
      vmSize: 'standard_d2s_v3',
      targetDedicatedNodes: 1,
      virtualMachineConfiguration: {
        imageReference: { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts' },
        nodeAgentSKUId: 'batch.node.ubuntu 22.04',
      },
    });
    await jobs.addJob({ id: 'j', poolInfo: { poolId: 'p' } });
    const loop = 'for i in 1 2 3 4 5 6; do echo "line $i"; sleep 1; done';
    const commandLine = `sh -c '${loop}; echo "password=hunter2pass" >&2; printf "at the end" >&2; exit 3'`;
    await tasks.addTasks('j', [{ id: 't', commandLine }]);
    const env = toEnvironment(simulator, simulator.accountKey);
    const follow = (...args: readonly string[]) =>
      runCli(folder, ['logs', '--job', 'j', '--task', 't', '--follow', ...args], { env });
    const both = await follow();
    assert.equal(both.code, 0, both.stderr);
    assert.match(both.stderr, /t has ended\.\n$/);
    // Streams alternate if one grows between two looks at the other.
    const parts = both.stdout.matchAll(/==> (std\w+)\.txt <==\n([\s\S]*?)(?=\n?==>|$)/g);
    const shown = { stdout: '', stderr: '' };
    for (const [, stream, text = ''] of parts)
      shown[stream === 'stderr' ? 'stderr' : 'stdout'] += `${text.trimEnd()}\n`;
    assert.equal(shown.stdout, [1, 2, 3, 4, 5, 6].map((line) => `line ${line}\n`).join(''));
    assert.equal(shown.stderr, 'password=[hidden]\nat the end\n');
    const last = await follow('--stdout', '--lines', '2');
    assert.deepEqual([last.code, last.stdout], [0, 'line 5\nline 6\n'], last.stderr);
    assert.match((await follow('--task', 'u')).stderr, /--task is specified twice/);
    const missing = await runCli(folder, ['logs', '--job', 'j', '--task', 'u', '--follow'], { env });
    assert.deepEqual([missing.code, missing.stdout], [3, '']);
    assert.match(missing.stderr, /There is no task u in job j\. Did you mean t\?/);
  });
});
