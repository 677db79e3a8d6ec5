import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors } from './support/editors.ts';
import { showExplanationAsText } from './support/explanationText.ts';

const schedule = { kind: 'jobSchedule', accountId: 'sample', scheduleId: 'weekly-archive' };

suite('job schedules', () => {
  suiteSetup(async () => {
    await vscode.commands.executeCommand('azureBatch.account.openSample');
  });

  suiteTeardown(closeEditors);

  test('a schedule opens as JSON', async () => {
    const uri = vscode.Uri.parse('azurebatch://sample/jobschedules/weekly-archive/job-schedule.json');
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(JSON.parse(document.getText()).schedule.recurrenceInterval, 'P7D');
  });

  test('the page of a job schedule opens', async () => {
    await vscode.commands.executeCommand('azureBatch.jobSchedule.explain', schedule);
    const { document } = await showExplanationAsText();
    assert.match(document.getText(), /^# Job schedule weekly-archive isn't creating jobs yet$/m);
  });
});
