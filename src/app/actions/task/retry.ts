import * as l10n from '@vscode/l10n';
import { settleRetry } from '../../../core/changes/taskLife.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { TaskConstraints } from '../../../core/model/common.ts';
import { type TaskResource, toKey } from '../../../core/model/resource.ts';
import { isFailed, type Task } from '../../../core/model/task.ts';
import type { BatchService } from '../../../service/ports.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import { describeOtherWindows } from '../run/describeOtherWindows.ts';
import { runBulk } from '../run/runBulk.ts';
import { saveAttempt } from '../run/saveAttempt.ts';
import { toFirstName } from '../targets/names.ts';
import { resolve } from '../targets/resolve.ts';
import type { Command, RemedyContribution } from '../verb/contribution.ts';
import { listRefusedReasons } from '../verb/judge.ts';
import { toItem } from '../verb/toAction.ts';
import { toVerb } from '../verb/toVerb.ts';
import { askOnce } from '../verb/underway.ts';
import type { AskedItems, Rest, Verb } from '../verb/verb.ts';
import { confirmRetry, foreseeRetry } from './confirmRetry.ts';
import { findKnown, judgeRetry, type KnownFailure, listKnown } from './retryFacts.ts';
import type { AskedRetry, RetryChoices } from './retryInstead.ts';
import { taskNoun } from './tasks.ts';

export const contribution: RemedyContribution = {
  title: 'Retry Task…',
  icon: 'debug-restart',
  effect: 'changes',
  needs: 'changeJobs',
  remedy: () => l10n.t('Retry This Task'),
  rows: [
    { on: ['task', 'taskRun'], if: 'retryable', at: 'inline@2' },
    { on: ['task', 'taskRun'], if: 'retryable', at: '3_putRight@1' },
  ],
  editors: [
    {
      on: /\/tasks\/[^/]+\/(files\/|text\/|task\.json$|[^/]+\.explanation\.md$)/,
      if: 'shownTaskCanRetry',
      at: 'navigation@2',
    },
  ],
};

/**
 * Reactivates failed tasks with their original IDs, after saving the failed attempts. A task that already runs again
 * can't be reactivated (Batch documentation: "Task - Reactivate").
 */
const retryRequests = toVerb<TaskResource, Task, RetryChoices, KnownFailure>(taskNoun, {
  id: toCommandId('task.retry'),
  canBeUndone: () => true,
  sends: [['POST', '/reactivate']],
  takesAway: () => false,
  keepsAttempts: true,
  texts: {
    title: (n) => [l10n.t('Retrying the task'), l10n.t('Retrying {count} tasks', n)],
    done: (n, name) => [l10n.t('Task {0} was retried.', name), l10n.t('{count} tasks were retried.', n)],
    failed: (nOf) => [
      l10n.t('The task could not be retried.'),
      l10n.t('{count} of {total} tasks could not be retried.', nOf),
    ],
    question: (n, name) => [l10n.t('Retry task {0}?', name), l10n.t('Retry {count} tasks?', n)],
    confirm: () => l10n.t('Retry'),
  },
  settle: settleRetry,
  bind({ getService, attempts, findKnownCause, clock }, { constraints }, known) {
    return {
      async act([{ resource, isBrief = false }], options) {
        const { jobId, taskId } = resource;
        const service = await getService(resource.accountId);
        const { task, reason, wait } = known(resource) ?? {
          task: await service.tasks.getTask(jobId, taskId, options),
          reason: findKnownCause?.(resource),
          wait: undefined,
        };
        refuseUnfailed(task);
        const keeping = { action: 'retry', isBrief, reason, ...options } as const;
        await saveAttempt({ service, journal: attempts, clock }, resource, task, keeping);
        await service.tasks.reactivateTask(jobId, taskId, options);
        const limits = constraints && (await changeLimits(service, resource, { ...task.constraints, ...constraints }));
        return [limits, wait].filter((note) => note !== undefined).join(' ') || undefined;
      },
    };
  },
});

/** The retry verb, which asks in its own way, because the user may also choose other limits or more logs. */
export const retryTask: Verb<TaskResource, RetryChoices, KnownFailure> = {
  ...retryRequests,
  ask: (app, tasks, rest) => ask(app, tasks, rest?.notes ?? [], rest),
  async findKnown(app, tasks) {
    const { candidates } = await judgeRetry(app, tasks);
    return findKnown(app, candidates);
  },
};

export const run: Command = async (services, args) => {
  const tasks = await resolve(services, 'task', args, {
    many: true,
    tasks: { groups: ['failed'], nothing: () => l10n.t('No tasks in this job have failed.') },
  });
  await retry(services, tasks);
};

/**
 * Retries the `tasks` that can be retried. Asks once if this would lose files, would fail again, or has many tasks.
 * Reports skipped tasks with the reason. `notes` are sentences for the question.
 */
export async function retry(
  services: App,
  tasks: readonly TaskResource[],
  notes: readonly string[] = [],
): Promise<void> {
  await askOnce(services, retryTask.id, tasks, async () => {
    const judgedAtMs = services.clock.now();
    const asked = await ask(services, tasks, notes);
    const { items } = asked;
    const verb = items.length === 1 ? nameTask(retryTask, toFirstName(services, items)) : retryTask;
    await runBulk(services, { verb, judgedAtMs, ...asked });
  });
}

/** @param rest of a retry that was started earlier */
async function ask(
  app: App,
  tasks: readonly TaskResource[],
  notes: readonly string[],
  rest?: Rest<RetryChoices>,
): Promise<AskedItems<TaskResource, RetryChoices, KnownFailure>> {
  const judged = await judgeRetry(app, tasks);
  if (rest === undefined) refuseForResubmit(judged);
  const others = rest === undefined ? await describeOtherWindows(app, retryTask.id, tasks) : [];
  const asking = { verb: retryRequests, judged, notes: [...others, ...notes] };
  const { items, ...chosen } = await confirmRetry(app, asking, rest);
  const known = listKnown(items);
  return {
    ...chosen,
    items: items.map(({ candidate }) => toItem(taskNoun, candidate)),
    known,
    toCause: ({ resource }) => known.get(toKey(resource))?.cause ?? '',
  };
}

/** Determines what a retry of these tasks would do, without asking or changing anything. Throws `Cancelled`. */
export async function foresee(app: App, tasks: readonly TaskResource[]): Promise<AskedRetry> {
  return foreseeRetry(app, { verb: retryRequests, judged: await judgeRetry(app, tasks), notes: [] });
}

type JudgedRetry = Awaited<ReturnType<typeof judgeRetry>>;

/** Throws `InvalidInput` if none of the tasks can be retried and all can only be submitted again. */
function refuseForResubmit({ candidates, refused, forResubmit }: JudgedRetry): void {
  if (candidates.length > 0 || forResubmit.length < Math.max(1, refused.length)) return;
  const message = listRefusedReasons(refused).join('\n');
  throw new BatchError({ code: 'InvalidInput', message, resubmit: forResubmit });
}

/** Adds the task's escaped `name` to the verb's title, because no question has named the task. */
function nameTask(verb: typeof retryTask, name: string): typeof retryTask {
  return { ...verb, texts: { ...verb.texts, title: () => l10n.t('Retrying task {0}', name) } };
}

/** Changes the limits of a task. The task already runs again, so a failure is only returned as a note. */
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
    return l10n.t("The task's limits could not be changed: {0}", error.message);
  }
}

/** Throws if a task no longer counts as failed, which may have changed since it was checked. */
function refuseUnfailed(task: Task): void {
  if (isFailed(task)) return;
  throw new BatchError({
    code: 'TaskNotCompleted',
    status: 409,
    message: l10n.t('The task no longer counts as failed.'),
  });
}
