import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { RealClock } from '../../src/simulator/clock.ts';
import { createProcessExecutor } from '../../src/simulator/executors/process/processExecutor.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';

const { CLIENTS_PYTHON: python, CLIENTS_PYTHON_PATH: libraries = '', PATH = '' } = process.env;

/** Reason why the clients can't be tested here, if any. */
export const skip =
  python === undefined && "there are no Azure CLI and azure-batch for Python; Debian's are azure-cli and python3-azure";

/** Starts a simulator, and returns the settings for a Python that finds its account; both end with the test. */
export async function startAccount(context: TestContext) {
  const home = await mkdtemp(path.join(tmpdir(), 'official-clients-'));
  context.after(() => rm(home, { recursive: true, force: true }));
  const clock = new RealClock(20);
  const simulator = await startSimulator({ clock, executor: createProcessExecutor({ clock }) });
  context.after(() => simulator.close());
  const env = {
    PATH,
    HOME: home,
    PYTHONPATH: libraries,
    AZURE_CONFIG_DIR: path.join(home, 'azure'),
    AZURE_CORE_COLLECT_TELEMETRY: 'no',
    AZURE_BATCH_ACCOUNT: simulator.accountName,
    AZURE_BATCH_ACCESS_KEY: simulator.accountKey,
    AZURE_BATCH_ENDPOINT: simulator.url,
  };
  return { simulator, home, python: python ?? '', env };
}
