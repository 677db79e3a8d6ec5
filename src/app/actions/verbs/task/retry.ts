import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../../core/model/batchError.ts';
import type { TaskConstraints } from '../../../../core/model/common.ts';
import type { TaskResource } from '../../../../core/model/resource.ts';
import { isFailed, type Task } from '../../../../core/model/task.ts';
import { asCount, formatNumber } from '../../../../core/query/numbers.ts';
import { settleRetry } from '../../../../core/remedy/taskLife.ts';
import { plural } from '../../../../core/text/plural.ts';
import type { BatchService } from '../../../../service/ports.ts';
import { toCommandId } from '../../../commandId.ts';
import { toVerb } from '../toVerb.ts';
import { type KnownReason, saveAttempt } from './saveAttempt.ts';
import { taskNoun } from './task.ts';

export interface RetryChoices {
  /** Limits that the tasks get in the place of those that they had. */
  readonly constraints?: TaskConstraints;
}

/** What is at hand of a failed task. */
export interface KnownFailure {
  readonly task: Task;
  /** Absent where it is not known why it failed. */
  readonly told?: KnownReason | undefined;
}

/**
 * Runs failed tasks again under their own ids, after keeping what is known of the failures. One that runs again already
 * can't be reactivated (Batch documentation: "Task - Reactivate").
 */
export const retryTask = toVerb<TaskResource, Task, RetryChoices, KnownFailure>(taskNoun, {
  id: toCommandId('task.retry'),
  canBeUndone: () => true,
  sends: [['POST', '/reactivate']],
  takesAway: () => false,
  keepsAttempts: true,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Retrying the task'), other: l10n.t('Retrying {count} tasks', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The task runs again.'),
        other: l10n.t('{count} tasks run again.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The task could not be retried.'),
        other: l10n.t('{count} of {total} tasks could not be retried.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, { '=1': l10n.t('Retry task {0}?', name), other: l10n.t('Retry {count} tasks?', asCount(count)) }),
    confirm: () => l10n.t('Retry'),
  },
  settle: settleRetry,
  bind({ getService, attempts, findKnownCause, clock }, { constraints }, known) {
    return {
      async act([{ resource, isBrief = false }], options) {
        const { jobId, taskId } = resource;
        const service = await getService(resource.accountId);
        const { task, told } = known(resource) ?? {
          task: await service.tasks.getTask(jobId, taskId, options),
          told: findKnownCause?.(resource),
        };
        refuseUnfailed(task);
        const keeping = { action: 'retry', isBrief, told, ...options } as const;
        await saveAttempt({ service, journal: attempts, clock }, resource, task, keeping);
        await service.tasks.reactivateTask(jobId, taskId, options);
        return constraints && (await changeLimits(service, resource, { ...task.constraints, ...constraints }));
      },
    };
  },
});

/** The same with other limits: these cannot be changed before a task runs again (Batch documentation: "Task - Update"). */
export const retryTaskWithLimits: typeof retryTask = {
  ...retryTask,
  sends: [
    ['POST', '/reactivate'],
    ['PUT', ''],
  ],
};

/** The verb for one task, by its `name`, which is escaped: it asks nothing that would have named it before. */
export function nameTask(verb: typeof retryTask, name: string): typeof retryTask {
  return { ...verb, texts: { ...verb.texts, title: () => l10n.t('Retrying task {0}', name) } };
}

/** The task runs again by now: that its limits could not be changed is a note. */
async function changeLimits(
  { tasks }: BatchService,
  { jobId, taskId }: TaskResource,
  constraints: TaskConstraints,
): Promise<string | undefined> {
  try {
    await tasks.changeConstraints(jobId, taskId, constraints);
    return undefined;
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    return l10n.t('The limits of the task could not be changed: {0}', error.message);
  }
}

/** Time may have passed since the task was judged: what has not failed has no failure to keep. */
function refuseUnfailed(task: Task): void {
  if (isFailed(task)) return;
  throw new BatchError({ code: 'TaskNotCompleted', status: 409, message: l10n.t('The task is no longer failed.') });
}
