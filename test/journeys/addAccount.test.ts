import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { addAccountByKey } from './addAccount.ts';
import { Workbench } from './workbench.ts';

const title = 'Azure Batch: Add an Account by Key';

let simulator: Simulator;
let workbench: Workbench;

before(async () => {
  simulator = await startSimulator({ accountName: 'journey' });
  workbench = await Workbench.start({ name: 'addAccount' });
});

after(async () => {
  await workbench.close();
  await simulator.close();
});

test('an account is added by its key, and mistakes are shown while typing', async () => {
  const { quickInput } = workbench;
  await workbench.openContainer();
  await workbench.page.locator('.part.sidebar').getByText('Open the Sample Account').waitFor();
  await workbench.takePicture('welcome');

  await workbench.runCommand(title);
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
  await workbench.runCommand(title);
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
    await workbench.runCommand(title);
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

test('an account is removed after one question', async () => {
  await workbench.chooseFromMenu(workbench.row('journey'), 'Remove Account', () =>
    workbench.modal().getByText("The account's key is deleted from this computer").waitFor(),
  );
  await workbench.takePicture('remove');
  await workbench.answerModal('Remove');
  await workbench.page.locator('.part.sidebar').getByText('Open the Sample Account').waitFor();
});

/** Replaces the keys of the account, as another person might. */
async function replaceKeys(): Promise<void> {
  const { accountName, url } = simulator;
  await simulator.close();
  simulator = await startSimulator({ accountName, port: Number(new URL(url).port) });
}

test("a replaced key is reported in the account's row, and a click asks for the new one", async () => {
  const { quickInput } = workbench;
  await simulator.close();
  // The default name, so that the extension doesn't ask for one.
  simulator = await startSimulator({ accountName: 'simulated' });
  await addAccountByKey(workbench, simulator);
  await workbench.row('This account has no pools').waitFor();
  await replaceKeys();
  await workbench.runCommand('Azure Batch: Refresh');
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
});
