import * as l10n from '@vscode/l10n';
import { endsWithManager } from '../model/exitConditions.ts';
import { isOver, type Job } from '../model/job.ts';
import { isInGroup, type Task } from '../model/task.ts';
import { plural } from '../text/plural.ts';
import { asCount, formatNumber } from '../words/numbers.ts';
import { listBlocked, listNeverReleased, listReleased } from './dependents.ts';
import { type EndedTask, foreseeJobAction } from './exitActions.ts';
import { impossible, possible, type Verdict } from './verdict.ts';

type JobFacts = Pick<
  Job,
  'id' | 'state' | 'onAllTasksComplete' | 'onTaskFailure' | 'jobManagerTask' | 'usesTaskDependencies'
>;

/** Tasks of a job that have not ended yet. */
export interface UnfinishedTasks {
  readonly tasks: readonly Pick<Task, 'id' | 'dependsOn'>[];
  readonly isComplete: boolean;
}

/** Checks whether the job's other tasks must be read before some of its tasks are terminated. */
export function needsUnfinished(job: Pick<JobFacts, 'onAllTasksComplete' | 'usesTaskDependencies'>): boolean {
  return endsByItself(job) || job.usesTaskDependencies === true;
}

/**
 * Checks whether tasks of one job can be requeued together, and describes further effects on the job. `planRequeue`
 * checks each task individually. The last tasks of a job that terminates when its tasks complete are refused: the job
 * would end before they are back in the queue, and that setting can't be reverted (Batch documentation:
 * "onAllTasksComplete").
 */
export function planEndAndReturn(
  tasks: readonly EndedTask[],
  job: JobFacts,
  unfinished: UnfinishedTasks | undefined,
): Verdict {
  if (endsByItself(job) && isNoneLeft(tasks, unfinished)) {
    return impossible(
      plural(tasks.length, {
        '=1': l10n.t(
          'The task is the last one left to run in its job. Ending it would end the whole job (onAllTasksComplete) before the task is back in the queue. Disable the job with “Requeue”, then enable it again.',
        ),
        other: l10n.t(
          'These tasks are the last ones left to run in their job. Ending them would end the whole job (onAllTasksComplete) before they are back in the queue. Disable the job with “Requeue”, then enable it again.',
        ),
      }),
    );
  }
  const others = unfinished === undefined ? [] : listOthers(tasks, unfinished);
  return withNotes([
    ...listPossibleActions(tasks, job),
    ...(endsByItself(job) ? [describeRace(job, others.length, unfinished?.isComplete === true)] : []),
    ...listReleased(tasks, others),
    ...listUnread(job, unfinished),
  ]);
}

/**
 * Describes further effects on a job of terminating some of its tasks. If this ends the job, nothing more is predicted.
 */
export function planEnd(tasks: readonly EndedTask[], job: JobFacts, unfinished: UnfinishedTasks | undefined): Verdict {
  if (isOver(job)) return possible;
  const endOfManager = listEndOfManager(tasks, job);
  const certain = listCertainActions(tasks, job);
  if (endOfManager.length > 0 || findCertainAction(tasks, job) === 'terminate') {
    return withNotes(endOfManager.length > 0 ? endOfManager : certain);
  }
  const others = unfinished === undefined ? [] : listOthers(tasks, unfinished);
  return withNotes([
    ...certain,
    ...listPossibleActions(tasks, job),
    ...listLastEnd(tasks, job, unfinished),
    ...listBlocked(tasks, others),
    ...listReleased(tasks, others),
    ...listUnread(job, unfinished),
  ]);
}

/**
 * Describes further effects on a job of deleting some of its tasks, ended or not.
 * @param isAddedAgain true if tasks with the same IDs replace them.
 */
export function planDelete(
  tasks: readonly EndedTask[],
  job: JobFacts,
  unfinished: UnfinishedTasks | undefined,
  isAddedAgain = false,
): Verdict {
  if (isOver(job)) return possible;
  const open = tasks.filter((task) => !isInGroup(task, 'failed', 'succeeded'));
  const others = unfinished === undefined ? [] : listOthers(tasks, unfinished);
  return withNotes([
    ...listIfDeletionEnds(open, job),
    ...listLastEnd(open, job, unfinished),
    ...listNeverReleased(tasks, others, isAddedAgain),
    ...listUnread(job, unfinished),
  ]);
}

function endsByItself({ onAllTasksComplete }: Pick<JobFacts, 'onAllTasksComplete'>): boolean {
  return onAllTasksComplete === 'terminatejob';
}

function listEndOfManager(tasks: readonly EndedTask[], job: JobFacts): readonly string[] {
  return tasks.some((task) => endsWithManager(task, job))
    ? [
        l10n.t(
          "This ends the job manager task of job {0} and, with it, the whole job. The job's other tasks end or never run, and the job can't be used again.",
          job.id,
        ),
      ]
    : [];
}

function findCertainAction(tasks: readonly EndedTask[], job: JobFacts): 'disable' | 'terminate' | undefined {
  const certain = tasks
    .map((task) => foreseeJobAction(task, job))
    .flatMap(({ action, isCertain }) => (isCertain ? [action] : []));
  return (['terminate', 'disable'] as const).find((action) => certain.includes(action));
}

function listCertainActions(tasks: readonly EndedTask[], job: JobFacts): readonly string[] {
  switch (findCertainAction(tasks, job)) {
    case 'terminate':
      return [
        l10n.t(
          "This ends the whole job {0} because of exit conditions. The job's other tasks end or never run, and the job can't be used again.",
          job.id,
        ),
      ];
    case 'disable':
      return [
        l10n.t(
          "This disables the whole job {0} because of exit conditions. The job's other tasks go back to the queue until you enable the job.",
          job.id,
        ),
      ];
    case undefined:
      return [];
  }
}

function listPossibleActions(tasks: readonly EndedTask[], job: JobFacts): readonly string[] {
  const isPossible = tasks.some((task) => {
    const { action, isCertain } = foreseeJobAction(task, job);
    return action !== 'none' && !isCertain;
  });
  return isPossible
    ? [
        l10n.t(
          "This may end or disable the whole job {0} (onTaskFailure). That depends on exit codes that are unknown until the tasks end, or on exit conditions that don't specify it.",
          job.id,
        ),
      ]
    : [];
}

/**
 * The documentation doesn't say whether deleting a task counts as its completion for exit conditions and for the job.
 */
function listIfDeletionEnds(open: readonly EndedTask[], job: JobFacts): readonly string[] {
  const mayEnd = open.some((task) => endsWithManager(task, job) || foreseeJobAction(task, job).action !== 'none');
  return mayEnd
    ? [
        l10n.t(
          "This may end or disable the whole job {0} (onTaskFailure, killJobOnCompletion). The Batch documentation doesn't say whether deleting a task counts as ending it.",
          job.id,
        ),
      ]
    : [];
}

function listLastEnd(
  ended: readonly EndedTask[],
  job: JobFacts,
  unfinished: UnfinishedTasks | undefined,
): readonly string[] {
  return ended.length > 0 && endsByItself(job) && isNoneLeft(ended, unfinished)
    ? [
        l10n.t(
          "This ends job {0} (onAllTasksComplete) because no other task in the job is left to run. The job can't be used again.",
          job.id,
        ),
      ]
    : [];
}

/** Warns that the job may end before the requeued tasks are back, because its other tasks may end first. */
function describeRace({ id }: JobFacts, count: number, isComplete: boolean): string {
  const parts = { ...asCount(count), job: id };
  return isComplete
    ? l10n.t(
        'Job {job} ends when none of its tasks is left to run (onAllTasksComplete). Other tasks left to run: {count}. If they end first, the job ends before the requeued tasks are back in the queue.',
        parts,
      )
    : l10n.t(
        'Job {job} ends when none of its tasks is left to run (onAllTasksComplete). Other tasks left to run: more than {count}. If they end first, the job ends before the requeued tasks are back in the queue.',
        parts,
      );
}

/** Checks whether these are the last unfinished tasks; false if not all unfinished tasks were read. */
function isNoneLeft(tasks: readonly EndedTask[], unfinished: UnfinishedTasks | undefined): boolean {
  return unfinished?.isComplete === true && listOthers(tasks, unfinished).length === 0;
}

function listOthers(tasks: readonly EndedTask[], unfinished: UnfinishedTasks): UnfinishedTasks['tasks'] {
  const ids = new Set(tasks.map(({ id }) => id.toLowerCase()));
  return unfinished.tasks.filter(({ id }) => !ids.has(id.toLowerCase()));
}

function listUnread({ usesTaskDependencies }: JobFacts, unfinished: UnfinishedTasks | undefined): readonly string[] {
  return usesTaskDependencies === true && unfinished?.isComplete === false
    ? [
        l10n.t(
          'Only {0} of the tasks left to run were checked. More of them may depend on this.',
          formatNumber(unfinished.tasks.length),
        ),
      ]
    : [];
}

function withNotes(notes: readonly string[]): Verdict {
  return notes.length === 0 ? { possible: true } : { possible: true, note: notes.join('\n') };
}
