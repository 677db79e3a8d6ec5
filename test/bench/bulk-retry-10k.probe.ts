import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Resource, TaskResource } from '../../src/core/model/resource.ts';
import { parseSavedAttempt } from '../../src/core/model/savedAttempt.ts';
import { parseSavedObject, type SavedObject } from '../../src/core/model/savedObject.ts';
import { retry } from '../../src/extension/commands/task/retry.ts';
import { AttemptJournal } from '../../src/extension/evidence/attemptJournal.ts';
import { FailureReader } from '../../src/extension/evidence/failureReader.ts';
import type { KnownCauses } from '../../src/extension/evidence/knownCauses.ts';
import type { DiagnosisBundle, ServiceBundle } from '../../src/extension/load.ts';
import { Log } from '../../src/extension/log.ts';
import { tellTaskCauses } from '../../src/extension/views/causes/taskCauses.ts';
import { listen } from '../editor/support/messages.ts';
import { toAccount } from '../fakes/connect.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { FakeStore } from '../fakes/fakeStore.ts';
import { MemoryMemento } from '../fakes/memoryMemento.ts';
import { noCauses } from '../fakes/noCauses.ts';
import { extensionId } from '../workbench/places.ts';
import { ratio, timeMs } from './harness.ts';

/** Runs in the extension host: ten thousand retries by our command, and their bare requests. */
const url = process.env['BENCH_SERVER'] ?? '';
const taskCount = 10_000;
const runs = 3;
const timeoutMs = 10 * 60_000;
/** As many tasks at the same time, and as many connections, as our command and our service room have. */
const concurrency = 4;
const maxSockets = 6;

const account = toAccount(url);
const taskIds = Array.from({ length: taskCount }, (_, index) => `task-${String(index).padStart(5, '0')}`);
const tasks = taskIds.map((taskId): TaskResource => ({ kind: 'task', accountId: account.id, jobId: 'frames', taskId }));

function loadBundle<Bundle>(name: string): Bundle {
  const folder = vscode.extensions.getExtension(extensionId)?.extensionPath ?? '';
  return createRequire(__filename)(path.join(folder, `dist/${name}.cjs`));
}

async function retryAll(log: Log, folder: string): Promise<void> {
  const key = Buffer.from('bench').toString('base64');
  const service = loadBundle<ServiceBundle>('service').connect({
    account,
    credential: { kind: 'sharedKey', accountName: account.name, key },
  });
  const store = new FakeStore(account, undefined, service);
  const reader = new FailureReader();
  const ofTasks: KnownCauses['ofTasks'] = (ofStore, failed) =>
    tellTaskCauses(ofStore, failed, noCauses.shownOf, reader, () => loadBundle<DiagnosisBundle>('diagnosis'));
  try {
    const services = {
      accounts: new FakeAccounts(store),
      journal: new AttemptJournal(path.join(folder, 'attempts'), parseSavedAttempt),
      kept: new AttemptJournal<Resource, SavedObject>(path.join(folder, 'kept'), parseSavedObject),
      log,
      context: { globalStorageUri: vscode.Uri.file(folder), globalState: new MemoryMemento(), subscriptions: [] },
      causes: { ...noCauses, ofTasks },
      reread: () => undefined,
    };
    const { questions, informations, status, warnings } = await listen(() => retry(services, tasks));
    assert.match(questions[0]?.detail ?? '', /10,000 tasks fail again unless[\s\S]*9,800 tasks were not looked at/);
    // What took long is told in a notification that stays.
    const told = [...status, ...informations].map((text) => text.split(' | ')[0]);
    assert.deepEqual([told, warnings], [[`${taskCount.toLocaleString('en')} tasks run again.`], []]);
  } finally {
    reader.dispose();
    store.dispose();
  }
}

async function sendAll(): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets });
  const send = (method: string, address: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const sent = request(`${url}${address}?api-version=2025-06-01`, { method, agent }, (response) => {
        response.resume().once('end', resolve).once('error', reject);
      });
      sent.once('error', reject).end();
    });
  const waiting = taskIds.values();
  const work = async (): Promise<void> => {
    for (const taskId of waiting) {
      const readLog = async (name: string): Promise<void> => {
        await send('HEAD', `/jobs/frames/tasks/${taskId}/files/${name}`);
        await send('GET', `/jobs/frames/tasks/${taskId}/files/${name}`);
      };
      await Promise.all([readLog('stderr.txt'), readLog('stdout.txt')]);
      await send('POST', `/jobs/frames/tasks/${taskId}/reactivate`);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  agent.destroy();
}

test('bulk retry', async function () {
  this.timeout(timeoutMs);
  const log = new Log('Retries');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-retries-'));
  const folders = Array.from({ length: runs }, (_, run) => path.join(folder, String(run)));
  const figure = await ratio('bulk-retry-10k', {
    ours: () => timeMs(() => retryAll(log, folders.pop() ?? folder)),
    reference: () => timeMs(sendAll),
    runs,
    warmUps: 0,
  });
  log.dispose();
  rmSync(folder, { recursive: true, force: true });
  writeFileSync(process.env['BENCH_FIGURE'] ?? '', JSON.stringify(figure));
});
