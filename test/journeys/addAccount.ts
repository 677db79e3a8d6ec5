import type { SimulatorProcess } from './simulatorProcess.ts';
import type { Workbench } from './workbench.ts';

/**
 * Adds an account by typing endpoint and key, and waits until it is selected in the explorer: a menu or list that opens
 * earlier would be closed when the explorer gets the focus.
 */
export async function addAccountByKey(
  workbench: Workbench,
  simulator: Pick<SimulatorProcess, 'url' | 'accountKey' | 'accountName'>,
): Promise<void> {
  const { quickInput } = workbench;
  await workbench.openContainer();
  await workbench.runCommand('Azure Batch: Add an Account by Key');
  await quickInput.waitForTitle('Add a Batch account by key');
  await quickInput.answer(simulator.url);
  await quickInput.message(/^Key for /).waitFor();
  await quickInput.answer(simulator.accountKey);
  await workbench.waitForStatus(new RegExp(`Account ${simulator.accountName} added`));
  await workbench.row(simulator.accountName).waitFor();
}
