import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { readFileBelow } from './workspaceFile.ts';

test('a file below a folder is read, and links, pipes, folders, and large files are refused at once', async (context) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-below-'));
  context.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(path.join(folder, 'jobs'));
  for (const file of ['jobs/a.json', 'large.json']) writeFileSync(path.join(folder, file), '{ "id": "é" }');
  truncateSync(path.join(folder, 'large.json'), 5 * 1024 * 1024);
  const read = (given: string) => readFileBelow(folder, given);
  assert.equal(await read('jobs/a.json'), '{ "id": "é" }');
  assert.equal(await read(path.join(folder, 'jobs', 'a.json')), '{ "id": "é" }');
  writeFileSync(path.join(folder, 'windows.log'), '\ufeffAccès refusé', 'utf16le');
  assert.equal(await read('windows.log'), 'Accès refusé');
  for (const none of ['jobs/b.json', 'jobs/a.json/c', '../a.json', `${folder}2/a.json`])
    assert.equal(await read(none), undefined);
  await assert.rejects(read('jobs'), /not a file/);
  await assert.rejects(read('large.json'), /too large/);
  if (process.platform === 'win32') return;
  execFileSync('mkfifo', [path.join(folder, 'pipe.json')]);
  await assert.rejects(read('pipe.json'), /not a file/);
  for (const [link, target] of [
    ['inside', 'jobs'],
    ['outside', '/etc'],
    ['file.json', '/etc/hostname'],
    ['nowhere', '/nowhere/at/all'],
  ] as const) {
    symlinkSync(target, path.join(folder, link));
    await assert.rejects(read(link), /Links aren't followed/);
    await assert.rejects(read(`${link}/a.json`), /Links aren't followed/);
  }
});
