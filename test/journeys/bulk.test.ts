import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { addAccountByKey } from './addAccount.ts';
import { findPageViolations } from './axe.ts';
import {
  doTheRest,
  enterKeyAgain,
  listRetried,
  retryAll,
  startBulkWorld,
  taskCount,
  throttleAfter,
} from './bulkWorld.ts';
import { Workbench } from './workbench.ts';

const retriedBefore = 20;

let simulator: Simulator;
let workbench: Workbench;

before(async () => {
  simulator = await startBulkWorld();
  workbench = await Workbench.start({ name: 'bulk', settings: { 'azureBatch.refreshInterval': 0 } });
  await addAccountByKey(workbench, simulator);
});

after(async () => {
  await workbench.close();
  await simulator.close();
});

test('A9-37 a window that is reloaded during a bulk action shows which items are done and which are not', async () => {
  throttleAfter(simulator, retriedBefore);
  await retryAll(workbench);
  await workbench.toast(/throttled; next try in /).waitFor();
  await workbench.takePicture('throttled');
  assert.equal(listRetried(simulator).length, retriedBefore);

  await workbench.open();
  await workbench.openContainer();
  const notice = workbench.toast(`Retrying ${taskCount} tasks was interrupted at`);
  await notice.waitFor();
  await workbench.takePicture('interrupted');
  assert.match((await notice.textContent()) ?? '', new RegExp(`${retriedBefore} done`));
  assert.equal(listRetried(simulator).length, retriedBefore, 'nothing restarts by itself');

  await notice.locator('.monaco-button').filter({ hasText: 'Show Report' }).click();
  const { editor, explanation } = workbench;
  await explanation.waitForTitle(`Retrying ${taskCount} tasks`);
  const said = await explanation.waitForText('Refresh');
  // Several tasks are in progress at a time, so the twentieth varies.
  assert.match(
    said,
    /^20 done\s+Azure Batch accepted the request\.\s+Job broken \(20\)\s+f0 to f2 \(3\)\s+f10 to f\d+ \(\d+\)/m,
  );
  assert.deepEqual(await explanation.main.locator('.primary').allInnerTexts(), ['Resume…']);
  assert.deepEqual(await findPageViolations(await explanation.findFrame()), []);
  await workbench.takePicture('report');
  await explanation.main.getByText(/^f10 to f\d+ \(\d+\)$/).click();
  await explanation.button('f12').click();
  await editor.waitForTab('f12');
});

test('A9-40 without a keyring, a key lost at a restart is reported, and a click asks for it', async () => {
  simulator.clearFaults();
  const row = workbench.row('The key is missing').first();
  await row.waitFor();
  await workbench.takePicture('key-gone');
  assert.match((await row.textContent()) ?? '', /saved for the last session only/);
  await enterKeyAgain(workbench, simulator);
  // The notification's toast may have disappeared, because it does not wait for an answer.
  await workbench.runCommand('Notifications: Show Notifications');
  const notification = workbench.page.locator('.notifications-center .notification-list-item');
  await notification.filter({ hasText: 'is probably stored for this session only' }).waitFor();
  await workbench.runCommand('Notifications: Hide Notifications');
  await workbench.row(/^broken/).waitFor();
  await workbench.takePicture('for-this-session');
});

test('A9-37 the remaining items of an interrupted bulk action are processed on request, each once', async () => {
  const { explanation, page, quickInput } = workbench;
  await workbench.runCommand(doTheRest);
  await quickInput.choose(`Retrying ${taskCount} tasks`);
  await workbench
    .modal()
    .filter({ hasText: `Retry ${taskCount - retriedBefore} tasks?` })
    .waitFor();
  await workbench.takePicture('the-rest');
  await workbench.answerModal('Retry');
  await page
    .locator('.tab')
    .filter({ hasText: `Retrying ${taskCount} tasks` })
    .click();
  await explanation.waitForText(`${taskCount} done`);
  await workbench.takePicture('all-done');
  const retried = listRetried(simulator);
  assert.equal(retried.length, taskCount);
  assert.equal(new Set(retried).size, taskCount, 'a task was retried twice');
});
