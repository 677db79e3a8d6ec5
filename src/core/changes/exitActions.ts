import { toJobAction } from '../model/exitConditions.ts';
import type { Job } from '../model/job.ts';
import { type ExitConditions, type ExitOptions, type Task, toTaskGroup } from '../model/task.ts';
import { type JobAction, jobActions } from '../model/words.ts';

/** Effect of a task's end on its dependents. */
export type DependencyAction = 'block' | 'satisfy';

/** Predicted effect of a task's end. */
export interface Foreseen<A> {
  readonly action: A;
  /** False if the effect depends on an exit code that isn't known yet, or on undocumented behavior. */
  readonly isCertain: boolean;
}

/** Properties of a task that determine the effects of its end on its job and its dependents. */
export type EndedTask = Pick<Task, 'id' | 'state' | 'executionInfo' | 'exitConditions'>;
type JobFacts = Pick<Job, 'onTaskFailure'>;

/**
 * Predicts the effect on its job of terminating a task, by its exit conditions (Batch documentation: "onTaskFailure";
 * "jobAction": default terminate, except for exit code 0).
 */
export function foreseeJobAction(task: EndedTask, job: JobFacts): Foreseen<JobAction> {
  if (job.onTaskFailure !== 'performexitoptionsjobaction') return { action: 'none', isCertain: true };
  const actions = listPossible(task).map((options) => toJobAction(options ?? {}));
  const worst = jobActions.findLast((action) => actions.includes(action)) ?? 'none';
  const isSaid = listPossible(task).every((options) => options !== undefined);
  return { action: worst, isCertain: isSaid && actions.every((action) => action === worst) };
}

/** Predicts the effect on its dependents of terminating a task (Batch documentation: "dependencyAction"). */
export function foreseeDependencyAction(task: EndedTask): Foreseen<DependencyAction> {
  const actions = listPossible(task).map((options) => (options?.dependencyAction === 'satisfy' ? 'satisfy' : 'block'));
  const isSatisfied = actions.includes('satisfy');
  return { action: isSatisfied ? 'satisfy' : 'block', isCertain: new Set(actions).size === 1 };
}

/**
 * Lists the exit options that may apply; undefined where the definition has none. The exit code of a terminated program
 * depends on the operating system and the program, so any code except 0 is possible.
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
