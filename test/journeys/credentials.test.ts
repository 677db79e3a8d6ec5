import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { addAccountByKey } from './addAccount.ts';
import { Workbench } from './workbench.ts';

let simulator: Simulator;
let workbench: Workbench;

before(async () => {
  // Known by this name when nobody tells another, so that nobody is asked for it.
  simulator = await startSimulator({ accountName: 'simulated' });
  workbench = await Workbench.start({ name: 'credentials' });
});

after(async () => {
  await workbench.close();
  await simulator.close();
});

/** The same account with other keys, as after somebody has replaced them. */
async function replaceKeys(): Promise<void> {
  const { accountName, url } = simulator;
  await simulator.close();
  simulator = await startSimulator({ accountName, port: Number(new URL(url).port) });
}

test('a key that was replaced is told in the account’s row, and a click takes the new one', async () => {
  const { quickInput } = workbench;
  await addAccountByKey(workbench, simulator);
  await workbench.row('This account has no pools').waitFor();
  await replaceKeys();
  await workbench.runCommand('Azure Batch: Refresh');
  const row = workbench.row('The key is not valid').first();
  await row.waitFor();
  await workbench.takePicture('replaced');

  await workbench.repeatUntilShown(() => row.click(), quickInput.message(/^Key of /));
  await quickInput.answer(randomBytes(64).toString('base64'));
  await quickInput.message('The key is not valid for the account').waitFor();
  await workbench.takePicture('still-wrong');
  await quickInput.answer(simulator.accountKey);
  await workbench.row('This account has no pools').waitFor();
  await workbench.row('This account has no jobs').waitFor();
  await row.waitFor({ state: 'hidden' });
  await workbench.takePicture('entered');
});

test('A9-40 where no keyring is, a key that is gone after a restart says so, and a click takes it again', async () => {
  const { quickInput } = workbench;
  await workbench.open();
  await workbench.openContainer();
  const row = workbench.row('The key is missing').first();
  await row.waitFor();
  await workbench.takePicture('key-gone');
  assert.match((await row.textContent()) ?? '', /kept for the last session only/);
  await workbench.repeatUntilShown(() => row.click(), quickInput.message(/^Key of /));
  await quickInput.answer(simulator.accountKey);
  await workbench.toast('is probably kept for this session only').waitFor();
  await workbench.row('This account has no pools').waitFor();
  await workbench.takePicture('for-this-session');
});
