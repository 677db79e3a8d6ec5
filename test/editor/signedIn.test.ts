import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Account } from '../../src/core/model/account.ts';
import { followSignIn } from '../../src/extension/accounts/followSignIn.ts';
import { eventually } from './support/eventually.ts';

suite('the signed-in user', () => {
  const shown = new vscode.EventEmitter<void>();
  const changed = new vscode.EventEmitter<vscode.AuthenticationSessionsChangeEvent>();
  const changedAccounts = new vscode.EventEmitter<void>();
  const told = new vscode.EventEmitter<void>();
  const { executeCommand } = vscode.commands;
  const values: unknown[] = [];
  let all: readonly Account[] = [];
  let users: readonly vscode.AuthenticationSessionAccountInformation[] | Error = [];
  let asked = 0;
  let following: vscode.Disposable;

  suiteSetup(() => {
    Object.assign(vscode.commands, {
      executeCommand: async (command: string, ...args: readonly unknown[]) => {
        if (command !== 'setContext' || args[0] !== 'azureBatch.signedIn') return executeCommand(command, ...args);
        values.push(args[1]);
        return told.fire();
      },
    });
    const getAccounts = async () => {
      asked += 1;
      if (users instanceof Error) throw users;
      return users;
    };
    const accounts = {
      get all() {
        return all;
      },
      onDidChangeAccounts: changedAccounts.event,
    };
    following = followSignIn(accounts, shown.event, { getAccounts, onDidChangeSessions: changed.event });
  });

  suiteTeardown(() => {
    Object.assign(vscode.commands, { executeCommand });
    for (const one of [following, shown, changed, changedAccounts, told]) one.dispose();
  });

  const untilTold = (number: number): Promise<unknown> =>
    eventually('the context', [told.event], () => (values.length === number ? values : undefined));

  test('no user is requested before the view is shown, or while it has accounts', async () => {
    changed.fire({ provider: { id: 'microsoft', label: '' } });
    all = [{ id: 'a', name: 'a', endpoint: 'https://a', authentication: 'microsoft' }];
    shown.fire();
    await Promise.resolve();
    assert.equal(asked, 0);
    all = [];
  });

  test('an empty view shows the signed-in user, and is updated when that user changes', async () => {
    users = new Error('no such provider');
    shown.fire();
    await untilTold(1);
    users = [{ id: 'ada', label: 'ada@contoso.example' }];
    changed.fire({ provider: { id: 'github', label: '' } });
    changed.fire({ provider: { id: 'microsoft', label: '' } });
    await untilTold(2);
    assert.deepEqual(values, [false, true]);
  });

  test('if the user changed while there were accounts, the new user is shown after the last account is removed', async () => {
    all = [{ id: 'a', name: 'a', endpoint: 'https://a', authentication: 'microsoft' }];
    changedAccounts.fire();
    users = [];
    changed.fire({ provider: { id: 'microsoft', label: '' } });
    all = [];
    changedAccounts.fire();
    await untilTold(3);
    assert.deepEqual(values, [false, true, false]);
  });
});
