import * as l10n from '@vscode/l10n';
import { findNow } from '../../../core/model/missing.ts';
import { type TaskResource, toKey } from '../../../core/model/resource.ts';
import type { Resubmission, SavedResubmission } from '../../../core/model/resubmission.ts';
import { isFailed, isInGroup, type Task } from '../../../core/model/task.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, formatNumber } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import type { TaskDraft } from '../../definitions/draft.ts';
import { readAndExplainTask } from '../../explain/explainTask.ts';

/** A resubmitted failed task, with its failed attempt. */
export type FirstRun = Pick<SavedResubmission, 'of' | 'failed'>;

/** A corrected draft, with the failed task that each new task replaces, by the key of the new task. */
interface Corrected {
  readonly draft: TaskDraft;
  readonly firstRuns: ReadonlyMap<string, FirstRun>;
}

const mostAsked = 20;

/**
 * Follows submitted tasks until all have ended, and reports once whether the change helped. Saves resubmissions
 * alongside the attempts of the failed tasks, for explanations of those tasks and of their cause. Skips tasks that have
 * been changed again. If they succeed, adds the `note`.
 */
export function followSubmitted(
  services: App,
  tasks: readonly TaskResource[],
  corrected: Corrected | undefined,
  note?: string,
): void {
  if (tasks.length === 0) return;
  const at = new Date(services.clock.now()).toISOString();
  const kept = keep(services, tasks, corrected, at, () => ({}));
  const ended = new Map<TaskResource, Task | undefined>();
  services.changes.follow(tasks, async (isLast) => {
    await askSome(services, tasks.filter(isLast), ended);
    const followed = tasks.filter(isLast);
    if (followed.some((task) => !ended.has(task))) return false;
    await kept;
    await keep(services, followed, corrected, at, (task) => toTaskOutcome(ended.get(task)));
    await notify(services, toThere(followed, ended), corrected?.draft, note);
    return true;
  });
}

/** Keeps the ended tasks that still exist. */
function toThere(
  tasks: readonly TaskResource[],
  ended: ReadonlyMap<TaskResource, Task | undefined>,
): ReadonlyMap<TaskResource, Task> {
  return new Map(
    tasks.flatMap((resource) => {
      const task = ended.get(resource);
      return task === undefined ? [] : [[resource, task] as const];
    }),
  );
}

/** Saves resubmissions. A failed write is only logged, because the tasks were submitted anyway. */
async function keep(
  { log, reread, rereadCauses, resubmissions }: App,
  tasks: readonly TaskResource[],
  corrected: Corrected | undefined,
  at: string,
  toEnd: (task: TaskResource) => Pick<Resubmission, 'outcome'>,
): Promise<void> {
  const all = tasks.flatMap((task): SavedResubmission[] => {
    const first = corrected?.firstRuns.get(toKey(task));
    const { jobId, taskId } = task;
    return first === undefined ? [] : [{ ...first, at, jobId, taskId, ...toEnd(task) }];
  });
  try {
    await resubmissions.save(all);
  } catch (error) {
    log.warn(`the resubmissions of failed tasks could not be saved: ${String(error)}`);
  }
  for (const { of } of all) reread({ resource: of, document: 'explanation' });
  for (const accountId of new Set(all.map(({ of }) => of.accountId))) rereadCauses(accountId);
}

/** Returns the outcome of an ended task; empty for a deleted task. */
function toTaskOutcome(task: Task | undefined): Pick<Resubmission, 'outcome'> {
  return task === undefined ? {} : { outcome: isFailed(task) ? 'failed' : 'succeeded' };
}

/** Requests the next tasks that have not ended; deleted tasks count as ended. */
async function askSome(
  { accounts }: App,
  tasks: readonly TaskResource[],
  ended: Map<TaskResource, Task | undefined>,
): Promise<void> {
  const open = tasks.filter((task) => !ended.has(task)).slice(0, mostAsked);
  await Promise.all(
    open.map(async (resource) => {
      const { service } = await accounts.getStore(resource.accountId);
      const task = await findNow(service.tasks.getTask(resource.jobId, resource.taskId));
      if (task === undefined || isInGroup(task, 'failed', 'succeeded')) ended.set(resource, task);
    }),
  );
}

async function notify(
  services: App,
  ended: ReadonlyMap<TaskResource, Task>,
  draft: TaskDraft | undefined,
  note: string | undefined,
): Promise<void> {
  if (ended.size === 0) return;
  const failed = [...ended].flatMap(([resource, task]) => (isFailed(task) ? [resource] : []));
  const [first] = failed;
  if (first === undefined) {
    services.ui.notify(
      'information',
      [
        plural(ended.size, {
          '=1': l10n.t('The task that you submitted has succeeded: {0}.', [...ended.keys()][0]?.taskId ?? ''),
          one: l10n.t('{count} task that you submitted has succeeded.', asCount(ended.size)),
          other: l10n.t('All {count} tasks that you submitted have succeeded.', asCount(ended.size)),
        }),
        ...(note === undefined ? [] : [note]),
      ].join(' '),
    );
    return;
  }
  const store = await services.accounts.getStore(first.accountId);
  const { explanation } = await readAndExplainTask(store, first, services, new Date(services.clock.now()));
  const isSame = draft !== undefined && explanation.fingerprint === draft.fingerprint;
  const counts = { failed: formatNumber(failed.length), total: formatNumber(ended.size) };
  const counted = plural(ended.size, {
    '=1': l10n.t('Task {0}, which you submitted, has failed.', first.taskId),
    one: l10n.t('{failed} of {total} task that you submitted has failed.', counts),
    other: l10n.t('{failed} of {total} tasks that you submitted have failed.', counts),
  });
  const why = isSame
    ? l10n.t('The reason is the same as before: {0}.', explanation.title)
    : l10n.t('The reason is: {0}.', explanation.title);
  services.ui.notify('warning', `${counted} ${why}`, {
    title: l10n.t('Explain'),
    command: toCommandId('task.explain'),
    arguments: [first],
  });
}
