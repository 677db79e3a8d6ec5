import { env, l10n } from 'vscode';
import { BatchError } from '../../../core/model/batchError.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { formatNumber } from '../../../core/query/numbers.ts';
import { and, equals } from '../../../core/query/odata.ts';
import { planRetry, runsAgain } from '../../../core/remedy/taskPlans.ts';
import type { Command, CommandServices } from '../command.ts';
import { confirmCandidates } from '../judge.ts';
import { toTaskLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { type Candidate, judgeTasks } from './candidates.ts';
import { runOnTasks } from './runOnTasks.ts';
import { saveAttempt } from './saveAttempt.ts';

/** From this many on, a retry is asked for once more. */
const manyTasks = 20;

/** How the service is asked for tasks that can be retried (Batch documentation: "Task - List", filters). */
const failedTasks = and(equals('state', 'completed'), equals('executionInfo/result', 'failure'));

/** Runs failed tasks again under their own ids, after keeping what is known of the failures. */
export const retryTasks: Command = async (services, args) => {
  const tasks = await resolve(services, 'task', args, {
    many: true,
    tasks: { groups: ['failed'], nothing: l10n.t('No task of this job has failed.') },
  });
  await retry(services, tasks);
};

/** What a retry works with. */
export type RetryServices = Pick<CommandServices, 'accounts' | 'journal' | 'log'>;

/**
 * Retries those of `tasks` that can be; says beforehand which can't be and why, and what else there is to know: `notes`
 * are sentences.
 */
export async function retry(
  services: RetryServices,
  tasks: readonly TaskResource[],
  notes: readonly string[] = [],
): Promise<void> {
  const judged = await judgeTasks(services, tasks, ({ task, job }) => planRetry(task, job), failedTasks);
  const count = judged.candidates.length;
  const candidates = await confirmCandidates(judged, {
    message: toQuestion(count, tasks.length),
    detail: [
      toTaskLines(services, judged.candidates),
      l10n.t('Exit codes, failure information and the ends of both logs are kept on this machine first.'),
      ...notes,
    ].join('\n'),
    confirm: l10n.t('Retry'),
    always: count >= manyTasks || notes.length > 0,
  });
  await runOnTasks(
    services,
    { tasks, candidates },
    {
      title: candidates.length === 1 ? l10n.t('Retrying the task') : l10n.t('Retrying {0} tasks', candidates.length),
      toDone: (done) => (done === 1 ? l10n.t('The task runs again.') : l10n.t('{0} tasks run again.', done)),
      toFailed: (failed, total) => l10n.t('{0} of {1} tasks could not be retried.', failed, total),
    },
    async (candidate, signal) => {
      await saveAttempt(
        { service: candidate.service, journal: services.journal },
        candidate.resource,
        candidate.task,
        'retry',
        { signal },
      );
      await reactivate(candidate);
    },
  );
}

function toQuestion(count: number, total: number): string {
  if (total === 1) return l10n.t('Retry the task?');
  const number = formatNumber(count, env.language);
  if (count === total) return l10n.t('Retry {0} tasks?', number);
  return l10n.t('Retry {0} of {1} tasks?', number, formatNumber(total, env.language));
}

/**
 * Puts a failed task back into the queue. That it runs again already, because somebody else was faster or because the
 * answer to our own request was lost, is told apart from a refusal by looking at the task.
 */
export async function reactivate({ service, resource }: Candidate): Promise<void> {
  const { jobId, taskId } = resource;
  try {
    await service.tasks.reactivateTask(jobId, taskId);
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    const isConflict = error.status === 409;
    if (!isConflict && !error.mayHaveActed) throw error;
    if (!runsAgain(await service.tasks.getTask(jobId, taskId))) throw error;
    if (error.mayHaveActed) return;
    const message = l10n.t('It runs again already: somebody else has just retried it.');
    throw new BatchError({ code: error.code, message, cause: error });
  }
}
