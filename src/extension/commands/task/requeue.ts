import { l10n } from 'vscode';
import { BatchError } from '../../../core/model/batchError.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { isFailed, type Task } from '../../../core/model/task.ts';
import { planRequeue } from '../../../core/remedy/taskPlans.ts';
import type { Command } from '../command.ts';
import { confirmCandidates } from '../judge.ts';
import { toTaskLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { type Candidate, judgeTasks } from './candidates.ts';
import { type RetryServices, reactivate } from './retry.ts';
import { runOnTasks } from './runOnTasks.ts';
import { saveAttempt } from './saveAttempt.ts';
import { type Wait, waitByClock, waitUntilCompleted } from './waitUntilCompleted.ts';

/** Ends running tasks and puts them back into the queue: Batch has no action for that, so it takes two. */
export const requeueTasks: Command = async (services, args) => {
  const tasks = await resolve(services, 'task', args, {
    many: true,
    tasks: { groups: ['running', 'preparing'], nothing: l10n.t('No task of this job is running.') },
  });
  await requeueAll(services, tasks, waitByClock);
};

/** Requeues those of `tasks` that can be, after one question that says what is lost. */
export async function requeueAll(services: RetryServices, tasks: readonly TaskResource[], wait: Wait): Promise<void> {
  const judged = await judgeTasks(services, tasks, ({ task, job }) => planRequeue(task, job));
  const count = judged.candidates.length;
  const candidates = await confirmCandidates(judged, {
    message: count === 1 ? l10n.t('Requeue the running task?') : l10n.t('Requeue {0} running tasks?', count),
    detail: [
      toTaskLines(services, judged.candidates),
      l10n.t(
        'What they have computed so far is lost: they are ended now and start again from the beginning, maybe on other nodes. The ends of both logs are kept on this machine.',
      ),
    ].join('\n'),
    confirm: l10n.t('Requeue'),
    always: true,
  });
  await runOnTasks(
    services,
    { tasks, candidates },
    {
      title: candidates.length === 1 ? l10n.t('Requeuing the task') : l10n.t('Requeuing {0} tasks', candidates.length),
      toDone: (done) =>
        done === 1 ? l10n.t('The task waits to run again.') : l10n.t('{0} tasks wait to run again.', done),
      toFailed: (failed, total) => l10n.t('{0} of {1} tasks could not be requeued.', failed, total),
    },
    (candidate, signal) => requeue(services, candidate, wait, signal),
  );
}

/** Once the task is told to end, cancelling no longer stops this: a task must not stay ended. */
async function requeue(services: RetryServices, candidate: Candidate, wait: Wait, signal: AbortSignal): Promise<void> {
  const { service, resource } = candidate;
  await terminate(candidate, signal);
  const { signal: never } = new AbortController();
  const task = await waitUntilCompleted(service, resource, wait, never);
  refuseSuccess(task);
  await saveAttempt({ service, journal: services.journal }, resource, task, 'requeue', { signal: never });
  await reactivate(candidate);
}

/** A task that ended by itself in the meantime is as good as one that was terminated. */
async function terminate({ service, resource }: Candidate, signal: AbortSignal): Promise<void> {
  try {
    await service.tasks.terminateTask(resource.jobId, resource.taskId, { signal });
  } catch (error) {
    if (!BatchError.is(error, 'TaskCompleted')) throw error;
  }
}

function refuseSuccess(task: Task): void {
  if (isFailed(task)) return;
  throw new BatchError({
    code: 'TaskSucceeded',
    message: l10n.t('It ended with success before it could be stopped, so there is nothing to run again.'),
  });
}
