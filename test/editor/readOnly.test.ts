import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { refuseReadOnly, withoutReadOnly, withRight } from '../../src/app/actions/readOnly.ts';
import type { Account } from '../../src/core/model/account.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import { loadSimulator } from '../../src/extension/load.ts';
import { settings } from '../../src/extension/settings.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { FakeStore } from '../fakes/fakeStore.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { answering } from './support/answers.ts';
import { listen } from './support/messages.ts';
import { makeSmallWorld } from './support/smallWorld.ts';

const extensionId = 'batch-troubleshooter.azure-batch-troubleshooter';

/** Ids of all commands that change something in Azure, or open what is to be submitted there, as the table of commands has them. */
function listChanging(): readonly string[] {
  const extension = vscode.extensions.getExtension(extensionId);
  const {
    effects,
    needs,
  }: { readonly effects: ReadonlyMap<string, string>; readonly needs: ReadonlyMap<string, string> } = require(
    path.join(extension?.extensionPath ?? '', 'dist/commands.cjs'),
  );
  const preparing = ['task.resubmit', 'failures.resubmit', 'job.clone', 'pool.editStartTask'];
  for (const name of preparing) assert.ok(needs.has(`azureBatch.${name}`), name);
  return [...effects].filter(([id, effect]) => effect !== 'reads' || needs.has(id)).map(([id]) => id);
}

const toAccount = (id: string): Account => ({
  id,
  name: id,
  endpoint: `https://${id}`,
  authentication: 'sharedKey',
});
const locked = { kind: 'account', accountId: 'locked' } as const;
const changeable = { kind: 'account', accountId: 'open' } as const;

function makeAccounts(...ids: readonly string[]): FakeAccounts {
  const accounts = new FakeAccounts(...ids.map((id) => new FakeStore(toAccount(id))));
  accounts.whyRefused = (id) => (id === 'locked' ? 'It is read-only.' : undefined);
  return accounts;
}

suite('read-only mode', () => {
  let simulator: Simulator;
  let accountId: string;
  let things: readonly Resource[];
  const setSetting = (value: boolean | undefined): Thenable<void> =>
    vscode.workspace.getConfiguration('azureBatch').update('readOnly', value, vscode.ConfigurationTarget.Global);
  const run = async (command: string, ...args: unknown[]): Promise<unknown> =>
    vscode.commands.executeCommand(`azureBatch.${command}`, ...args);
  const changes = (): readonly string[] =>
    simulator.requests
      .filter(({ method }) => method !== 'GET' && method !== 'HEAD')
      .map(({ method, path: target }) => `${method} ${target}`);

  suiteSetup(async () => {
    simulator = await loadSimulator().startSimulator({ scenario: makeSmallWorld(2, 2, 1), speed: 100 });
    accountId = await addAccount(simulator);
    const node: Resource = { kind: 'node', accountId, poolId: 'idle', nodeId: 'n' };
    things = [
      { kind: 'account', accountId },
      { kind: 'pool', accountId, poolId: 'idle' },
      node,
      { kind: 'job', accountId, jobId: 'broken' },
      { kind: 'jobSchedule', accountId, scheduleId: 's' },
      { kind: 'task', accountId, jobId: 'broken', taskId: 'f0' },
    ];
  });

  suiteTeardown(async () => {
    await setSetting(undefined);
    await removeAccount(accountId);
    await simulator.close();
  });

  /** Every changing command, called on everything, and on `others`, with everything confirmed. */
  async function tryAll(reason: RegExp, ...others: readonly unknown[][]): Promise<void> {
    const ids = listChanging();
    assert.ok(ids.length >= 25, String(ids.length));
    for (const id of ids) {
      for (const args of [...others, ...things.map((thing) => [thing])]) {
        const said = await listen(() => answering({}, async () => vscode.commands.executeCommand(id, ...args)));
        const what = `${id} of ${JSON.stringify(args)}`;
        assert.deepEqual([said.questions, said.errors.length], [[], 1], what);
        assert.match(said.errors[0] ?? '', reason, what);
      }
    }
    assert.deepEqual(changes(), []);
  }

  test('while the setting is on every command that changes something is refused with its reason, and sends nothing', async () => {
    await setSetting(true);
    await tryAll(/^Nothing can be changed, because the setting “azureBatch\.readOnly” is on\.$/, []);
    const { showErrorMessage } = vscode.window;
    const buttons: string[] = [];
    Object.assign(vscode.window, {
      showErrorMessage: async (_message: string, ...all: string[]) => void buttons.push(...all),
    });
    try {
      await run('task.delete', things[5]);
    } finally {
      Object.assign(vscode.window, { showErrorMessage });
    }
    assert.deepEqual(buttons, ['Open Settings']);
    await setSetting(undefined);
  });

  test('an account that is read-only is left alone in the same way, until changes are allowed again', async () => {
    await run('account.makeReadOnly', { kind: 'account', accountId });
    await tryAll(/^The account simulated is read-only\. To change something, select Allow Changes in its menu\.$/);
    await run('account.allowChanges', { kind: 'account', accountId });
    const { questions } = await listen(() => run('task.delete', things[5]), 'cancel');
    assert.equal(questions.length, 1, 'what may be changed is asked about');
  });

  test('a workspace can turn it on, and not off', () => {
    const { getConfiguration } = vscode.workspace;
    const read = (values: object): boolean => {
      Object.assign(vscode.workspace, { getConfiguration: () => ({ inspect: () => values }) });
      return settings.isReadOnly;
    };
    try {
      assert.equal(read({ globalValue: true, workspaceValue: false, workspaceFolderValue: false }), true);
      assert.equal(read({ globalValue: false, workspaceValue: true }), true);
      assert.equal(read({ defaultValue: false }), false);
    } finally {
      Object.assign(vscode.workspace, { getConfiguration });
    }
  });

  test('what was called on something of a read-only account is refused as a whole', () => {
    const accounts = makeAccounts('open', 'locked');
    assert.throws(() => refuseReadOnly(accounts, [changeable, locked]), {
      code: 'ReadOnly',
      message: 'It is read-only.',
    });
    refuseReadOnly(accounts, [changeable]);
  });

  test('of several accounts each refusal is told, once', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const accounts = makeAccounts(...ids);
    accounts.whyRefused = (id) => `The account ${id} is read-only.`;
    const toRows = (...of: readonly string[]) => of.map((id) => ({ accountId: id }));
    const first = ['a', 'b', 'c'].map((id) => `The account ${id} is read-only.`);
    assert.throws(() => refuseReadOnly(accounts, toRows('a', 'b', 'a')), { message: first.slice(0, 2).join(' ') });
    assert.throws(() => refuseReadOnly(accounts, []), {
      message: [...first, '2 more accounts are refused, too.'].join(' '),
    });
    accounts.whyRefused = () => 'The setting is on.';
    assert.throws(() => refuseReadOnly(accounts, []), { message: 'The setting is on.' });
  });

  test('what is found to need a right that is missing is refused before it asks, and where an account is opened', async () => {
    const accounts = makeAccounts('open', 'reader');
    accounts.whyRefused = (id, right) => (id === 'reader' && right === 'changeJobs' ? 'You need a role.' : undefined);
    const reader = { kind: 'account', accountId: 'reader' } as const;
    const missing = { accountId: 'reader', right: 'changeJobs' };
    const refusal = { code: 'RoleMissing', message: 'You need a role.', missing };
    await assert.rejects(withRight({ accounts }, 'changeJobs', [reader]), refusal);
    const given = await withRight({ accounts }, 'changeJobs', []);
    assert.equal((await given.accounts.getStore('open')).account.id, 'open');
    await assert.rejects(given.accounts.getStore('reader'), refusal);
    await withRight({ accounts }, 'changePools', [reader]);
  });

  test('a key that retries says what role it takes before it asks anything', () => {
    const extension = vscode.extensions.getExtension(extensionId);
    const { needs }: { readonly needs: ReadonlyMap<string, string> } = require(
      path.join(extension?.extensionPath ?? '', 'dist/commands.cjs'),
    );
    assert.equal(needs.get('azureBatch.row.retry'), 'changeJobs');
  });

  test('what was called on nothing is refused where no account may be changed, else when a read-only one is chosen', async () => {
    assert.throws(() => refuseReadOnly(makeAccounts('locked'), []), { code: 'ReadOnly' });
    refuseReadOnly(makeAccounts(), []);
    const accounts = makeAccounts('open', 'locked');
    refuseReadOnly(accounts, []);
    const given = withoutReadOnly(accounts);
    assert.deepEqual(given.all, accounts.all);
    assert.equal((await given.getStore('open')).account.id, 'open');
    await assert.rejects(given.getStore('locked'), { code: 'ReadOnly', message: 'It is read-only.' });
  });
});
