import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { askToConfirm, type LastingQuestion, type Question } from '../../src/app/ui.ts';
import { ui } from '../../src/extension/ui/ui.ts';

const lasting: LastingQuestion = {
  canBeUndone: false,
  message: 'Delete 2 tasks?',
  detail: 'Their logs are deleted too.',
  // Unlike any button of the extension, whose lists have the same numbers as those of this bundle.
  confirm: 'Delete Both',
  list: ['frame-1 (job frames, account contoso)', 'frame-\u202e2 (job frames, account contoso)'],
};

/** Answers a question with the button at `button`, then the row at `row`, and returns what was shown with it. */
async function answer(question: Question, button: number, row?: number) {
  const { showWarningMessage, showQuickPick } = vscode.window;
  const shown = { buttons: [] as string[], rows: [] as string[], text: '', isReadOnly: false, title: '' };
  const warn = async (_message: string, _options: unknown, ...buttons: string[]) => {
    shown.buttons.push(...buttons);
    return buttons[button];
  };
  const pick = async (items: readonly vscode.QuickPickItem[], options: vscode.QuickPickOptions) => {
    shown.rows.push(...items.map(({ label }) => label));
    shown.title = options.title ?? '';
    const editor = vscode.window.activeTextEditor;
    // The pick covers the first lines, which are left empty.
    const readText = () => editor?.document.getText().replace(/^\n{5}/, '') ?? '';
    shown.text = readText();
    // VS Code reports success and does nothing if the document is read-only.
    await editor?.edit((edit) => edit.insert(new vscode.Position(0, 0), 'x'));
    shown.isReadOnly = readText() === shown.text;
    return row === undefined ? undefined : items[row];
  };
  Object.assign(vscode.window, { showWarningMessage: warn, showQuickPick: pick });
  try {
    const isConfirmed = await askToConfirm({ ui }, question);
    return { ...shown, isConfirmed };
  } finally {
    Object.assign(vscode.window, { showWarningMessage, showQuickPick });
  }
}

suite('questions', () => {
  test('code on pages is plain text in a question, and names are shown unchanged', async () => {
    const shown = await answer(
      { ...lasting, message: 'Change `id`?', detail: 'With `--size 4`.', list: ['a `b` c'] },
      0,
    );
    assert.equal(shown.text, 'Change id?\n\nWith --size 4.\n\na `b` c\n');
  });

  test('A9-41 Enter never confirms an irreversible action', async () => {
    const { isConfirmed, buttons } = await answer(lasting, 0);
    assert.deepEqual([buttons, isConfirmed], [['Show the List', 'Delete Both'], false]);
    assert.equal((await answer(lasting, 1)).isConfirmed, true);
    assert.equal((await answer({ ...lasting, list: ['frame-1'] }, 0)).buttons[0], 'Show Details');
  });

  test('A9-41 the list names all items, is read-only, and is followed by the question again, so Enter changes nothing', async () => {
    const first = await answer(lasting, 0, 0);
    assert.equal(first.isConfirmed, false);
    assert.equal(first.rows[0], 'Cancel');
    assert.equal(first.title, 'Delete 2 tasks?');
    assert.match(first.text, /^Delete 2 tasks\?\n\nTheir logs are deleted too\.\n\nframe-1 .*\nframe-\\u\{202e\}2 /);
    assert.ok(first.isReadOnly);
    assert.equal((await answer(lasting, 0, 1)).isConfirmed, true);
    assert.equal((await answer(lasting, 0)).isConfirmed, false);
    const open = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ label }) => label);
    assert.ok(!open.includes('Delete Both.txt'), open.join());
  });

  test("reversible actions keep VS Code's default", async () => {
    const { isConfirmed, buttons } = await answer({ canBeUndone: true, message: 'Retry?', confirm: 'Retry' }, 0);
    assert.deepEqual([buttons, isConfirmed], [['Retry'], true]);
  });

  test('a dry run is in the list, or behind a button if Enter confirms a reversible action', async () => {
    const listed = await answer({ ...lasting, plan: ['', 'DELETE /jobs/frames/tasks/frame-1'] }, 0, 0);
    assert.match(listed.text, /\nDELETE \/jobs\/frames\/tasks\/frame-1\n$/);
    const brief = await answer({ ...lasting, detail: 'frame-1\n… 1 more\nGone.', besideList: 'Gone.' }, 0, 0);
    assert.match(brief.text, /^Delete 2 tasks\?\n\nGone\.\n\nframe-1 \(/, 'names stand in the list alone');
    const undoable = { canBeUndone: true, message: 'Retry?', confirm: 'Retry', plan: ['POST /x'] } as const;
    const { buttons, isConfirmed, text } = await answer(undoable, 1, 0);
    assert.deepEqual([buttons, isConfirmed, text], [['Retry', 'Show the Plan'], false, 'Retry?\n\nPOST /x\n']);
    assert.equal((await answer(undoable, 0)).isConfirmed, true);
  });
});
