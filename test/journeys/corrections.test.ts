import { after, before, test } from 'node:test';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { plantedSecrets } from '../produced/plantedSecrets.ts';
import { addAccountByKey } from './addAccount.ts';
import { Workbench } from './workbench.ts';

/** Definitions that are corrected until their items succeed. `test/editor/corrections.test.ts` has other kinds of items. */
let simulator: Simulator;
let workbench: Workbench;

const sas = `sv=2022-11-02&se=2036-02-02T00%3A00%3A00Z&sig=${plantedSecrets[0]?.secret ?? ''}%3D`;
const storage = 'https://contosodata.blob.core.windows.net';

before(async () => {
  simulator = await startSimulator({ scenario: 'sample', speed: 30 });
  workbench = await Workbench.start({ name: 'corrections', settings: { 'azureBatch.refreshInterval': 5 } });
  await addAccountByKey(workbench, simulator);
});

after(async () => {
  await workbench.close();
  await simulator.close();
});

/** Chooses the quick fix that is offered at the cursor, on the faulty property. */
async function chooseQuickFix(title: string): Promise<void> {
  const { editor, page } = workbench;
  await editor.squiggles('warning').first().waitFor();
  const fix = page.locator('.action-widget .monaco-list-row').filter({ hasText: title });
  await workbench.repeatUntilShown(() => page.keyboard.press('Control+.'), fix);
  await workbench.takePicture('quick-fix');
  await page.keyboard.press('Enter');
}

test('the definitions of all tasks of a cause are corrected together, and the page and row of the cause show their success', async () => {
  const { editor, explanation, quickInput } = workbench;
  const cause = workbench.row(/^6 tasks · The SAS for container outputs/);
  await workbench.chooseFromMenu(cause, 'Explain This Cause', () =>
    explanation.waitForTitle('The SAS for container outputs'),
  );
  await workbench.takePicture('cause');
  await explanation.button('Fix and Resubmit All').click();
  await editor.waitForTab('shot-41-2.task.json');
  await editor.squiggles('warning').first().waitFor();
  await workbench.takePicture('task-at-fault');
  await chooseQuickFix('Enter a New URL');
  await quickInput.waitForTitle('New URL');
  await quickInput.answer(`${storage}/outputs?sr=c&sp=w&${sas}`);
  await editor.squiggles('warning').first().waitFor({ state: 'hidden' });
  await workbench.page.locator('.editor-actions .action-label[aria-label^="Submit Definition"]').first().click();
  await quickInput.choose('The Same Job');
  await quickInput.waitForTitle('Submit 6 tasks to job encode?');
  await workbench.takePicture('submit-question');
  await quickInput.choose(/^Submit/);
  await workbench.waitForStatus(/6 tasks were submitted/);
  await explanation.waitForText('6 of 6 tasks were submitted again');
  await explanation.waitForText('All 6 tasks were submitted again and succeeded.');
  await workbench.row(/^encode.*3 failed · 6 resolved/).waitFor();
  const resolved = '6 failed tasks resolved';
  await workbench.runCommand('Azure Batch: Focus on Failures View');
  await workbench.repeatUntilShown(() => workbench.page.keyboard.press('End'), workbench.row(resolved));
  await workbench.expand(resolved);
  const causeBelow = workbench.row(/^6 tasks · The SAS for container outputs.*6 submitted again, succeeded/);
  await workbench.repeatUntilShown(() => workbench.page.keyboard.press('End'), causeBelow);
  await workbench.takePicture('cause-submitted-again');
  await explanation.button('Explain shot-41-2').click();
  await explanation.waitForTitle(/shot-41-2 .*succeeded/);
});
