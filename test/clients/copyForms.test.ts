import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { type Copied, type CopyForm, toCopy } from '../../src/core/definitions/copyForms.ts';
import type { Job } from '../../src/core/model/job.ts';
import type { Pool } from '../../src/core/model/pool.ts';
import type { Task } from '../../src/core/model/task.ts';
import { skip, startAccount } from './officialClients.ts';

const image = { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts', version: 'latest' };

/** Starts `az`, which the client's packages don't include. */
const startCli =
  'import sys; from azure.cli.core import get_default_cli; sys.exit(get_default_cli().invoke(sys.argv[1:]))';

/** Makes a pool, a job, and a task as the service returns them, with quotation marks of every kind. */
function makeThings(id: string): readonly Copied[] {
  const pool = {
    id,
    vmSize: 'standard_d2s_v3',
    state: 'active',
    targetDedicatedNodes: 0,
    enableAutoScale: false,
    virtualMachineConfiguration: { imageReference: image, nodeAgentSKUId: 'batch.node.ubuntu 22.04' },
    startTask: { commandLine: '/bin/sh -c "echo \'$HOME\' `date` \\"x\\""', waitForSuccess: true },
    metadata: [{ name: 'team', value: 'render' }],
  };
  const job = { id, state: 'active', priority: 7, poolInfo: { poolId: id }, usesTaskDependencies: true };
  const task = {
    id,
    commandLine: '/bin/sh -c "echo \'ünïcode\' > \\"a b\\""',
    environmentSettings: [{ name: 'API_TOKEN', value: 'c2VjcmV0c2VjcmV0c2VjcmV0' }],
    constraints: { maxWallClockTime: 'PT1H', maxTaskRetryCount: 2 },
  };
  return [
    { kind: 'pool', value: pool as unknown as Pool },
    { kind: 'job', value: job as unknown as Job },
    { kind: 'task', jobId: id, value: task as unknown as Task },
  ];
}

test('a copied command or script creates the same items', { skip }, async (context) => {
  const { simulator, home, python, env } = await startAccount(context);
  const bin = path.join(home, 'bin');
  await mkdir(bin);
  await writeFile(path.join(bin, 'az'), `#!/bin/sh\nexec "${python}" -c '${startCli}' "$@"\n`, { mode: 0o755 });
  const run = async (form: CopyForm, copied: Copied): Promise<void> => {
    const copy = toCopy([copied], form, { name: simulator.accountName });
    const [program, ...args] = form === 'cli' ? ['/bin/sh', '-ec', copy.text] : [python, '-c', copy.text];
    const child = spawn(program, args, { env: { ...env, PATH: `${bin}:${env.PATH}` }, cwd: home });
    child.stdin.end();
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    assert.equal(code, 0, `${form} of a ${copied.kind}: ${said}`);
  };
  for (const form of ['cli', 'python'] as const) {
    for (const copied of makeThings(`by-${form}`)) await run(form, copied);
  }
  const seen = simulator.requests.filter(({ method }) => method === 'POST');
  assert.deepEqual(
    seen.map(({ operation }) => operation),
    ['Pool_Add', 'Job_Add', 'Task_Add', 'Pool_Add', 'Job_Add', 'Task_Add'],
  );
});
