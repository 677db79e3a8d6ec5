import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { root } from '../workbench/places.ts';
import { addAccountByKey } from './addAccount.ts';
import { deliverLink, makeCourier } from './deliverLink.ts';
import { Workbench } from './workbench.ts';

const courier = makeCourier();
let simulator: Simulator;
let workbench: Workbench;

before(async () => {
  simulator = await startSimulator({ scenario: 'sample' });
  workbench = await Workbench.start({
    name: 'trouble',
    settings: { 'azureBatch.refreshInterval': 0 },
    extensions: [root, courier.folder],
  });
  await addAccountByKey(workbench, simulator);
});

after(async () => {
  await workbench.close();
  await simulator.close();
  courier[Symbol.dispose]();
});

const refresh = 'Azure Batch: Refresh';

test('a branch that fails to load says why, and a click tries again', async () => {
  // Otherwise half a minute passes before the last attempt.
  const headers = { 'Retry-After': '0' };
  simulator.addFault({ operation: 'ComputeNode_List', status: 500, headers, times: 1_000 });
  await workbench.expand(/^cpu-render/);
  const row = workbench.row('Could not be loaded');
  await row.waitFor();
  await workbench.takePicture('failed branch');
  simulator.clearFaults();
  await row.click();
  await row.waitFor({ state: 'hidden' });
  await workbench.row(/^Running|^Idle/).waitFor();
});

test("throttling is shown in the account's row, and loaded data stays", async () => {
  simulator.addFault({ operation: 'Job_List', status: 429, headers: { 'Retry-After': '4' }, times: 1_000 });
  const frames = workbench.row(/^frames.*failed/);
  const before = await frames.boundingBox();
  await workbench.runCommand(refresh);
  await workbench.row(/^simulated.*throttled, next try \d\d:\d\d:\d\d/).waitFor();
  assert.deepEqual(await frames.boundingBox(), before);
  await workbench.takePicture('throttled');
  simulator.clearFaults();
  // The row goes on saying so for a while, since the next refresh may be throttled again.
  await workbench.row(/^simulated.*throttled ·/).waitFor();
});

const openUrl = 'Azure Batch: Open a URL or Resource ID';
const selectedRow = (text: string) =>
  workbench.page.locator('.part.sidebar .monaco-list-row.selected').filter({ hasText: text });

test('an item and its explanation are found by the URL that the service prints', async () => {
  await workbench.runCommand(openUrl);
  await workbench.quickInput.filter('https://portal.azure.com/#home');
  await workbench.quickInput.message("This Azure portal page doesn't name a Batch account").waitFor();
  await workbench.quickInput.answer(`${simulator.url}/jobs/train/tasks/shard-03`);
  await selectedRow('shard-03').waitFor();
  await workbench.editor.waitForTab('shard-03');
  await workbench.runCommand(openUrl);
  await workbench.quickInput.answer(`${simulator.url}/jobs/train/tasks/shard-03/files/stderr.txt`);
  await workbench.editor.waitForTab('stderr.txt');
});

const toLink = (rest: string): string => `code-oss://batch-troubleshooter.azure-batch-troubleshooter${rest}`;

test('a link opens the row and its explanation, and a hostile link is confirmed or refused', async () => {
  await workbench.runCommand('View: Close All Editors');
  await deliverLink(workbench, courier, toLink(`/open/${new URL(simulator.url).host}/jobs/train/tasks/shard-04`));
  await selectedRow('shard-04').waitFor();
  await workbench.editor.waitForTab('shard-04');
  await workbench.takePicture('link opened');

  await deliverLink(workbench, courier, toLink('/open/batch.azure.com.evil.example/jobs/train'));
  await workbench.modal().getByText("isn't an Azure Batch host").waitFor();
  await workbench.takePicture('link to another host');
  await workbench.answerModal('Cancel');
  await deliverLink(workbench, courier, toLink(`/delete/${new URL(simulator.url).host}/jobs/train`));
  await workbench.toast("This doesn't refer to anything in Azure Batch").waitFor();
  await workbench.takePicture('link refused');
  await workbench.row('evil.example').waitFor({ state: 'detached' });
  await workbench.row(/^train/).waitFor();
});

test('a failed request is explained', async () => {
  simulator.addFault({ operation: 'Task_Reactivate', status: 500, times: 20 });
  const explain = workbench.page.locator('.notifications-toasts').getByRole('button', { name: 'Explain' });
  const question = workbench.modal().filter({ hasText: 'The task fails again unless the cause is fixed' });
  await workbench.pressRowButton(workbench.row('shard-03'), 'Retry', () => question.waitFor());
  await workbench.answerModal('Retry');
  await explain.waitFor();
  await explain.click();
  await workbench.modal().filter({ hasText: 'The service may have carried out the request.' }).waitFor();
  await workbench.takePicture('request explained');
  await workbench.answerModal('Cancel');
  simulator.clearFaults();
});

test('the page of a deleted item stays, and says so', async () => {
  const { explanation } = workbench;
  await workbench.chooseFromMenu(workbench.row('shard-03'), 'Explain', () => explanation.waitForTitle('shard-03'));
  const body = JSON.stringify({ code: 'TaskNotFound', message: { lang: 'en-US', value: 'It does not exist.' } });
  simulator.addFault({ operation: 'Task_Get', status: 404, body, times: 1_000 });
  await explanation.button('Refresh').click();
  const said = await explanation.waitForText(
    'This no longer exists in Azure Batch. The data shown was read while it still existed.',
  );
  assert.match(said, /shard-03/);
  assert.equal(await explanation.main.getByRole('button', { name: /^Retry/ }).count(), 0, 'nothing is done to it');
  await explanation.status.filter({ hasText: 'This no longer exists in Azure Batch.' }).waitFor({ state: 'attached' });
  await workbench.takePicture('gone page');
  simulator.clearFaults();
});

test('when the service is gone, loaded data stays with its age and the reason', async () => {
  await simulator.close();
  await workbench.runCommand(refresh);
  await workbench.row(/^simulated.*cannot be reached · as of \d\d:\d\d/).waitFor();
  await workbench.row('shard-03').waitFor();
  await workbench.takePicture('gone');
});
