import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Resource } from '../../src/core/model/resource.ts';
import { parseSavedAttempt } from '../../src/core/model/savedAttempt.ts';
import { parseSavedObject, type SavedObject } from '../../src/core/model/savedObject.ts';
import { AttemptJournal } from '../../src/extension/evidence/attemptJournal.ts';
import type { KnownCauses } from '../../src/extension/evidence/knownCauses.ts';
import type { ServiceBundle } from '../../src/extension/load.ts';
import { Log } from '../../src/extension/log.ts';
import { toAccount } from '../fakes/connect.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { FakeStore } from '../fakes/fakeStore.ts';
import { MemoryMemento } from '../fakes/memoryMemento.ts';
import { noCauses } from '../fakes/noCauses.ts';
import { extensionId } from '../workbench/places.ts';
import { ratio, timeMs } from './harness.ts';

const url = process.env['BENCH_SERVER'] ?? '';
const runs = 3;
const timeoutMs = 10 * 60_000;
/** As many things at the same time, and as many connections, as our commands and our service room have. */
const concurrency = 4;
const maxSockets = 6;

export const account = toAccount(url);

export function loadBundle<Bundle>(name: string): Bundle {
  const folder = vscode.extensions.getExtension(extensionId)?.extensionPath ?? '';
  return createRequire(__filename)(path.join(folder, `dist/${name}.cjs`));
}

/** What commands work with over the real service room, keeping what they keep in `folder`. */
function makeServices(log: Log, folder: string, ofTasks: KnownCauses['ofTasks']) {
  const key = Buffer.from('bench').toString('base64');
  const service = loadBundle<ServiceBundle>('service').connect({
    account,
    credential: { kind: 'sharedKey', accountName: account.name, key },
  });
  const store = new FakeStore(account, undefined, service);
  const subscriptions: vscode.Disposable[] = [];
  return {
    accounts: new FakeAccounts(store),
    journal: new AttemptJournal(path.join(folder, 'attempts'), parseSavedAttempt),
    kept: new AttemptJournal<Resource, SavedObject>(path.join(folder, 'kept'), parseSavedObject),
    log,
    context: { globalStorageUri: vscode.Uri.file(folder), globalState: new MemoryMemento(), subscriptions },
    causes: { ...noCauses, ofTasks },
    reread: () => undefined,
    [Symbol.dispose](): void {
      for (const one of subscriptions) one.dispose();
      store.dispose();
    },
  };
}

/** Sends a request and lets its answer go. */
export type Send = (method: string, address: string) => Promise<void>;

/** Sends what `work` sends for each of the things, a few of them at the same time. */
async function sendAll<T>(things: readonly T[], work: (send: Send, thing: T) => Promise<void>): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets });
  const send: Send = (method, address) =>
    new Promise((resolve, reject) => {
      const sent = request(`${url}${address}?api-version=2025-06-01`, { method, agent }, (response) => {
        response.resume().once('end', resolve).once('error', reject);
      });
      sent.once('error', reject).end();
    });
  const waiting = things.values();
  const workAll = async (): Promise<void> => {
    for (const thing of waiting) await work(send, thing);
  };
  await Promise.all(Array.from({ length: concurrency }, workAll));
  agent.destroy();
}

/** Sends for both logs of a task or a node what plainly brings their ends: the length of each, and the bytes. */
export async function sendLogs(send: Send, files: string, names: readonly string[]): Promise<void> {
  const readLog = async (name: string): Promise<void> => {
    await send('HEAD', `${files}/${name}`);
    await send('GET', `${files}/${name}`);
  };
  await Promise.all(names.map(readLog));
}

export interface BulkBench<T> {
  readonly name: string;
  readonly things: readonly T[];
  act(services: ReturnType<typeof makeServices>): Promise<void>;
  /** What is sent plainly for one of them. */
  send(send: Send, thing: T): Promise<void>;
  readonly ofTasks?: KnownCauses['ofTasks'];
}

/** Registers the run of a bench in the extension host: a bulk action by our command, and its bare requests. */
export function benchBulk<T>({ name, things, act, send, ofTasks = async () => new Map() }: BulkBench<T>): void {
  test(name, async function () {
    this.timeout(timeoutMs);
    const log = new Log(name);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-bench-'));
    const folders = Array.from({ length: runs }, (_, run) => path.join(folder, String(run)));
    const actOnAll = async (): Promise<void> => {
      using services = makeServices(log, folders.pop() ?? folder, ofTasks);
      await act(services);
    };
    const figure = await ratio(name, {
      ours: () => timeMs(actOnAll),
      reference: () => timeMs(() => sendAll(things, send)),
      runs,
      warmUps: 0,
    });
    log.dispose();
    rmSync(folder, { recursive: true, force: true });
    writeFileSync(process.env['BENCH_FIGURE'] ?? '', JSON.stringify(figure));
  });
}
