import { RealClock } from './clock.ts';
import { asksForHelp, help, parseCommandLine, UsageError, usage } from './commandLine.ts';
import { autoStorageAt } from './executors/process/autoStorage.ts';
import { createProcessExecutor } from './executors/process/processExecutor.ts';
import { startSimulator } from './simulator.ts';
import type { SimulatorOptions } from './simulatorOptions.ts';

/** Starts the simulator as the command line asks, says where it is, and ends it with its children when told to. */
async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (asksForHelp(args)) {
    process.stdout.write(help);
    return;
  }
  const { port, scenario, executor, speed, autoStorage } = parseCommandLine(args);
  const clock = new RealClock(speed);
  const storage = autoStorage === undefined ? {} : { autoStorage: autoStorageAt(autoStorage) };
  const options: SimulatorOptions = {
    port,
    clock,
    ...(scenario === undefined ? {} : { scenario }),
    ...(executor === 'process' ? { executor: createProcessExecutor({ clock, ...storage }) } : {}),
  };
  const simulator = await startSimulator(options);
  const { url, accountName, accountKey } = simulator;
  process.stdout.write(`${JSON.stringify({ url, accountName, accountKey })}\n`);
  // The channel to the process that started it, where there is one, breaks when that has ended.
  for (const event of ['SIGTERM', 'SIGINT', 'SIGHUP', 'disconnect'] as const) {
    process.once(event, () => {
      void simulator.close().then(() => process.exit(0));
    });
  }
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(error instanceof UsageError ? `${message}\nUsage: ${usage}\n` : `${message}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
});
