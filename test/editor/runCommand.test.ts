import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { BatchError } from '../../src/core/model/batchError.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import { runCommand } from '../../src/extension/runCommand.ts';
import { makeServices, type TestServices } from './support/commandServices.ts';

interface Told {
  readonly message: string;
  readonly buttons: readonly string[];
}

suite('running commands', () => {
  let services: TestServices;
  let told: Told[];
  const { showErrorMessage } = vscode.window;
  const { executeCommand } = vscode.commands;

  setup(() => {
    services = makeServices({});
    told = [];
    // Without an answer, code that waits for the notification would wait forever.
    const unanswered = (message: string, ...buttons: readonly string[]): Promise<never> => {
      told.push({ message, buttons });
      return new Promise(() => undefined);
    };
    Object.assign(vscode.window, { showErrorMessage: unanswered });
  });

  teardown(() => {
    Object.assign(vscode.window, { showErrorMessage });
    Object.assign(vscode.commands, { executeCommand });
    services.dispose();
  });

  function run(command: () => Promise<unknown>): Promise<unknown> {
    return runCommand('azureBatch.test', services.log, command);
  }

  test('the result of a command is returned', async () => {
    assert.equal(await run(async () => 7), 7);
    assert.deepEqual(told, []);
  });

  test('a canceled command reports no error', async () => {
    await run(() => Promise.reject(new Cancelled()));
    assert.deepEqual(told, []);
  });

  test('an error is shown once, in its own words, without waiting for an answer', async () => {
    const message = 'The node [has](command:x) left.\u202e';
    assert.equal(await run(() => Promise.reject(new BatchError({ code: 'NodeNotFound', message }))), undefined);
    assert.deepEqual(told, [{ message: 'The node [has] (command:x) left.\\u{202e}', buttons: ['Show Log'] }]);
  });

  test('a failed request can be explained, in the words of the command', async () => {
    const ran: unknown[] = [];
    Object.assign(vscode.window, { showErrorMessage: (_: string, button: string) => Promise.resolve(button) });
    const note = async (...what: readonly unknown[]): Promise<void> => {
      ran.push(what);
    };
    Object.assign(vscode.commands, { executeCommand: note });
    const error = new BatchError({ code: 'NodeStateUnusable', message: 'No.', status: 409 });
    await runCommand('azureBatch.node.reboot', services.log, () => Promise.reject(error), 'Reboot Node…');
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(ran, [['azureBatch.request.explain', error, 'Reboot Node']]);
  });

  for (const [authentication, button, command] of [
    ['sharedKey', 'Enter New Key…', 'azureBatch.account.enterKey'],
    ['microsoft', 'Sign In Again…', 'azureBatch.account.signIn'],
    ['azureCli', 'Run “az login”', 'azureBatch.account.azureCliLogin'],
  ] as const) {
    test(`if ${authentication} can fix a refusal, that is offered for the account concerned`, async () => {
      const ran: unknown[] = [];
      const press = (_: string, shown: string): Promise<string> => {
        assert.equal(shown, button);
        return Promise.resolve(shown);
      };
      Object.assign(vscode.window, { showErrorMessage: press });
      Object.assign(vscode.commands, { executeCommand: async (...what: readonly unknown[]) => ran.push(what) });
      const wayIn = { accountId: 'a', authentication };
      const error = new BatchError({ code: 'AuthenticationFailed', message: 'No.', status: 403, wayIn });
      await run(() => Promise.reject(error));
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(ran, [[command, { kind: 'account', accountId: 'a' }]]);
    });
  }

  test('the button of an error runs its action', async () => {
    const ran: string[] = [];
    const pressed = (_message: string, button: string): Promise<string> => Promise.resolve(button);
    const note = async (id: string): Promise<void> => {
      ran.push(id);
    };
    Object.assign(vscode.window, { showErrorMessage: pressed });
    Object.assign(vscode.commands, { executeCommand: note });
    await run(() => Promise.reject(new BatchError({ code: 'Unknown', message: 'No.' })));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(ran, ['azureBatch.log.show']);
  });

  test('a defect is reported as unexpected, without a secret', async () => {
    const url = 'https://data.blob.core.windows.net/a?sv=1&sig=c2VjcmV0c2VjcmV0';
    await run(() => Promise.reject(new TypeError(`no ${url}`)));
    assert.equal(told.length, 1);
    assert.match(told[0]?.message ?? '', /^Unexpected error: no https/);
    assert.ok(!told[0]?.message.includes('c2VjcmV0'));
  });
});
