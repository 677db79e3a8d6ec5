import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import type { Workbench } from './workbench.ts';

export const taskCount = 60;
export const doTheRest = 'Azure Batch: Resume Bulk Action';

/** An account with a job of failed tasks. */
export const startBulkWorld = (): Promise<Simulator> =>
  startSimulator({ scenario: makeSmallWorld(1, taskCount, 0), accountName: 'simulated', speed: 100 });

/** Starts to retry all tasks of the job. */
export async function retryAll(workbench: Workbench): Promise<void> {
  await workbench.expand(/^Jobs/);
  await workbench.chooseFromMenu(
    workbench.row(new RegExp(`^broken.*${taskCount} failed`)),
    'Retry All Failed Tasks',
    () =>
      workbench
        .modal()
        .filter({ hasText: `Retry ${taskCount} tasks?` })
        .waitFor(),
  );
  await workbench.answerModal('Retry');
}

/** Lists the IDs of the retried tasks, once for each retry. */
export function listRetried(simulator: Simulator): readonly string[] {
  return simulator.requests
    .filter(({ operation, status }) => operation === 'Task_Reactivate' && status < 300)
    .map(({ path }) => /tasks\/(\w+)/.exec(path)?.[1] ?? '');
}

/** Makes the service throttle all retries after the first `count`, for longer than the journey takes. */
export function throttleAfter(simulator: Simulator, count: number): void {
  const body = JSON.stringify({ code: 'TooManyRequests', message: { lang: 'en-US', value: 'Too many requests.' } });
  const headers = { 'retry-after': '90' };
  simulator.addFault({ operation: 'Task_Reactivate', nthCall: count + 1, times: 1000, status: 429, headers, body });
}

/** Enters the key again, because the browser build loses its secrets at a reload. */
export async function enterKeyAgain(workbench: Workbench, simulator: Simulator): Promise<void> {
  const row = workbench.row('The key is missing').first();
  await row.waitFor();
  await workbench.repeatUntilShown(() => row.click(), workbench.quickInput.message(/^Key for /));
  await workbench.quickInput.answer(simulator.accountKey);
  await row.waitFor({ state: 'hidden' });
}
