import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { KnownCauses } from '../../src/app/causes/knownCauses.ts';
import { Log } from '../../src/extension/log.ts';
import { NodeFolder } from '../../src/node/nodeFolder.ts';
import type * as Service from '../../src/service/service.ts';
import { makeWindowApp } from '../editor/support/makeWindowApp.ts';
import { toAccount } from '../fakes/connect.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { FakeStore } from '../fakes/fakeStore.ts';
import { noCauses } from '../fakes/noCauses.ts';
import { extensionId } from '../workbench/places.ts';
import { ratio, timeMs } from './harness.ts';

const url = process.env['BENCH_SERVER'] ?? '';
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
  const service = loadBundle<typeof Service>('service').connect({
    account,
    credential: { kind: 'sharedKey', accountName: account.name, key },
  });
  const store = new FakeStore(account, undefined, service);
  const app = makeWindowApp(
    { accounts: new FakeAccounts(store), log, causes: { ...noCauses, ofTasks } },
    (name) => new NodeFolder(path.join(folder, name)),
  );
  return {
    ...app,
    [Symbol.dispose](): void {
      app.dispose();
      store.dispose();
    },
  };
}

/** What a run of our command has asked, and what it has kept. */
interface Trace {
  readonly requests: readonly (readonly [method: string, address: string])[];
  readonly files: readonly (readonly [name: string, content: Buffer])[];
}

async function takeTrace(folder: string): Promise<Trace> {
  const requests = await (await fetch(`${url}/requests`)).json();
  const files = ['attempts', 'kept'].flatMap((part) => {
    const from = path.join(folder, part);
    return existsSync(from)
      ? readdirSync(from).map((name) => [name, readFileSync(path.join(from, name))] as const)
      : [];
  });
  return { requests: requests as Trace['requests'], files };
}

/**
 * The same requests, and the same kept on the disk, with the same concurrency and nothing else: no answer is read, nothing
 * is judged, and no journal says what was sent before it is. VS Code's proxy agent ends the connection of each, since
 * none says that it is to be kept, as our client does.
 */
async function repeat({ requests, files }: Trace, folder: string): Promise<void> {
  mkdirSync(folder);
  const agent = new Agent({ keepAlive: true, maxSockets });
  const send = (method: string, address: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const sent = request(`${url}${address}`, { method, agent }, (response) => {
        response.resume().once('end', resolve).once('error', reject);
      });
      sent.once('error', reject).end();
    });
  const waiting = [
    ...requests.map(
      ([method, address]) =>
        () =>
          send(method, address),
    ),
    ...files.map(
      ([name, content]) =>
        () =>
          writeFile(path.join(folder, name), content),
    ),
  ].values();
  const workAll = async (): Promise<void> => {
    for (const work of waiting) await work();
  };
  await Promise.all(Array.from({ length: concurrency }, workAll));
  agent.destroy();
}

/** What is chosen of what to keep of many things. */
export const keep = process.env['BENCH_KEEP'] ?? '';

export interface BulkBench {
  readonly name: string;
  /** How many things are acted on: of so many something is kept. */
  readonly count: number;
  act(services: ReturnType<typeof makeServices>): Promise<void>;
  readonly ofTasks?: KnownCauses['ofTasks'];
  /** Pairs of runs; odd. */
  readonly runs: number;
  /**
   * Pairs before the first that counts; even, since the reference repeats what ours has asked. What is loaded and compiled
   * first is a large part of a short run.
   */
  readonly warmUps: number;
}

/** Registers the run of a bench in the extension host: a bulk action by our command, and its bare requests. */
export function benchBulk({ name, count, act, ofTasks = async () => new Map(), runs, warmUps }: BulkBench): void {
  test(name, async function () {
    this.timeout(timeoutMs);
    const log = new Log(name);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-bench-'));
    let used = 0;
    const makePlace = (): string => path.join(folder, String(used++));
    let trace: Trace | undefined;
    const ours = async (): Promise<number> => {
      const place = makePlace();
      using services = makeServices(log, place, ofTasks);
      const ms = await timeMs(() => act(services));
      trace = await takeTrace(place);
      assert.equal(trace.files.length, count);
      return ms;
    };
    const reference = async (): Promise<number> => {
      const done = trace ?? assert.fail('nothing was done yet');
      const ms = await timeMs(() => repeat(done, makePlace()));
      await takeTrace('');
      return ms;
    };
    const figure = await ratio(name, { ours, reference, runs, warmUps });
    log.dispose();
    rmSync(folder, { recursive: true, force: true });
    writeFileSync(process.env['BENCH_FIGURE'] ?? '', JSON.stringify(figure));
  });
}
