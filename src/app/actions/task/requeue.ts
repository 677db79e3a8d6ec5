import * as l10n from '@vscode/l10n';
import type { BulkItem } from '../../../core/changes/bulk/bulkRecord.ts';
import { planEndAndReturn } from '../../../core/changes/endOfTasks.ts';
import { settleRequeue } from '../../../core/changes/taskLife.ts';
import { planRequeue } from '../../../core/changes/taskPlans.ts';
import { describeLostProgress } from '../../../core/impact/lostProgress.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { isFailed, type Task } from '../../../core/model/task.ts';
import { describeError } from '../../../core/text/describeError.ts';
import { plural } from '../../../core/text/plural.ts';
import type { BatchService, ChangeOptions } from '../../../service/ports.ts';
import { toCommandId } from '../../commandId.ts';
import { saveAttempt } from '../run/saveAttempt.ts';
import type { RemedyContribution } from '../verb/contribution.ts';
import { toAction, toCommand } from '../verb/toAction.ts';
import type { VerbServices } from '../verb/verb.ts';
import { judgeEnding, unfinishedStates } from './judgeEnding.ts';
import { judgeTasks, taskNoun } from './tasks.ts';
import { patienceMs, waitUntilCompleted } from './waitUntilCompleted.ts';

export const contribution: RemedyContribution = {
  title: 'Requeue Running Task…',
  effect: 'changes',
  palette: 'never',
  needs: 'changeJobs',
  remedy: () => l10n.t('Requeue This Task…'),
  rows: [{ on: 'task', if: 'running', at: 'act@1' }],
};

/** Milliseconds to wait for a task to end if the request to end it may not have arrived. */
const doubtfulPatienceMs = 10_000;
/** Maximum number of reactivations of an ended task, each of which makes several attempts. */
const maxReactivations = 3;

/** A signal that never aborts, because an ended task must be requeued. */
const never = new AbortController().signal;

/** Ends running tasks and requeues them. Batch has no single request for this, so it takes two. */
export const requeueTask = toAction(taskNoun, {
  id: toCommandId('task.requeue'),
  // A requeued task may have ended again, so repeating the request would run it once more.
  isRepeatable: false,
  canBeUndone: () => false,
  sends: [
    ['POST', '/terminate'],
    ['POST', '/reactivate'],
  ],
  takesAway: () => false,
  keepsAttempts: true,
  texts: {
    title: (n) => [l10n.t('Requeuing the task'), l10n.t('Requeuing {count} tasks', n)],
    done: (n, name) => [
      l10n.t('Task {0} is waiting to run again.', name),
      l10n.t('{count} tasks are waiting to run again.', n),
    ],
    failed: (nOf) => [
      l10n.t('The task could not be requeued.'),
      l10n.t('{count} of {total} tasks could not be requeued.', nOf),
    ],
    question: (n, name) => [l10n.t('Requeue running task {0}?', name), l10n.t('Requeue {count} running tasks?', n)],
    confirm: () => l10n.t('Requeue'),
  },
  settle: settleRequeue,
  bind(services) {
    const { getService } = services;
    return {
      async act([item], options) {
        const service = await getService(item.resource.accountId);
        const isDoubtful = await end(service, item.resource, options);
        return finish(() => putBack(service, services, item, isDoubtful));
      },
    };
  },
  judge: async (app, tasks) =>
    judgeEnding(
      await judgeTasks(app, tasks, ({ task, job }) => planRequeue(task, job), { likely: unfinishedStates }),
      planEndAndReturn,
    ),
  choose: (_app, { candidates }, nowMs) => ({
    choices: {},
    detail: [
      plural(candidates.length, {
        '=1': l10n.t(
          'The task ends immediately, loses its progress, and starts again from the beginning, possibly on another node.',
        ),
        other: l10n.t(
          'The tasks end immediately, lose their progress, and start again from the beginning, possibly on other nodes.',
        ),
      }),
      ...describeLostProgress(
        candidates.map(({ task }) => task),
        nowMs,
      ),
    ],
    asks: 'beforeLasting',
  }),
});

export const run = toCommand(taskNoun.kind, requeueTask, {
  many: true,
  tasks: { groups: ['running', 'preparing'], nothing: () => l10n.t('No tasks in this job are running.') },
});

/**
 * Ends a task. A task that has already ended on its own is accepted. Resolves to the error of a request whose response
 * was lost, in which case the task may not have ended.
 */
async function end(
  service: BatchService,
  { jobId, taskId }: TaskResource,
  options: ChangeOptions,
): Promise<BatchError | undefined> {
  try {
    await service.tasks.terminateTask(jobId, taskId, options);
  } catch (error) {
    if (BatchError.is(error) && error.mayHaveActed) return error;
    if (!BatchError.is(error, 'TaskCompleted')) throw error;
  }
  return undefined;
}

/** Marks errors with `mayHaveActed`, so that the task, which may still be ended, is checked again. */
async function finish<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!BatchError.is(error) || error.status === 409 || BatchError.is(error, 'TaskSucceeded')) throw error;
    const { code, message } = error;
    throw new BatchError({ code, message, cause: error, mayHaveActed: true });
  }
}

/** Waits until the task has ended, saves the attempt, and reactivates the task. */
async function putBack(
  service: BatchService,
  services: Pick<VerbServices, 'attempts' | 'clock'>,
  item: BulkItem<TaskResource>,
  lost: BatchError | undefined,
): Promise<string | undefined> {
  const { resource } = item;
  const mostMs = lost === undefined ? patienceMs : doubtfulPatienceMs;
  const task = await waitUntilCompleted(service, resource, services.clock, never, mostMs).catch((error: unknown) => {
    throw lost ?? error;
  });
  refuseSuccess(task);
  const note = await keep(service, services, item, task);
  await reactivate(service, resource);
  return note;
}

function refuseSuccess(task: Task): void {
  if (isFailed(task)) return;
  throw new BatchError({
    code: 'TaskSucceeded',
    message: l10n.t('The task succeeded before it could be stopped, so nothing needs to run again.'),
  });
}

/** Saves the attempt. A failure is only returned as a note, because the task must be reactivated anyway. */
async function keep(
  service: BatchService,
  { attempts, clock }: Pick<VerbServices, 'attempts' | 'clock'>,
  { resource, isBrief = false }: BulkItem<TaskResource>,
  task: Task,
): Promise<string | undefined> {
  try {
    await saveAttempt({ service, journal: attempts, clock }, resource, task, {
      action: 'requeue',
      isBrief,
      signal: never,
    });
    return undefined;
  } catch (error) {
    const reason = describeError(error);
    return l10n.t('The details of the attempt could not be saved: {0}', reason);
  }
}

async function reactivate(service: BatchService, { jobId, taskId }: TaskResource): Promise<void> {
  for (let left = maxReactivations; ; left -= 1) {
    try {
      return await service.tasks.reactivateTask(jobId, taskId);
    } catch (error) {
      if (!BatchError.is(error) || !error.retryable || error.mayHaveActed || left === 1) throw error;
    }
  }
}
