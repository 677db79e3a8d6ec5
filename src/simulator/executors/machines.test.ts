import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { SteppedClock } from '../clock.ts';
import type { Executor } from './executor.ts';
import { Machines } from './machines.ts';
import { createProcessExecutor } from './process/processExecutor.ts';
import { createScriptedExecutor } from './scripted/scriptedExecutor.ts';

const request = { accountName: 'a', poolId: 'p', nodeId: 'n', os: 'linux' } as const;

const executors: Readonly<Record<string, (root: string) => Executor>> = {
  process: (root) => createProcessExecutor({ root }),
  scripted: () => createScriptedExecutor({ clock: new SteppedClock() }),
};

for (const [name, create] of Object.entries(executors)) {
  test(`if the ${name} executor is disposed while it creates a machine, that machine is disposed too`, async () => {
    const root = await mkdtemp(join(tmpdir(), 'machines-test-'));
    try {
      const executor = create(root);
      const making = executor.createMachine(request);
      await executor.dispose();
      const { ssh } = await making;
      assert.ok(ssh);
      await assert.rejects(ssh.open(), /gone/);
      await assert.rejects(executor.createMachine(request), /disposed/);
      assert.deepEqual(await readdir(root), []);
    } finally {
      await rm(root, { recursive: true });
    }
  });
}

test('a machine is disposed only once, even for several callers', async () => {
  const machine = await createScriptedExecutor({ clock: new SteppedClock() }).createMachine(request);
  let disposals = 0;
  let isDisposed = false;
  const machines = new Machines();
  const made = await machines.make(async () => ({
    ...machine,
    async dispose() {
      disposals += 1;
      await machine.dispose();
      isDisposed = true;
    },
  }));
  void made.dispose();
  await machines.end('dispose');
  assert.equal(isDisposed, true);
  await made.dispose();
  assert.equal(disposals, 1);
});
