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

/** Opens the question for an account's endpoint, as users do for whom Resource Manager finds nothing. */
export async function typeEndpoint(workbench: Workbench): Promise<void> {
  const { quickInput } = workbench;
  await workbench.runCommand('Azure Batch: Sign In to Azure');
  await quickInput.filter('endpoint');
  const prompt = quickInput.message('Batch account endpoint');
  const entry = quickInput.entry('Type an endpoint…');
  await entry.waitFor();
  // An answer of Resource Manager at that moment may move the entry away from the click.
  await workbench.repeatUntilShown(async () => {
    if (await entry.isVisible()) await entry.click();
  }, prompt);
}

/** Adds an account by typing its endpoint, with the sign-in of the Azure CLI. */
export async function addAccountByCli(workbench: Workbench, simulator: Pick<SimulatorProcess, 'url'>): Promise<void> {
  const { quickInput } = workbench;
  await workbench.openContainer();
  await typeEndpoint(workbench);
  await quickInput.answer(simulator.url);
  await quickInput.choose('Azure CLI');
  await workbench.waitForStatus(/Signed in to /);
}
