import * as l10n from '@vscode/l10n';
import { planResubmit, planRetry } from '../../changes/taskPlans.ts';
import type { Job } from '../../model/job.ts';
import type { Task } from '../../model/task.ts';
import type { Change, Fix, RemedyId } from '../explanation/explanation.ts';
import type { AccessVerdict } from './accessVerdict.ts';
import type { TaskRole } from './taskContext.ts';

/** The steps to rerun a failed process after its cause is fixed. */
export interface NextStep {
  readonly fixes: readonly Fix[];
  readonly change: Change;
}

/**
 * The change that is needed before another run can succeed: of the definition, of something outside it, of either, or
 * of the job, of which an existing one can't change what it prepares ("Job - Update").
 */
export type Fault = Change | 'either' | 'job';

interface FailedRun {
  readonly role: TaskRole;
  readonly task: Task;
  readonly job?: Job | undefined;
}

/**
 * Plans the last step of a repair. Only tasks can be retried separately: start tasks run again when their node
 * restarts, and preparation tasks when it is reimaged, as their explanations say. Of a task's definition, only the
 * constraints can be changed (Batch documentation: "Task - Update"), so if the definition is at fault, a corrected one
 * is submitted.
 */
export function planNextStep(run: FailedRun, fault: Fault): NextStep {
  const { role, task } = run;
  // The step that creates the job submits its tasks.
  if (fault === 'job') return { fixes: [], change: 'definition' };
  const change = fault === 'either' ? 'surroundings' : fault;
  if (role !== 'task') return { fixes: [], change };
  const again = canRetry(run);
  const canSubmit = planResubmit(task).possible;
  const submit: readonly RemedyId[] = canSubmit ? ['task.resubmit'] : [];
  if (change === 'definition') return { fixes: [{ ...adviseDefinition(canSubmit), remedies: submit }], change };
  if (fault === 'either' && again) return { fixes: [retryThen(canSubmit)], change };
  const step = change === 'nothing' ? adviseAgain(again, canSubmit) : adviseThen(run, again, canSubmit);
  return { fixes: [{ ...step, remedies: again ? ['task.retry'] : submit }], change };
}

/**
 * Plans the last step if either the definition or its surroundings may be at fault: a retry helps in one case, and only
 * a corrected definition in the other.
 */
function planEitherStep(run: FailedRun): NextStep {
  const { role, task } = run;
  const isEither = role === 'task' && canRetry(run) && planResubmit(task).possible;
  if (!isEither) return planNextStep(run, 'surroundings');
  return { fixes: [{ ...adviseEither(), remedies: ['task.resubmit', 'task.retry'] }], change: 'surroundings' };
}

/** Returns the last step after Azure Storage refused a file; `otherwise` is the change if access was not judged. */
export function planAccessStep(
  run: FailedRun,
  verdict: Pick<AccessVerdict, 'needsAddress'> | undefined,
  otherwise: Fault,
): NextStep {
  if (verdict?.needsAddress === 'unknown') return planEitherStep(run);
  return planNextStep(run, verdict?.needsAddress === true ? 'definition' : otherwise);
}

/** Checks whether the task can run again under its own ID. */
export function canRetry({ task, job }: Pick<FailedRun, 'task' | 'job'>): boolean {
  return planRetry(task, job).possible;
}

/** Advises a new job with a corrected preparation task; a job's can't be changed ("Job - Update", "Job - Patch"). */
export function correctPreparation(): Fix {
  return {
    text: l10n.t(
      "The definition of the preparation task is at fault and can't be changed in an existing job: submit the tasks to a new job with a corrected one.",
    ),
    remedies: ['job.clone'],
  };
}

type Wording = Pick<Fix, 'text' | 'ofSeveral'>;

function adviseDefinition(canSubmit: boolean): Wording {
  return canSubmit
    ? { text: l10n.t('Correct the definition and submit it again: a retry would run the same definition.') }
    : {
        text: l10n.t(
          'Correct the definition in the tool or script that created the task, and add the task with a different ID.',
        ),
        ofSeveral: l10n.t(
          'Correct the definition in the tool or script that created the tasks, and add the tasks with different IDs.',
        ),
      };
}

function adviseAgain(isRetried: boolean, canSubmit: boolean): Wording {
  if (isRetried)
    return {
      text: l10n.t('Retry the task: this may be temporary.'),
      ofSeveral: l10n.t('Retry the tasks: this may be temporary.'),
    };
  return canSubmit
    ? {
        text: l10n.t("This may be temporary, so submit the task again: it can't be retried."),
        ofSeveral: l10n.t("This may be temporary, so submit the tasks again: they can't be retried."),
      }
    : {
        text: l10n.t('This may be temporary, so resubmit the task from the tool that created it.'),
        ofSeveral: l10n.t('This may be temporary, so resubmit the tasks from the tool that created them.'),
      };
}

function adviseEither(): Wording {
  return {
    text: l10n.t(
      'If there is a new signature, submit the task with it: a retry uses the one that was refused. If something outside the task was changed, retry the task.',
    ),
    ofSeveral: l10n.t(
      'If there is a new signature, submit the tasks with it: a retry uses the one that was refused. If something outside the tasks was changed, retry the tasks.',
    ),
  };
}

/**
 * Advises a retry after the cause is fixed. If a corrected definition can be submitted instead, mentions this, because
 * a retry doesn't change the definition.
 */
export function retryThen(canSubmit: boolean): Fix {
  if (!canSubmit)
    return {
      text: l10n.t('Then retry the task.'),
      ofSeveral: l10n.t('Then retry the tasks.'),
      remedies: ['task.retry'],
    };
  return {
    text: l10n.t(
      'Then retry the task. If its definition is at fault, correct it and submit it again: a retry runs the same definition.',
    ),
    ofSeveral: l10n.t(
      'Then retry the tasks. If their definition is at fault, correct it and submit it again: a retry runs the same definition.',
    ),
    remedies: ['task.retry', 'task.resubmit'],
  };
}

/** Returns the last step. Batch retries only exit codes other than 0 (Batch documentation: "maxTaskRetryCount"). */
function adviseThen({ task }: FailedRun, isRetried: boolean, canSubmit: boolean): Wording {
  if (isRetried && (task.executionInfo?.exitCode ?? 0) !== 0) return retryThen(false);
  if (isRetried)
    return {
      text: l10n.t("Then retry the task: Batch doesn't retry this kind of error automatically."),
      ofSeveral: l10n.t("Then retry the tasks: Batch doesn't retry this kind of error automatically."),
    };
  return canSubmit
    ? {
        text: l10n.t("Then submit the task again: it can't be retried."),
        ofSeveral: l10n.t("Then submit the tasks again: they can't be retried."),
      }
    : {
        text: l10n.t('Then resubmit the task from the tool that created it.'),
        ofSeveral: l10n.t('Then resubmit the tasks from the tool that created them.'),
      };
}
