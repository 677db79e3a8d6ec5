import assert from 'node:assert/strict';
import path from 'node:path';
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
  let accountId: string;
  const task = (jobId: string, taskId: string): Resource => ({ kind: 'task', accountId, jobId, taskId });
  const run = async (command: string, things: readonly Resource[]): Promise<unknown> =>
    vscode.commands.executeCommand(`azureBatch.${command}`, ...(things.length === 0 ? [] : [things[0], things]));

  suiteSetup(async () => {
    simulator = await loadSimulator().startSimulator({ scenario: makeSmallWorld(1, 2, 0), speed: 100 });
    accountId = await addAccount(simulator);
    await listen(() => run('task.delete', [task('broken', 'f0'), task('broken', 'f1')]));
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await simulator.close();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const readKept = async (resource: Resource): Promise<string> =>
    (await vscode.workspace.openTextDocument(toDocumentUri({ resource, document: 'attempts' }))).getText();

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
