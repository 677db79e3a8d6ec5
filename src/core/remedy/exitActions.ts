import { toJobAction } from '../model/exitConditions.ts';
import type { Job } from '../model/job.ts';
import {
  type ExitConditions,
  type ExitOptions,
  type JobAction,
  jobActions,
  type Task,
  toTaskGroup,
} from '../model/task.ts';

/** What the end of a task does to those that wait for it. */
export type DependencyAction = 'block' | 'satisfy';

/** What follows from the end of a task. */
export interface Foreseen<A> {
  /** The worst of what may follow. */
  readonly action: A;
  /** False where it hangs on an exit code that is not known beforehand, or on what no documentation says. */
  readonly isCertain: boolean;
}

/** What of a task decides what its end does to its job and to tasks that wait for it. */
export type EndedTask = Pick<Task, 'id' | 'state' | 'executionInfo' | 'exitConditions'>;
type JobFacts = Pick<Job, 'onTaskFailure' | 'jobManagerTask'>;

/** Whether the job ends with this task (Batch documentation: "killJobOnCompletion", true unless it is said; ids differ not by case). */
export function endsWithManager({ id }: Pick<Task, 'id'>, { jobManagerTask }: JobFacts): boolean {
  return jobManagerTask?.id?.toLowerCase() === id.toLowerCase() && jobManagerTask.killJobOnCompletion !== false;
}

/**
 * What a task that is ended by request does to its job by its exit conditions (Batch documentation: "onTaskFailure",
 * "jobAction": terminate unless it is said, for any end but exit code 0).
 */
export function foreseeJobAction(task: EndedTask, job: JobFacts): Foreseen<JobAction> {
  if (job.onTaskFailure !== 'performexitoptionsjobaction') return { action: 'none', isCertain: true };
  const actions = listPossible(task).map((options) => toJobAction(options ?? {}));
  const worst = jobActions.findLast((action) => actions.includes(action)) ?? 'none';
  const isSaid = listPossible(task).every((options) => options !== undefined);
  return { action: worst, isCertain: isSaid && actions.every((action) => action === worst) };
}

/** What a task that is ended by request does to those that wait for it (Batch documentation: "dependencyAction"). */
export function foreseeDependencyAction(task: EndedTask): Foreseen<DependencyAction> {
  const actions = listPossible(task).map((options) => (options?.dependencyAction === 'satisfy' ? 'satisfy' : 'block'));
  const isSatisfied = actions.includes('satisfy');
  return { action: isSatisfied ? 'satisfy' : 'block', isCertain: new Set(actions).size === 1 };
}

/**
 * The exit options that may apply, undefined where the definition says nothing. The exit code of a program that is ended
 * from outside differs by system and by what the program does about it, so any code but 0 may come.
 */
function listPossible(task: EndedTask): readonly (ExitOptions | undefined)[] {
  const { exitConditions } = task;
  const group = toTaskGroup(task);
  return [
    exitConditions?.default,
    ...(group === 'running' || group === undefined ? listForCodes(exitConditions) : []),
    ...(group === 'running' ? [] : listIfAny(exitConditions?.preProcessingError)),
  ];
}

function listForCodes(conditions: ExitConditions | undefined): readonly ExitOptions[] {
  const codes = (conditions?.exitCodes ?? []).filter(({ code }) => code !== 0);
  const ranges = (conditions?.exitCodeRanges ?? []).filter(({ start, end }) => start !== 0 || end !== 0);
  return [...codes, ...ranges].map(({ exitOptions }) => exitOptions);
}

function listIfAny(options: ExitOptions | undefined): readonly ExitOptions[] {
  return options === undefined ? [] : [options];
}
