import * as l10n from '@vscode/l10n';
import { type Clock, lookUntilSeen } from '../../../core/clock.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { isInGroup, type Task } from '../../../core/model/task.ts';
import { toDurationWords } from '../../../core/words/durations.ts';
import type { BatchService } from '../../../service/ports.ts';

/** Milliseconds that nodes may take to end a task. A multi-instance task ends on several nodes. */
export const patienceMs = 120_000;

/** Polls a task until it has completed. Throws `RequestTimedOut` if this takes longer than `mostMs`. */
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
  return lookUntilSeen(look, { clock, signal });
}
