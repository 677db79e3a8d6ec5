import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { KnownCauses } from '../../src/app/causes/knownCauses.ts';
import type { Ui } from '../../src/app/ui.ts';
import type { Account } from '../../src/core/model/account.ts';
import { Log } from '../../src/extension/log.ts';
import { ui } from '../../src/extension/ui/ui.ts';
import { NodeFolder } from '../../src/node/nodeFolder.ts';
import type * as Service from '../../src/service/service.ts';
import { makeWindowApp } from '../editor/support/makeWindowApp.ts';
import { toAccount } from '../fakes/connect.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { FakeStore } from '../fakes/fakeStore.ts';
import { noCauses } from '../fakes/noCauses.ts';
import { extensionId } from '../workbench/places.ts';
import { measureRatio, timeMs } from './harness.ts';
import { registerProbe } from './harnessProbe.ts';

/** Number of parallel operations and connections in the product's commands and service layer. */
const concurrency = 4;
const maxSockets = 6;

export function loadBundle<Bundle>(name: string): Bundle {
  const folder = vscode.extensions.getExtension(extensionId)?.extensionPath ?? '';
  return createRequire(__filename)(path.join(folder, `dist/${name}.cjs`));
}

/**
 * Returns a user who confirms everything, saves all or some logs, takes the first choice, and types the requested text.
 */
const toUser = (keepsAll: boolean): Pick<Ui, 'ask' | 'askWhich' | 'choose' | 'enter'> => ({
  ask: async ({ confirm }, { likewise = [] } = {}) => (keepsAll ? likewise[0] : confirm),
  askWhich: async (_question, answers) => answers.at(keepsAll ? -1 : 0),
  choose: async ([first]) => first,
  enter: async ({ placeholder }) => placeholder,
});

/** Creates the services for commands over the real service layer, with their files in `folder`. */
function makeServices(account: Account, log: Log, folder: string, given: Given, ofTasks: KnownCauses['ofTasks']) {
  const key = Buffer.from('bench').toString('base64');
  const service = loadBundle<typeof Service>('service').connect({
    account,
    credential: { kind: 'sharedKey', accountName: account.name, key },
  });
  const store = new FakeStore(account, undefined, service);
  const app = makeWindowApp(
    {
      accounts: new FakeAccounts(store),
      log,
      causes: { ...noCauses, ofTasks },
      ui: { ...ui, ...toUser(given.keepsAll) },
    },
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

/** Requests and saved files of a command's run. */
interface Trace {
  readonly requests: readonly (readonly [method: string, address: string])[];
  readonly files: readonly (readonly [name: string, content: Buffer])[];
}

async function takeTrace(url: string, folder: string): Promise<Trace> {
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
 * Sends the same requests and writes the same files with the same concurrency and nothing else: reads no answers, makes
 * no decisions, and writes no journal before sending. VS Code's proxy agent closes the connection after each request
 * because none asks to keep it alive, as with the product's client.
 */
async function repeat(url: string, { requests, files }: Trace, folder: string): Promise<void> {
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

/** Arguments of a probe. */
interface Given {
  /** URL of the server. */
  readonly url: string;
  /** Number of items acted on and saved. */
  readonly count: number;
  /** True if the logs of all items are saved. */
  readonly keepsAll: boolean;
}

interface BulkBench {
  /** Runs the command on `count` items. */
  act(services: ReturnType<typeof makeServices>, account: Account, count: number): Promise<void>;
  /** URL suffix of the action on each item. */
  readonly sends: string;
  readonly ofTasks?: KnownCauses['ofTasks'];
  /** Pairs of runs; odd. */
  readonly runs: number;
  /**
   * Number of uncounted pairs at the start; even, since the reference repeats the measured requests. Loading and
   * compiling are a large part of a short run.
   */
  readonly warmUps: number;
}

/**
 * Registers the run of a benchmark in the extension host: a bulk action by the product's command, and its bare
 * requests.
 */
export function benchBulk(
  probe: string,
  { act, sends, ofTasks = async () => new Map(), runs, warmUps }: BulkBench,
): void {
  registerProbe(probe, async (given: Given, name) => {
    const { url, count } = given;
    const account = toAccount(url);
    const log = new Log(name);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-bench-'));
    let used = 0;
    const makePlace = (): string => path.join(folder, String(used++));
    let trace: Trace | undefined;
    const ours = async (): Promise<number> => {
      const place = makePlace();
      using services = makeServices(account, log, place, given, ofTasks);
      const ms = await timeMs(() => act(services, account, count));
      trace = await takeTrace(url, place);
      const sent = trace.requests.filter(([method, address]) => method === 'POST' && isOf(address, sends));
      assert.equal(new Set(sent.map(([, address]) => address)).size, count, 'each is acted on');
      assert.equal(sent.length, count, 'each is acted on once');
      assert.equal(trace.files.length, count, 'something is kept of each');
      return ms;
    };
    const reference = async (): Promise<number> => {
      const done = trace ?? assert.fail('nothing was done yet');
      const ms = await timeMs(() => repeat(url, done, makePlace()));
      await takeTrace(url, '');
      return ms;
    };
    const figure = await measureRatio(name, { ours, reference, runs, warmUps });
    log.dispose();
    rmSync(folder, { recursive: true, force: true });
    return figure;
  });
}

function isOf(address: string, ending: string): boolean {
  return new URL(address, 'http://bench').pathname.endsWith(ending);
}
