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
  test(title, { timeout: journeyTimeoutMs, skip: skip ?? false }, (context) =>
    walkIn(options, (workbench) => walk(workbench, context)),
  );
}

async function walkIn(options: WorkbenchOptions, walk: (workbench: Workbench) => Promise<void>): Promise<void> {
  const workbench = await Workbench.start(options);
  try {
    await walk(workbench);
  } catch (error) {
    await workbench.takePicture('failed');
    await workbench.close().catch(() => undefined); // What failed first is what is told.
    throw error;
  }
  await workbench.close();
}

/**
 * A journey whose account is served by a simulator in another process, which really runs commands. What it serves is
 * prepared while the workbench starts.
 */
export function journeyWithSimulator(
  title: string,
  { skip, ...options }: JourneyOptions,
  prepare: (simulator: SimulatorProcess) => Promise<void>,
  walk: (workbench: Workbench, simulator: SimulatorProcess) => Promise<void>,
): void {
  test(title, { timeout: journeyTimeoutMs, skip: skip ?? false }, async () => {
    const starting = startSimulatorProcess();
    const preparing = starting.then(prepare);
    preparing.catch(() => undefined); // It is told in the walk.
    try {
      await walkIn(options, async (workbench) => {
        await preparing;
        const simulator = await starting;
        await addAccountByKey(workbench, simulator);
        await walk(workbench, simulator);
      });
    } finally {
      await starting.then((simulator) => simulator.stop());
    }
  });
}
