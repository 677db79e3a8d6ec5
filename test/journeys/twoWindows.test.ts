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
import type { Workbench } from './workbench.ts';
import { waitFor } from './workload.ts';

const showBulks = 'Azure Batch: Show Bulk Actions';
const retriedBefore = 20;
const title = `Retrying ${taskCount} tasks`;
const elsewhere = /Another window or terminal is running this action/;
const tooLate = /Another window or terminal is running this action|There's nothing left to do/;

/**
 * Opens the list of interrupted actions, and tries again if it closed because another window or a notification took the
 * focus.
 */
async function chooseRest(window: Workbench): Promise<void> {
  await window.repeatUntilShown(() => window.runCommand(doTheRest), window.quickInput.entry(title));
}

journey(
  'A9-38 only one of two windows runs a bulk action; if its host is killed, only one window completes it',
  { name: 'two-windows', settings: { 'azureBatch.refreshInterval': 0 } },
  async (first, context) => {
    const simulator = await startBulkWorld();
    context.after(() => simulator.close());
    await addAccountByKey(first, simulator);
    const [firstHost, ...others] = first.extensionHosts;
    assert.ok(firstHost !== undefined && others.length === 0);
    const second = await first.openWindow('second');
    await second.openContainer();
    await enterKeyAgain(second, simulator);
    // The service has acted on one task whose answer is still pending when the window dies.
    simulator.addFault({ operation: 'Task_Reactivate', nthCall: retriedBefore, effect: 'hangAfter' });
    throttleAfter(simulator, retriedBefore);
    await first.page.bringToFront();
    await retryAll(first);
    await first.toast(/throttled; next try in /).waitFor();
    const before = listRetried(simulator).length;
    assert.equal(before, retriedBefore);

    await second.page.bringToFront();
    await second.runCommand(showBulks);
    await second.quickInput.entry(title).filter({ hasText: 'running in another window' }).waitFor();
    await second.takePicture('runs-elsewhere');
    await second.quickInput.cancel();
    await chooseRest(second);
    await second.quickInput.choose(title);
    await second.toast(elsewhere).waitFor();
    await second.takePicture('refused');
    assert.equal(listRetried(simulator).length, before, 'a second window sends nothing');

    process.kill(firstHost, 'SIGKILL');
    await first.page.goto('about:blank');
    await second.toast(`${title} was interrupted at`).waitFor();
    await second.takePicture('interrupted');
    assert.equal(listRetried(simulator).length, before, 'nothing restarts by itself');

    await first.open();
    await first.openContainer();
    await enterKeyAgain(first, simulator);
    simulator.clearFaults();
    // Both windows ask, since an open question doesn't lock the action; the first answer does.
    for (const window of [first, second]) {
      await window.page.bringToFront();
      await window.runCommand('Notifications: Clear All Notifications');
      await chooseRest(window);
      await window.quickInput.choose(title);
      await window
        .modal()
        .filter({ hasText: /^.*Retry \d+ tasks\?/s })
        .waitFor();
      await window.takePicture('asked');
    }
    await second.answerModal('Retry');
    await first.page.bringToFront();
    await first.answerModal('Retry');
    await first.toast(tooLate).waitFor();
    await first.takePicture('lost');
    await second.page.bringToFront();
    await second.waitForStatus(/tasks were retried/);

    const findAll = async () => (simulator.completions.length < taskCount ? undefined : simulator.completions);
    const runAgain = (await waitFor(findAll, 'all tasks to run again')).map(({ taskId }) => taskId);
    assert.equal(new Set(runAgain).size, taskCount, 'a task was not retried');
    assert.equal(runAgain.length, taskCount, 'a task was retried twice');
    assert.equal(listRetried(simulator).length, taskCount, 'what was answered to nobody was asked for again');
  },
);
