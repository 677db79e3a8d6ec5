import * as l10n from '@vscode/l10n';
import { type Clock, waitFor } from '../../../core/clock.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { isInGroup, type Task } from '../../../core/model/task.ts';
import { toDurationWords } from '../../../core/query/durations.ts';
import type { BatchService } from '../../../service/ports.ts';

const firstWaitMs = 250;
const longestWaitMs = 4000;
/** Milliseconds that a node may take to end a task; a multi-instance task ends on several nodes. */
export const patienceMs = 120_000;

/**
 * Polls at growing intervals until `look` resolves to a value, and returns it.
 * @param look gets the milliseconds waited so far
 * @param longestMs longest interval between two polls
 */
export async function lookUntilSeen<T>(
  look: (waitedMs: number) => Promise<T | undefined>,
  clock: Clock,
  signal: AbortSignal,
  longestMs = longestWaitMs,
): Promise<T> {
  let waitedMs = 0;
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestMs)) {
    const seen = await look(waitedMs);
    if (seen !== undefined) return seen;
    await waitFor(clock, waitMs, signal);
    waitedMs += waitMs;
  }
}

/** Polls a task until it has completed. Throws `RequestTimedOut` when it has not after `mostMs`. */
export function waitUntilCompleted(
  service: BatchService,
  { jobId, taskId }: TaskResource,
  clock: Clock,
  signal: AbortSignal,
  mostMs: number,
): Promise<Task> {
  const look = async (waitedMs: number): Promise<Task | undefined> => {
    const task = await service.tasks.getTask(jobId, taskId, { signal });
    if (isInGroup(task, 'failed', 'succeeded')) return task;
    if (waitedMs < mostMs) return undefined;
    const message = l10n.t('The task did not end within {0}.', toDurationWords(waitedMs));
    throw new BatchError({ code: 'RequestTimedOut', message, retryable: true });
  };
  return lookUntilSeen(look, clock, signal);
}
