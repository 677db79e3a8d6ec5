import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { showExplanationAsText } from './support/explanationText.ts';

const accountId = 'sample';
const pool = { kind: 'pool', accountId, poolId: 'gpu-train' };

/** Runs `act` while questions are answered in order; returns the text of the modal question, without confirming it. */
async function readQuestion(answers: readonly string[], act: () => Promise<void>): Promise<string> {
  const { showInputBox, showQuickPick, showWarningMessage } = vscode.window;
  const given = [...answers];
  let detail = '';
  Object.assign(vscode.window, {
    showInputBox: async () => given.shift(),
    // The last resize failed: repeats it, unless numbers should be typed.
    showQuickPick: async (rows: readonly unknown[]) => rows[answers.length === 0 ? 0 : 1],
    showWarningMessage: async (_message: string, options: vscode.MessageOptions) => {
      detail = options.detail ?? '';
    },
  });
  try {
    await act();
  } finally {
    Object.assign(vscode.window, { showInputBox, showQuickPick, showWarningMessage });
  }
  return detail;
}

suite('quotas of an account', () => {
  suiteSetup(async () => {
    await vscode.commands.executeCommand('azureBatch.account.openSample');
  });

  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('a pool that reached a quota is explained with the limit, the usage, and the demand', async () => {
    await vscode.commands.executeCommand('azureBatch.pool.explain', pool);
    const text = (await showExplanationAsText()).document.getText();
    assert.match(text, /The account can have up to 48 dedicated cores in standardNVADSA10v5Family; 48 are in use\./);
    assert.match(text, /The 12 missing nodes need 72 more cores\./);
    assert.match(text, /at least 120 dedicated cores in standardNVADSA10v5Family/);
  });

  test('before a resize beyond the quota, a warning is shown', async () => {
    const resize = async (): Promise<void> => {
      await vscode.commands.executeCommand('azureBatch.pool.resize', pool);
    };
    assert.match(await readQuestion(['9', '0'], resize), /won't get all of the nodes: .*48 are in use.* needs 6 more/);
    const small = await readQuestion(['8', '0'], resize);
    assert.doesNotMatch(small, /won't get/);
    assert.match(small, /now have room for these nodes/);
    assert.doesNotMatch(small, /charged/, 'no node comes');
    assert.doesNotMatch(await readQuestion(['2', '0'], resize), /room for/, 'fewer nodes always have room');
    const again = await readQuestion([], resize);
    assert.match(again, /^The last resize failed: \w+\.\n.*won't get all of the nodes: .*need 72 more/);
  });
});
