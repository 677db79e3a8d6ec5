import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { agentStandIn, root } from '../workbench/places.ts';
import { addAccountByKey } from './addAccount.ts';
import { Agent } from './agent.ts';
import { Workbench } from './workbench.ts';

let agent: Agent;
let simulator: Simulator;
let workbench: Workbench;

before(async () => {
  agent = await Agent.start();
  simulator = await startSimulator({ scenario: makeSmallWorld(1, 2, 1) });
  workbench = await Workbench.start({
    name: 'agents',
    settings: { 'azureBatch.refreshInterval': 0, 'chat.disableAIFeatures': false },
    extensions: [root, agentStandIn],
    env: agent.env,
  });
  await addAccountByKey(workbench, simulator);
});

after(async () => {
  await workbench.close();
  await simulator.close();
  agent.close();
});

const failures = (): Promise<string> => agent.call('azurebatch_list_failures', {});
const retry = (): Promise<string> => agent.call('azurebatch_retry_tasks', { job: 'broken', tasks: ['f0', 'f1'] });
const listRetried = (): readonly string[] =>
  simulator.requests.flatMap(({ path }) => /tasks\/(\w+)\/reactivate/.exec(path)?.[1] ?? []).toSorted();

const waitForQuestion = async (question: string): Promise<void> => {
  await workbench.modal().filter({ hasText: question }).waitFor();
};

/** Changes an agent's access, like the menu of the account. */
const letRead = async (choice: string): Promise<void> => {
  const { quickInput } = workbench;
  await workbench.runCommand('Azure Batch: Let Agents Read');
  await quickInput.choose(choice);
  await quickInput.box.waitFor({ state: 'hidden' });
};

test('an agent reads an account once the person allows it, for this session or never', async () => {
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

test('a retry asks with its plan, and one that the agent cancels reactivates nothing', async () => {
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
  await workbench.editor.waitForLine('POST /jobs/broken/tasks/f1/reactivate');
  await workbench.quickInput.entry('Nothing changes.').waitFor();
  await workbench.takePicture('plan');
  await workbench.quickInput.accept();
  assert.match(await planned, /^The user declined, so nothing was done/);
  assert.deepEqual(listRetried(), []);
  const agreed = retry();
  await waitForQuestion('Retry 2 tasks?');
  await workbench.answerModal('Retry');
  assert.match(await agreed, /^The user agreed\. Tasks retried: 2;/);
  assert.deepEqual(listRetried(), ['f0', 'f1']);
});

test('an account closed to agents is not read, and no one is asked', async () => {
  await letRead('Never Allow');
  assert.match(await failures(), /^The user does not let agents read this account/);
  await letRead('Ask Me');
  const never = failures();
  await waitForQuestion('Let agents read the Batch account');
  await workbench.answerModal('Never Allow');
  assert.match(await never, /^The user did not let agents read this account/);
  const before = simulator.requests.length;
  assert.match(await failures(), /^The user does not let agents read this account/);
  assert.equal(simulator.requests.length, before);
});
