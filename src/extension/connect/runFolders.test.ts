import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { makeRunFolder, sweepRunFolders, toRunsFolder } from './runFolders.ts';

const now = Date.parse('2026-11-20T09:00:00Z');
const dayMs = 24 * 60 * 60 * 1000;

function makeStorage(context: TestContext): string {
  const storage = mkdtempSync(path.join(tmpdir(), 'azure-batch-troubleshooter-runs-'));
  context.after(() => rmSync(storage, { recursive: true, force: true }));
  return storage;
}

/** Makes a folder like one that a run has left. */
function leave(runs: string, name: string, owner: unknown, ageMs: number): string {
  const folder = path.join(runs, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'id_ed25519'), 'a private key');
  if (owner !== undefined) writeFileSync(path.join(folder, 'owner'), JSON.stringify(owner));
  utimesSync(folder, new Date(now - ageMs), new Date(now - ageMs));
  return folder;
}

async function findEndedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--eval', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

test('A9-49 the key of a run whose window crashed is deleted, and that of an active run is not', async (context) => {
  const runs = toRunsFolder(makeStorage(context));
  const own = await makeRunFolder(runs);
  utimesSync(own, new Date(now), new Date(now));
  const host = hostname();
  const left = leave(runs, randomUUID(), { pid: await findEndedProcess(), host }, 0);
  const running = leave(runs, randomUUID(), { pid: process.ppid, host }, 0);
  const elsewhere = leave(runs, randomUUID(), { pid: 1, host: `not-${host}` }, dayMs);
  const unsaid = leave(runs, randomUUID(), undefined, dayMs);
  await sweepRunFolders(runs, now);
  assert.deepEqual([own, left, running, elsewhere, unsaid].map(existsSync), [true, false, true, true, true]);
});

test('a folder older than any run is deleted if it is unknown whether the run is active', async (context) => {
  const runs = toRunsFolder(makeStorage(context));
  const folders = [
    leave(runs, randomUUID(), undefined, 3 * dayMs),
    leave(runs, randomUUID(), { pid: 1, host: `not-${hostname()}` }, 3 * dayMs),
    // Kept even if the clock is days ahead.
    leave(runs, randomUUID(), { pid: process.pid, host: hostname() }, 3 * dayMs),
  ];
  await sweepRunFolders(runs, now);
  assert.deepEqual(folders.map(existsSync), [false, false, true]);
});

test('A9-49 foreign folders stay, and nothing is deleted through a link', async (context) => {
  const storage = makeStorage(context);
  const runs = toRunsFolder(storage);
  const foreign = leave(runs, 'of-somebody-else', undefined, 30 * dayMs);
  const target = leave(storage, randomUUID(), undefined, 30 * dayMs);
  symlinkSync(target, path.join(runs, randomUUID()), 'junction');
  await sweepRunFolders(runs, now);
  assert.ok([foreign, target, path.join(target, 'id_ed25519')].every(existsSync));
  rmSync(runs, { recursive: true });
  symlinkSync(storage, runs, 'junction');
  await sweepRunFolders(runs, now);
  assert.ok(existsSync(target));
  rmSync(runs);
  await sweepRunFolders(runs, now);
});

test('the folder of a run is accessible only to its user', { skip: process.platform === 'win32' }, async (context) => {
  const folder = await makeRunFolder(toRunsFolder(makeStorage(context)));
  assert.equal(statSync(folder).mode & 0o777, 0o700);
});
