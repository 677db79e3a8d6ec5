import assert from 'node:assert/strict';
import { addAccountByKey } from './addAccount.ts';
import {
  doTheRest,
  enterKeyAgain,
  listRetried,
  retryAll,
  startBulkWorld,
  taskCount,
  throttleAfter,
} from './bulkWorld.ts';
import { journey } from './journey.ts';

const retriedBefore = 20;

journey(
  'A9-37 a window that is reloaded within a bulk action tells what is done and what is not, and does the rest when asked',
  { name: 'bulk', settings: { 'azureBatch.refreshInterval': 0 } },
  async (workbench, context) => {
    const { page, quickInput } = workbench;
    const simulator = await startBulkWorld(context);
    await addAccountByKey(workbench, simulator);
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
    await page
      .locator('.editor-instance .view-lines')
      .filter({ hasText: `${retriedBefore} done` })
      .waitFor();
    await workbench.takePicture('report');

    simulator.clearFaults();
    await enterKeyAgain(workbench, simulator);
    await workbench.runCommand(doTheRest);
    await quickInput.choose(`Retrying ${taskCount} tasks`);
    await workbench
      .modal()
      .filter({ hasText: `Retry ${taskCount - retriedBefore} tasks?` })
      .waitFor();
    await workbench.takePicture('the-rest');
    await workbench.answerModal('Retry');
    await page
      .locator('.editor-instance .view-lines')
      .filter({ hasText: `${taskCount} done` })
      .waitFor();
    await workbench.takePicture('all-done');
    const retried = listRetried(simulator);
    assert.equal(retried.length, taskCount);
    assert.equal(new Set(retried).size, taskCount, 'a task was retried twice');
  },
);
