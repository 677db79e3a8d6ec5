import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { ProcessSweep } from './processTree.ts';

const variable = 'AZ_BATCH_TEST_SWEEP';
const own = (name: string): string => `${process.pid}-${name}`;

/** Starts a process that has left its group and has the variable in its environment. */
async function startMarked(context: TestContext, name: string) {
  const env = { ...process.env, [variable]: own(name) };
  const child = spawn('/bin/sh', ['-c', 'echo ready; exec sleep 600'], { detached: true, env });
  context.after(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

test('concurrent requests to end processes share one scan, and end no other processes', async (context) => {
  const names = ['a', 'b', 'c'];
  const children = await Promise.all(names.map((name) => startMarked(context, name)));
  const other = await startMarked(context, 'other');
  const ends = children.map((child) => once(child, 'exit'));
  const sweep = new ProcessSweep(variable);
  const looks = names.map((name) => sweep.end(own(name)));
  assert.equal(new Set(looks).size, 1);
  await looks[0];
  for (const [code, signal] of await Promise.all(ends)) assert.deepEqual([code, signal], [null, 'SIGKILL']);
  assert.equal(other.signalCode, null);
});

test('a request during a scan waits for the next scan', async (context) => {
  const sweep = new ProcessSweep(variable);
  const first = sweep.end(own('nobody'));
  await Promise.resolve();
  const late = await startMarked(context, 'late');
  const ended = once(late, 'exit');
  await Promise.all([first, sweep.end(own('late'))]);
  assert.deepEqual(await ended, [null, 'SIGKILL']);
});
