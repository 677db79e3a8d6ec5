import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { answering } from './support/answers.ts';
import { closeEditors, openUntitled } from './support/editors.ts';
import { listen } from './support/messages.ts';
import { addSampleAccount, type SampleAccount } from './support/sampleAccount.ts';

const signature = 'a2VlcC10aGUtbG9ncw';
const container = `https://contosodata.blob.core.windows.net/logs?sv=2022-11-02&sr=c&sp=w&se=2036-02-02T00%3A00%3A00Z&sig=${signature}%3D`;
const keep = 'Keep the Logs of Failing Tasks…';

suite('uploading the logs of failing tasks', () => {
  let sample: SampleAccount;

  suiteSetup(async () => {
    sample = await addSampleAccount(makeSmallWorld(1, 2, 0));
  });

  suiteTeardown(async () => {
    await closeEditors();
    await sample.close();
  });

  const run = async (command: string, ...args: unknown[]): Promise<unknown> =>
    vscode.commands.executeCommand(`azureBatch.${command}`, ...args);

  async function listLenses(uri: vscode.Uri): Promise<readonly (string | undefined)[]> {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
    return lenses.map(({ command }) => command?.title);
  }

  test('uploading logs on failure applies to all tasks that are submitted together, as the question offers', async () => {
    const { accountId, client } = sample;
    const tasks = ['f0', 'f1'].map((taskId) => ({ kind: 'task', accountId, jobId: 'broken', taskId }));
    await run('task.resubmit', tasks[0], tasks);
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.match(document.uri.path, /\/f0-2\.task\.json$/);
    assert.ok((await listLenses(document.uri)).includes(keep));
    const line = document.lineAt(document.positionAt(document.getText().indexOf('"commandLine"')).line).range;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      line,
    );
    assert.ok(actions.some(({ title }) => title === keep));

    const choose = ['The Same Job', keep, 'Another Container…', 'When the Program Fails'];
    const picks: string[] = [];
    const see = (title: string, rows: readonly vscode.QuickPickItem[]): void => {
      const isQuestion = rows.some(({ label }) => label === 'Submit');
      picks.push(isQuestion && rows.some(({ label }) => label === keep) ? 'question with the offer' : title);
      if (picks.length > 1 && isQuestion && picks.at(-1) === title) choose.push('Submit');
    };
    const { status, errors } = await listen(() =>
      answering({ choose, see, type: () => container }, () => run('definition.submit', document.uri)),
    );
    assert.ok(picks.includes('question with the offer'), picks.join('\n'));
    assert.ok(status.includes('2 tasks were submitted.'), [...status, ...errors, ...picks].join('\n'));
    const submitted = JSON.parse(JSON.stringify(await client.task.list('broken')));
    for (const id of ['f0', 'f1']) {
      const { outputFiles = [] } = submitted.find((one: { id?: string }) => one.id === `${id}-2`);
      assert.deepEqual(outputFiles.at(-1), {
        filePattern: '../std*.txt',
        destination: { container: { containerUrl: container, path: `broken/${id}-2` } },
        uploadOptions: { uploadCondition: 'taskfailure' },
      });
    }
  });

  test('uploading logs on failure can be added to tasks of a file, with an address for the user to fill in', async () => {
    const content = '[\n  { "id": "a", "commandLine": "./run" },\n  { "id": "b", "commandLine": "./run" }\n]\n';
    const { document } = await openUntitled(content, 'json');
    await answering({ choose: ['Another Container', 'Always'] }, () => run('definition.keepLogs', document.uri));
    assert.equal(document.getText().split('?<SAS>"').length - 1, 2);
    assert.match(document.getText(), /"path": "b"/);
    assert.match(document.getText(), /"taskcompletion"/);
    const { errors } = await listen(() => run('definition.keepLogs', document.uri));
    assert.deepEqual(errors, ['No task in this definition would lose its logs when it fails.']);
  });
});
