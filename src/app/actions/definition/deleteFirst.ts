import * as l10n from '@vscode/l10n';
import { planRequests } from '../../../core/changes/bulk/plannedRequests.ts';
import { isNewTime } from '../../../core/changes/settlement.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { findNow } from '../../../core/model/missing.ts';
import { type TaskResource, toKey } from '../../../core/model/resource.ts';
import type { Task } from '../../../core/model/task.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import { toAskingButton } from '../../ui.ts';
import { asksForLogs, describeKept } from '../run/keptLine.ts';
import { runBulk } from '../run/runBulk.ts';
import { deleteTask, describeDeletion, judgeDeletions } from '../task/delete.ts';
import { type TaskCandidate, taskNoun } from '../task/tasks.ts';
import { listRefusedReasons, requireCandidates } from '../verb/judge.ts';
import { withRight } from '../verb/readOnly.ts';
import { runEach } from '../verb/runEach.ts';
import type { WindowApp } from '../verb/window.ts';
import { askBeside } from './askBeside.ts';
import type { Target } from './pickTarget.ts';
import { planSubmission } from './submitTasks.ts';
import { waitUntilGone } from './waitUntilGone.ts';

const concurrency = 8;

interface Wanted {
  readonly target: Target;
  readonly definitions: readonly Task[];
  /** The job's existing tasks with the same IDs, by `toKey`. */
  readonly taken: ReadonlyMap<string, Task>;
  /** Sentences with facts about the new tasks (`notes`), and about which tasks are left out and why (`leftOut`). */
  readonly notes: readonly string[];
  readonly leftOut: readonly string[];
}

/**
 * Returns the job's existing tasks with the same IDs as `definitions`, by `toKey`, if all of these IDs exist, so that
 * the tasks must be deleted before submission; otherwise undefined.
 */
export async function findTaken(
  { accounts }: WindowApp,
  { resource, newJob }: Target,
  definitions: readonly Task[],
): Promise<ReadonlyMap<string, Task> | undefined> {
  if (newJob !== undefined) return undefined;
  const { tasks } = (await accounts.getStore(resource.accountId)).service;
  const taken = new Map<string, Task>();
  const isTaken = async ({ id }: Task): Promise<boolean> => {
    const found = await findNow(tasks.getTask(resource.jobId, id));
    if (found !== undefined) taken.set(toKey(toTaskResource(resource, id)), found);
    return found !== undefined;
  };
  // Usually none of the tasks exists, which one request shows. If the first exists, checks the others concurrently
  // until one is missing.
  const [first, ...others] = definitions;
  let areAll = first === undefined || (await isTaken(first));
  const look = async (task: Task): Promise<void> => {
    if (areAll && !(await isTaken(task))) areAll = false;
  };
  const { failed } = await runEach(areAll ? others : [], look, { concurrency, signal: new AbortController().signal });
  if (areAll && failed[0] !== undefined) throw failed[0].error;
  return areAll ? taken : undefined;
}

/**
 * Deletes the job's tasks with the same IDs after a question next to the new definitions, and waits until they are
 * gone. Resolves to the `definitions` whose IDs are then free; the outcome of the others has been shown. Throws
 * `BatchError` and `Cancelled`.
 */
export async function deleteFirst(all: WindowApp, wanted: Wanted): Promise<readonly Task[]> {
  const { target, definitions, taken, notes, leftOut } = wanted;
  const services = await withRight(all, 'deleteTasks', [target.resource]);
  const judgedAtMs = services.clock.now();
  const tasks = definitions.map(({ id }) => toTaskResource(target.resource, id));
  const judged = await judgeDeletions(services, tasks, taken);
  const candidates = requireCandidates(judged);
  const resources = candidates.map(({ resource }) => resource);
  const isWanted = new Set(resources.map(({ taskId }) => taskId));
  const again = definitions.filter(({ id }) => isWanted.has(id));
  const [id, job] = [toVisible(again[0]?.id ?? ''), toVisible(target.resource.jobId)];
  const confirm = l10n.t('Delete and Add Again');
  const isConfirmed = await askBeside(services, {
    message: plural(again.length, {
      '=1': l10n.t('Delete task {id} in job {job} and add it again?', { id, job }),
      other: l10n.t('Delete {count} tasks in job {job} and add them again?', { ...asCount(again.length), job }),
    }),
    names: again.map(({ id }) => toVisible(id)),
    notes: [
      ...describeDeletion(candidates),
      ...describeKept(deleteTask, {}, candidates.length),
      ...judged.notes,
      ...notes,
    ],
    leftOut: [...leftOut, ...listRefusedReasons(judged.refused)],
    confirm: asksForLogs(deleteTask, {}, candidates.length) ? toAskingButton(confirm) : confirm,
    requests: [...planRequests([['DELETE', '']], resources), ...planSubmission(target.resource, again)],
    canBeUndone: false,
  });
  if (!isConfirmed) throw new Cancelled();
  const items = candidates.map(({ resource, task }) => taskNoun.toItem(resource, task));
  const outcomes = await runBulk(services, { verb: deleteTask, choices: {}, items, judgedAtMs, isFollowed: false });
  const deleted = candidates.filter((_candidate, index) => outcomes[index]?.outcome === 'done');
  if (deleted.length === 0) return [];
  await waitUntilGone(
    services,
    deleted.map(({ task }) => task.id),
    lookWhileThere(deleted),
  );
  const isGone = new Set(deleted.map(({ resource }) => resource.taskId));
  return again.filter(({ id }) => isGone.has(id));
}

function lookWhileThere(deleted: readonly TaskCandidate[]): Parameters<typeof waitUntilGone>[2] {
  const open = [...deleted];
  return async (signal) => {
    for (let [next] = open; next !== undefined; [next] = open) {
      const { service, resource, task } = next;
      const now = await findNow(service.tasks.getTask(resource.jobId, resource.taskId, { signal }));
      if (now !== undefined) return isNewTime(task.creationTime, now.creationTime) ? 'taken' : undefined;
      open.shift();
    }
    return 'gone';
  };
}

function toTaskResource({ accountId, jobId }: Target['resource'], taskId: string): TaskResource {
  return { kind: 'task', accountId, jobId, taskId };
}
