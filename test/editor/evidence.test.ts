import assert from 'node:assert/strict';
import path from 'node:path';
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch';
import * as vscode from 'vscode';
import { verbs } from '../../src/app/actions/verb/verbs.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import { loadSimulator } from '../../src/extension/bundles/load.ts';
import { toDocumentUri } from '../../src/extension/editors/documentUri.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { answering } from './support/answers.ts';
import { eventually } from './support/eventually.ts';
import { showExplanationAsText } from './support/explanationText.ts';
import { listen, watchProgress } from './support/messages.ts';

suite('evidence that an action removes, in an editor', () => {
  let simulator: Simulator;
  let client: BatchServiceClient;
  let accountId: string;
  const task = (jobId: string, taskId: string): Resource => ({ kind: 'task', accountId, jobId, taskId });
  const run = async (command: string, things: readonly Resource[]): Promise<unknown> =>
    vscode.commands.executeCommand(`azureBatch.${command}`, ...(things.length === 0 ? [] : [things[0], things]));
  const isChange = ({ method }: { readonly method: string }): boolean => method !== 'GET' && method !== 'HEAD';

  suiteSetup(async () => {
    simulator = await loadSimulator().startSimulator({ scenario: makeSmallWorld(1, 2, 1), speed: 100 });
    accountId = await addAccount(simulator);
    const { accountName, accountKey, url } = simulator;
    client = new BatchServiceClient(new BatchSharedKeyCredentials(accountName, accountKey), url);
    while (!(await client.task.list('running')).every(({ state }) => state === 'running'));
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await simulator.close();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** Acts and confirms every question; returns the requests before the first change, and the changes. */
  async function act(command: string, things: readonly Resource[]) {
    const before = simulator.requests.length;
    await listen(() => run(command, things));
    const sent = simulator.requests.slice(before);
    const first = sent.findIndex(isChange);
    return {
      read: sent.slice(0, first < 0 ? sent.length : first).map(({ operation }) => operation),
      changed: sent.filter(isChange).map(({ method, path }) => `${method} ${path.split('?')[0]}`),
    };
  }

  const readKept = async (resource: Resource): Promise<string> =>
    (await vscode.workspace.openTextDocument(toDocumentUri({ resource, document: 'attempts' }))).getText();

  /** Returns the list of the question; the user cancels afterward. */
  async function dryRun(command: string, things: readonly Resource[]): Promise<string> {
    const { showQuickPick } = vscode.window;
    let text = '';
    Object.assign(vscode.window, {
      showQuickPick: async (items: readonly vscode.QuickPickItem[]) => {
        if (items[0]?.label !== 'Cancel') return items[0];
        text = vscode.window.activeTextEditor?.document.getText() ?? '';
        return items[0];
      },
    });
    const show = async (button: string): Promise<unknown> => listen(() => run(command, things), { choose: button });
    try {
      for (const button of ['Show the List', 'Show Details', 'Show the Plan']) if (text === '') await show(button);
    } finally {
      Object.assign(vscode.window, { showQuickPick });
    }
    return text;
  }

  /**
   * Asserts that a dry run sends nothing and lists each request that is sent afterward; returns the requests that read
   * data before the first.
   */
  async function tryAndAct(command: string, things: readonly Resource[]): Promise<readonly (string | undefined)[]> {
    const before = simulator.requests.length;
    const text = await dryRun(command, things);
    assert.match(text, /This is a dry run: nothing that makes changes has been sent\./, command);
    assert.deepEqual(simulator.requests.slice(before).filter(isChange), [], command);
    const { read, changed } = await act(command, things);
    const planned = text.split('\n').filter((line) => /^(POST|DELETE|PUT|PATCH) \//.test(line));
    assert.deepEqual([...planned].sort(), [...changed].sort(), command);
    assert.ok(planned.length > 0, command);
    return read;
  }

  /** Commands that choose items for another command, by the command that handles them. */
  const carriedOutBy: ReadonlyMap<string, string> = new Map([['azureBatch.job.deleteTasks', 'azureBatch.task.delete']]);

  test('every destructive action saves the evidence first', () => {
    const extension = vscode.extensions.getExtension('batch-troubleshooter.azure-batch-troubleshooter');
    const { effects }: { readonly effects: ReadonlyMap<string, string> } = require(
      path.join(extension?.extensionPath ?? '', 'dist/commands.cjs'),
    );
    const destroying = [...effects].filter(([, effect]) => effect === 'destroys').map(([id]) => id);
    assert.ok(destroying.length >= 7, destroying.join());
    assert.deepEqual(
      destroying.filter((id) => verbs.get(carriedOutBy.get(id) ?? id)?.takesAway({}) !== true),
      [],
    );
  });

  test('a deleted or terminated task is saved first, with the ends of its logs', async () => {
    const deleted = await tryAndAct('task.delete', [task('broken', 'f0'), task('broken', 'f1')]);
    // Views may read logs at the same time.
    assert.ok(deleted.filter((operation) => operation === 'File_GetFromTask').length >= 2, deleted.join());
    const text = await readKept(task('broken', 'f0'));
    assert.match(text, /^# Earlier attempts of f0\n\n## Before deletion: /);
    assert.match(text, /- Result: Exit code 4\n[\s\S]*### stderr\.txt\n\n[\s\S]*\bno\n/);
    const ended = await tryAndAct('task.terminate', [task('running', 'r0')]);
    assert.ok(ended.includes('Task_Get'), ended.join());
    assert.match(await readKept(task('running', 'r0')), /## Before termination: .*\n\n- Result: The program ran\./);
  });

  test('the log of a deleted task opens at its address from the saved evidence', async () => {
    const uri = toDocumentUri({
      resource: { kind: 'taskFile', accountId, jobId: 'broken', taskId: 'f1', path: 'stderr.txt' },
      document: 'text',
    });
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    assert.match(
      text,
      /^⋯ The node no longer has this file\. This copy was saved on this computer before an action, at /,
    );
    assert.match(text, /; secrets are hidden\.\nno\n$/);
  });

  test('missing items stay in the list of saved evidence until they are deleted there', async () => {
    await answering({ choose: 'f0' }, () => run('kept.open', []));
    const { document } = await showExplanationAsText();
    assert.match(document.getText(), /^# Earlier attempts of f0\n/);
    const { status } = await listen(() => answering({ choose: 'f0' }, () => run('kept.forget', [])));
    assert.deepEqual(status, ['The saved evidence for 1 item was deleted from this computer.']);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    assert.match(await readKept(task('broken', 'f1')), /## Before deletion: /);
    // An open document is reread a moment later.
    const changes = [vscode.workspace.onDidChangeTextDocument, vscode.workspace.onDidCloseTextDocument];
    await eventually('it is forgotten', changes, async () =>
      /Before deletion/.test(await readKept(task('broken', 'f0'))) ? undefined : true,
    );
  });

  test('everything saved is deleted from the same picker, after a question', async () => {
    const all = 'Delete All Bulk Action Records and Saved Evidence…';
    const { promise: deleted, resolve } = Promise.withResolvers<void>();
    const seen = watchProgress((text) => /bulk actions? (?:was|were) deleted\.$/.test(text) && resolve());
    const { questions } = await listen(async () => {
      await answering({ choose: all }, () => run('kept.forget', []));
      await deleted;
    });
    seen.dispose();
    assert.match(questions[0]?.message ?? '', /^Delete all bulk action records/);
    const { informations } = await listen(() => run('kept.open', []));
    assert.deepEqual(informations, ['No evidence is saved on this computer.']);
  });
});
