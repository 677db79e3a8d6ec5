import { type TestContext, test } from 'node:test';
import { Workbench, type WorkbenchOptions } from './workbench.ts';

/** Registers a test in which a user walks through a workbench. If it fails, the last picture shows where. */
export function journey(
  title: string,
  options: WorkbenchOptions,
  walk: (workbench: Workbench, context: TestContext) => Promise<void>,
): void {
  test(title, (context) => walkIn(options, (workbench) => walk(workbench, context)));
}

async function walkIn(options: WorkbenchOptions, walk: (workbench: Workbench) => Promise<void>): Promise<void> {
  const workbench = await Workbench.start(options);
  try {
    await walk(workbench);
  } catch (error) {
    await workbench.takePicture('failed');
    await workbench.close().catch(() => undefined); // The first failure is the one to report.
    throw error;
  }
  await workbench.close();
}
