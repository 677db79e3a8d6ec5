import * as l10n from '@vscode/l10n';
import { type Clock, waitFor } from '../../../core/clock.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { isInGroup, type Task } from '../../../core/model/task.ts';
import { toDurationWords } from '../../../core/query/durations.ts';
import type { BatchService } from '../../../service/ports.ts';

const firstWaitMs = 250;
const longestWaitMs = 4000;
/** How long a node may take to end a task; a multi-instance task ends on several nodes. */
export const patienceMs = 120_000;

/**
 * Looks, ever less often, until there is something to be seen, and resolves to that.
 * @param look is given for how long it was waited
 * @param longestMs between two looks
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

/** Looks at a task until it has ended. Throws `RequestTimedOut` when it has not after `mostMs`. */
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
