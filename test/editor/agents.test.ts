import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { loadSimulator } from '../../src/extension/bundles/load.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { waitFor } from '../journeys/workload.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { answering } from './support/answers.ts';
import { listen, type Said } from './support/messages.ts';

const names = [
  'azurebatch_list_failures',
  'azurebatch_explain',
  'azurebatch_read_log',
  'azurebatch_check_definition',
  'azurebatch_retry_tasks',
];

suite('tools for agents in VS Code', () => {
  let simulator: Simulator;
  let accountId: string;

  suiteSetup(async () => {
    simulator = await loadSimulator().startSimulator({ scenario: makeSmallWorld(2, 2, 1), speed: 100 });
    accountId = await addAccount(simulator);
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await simulator.close();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const countRetries = (): number => simulator.requests.filter(({ path }) => path.includes('/reactivate')).length;

  async function call(name: string, input: object): Promise<string> {
    const { content } = await vscode.lm.invokeTool(name, {
      input: withAccount(name, input),
      toolInvocationToken: undefined,
    });
    return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
  }

  /** Names the account, because other suites may have left the sample account. */
  const withAccount = (name: string, input: object): object =>
    name === 'azurebatch_check_definition' ? input : { account: accountId, ...input };

  async function callAsked(answer: Parameters<typeof listen>[1], name: string, input: object) {
    let text = '';
    const said: Said = await listen(async () => {
      text = await call(name, input);
    }, answer);
    return { text, said };
  }

  test('the tools are known to the editor, with the schemas of their inputs', () => {
    const known = vscode.lm.tools.filter(({ name }) => names.includes(name));
    assert.deepEqual(known.map(({ name }) => name).sort(), [...names].sort());
    for (const { description, inputSchema } of known) {
      assert.match(description, /Do not use it/);
      assert.equal(Reflect.get(inputSchema ?? {}, 'type'), 'object');
    }
  });

  test('the tools read an account after the person allows that in a modal dialog of the extension', async () => {
    const declined = await callAsked({ choose: ['Answer…', 'Decline'] }, names[0] ?? '', {});
    assert.match(declined.text, /^The user (did not let|declined)/);
    const allowed = await callAsked({ choose: 'Allow for This Session' }, names[0] ?? '', {});
    // An inactive window announces the question first.
    if (allowed.said.questions.length === 0) {
      assert.match(allowed.said.warnings.join(), /An agent is waiting for your answer/);
      await answering({ choose: 'Allow for This Session' }, async () =>
        vscode.commands.executeCommand('azureBatch.account.letAgentsRead', { kind: 'account', accountId }),
      );
    }
    const { text } = await callAsked('cancel', names[0] ?? '', {});
    assert.match(text, /^Causes of failures, greatest impact first/);
    assert.match(text, /^\| \d+ of \d+ failed tasks|^\| \d+ failed task/m);
  });

  test('the tools explain, read, and check', async () => {
    const list = await call('azurebatch_list_failures', {});
    const link = /example: (\S+\/tasks\/\S+)/.exec(list)?.[1];
    assert.ok(link?.startsWith(`${vscode.env.uriScheme}://`), list);
    const explained = await call('azurebatch_explain', { target: link });
    assert.match(explained, /^\| ## What to do$/m);
    assert.match(explained, /\[azurebatch_retry_tasks with this task\]/);
    assert.match(await call('azurebatch_read_log', { target: link }), /stderr\.txt, \d+ bytes/);
    assert.match(
      await call('azurebatch_check_definition', { text: '{ "id": "a b" }', kind: 'task' }),
      /\[invalid-id\]/,
    );
    assert.match(
      await call('azurebatch_check_definition', { path: '/etc/hostname' }),
      /The workspace has no such file/,
    );
  });

  test('the tools answer another extension, whatever input it passes', async () => {
    const agent = vscode.extensions.getExtension<{ call(name: string, input: object): Promise<string> }>(
      'contoso.agent-stand-in',
    );
    assert.ok(agent);
    const other = await agent.activate();
    const named = { account: accountId, job: 'broken', task: 'f0' };
    assert.match(await other.call('azurebatch_list_failures', { account: accountId }), /^Causes of failures/);
    assert.match(await other.call('azurebatch_explain', named), /^\| ## What to do$/m);
    assert.match(await other.call('azurebatch_read_log', named), /^\| stderr\.txt, 3 bytes$/m);
    for (const name of names)
      for (const input of [{}, { text: 'a'.repeat(1024), job: 'a'.repeat(1024) }]) {
        const text = await other.call(name, input);
        assert.match(text, /^[A-Z][^\n]*[.:]$/m, `${name} answers ${text.slice(0, 200)}`);
        assert.ok(Buffer.byteLength(text) <= 16 * 1024);
      }
    assert.equal(countRetries(), 0);
  });

  test('a retry whose question is not answered reactivates no task', async () => {
    const { showWarningMessage, showInformationMessage } = vscode.window;
    let answerLate = (): void => undefined;
    const asked: string[] = [];
    const { promise: noticed, resolve: notice } = Promise.withResolvers<string>();
    Object.assign(vscode.window, {
      showWarningMessage: (message: string, ...buttons: readonly unknown[]) => {
        asked.push(message);
        return new Promise((resolve) => {
          answerLate = () => resolve(buttons.find((button) => /^(Answer|Retry)/.test(String(button))));
        });
      },
      showInformationMessage: async (message: string) => notice(message),
    });
    try {
      const text = await call('azurebatch_retry_tasks', { job: 'broken', tasks: ['f0', 'f1'] });
      assert.match(text, /^No one answered the question in the window/);
      assert.equal(asked.length, 1);
      answerLate();
      assert.match(await noticed, /The agent is no longer waiting for this answer, so nothing was done/);
      assert.equal(countRetries(), 0);
    } finally {
      Object.assign(vscode.window, { showWarningMessage, showInformationMessage });
    }
  });

  test('a question about a failure is inserted into the chat, but not sent', async () => {
    const { executeCommand } = vscode.commands;
    const ran: unknown[][] = [];
    const run: typeof executeCommand = async (command, ...rest) => {
      if (!command.startsWith('workbench.action.chat')) return executeCommand(command, ...rest);
      ran.push([command, ...rest]);
      return undefined as never;
    };
    const task = { kind: 'task', accountId, jobId: 'broken', taskId: 'f0' };
    Object.assign(vscode.commands, { executeCommand: run });
    try {
      await executeCommand('azureBatch.agents.ask', task);
    } finally {
      Object.assign(vscode.commands, { executeCommand });
    }
    const [[command, options] = []] = ran;
    assert.equal(ran.length, 1);
    assert.equal(command, 'workbench.action.chat.open');
    const { query, ...others } = options as { readonly query: string };
    assert.match(query, /^Why did this fail .*\? \S+:\/\/batch-troubleshooter\..*\/jobs\/broken\/tasks\/f0$/);
    assert.deepEqual(others, { mode: 'agent', isPartialQuery: true, toolIds: ['azurebatch_explain'] });
  });

  test('VS Code starts the server for all chats, connects, and calls a tool', async () => {
    const set = async (section: string, name: string, value: unknown): Promise<void> =>
      vscode.workspace.getConfiguration(section).update(name, value, vscode.ConfigurationTarget.Global);
    const find = () => vscode.lm.tools.find(({ name }) => /^mcp_.*azurebatch_check_definition$/.test(name));
    // The test host has no chats unless a test enables them.
    await set('chat', 'disableAIFeatures', false);
    await set('azureBatch', 'agents.offer', 'mcp');
    try {
      // The tools are registered after the editor has asked the extension; no event announces that.
      const { name } = await waitFor(async () => {
        await vscode.commands.executeCommand('workbench.mcp.startServer', '*', { waitForLiveTools: true });
        return find();
      }, 'the tools of the server');
      const input = { text: '{ "id": "a b" }', kind: 'task' };
      const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
      assert.match(JSON.stringify(content), /\[invalid-id\]/);
    } finally {
      await set('azureBatch', 'agents.offer', undefined);
      await set('chat', 'disableAIFeatures', true);
    }
  });

  test('a list of all calls shows the returned data', async () => {
    await vscode.commands.executeCommand('azureBatch.agents.showGiven');
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /^# What Agents Were Given/);
    for (const name of names) assert.ok(text.includes(name), name);
  });

  test('the tools answer that agents are disabled by the setting', async () => {
    const setSetting = (value: boolean | undefined): Thenable<void> =>
      vscode.workspace
        .getConfiguration('azureBatch')
        .update('agents.enabled', value, vscode.ConfigurationTarget.Global);
    await setSetting(false);
    try {
      assert.match(
        await call('azurebatch_list_failures', {}).catch((error: Error) => error.message),
        /Agents are turned off|not found|disabled/i,
      );
    } finally {
      await setSetting(undefined);
    }
  });
});
