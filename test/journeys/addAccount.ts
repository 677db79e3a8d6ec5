import type { SimulatorProcess } from './simulatorProcess.ts';
import type { Workbench } from './workbench.ts';

/**
 * Adds an account by endpoint and key, as a user types them, and waits until it stands in the explorer, selected: what
 * opens before, a menu or a list, is closed when the explorer gets the focus.
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
