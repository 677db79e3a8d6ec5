import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { loadSimulator } from '../../src/extension/bundles/load.ts';
import { systemClock } from '../../src/service/clock.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { connectTo } from '../fakes/connect.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { listen, untilTold } from './support/messages.ts';
import { setRefreshInterval } from './support/sampleAccount.ts';

const run = async (command: string, ...args: readonly unknown[]): Promise<unknown> =>
  vscode.commands.executeCommand(`azureBatch.${command}`, ...args);

suite('watched items', () => {
  let simulator: Simulator;
  let accountId: string;

  suiteSetup(async () => {
    await setRefreshInterval(0.25);
    simulator = await loadSimulator().startSimulator({ scenario: makeSmallWorld(1, 2, 0), speed: 100 });
    accountId = await addAccount(simulator);
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await simulator.close();
    await setRefreshInterval(undefined);
  });

  test('a job is watched from its menu, and its end is reported', async () => {
    const job = { kind: 'job', accountId, jobId: 'broken' };
    const started = await listen(() => run('resource.watch', job));
    assert.deepEqual([...started.status, ...started.informations], ['Watching job broken.']);
    const again = await listen(() => run('resource.watch', job));
    assert.deepEqual(again.informations, ['Job broken is already being watched. | Show Watched…']);
    const ended = untilTold(/Job broken has ended: 0 succeeded, 2 failed\./);
    // Acts as another user: actions from here are reported by the action itself.
    const { accountName, accountKey, url } = simulator;
    const credential = { kind: 'sharedKey', accountName, key: accountKey } as const;
    const { service } = connectTo(url, { credential, clock: systemClock });
    await service.jobs.terminateJob('broken');
    await ended;
  });
});
