import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { agentStandIn, root } from '../workbench/places.ts';
import { addAccountByKey } from './addAccount.ts';
import { Agent } from './agent.ts';
import { deliverLink, makeCourier } from './deliverLink.ts';
import { Workbench } from './workbench.ts';

/** Accounts with all kinds of trouble, in a window that other extensions use as well: one delivers links, the other is an agent. */
const courier = makeCourier();
let agent: Agent;
let simulator: Simulator;
let workbench: Workbench;

before(async () => {
  agent = await Agent.start();
  workbench = await Workbench.start({
    name: 'trouble',
    settings: { 'azureBatch.refreshInterval': 0, 'chat.disableAIFeatures': false },
    extensions: [root, courier.folder, agentStandIn],
    env: agent.env,
  });
});

after(async () => {
  await workbench.close();
  await simulator.close();
  agent.close();
  courier[Symbol.dispose]();
});

const addByKey = 'Azure Batch: Add an Account by Key';
const refresh = 'Azure Batch: Refresh';

test('an account is added by its key, and mistakes are shown while typing', async () => {
  const { quickInput } = workbench;
  simulator = await startSimulator({ accountName: 'journey' });
  await workbench.openContainer();
  await workbench.page.locator('.part.sidebar').getByText('Open the Sample Account').waitFor();
  await workbench.takePicture('welcome');

  await workbench.runCommand(addByKey);
  await quickInput.filter('http://contoso.westeurope.batch.azure.com');
  await quickInput.message('Only an account on this computer may use http://').waitFor();
  await workbench.takePicture('http-refused');
  await quickInput.answer(simulator.url);

  await quickInput.message(/^Key for /).waitFor();
  await quickInput.filter('not a key');
  await quickInput.message('A key consists of letters').waitFor();
  await quickInput.answer(randomBytes(64).toString('base64'));
  await quickInput.message('If the account has another name').waitFor();
  await quickInput.answer('journey');
  await quickInput.message("The key isn't valid for the account").waitFor();
  assert.equal(await quickInput.value(), 'journey', 'what was typed is kept');
  await workbench.takePicture('wrong-key');

  await workbench.page.locator('.quick-input-titlebar .codicon-quick-input-back').click();
  await quickInput.message(/^Key for /).waitFor();
  await quickInput.answer(simulator.accountKey);
  await quickInput.message('If the account has another name').waitFor();
  await quickInput.answer('journey');

  await workbench.row('journey').waitFor();
  await workbench.row('This account has no pools').waitFor();
  await workbench.page.locator('.part.sidebar').getByText('Nothing failed.').waitFor();
  await workbench.takePicture('added');
});

test('a missing host is reported', async () => {
  const { quickInput } = workbench;
  await workbench.runCommand(addByKey);
  await quickInput.answer('https://nobody.invalid');
  await quickInput.message("the host's operator can read the requests").waitFor();
  await workbench.takePicture('confirm-host');
  await quickInput.answer('nobody.invalid');
  await quickInput.message(/^Key for /).waitFor();
  await quickInput.answer(simulator.accountKey);
  await quickInput.message('There is no host named nobody.invalid').waitFor();
  await workbench.takePicture('no-host');
  await quickInput.cancel();
});

test('a wrong clock is reported, and the typed key stays', async () => {
  const { quickInput } = workbench;
  const hourMs = 3_600_000;
  const ahead = await startSimulator({ clock: new SteppedClock(Date.now() + hourMs) });
  try {
    await workbench.runCommand(addByKey);
    await quickInput.answer(ahead.url);
    await quickInput.message(/^Key for /).waitFor();
    await quickInput.answer(ahead.accountKey);
    await quickInput.message(/clock/i).waitFor();
    assert.equal(await quickInput.value(), ahead.accountKey);
    await workbench.takePicture('clock');
    await quickInput.cancel();
  } finally {
    await ahead.close();
  }
});

/** Removes an account, after the question. */
async function removeAccount(name: string): Promise<void> {
  await workbench.chooseFromMenu(workbench.row(name), 'Remove Account', () =>
    workbench.modal().getByText("The account's key is deleted from this computer").waitFor(),
  );
  await workbench.takePicture('remove');
  await workbench.answerModal('Remove');
  await workbench.page.locator('.part.sidebar').getByText('Open the Sample Account').waitFor();
}

test('an account is removed after one question', () => removeAccount('journey'));

/** Replaces the keys of the account, as another person might. */
async function replaceKeys(): Promise<void> {
  const { accountName, url } = simulator;
  await simulator.close();
  simulator = await startSimulator({ accountName, port: Number(new URL(url).port) });
}

test("a replaced key is reported in the account's row, and a click asks for the new one", async () => {
  const { quickInput } = workbench;
  await simulator.close();
  // Uses the default name, so that the extension doesn't ask for one.
  simulator = await startSimulator({ accountName: 'simulated' });
  await addAccountByKey(workbench, simulator);
  await workbench.row('This account has no pools').waitFor();
  await replaceKeys();
  await workbench.runCommand(refresh);
  const row = workbench.row('The key is not valid').first();
  await row.waitFor();
  await workbench.takePicture('replaced');

  await workbench.repeatUntilShown(() => row.click(), quickInput.message(/^Key for /));
  await quickInput.answer(randomBytes(64).toString('base64'));
  await quickInput.message("The key isn't valid for the account").waitFor();
  await workbench.takePicture('still-wrong');
  await quickInput.answer(simulator.accountKey);
  await workbench.row('This account has no pools').waitFor();
  await workbench.row('This account has no jobs').waitFor();
  await row.waitFor({ state: 'hidden' });
  await workbench.takePicture('entered');
  await removeAccount('simulated');
  await simulator.close();
});

test('a branch that could not be loaded shows the reason, and a click loads it again', async () => {
  simulator = await startSimulator({ scenario: 'sample' });
  // Otherwise half a minute passes before the last attempt.
  const headers = { 'Retry-After': '0' };
  // The view of failures loads nodes, too, for their names, as soon as the account is there.
  simulator.addFault({ operation: 'ComputeNode_List', status: 500, headers, times: 1_000 });
  await addAccountByKey(workbench, simulator);
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
  // The row shows this for a while, since the next refresh may be throttled again.
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

test('a link opens the row and its explanation, and a hostile link must be confirmed or is refused', async () => {
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

test('the page of a deleted item remains, and shows that it was deleted', async () => {
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

const failures = (): Promise<string> => agent.call('azurebatch_list_failures', {});
const retry = (): Promise<string> =>
  agent.call('azurebatch_retry_tasks', { job: 'train', tasks: ['shard-05', 'shard-06'] });
const listRetried = (): readonly string[] =>
  simulator.requests.flatMap(({ path }) => /tasks\/(shard-0[56])\/reactivate/.exec(path)?.[1] ?? []).toSorted();

const waitForQuestion = async (question: string): Promise<void> => {
  await workbench.modal().filter({ hasText: question }).waitFor();
};

/** Changes the access of agents, as the account's menu does. */
const letRead = async (choice: string): Promise<void> => {
  const { quickInput } = workbench;
  await workbench.runCommand('Azure Batch: Let Agents Read');
  await quickInput.choose(choice);
  await quickInput.box.waitFor({ state: 'hidden' });
};

test('an agent reads an account only after the person allows that, here for one session', async () => {
  const refused = failures();
  await waitForQuestion('Let agents read the Batch account');
  await workbench.takePicture('consent');
  // Someone may press Enter while typing something else.
  await workbench.page.keyboard.press('Enter');
  assert.match(await refused, /^The user did not let agents read this account/);
  const allowed = failures();
  await waitForQuestion('Let agents read the Batch account');
  await workbench.answerModal('Allow for This Session');
  assert.match(await allowed, /^Causes of failures/);
  assert.match(await failures(), /^Causes of failures/);
});

test('an account closed to agents is refused, and no one is asked', async () => {
  await letRead('Never Allow');
  assert.match(await failures(), /^The user does not let agents read this account/);
  await letRead('Ask Me');
  const never = failures();
  await waitForQuestion('Let agents read the Batch account');
  await workbench.answerModal('Never Allow');
  assert.match(await never, /^The user did not let agents read this account/);
  assert.match(await failures(), /^The user does not let agents read this account/);
});

test('a retry asks with its plan, and one that the agent cancels reactivates nothing', async () => {
  await letRead('Allow for This Session');
  const declined = retry();
  await waitForQuestion('Retry 2 tasks?');
  await workbench.takePicture('retry');
  await workbench.answerModal('Decline');
  assert.match(await declined, /^The user declined, so nothing was done/);
  const givenUp = retry();
  await waitForQuestion('Retry 2 tasks?');
  agent.giveUp();
  await givenUp;
  await workbench.answerModal('Retry');
  await workbench.toast('The agent is no longer waiting for this answer, so nothing was done.').waitFor();
  assert.deepEqual(listRetried(), []);
  const planned = retry();
  await waitForQuestion('Retry 2 tasks?');
  await workbench.answerModal('Show the Plan');
  await workbench.editor.waitForLine('POST /jobs/train/tasks/shard-06/reactivate');
  await workbench.quickInput.entry('Nothing changes.').waitFor();
  await workbench.takePicture('plan');
  await workbench.quickInput.accept();
  assert.match(await planned, /^The user declined, so nothing was done/);
  assert.deepEqual(listRetried(), []);
  const agreed = retry();
  await waitForQuestion('Retry 2 tasks?');
  await workbench.answerModal('Retry');
  assert.match(await agreed, /^The user agreed\. Tasks retried: 2;/);
  assert.deepEqual(listRetried(), ['shard-05', 'shard-06']);
});

test('if the service cannot be reached, loaded data stays visible with its age and the reason', async () => {
  await simulator.close();
  await workbench.runCommand(refresh);
  await workbench.row(/^simulated.*cannot be reached · as of \d\d:\d\d/).waitFor();
  await workbench.row('shard-03').waitFor();
  await workbench.takePicture('gone');
});
