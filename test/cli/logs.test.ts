import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { range } from '../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs } from '../../src/simulator/scenarios/runs.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { runCli, toEnvironment } from './runCli.ts';

test('all lines of a long log are printed with their numbers, and the cause is named first', async (context) => {
  const lines = range(60_000).map((n) => `step ${n} of the simulation went well, with ${n} cells`);
  const stdout = [...lines, 'ValueError: bad header'].join('\n');
  const scenario = smallWorld('long-log', 'A task wrote 2.8 MB before it failed.', {
    job: { tasks: [completedTask('t', failed(1, hourMs, { stdout: `${stdout}\n`, stderr: '' }))] },
  });
  const simulator = await startSimulator({ scenario });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-logs-'));
  context.after(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const env = toEnvironment(simulator, simulator.accountKey);
  const printed = await runCli(folder, ['logs', 'job', 't', '--stdout', '--all'], { env });
  const [head, ...shown] = printed.stdout.trimEnd().split('\n');
  assert.match(head ?? '', /^stdout\.txt · .*bad header/);
  assert.equal(shown.length, lines.length + 1);
  assert.equal(shown[0]?.trim(), `1 | ${lines[0]}`);
  assert.equal(shown.at(-1)?.trim(), '60001 | ValueError: bad header');
  assert.ok(shown.every((line, index) => line.trim().startsWith(`${index + 1} | `)));
});
