import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import { sized } from './harness.ts';
import { registerProbe } from './harnessProbe.ts';

/** Runs in the extension host: measures the cost of activating extensions, one after another, when the host is idle. */
const quietMs = 1_000;
const busyTurnMs = 8;
const patienceMs = sized(20_000, 0);

/**
 * Waits until every turn of the event loop has been short for a while, which means that VS Code has finished starting.
 * Gives up on a machine that is never quiet, where the noise affects both sides equally.
 */
async function waitUntilIdle(): Promise<void> {
  const begunAt = performance.now();
  let quietSince = begunAt;
  while (performance.now() - quietSince < quietMs && performance.now() - begunAt < patienceMs) {
    const startedAt = performance.now();
    await setImmediate();
    if (performance.now() - startedAt > busyTurnMs) quietSince = performance.now();
  }
}

registerProbe('activation', async (ids: readonly string[]) => {
  const costs: Record<string, number> = {};
  await waitUntilIdle();
  for (const id of ids) {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension, `${id} is installed`);
    assert.equal(extension.isActive, false, `${id} is not active yet`);
    const startedAt = performance.now();
    await extension.activate();
    costs[id] = performance.now() - startedAt;
  }
  return costs;
});
