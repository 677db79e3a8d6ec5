import { type TestContext, test } from 'node:test';
import { addAccountByKey } from './addAccount.ts';
import { type SimulatorProcess, startSimulatorProcess } from './simulatorProcess.ts';
import { Workbench, type WorkbenchOptions } from './workbench.ts';

/** Longer than what a step awaits takes to give up: that tells more. */
const journeyTimeoutMs = 240_000;

export interface JourneyOptions extends WorkbenchOptions {
  /** Why the journey can't be walked on this machine; it is then counted as skipped. */
  readonly skip?: string | undefined;
}

/** A test in which a user walks through a workbench. When it fails, the last picture shows where. */
export function journey(
  title: string,
  { skip, ...options }: JourneyOptions,
  walk: (workbench: Workbench, context: TestContext) => Promise<void>,
): void {
  test(title, { timeout: journeyTimeoutMs, skip: skip ?? false }, async (context) => {
    const workbench = await Workbench.start(options);
    try {
      await walk(workbench, context);
    } catch (error) {
      await workbench.takePicture('failed');
      await workbench.close().catch(() => undefined); // What failed first is what is told.
      throw error;
    }
    await workbench.close();
  });
}

/** A journey whose account is served by a simulator in another process, which really runs commands. */
export function journeyWithSimulator(
  title: string,
  name: string,
  prepare: (simulator: SimulatorProcess) => Promise<void>,
  walk: (workbench: Workbench, simulator: SimulatorProcess) => Promise<void>,
): void {
  let simulator: SimulatorProcess | undefined;
  journey(title, { name }, async (workbench, context) => {
    simulator = await startSimulatorProcess();
    context.after(() => simulator?.stop());
    await prepare(simulator);
    await addAccountByKey(workbench, simulator);
    await walk(workbench, simulator);
  });
}
