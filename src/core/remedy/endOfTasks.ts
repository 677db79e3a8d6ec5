import * as l10n from '@vscode/l10n';
import type { Job } from '../model/job.ts';
import { isInGroup, type Task } from '../model/task.ts';
import { listBlocked, listNeverReleased, listReleased } from './dependents.ts';
import { type EndedTask, endsWithManager, foreseeJobAction } from './exitActions.ts';
import { impossible, possible, type Verdict } from './verdict.ts';

type JobFacts = Pick<
  Job,
  'id' | 'state' | 'onAllTasksComplete' | 'onTaskFailure' | 'jobManagerTask' | 'usesTaskDependencies'
>;

/** The tasks of a job that have not ended, as they are now. */
export interface UnfinishedTasks {
  readonly tasks: readonly Pick<Task, 'id' | 'dependsOn'>[];
  /** False when there are more than were read. */
  readonly isComplete: boolean;
}

/** Whether anything but the tasks themselves has to be known of a job before some of its tasks are ended. */
export function needsUnfinished(job: Pick<JobFacts, 'onAllTasksComplete' | 'usesTaskDependencies'>): boolean {
  return endsByItself(job) || job.usesTaskDependencies === true;
}

/**
 * Whether tasks of one job can be ended and put back into its queue together, and what that sets off besides. What each
 * of them does by itself `planRequeue` judges. The last of a job that ends by itself are refused: the job would be over
 * before they are back, and that it ends by itself can't be taken back (Batch documentation: "onAllTasksComplete").
 */
export function planEndAndReturn(
  tasks: readonly EndedTask[],
  job: JobFacts,
  unfinished: UnfinishedTasks | undefined,
): Verdict {
  if (endsByItself(job) && isNoneLeft(tasks, unfinished)) {
    return impossible(
      tasks.length === 1
        ? l10n.t(
            'no other task of its job is left to do, so ending it would end the whole job (onAllTasksComplete) before it is back in the queue; disable the job with “Requeue” and enable it again instead',
          )
        : l10n.t(
            'only tasks that are to be requeued are left to do in its job, so ending them would end the whole job (onAllTasksComplete) before they are back in the queue; disable the job with “Requeue” and enable it again instead',
          ),
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

/** What ending tasks of one job for good sets off in it besides. Of a job that ends by this nothing more is foretold. */
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

/** What deleting tasks of one job, ended or not, sets off in it besides. */
export function planDelete(
  tasks: readonly EndedTask[],
  job: JobFacts,
  unfinished: UnfinishedTasks | undefined,
): Verdict {
  if (isOver(job)) return possible;
  const open = tasks.filter((task) => !isInGroup(task, 'failed', 'succeeded'));
  const others = unfinished === undefined ? [] : listOthers(tasks, unfinished);
  return withNotes([
    ...listIfDeletionEnds(open, job),
    ...listLastEnd(open, job, unfinished),
    ...listNeverReleased(tasks, others),
    ...listUnread(job, unfinished),
  ]);
}

function isOver({ state }: Pick<JobFacts, 'state'>): boolean {
  return ['terminating', 'completed', 'deleting'].includes(state?.toLowerCase() ?? '');
}

function endsByItself({ onAllTasksComplete }: Pick<JobFacts, 'onAllTasksComplete'>): boolean {
  return onAllTasksComplete?.toLowerCase() === 'terminatejob';
}

function listEndOfManager(tasks: readonly EndedTask[], job: JobFacts): readonly string[] {
  return tasks.some((task) => endsWithManager(task, job))
    ? [
        l10n.t(
          'This ends the manager of job {0}, and the whole job with it: its other tasks end or never run, and the job cannot be used again.',
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
          'This ends the whole job {0}, as exit conditions say: its other tasks end or never run, and the job cannot be used again.',
          job.id,
        ),
      ];
    case 'disable':
      return [
        l10n.t(
          'This disables the whole job {0}, as exit conditions say: its other tasks go back to the queue until it is enabled.',
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
          'The whole job {0} may end or be disabled by this (onTaskFailure): that depends on exit codes which cannot be known beforehand, or on exit conditions which do not say.',
          job.id,
        ),
      ]
    : [];
}

/** No documentation says whether a task that is deleted has completed in the sense of its exit conditions and its job. */
function listIfDeletionEnds(open: readonly EndedTask[], job: JobFacts): readonly string[] {
  const mayEnd = open.some((task) => endsWithManager(task, job) || foreseeJobAction(task, job).action !== 'none');
  return mayEnd
    ? [
        l10n.t(
          'The whole job {0} may end or be disabled by this (onTaskFailure, killJobOnCompletion): the documentation of Batch does not say whether deleting a task counts as its end.',
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
          'No other task of job {0} is left to do, so the job ends by this (onAllTasksComplete) and cannot be used again.',
          job.id,
        ),
      ]
    : [];
}

/** Others are left to do while tasks are requeued, and may end before these are back. */
function describeRace({ id }: JobFacts, count: number, isComplete: boolean): string {
  return l10n.t(
    'Job {0} ends by itself when none of its tasks is left to do. Other tasks left now: {1}. If they end first, so does the job, before what is requeued is back in its queue.',
    id,
    isComplete ? String(count) : l10n.t('more than {0}', count),
  );
}

/** Whether nothing but these tasks is left to do. False where that was not read to the end: one that was read is other. */
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
          'Only {0} of the tasks that are left to do were looked at: more of them may wait for this.',
          unfinished.tasks.length,
        ),
      ]
    : [];
}

function withNotes(notes: readonly string[]): Verdict {
  return notes.length === 0 ? { possible: true } : { possible: true, note: notes.join('\n') };
}
