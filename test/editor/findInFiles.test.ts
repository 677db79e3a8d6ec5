import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { loadSimulator } from '../../src/extension/bundles/load.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { answering } from './support/answers.ts';
import { closeEditors } from './support/editors.ts';
import { listen } from './support/messages.ts';

/** A log of about 1.5 MB; the editor shows its end. */
const lines = Array.from(
  { length: 30_000 },
  (_, index) => `frame ${index + 1}: rendered in 12.5 s, 118 MB, seed 12345`,
);
lines[1999] = 'frame 2000: Out of Memory at tile 7';
lines[3000] = 'frame 3001: seed 9 at tile 7\r100 %\r';

suite('whole files', () => {
  let simulator: Simulator;
  let accountId: string;

  suiteSetup(async () => {
    const stdout = `${lines.join('\n')}\n`;
    const scenario = smallWorld('long-logs', 'Tasks with long logs.', {
      job: {
        tasks: ['a', 'b'].map((id) =>
          completedTask(id, failed(1, 4000, { stdout, stderr: `tile 7 of ${id} failed\n` })),
        ),
      },
    });
    simulator = await loadSimulator().startSimulator({ scenario });
    accountId = await addAccount(simulator);
  });

  suiteTeardown(async () => {
    await closeEditors();
    await removeAccount(accountId);
    await simulator.close();
  });

  const task = (taskId: string) => ({ kind: 'task', accountId, jobId: 'job', taskId });
  /** Counts the searches, each of which begins by requesting the length of a file. */
  const countSearches = (): number =>
    simulator.requests.filter(({ operation }) => operation === 'File_GetPropertiesFromTask').length;

  /** Finds a text, and opens the line whose row matches `choose`. */
  async function find(of: readonly unknown[], text: string, choose: string): Promise<readonly vscode.QuickPickItem[]> {
    let seen: readonly vscode.QuickPickItem[] = [];
    const see = (_title: string, rows: readonly vscode.QuickPickItem[]): void => {
      seen = rows;
    };
    await answering({ choose, type: () => text, see }, async () =>
      vscode.commands.executeCommand('azureBatch.file.find', of[0], of),
    );
    return seen;
  }

  function readCursor(): string {
    const editor = vscode.window.activeTextEditor;
    return editor?.document.lineAt(editor.selection.active.line).text ?? '';
  }

  test('whole files are searched from the first line to the last, with links to the matches', async () => {
    const file = { ...task('a'), kind: 'taskFile', path: 'stdout.txt' };
    const rows = await find([file], 'out of memory', '2,000: frame 2000: Out of Memory at tile 7');
    assert.deepEqual(
      rows.map(({ label, description }) => [label, description]),
      [['2,000: frame 2000: Out of Memory at tile 7', '']],
    );
    assert.equal(readCursor(), lines[1999]);
    const shown = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(shown, /^⋯ Lines 1,901 to [\d,]+ of the file follow\. Save As saves only this part\.\n/);
    assert.equal(shown.split('\n')[1], lines[1900]);

    const before = countSearches();
    await find([file], 'out of memory', '2,000: frame 2000: Out of Memory at tile 7');
    assert.equal(countSearches(), before, 'the same question is answered by what was found');
  });

  test('matches near the end of a file are shown in the view of its end', async () => {
    const file = { ...task('a'), kind: 'taskFile', path: 'stdout.txt' };
    await find([file], 'frame 29999:', '29,999: frame 29999: rendered in 12.5 s, 118 MB, seed 12345');
    assert.equal(readCursor(), lines[29_998]);
    assert.match(vscode.window.activeTextEditor?.document.uri.path ?? '', /\/text\/stdout\.txt\//);
  });

  test('whole files open at a line by its number, or by its position in the file', async () => {
    const file = { ...task('a'), kind: 'taskFile', path: 'stdout.txt' };
    const goTo = (typed: string): Promise<unknown> =>
      answering({ type: () => typed }, async () => vscode.commands.executeCommand('azureBatch.file.goTo', file));
    await goTo('3001');
    assert.equal(readCursor(), 'frame 3001: seed 9 at tile 7\u240d100 %', 'as people read it');
    await goTo('20%');
    const { document } = vscode.window.activeTextEditor ?? assert.fail();
    assert.match(document.lineAt(0).text, /^⋯ Bytes [\d,]+ to [\d,]+ of the file follow\./);
    assert.match(document.lineAt(1).text, /^frame \d+: rendered/, 'from the beginning of a line');
    assert.match(readCursor(), /^frame [56]\d{3}: /);
    await goTo('30000');
    assert.equal(readCursor(), lines.at(-1));
  });

  test('whole files of several tasks are searched together', async () => {
    const rows = await find([task('a'), task('b')], '/tile 7 of|Out of M/', '1: tile 7 of b failed');
    assert.deepEqual(
      rows.map(({ label, description }) => `${description} ${label.split(':')[0]}`).sort(),
      [
        'a/stderr.txt 1',
        'a/stdout.txt 2,000',
        'b/stderr.txt 1',
        'b/stdout.txt 2,000',
        ' List These Lines in a Document',
      ].sort(),
    );
    assert.equal(readCursor(), 'tile 7 of b failed');

    await find([task('a'), task('b')], '/tile 7 of|Out of M/', 'List These Lines in a Document');
    const list = vscode.window.activeTextEditor?.document ?? assert.fail();
    assert.match(list.getText(), /^Lines with .+\n4 matching lines\. Files searched: 4 \(.+\)\.\n\njob\/[ab]\/std/);
    assert.match(list.getText(), /\njob\/a\/stdout\.txt\n {2}2,000: frame 2000: Out of Memory at tile 7\n/);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', list.uri);
    assert.deepEqual(links.map(({ range }) => list.getText(range).trim()).sort(), ['1', '1', '2,000', '2,000']);
    for (const { range, target } of links) {
      await vscode.commands.executeCommand('vscode.open', target);
      const said = list.lineAt(range.start.line).text.replace(/^[^:]+: /, '');
      assert.equal(readCursor(), said);
    }
    const { informations } = await listen(() => find([task('a')], 'no such words', ''));
    assert.match(informations.join(), /^No lines match\. Files searched: 2 \(.+ MiB\)\.$/);
  });
});
