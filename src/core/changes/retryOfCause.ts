import * as l10n from '@vscode/l10n';
import type { Failing } from '../diagnosis/causes/failing.ts';
import type { Explanation, Fix, RemedyId } from '../diagnosis/explanation/explanation.ts';
import { needsDefinition } from './foreseeChange.ts';
import { isAgain, type WithRemedies } from './remediesOfSteps.ts';
import { planRetry } from './taskPlans.ts';
import { isProposable } from './verdict.ts';

/**
 * Checks whether tasks with a common cause should be retried rather than resubmitted: at least one can run again, and
 * an unchanged run may succeed according to the representative failure (`said`).
 */
export function isRetried(failing: readonly Failing[], said: Pick<Explanation, 'change' | 'fixes'>): boolean {
  return !needsDefinition(said) && failing.some(canRetry);
}

function canRetry(failing: Failing): boolean {
  return failing.kind === 'task' && isProposable(planRetry(failing.task, failing.job));
}

/**
 * Reorders the advice for a failure that came back after a retry: correcting the definition comes first, and another
 * retry last, in case the failure had another cause that has been fixed.
 */
export function afterRepeat<Whole extends WithRemedies>(whole: Whole): Whole {
  const { fixes = [], remedies = [] } = whole;
  const others = fixes.filter((fix) => !isRetry(fix));
  if (others.length === fixes.length) return { ...whole, remedies: putRetryLast(remedies) };
  const canSubmit = [...fixes.flatMap((fix) => fix.remedies ?? []), ...remedies].includes('task.resubmit');
  const isCorrected = others.some((fix) => fix.remedies?.includes('task.resubmit'));
  return {
    ...whole,
    fixes: [...others, ...(canSubmit && !isCorrected ? [adviseCorrection()] : []), adviseRetry()],
    remedies: putRetryLast(remedies),
  };
}

function putRetryLast(remedies: readonly RemedyId[]): readonly RemedyId[] {
  return remedies.toSorted((one, other) => Number(one === 'task.retry') - Number(other === 'task.retry'));
}

/** Checks whether a step only runs the task again, with a retry among its remedies. */
function isRetry({ remedies = [] }: Fix): boolean {
  return remedies.includes('task.retry') && remedies.every((one) => isAgain(one) || one === 'job.retryFailed');
}

function adviseRetry(): Fix {
  return {
    text: l10n.t(
      'If something outside its definition was at fault, such as a file or a license, and has been fixed, retry the task.',
    ),
    ofSeveral: l10n.t(
      'If something outside their definition was at fault, such as a file or a license, and has been fixed, retry the tasks.',
    ),
    remedies: ['task.retry'],
  };
}

/** Proposes correcting the definition, because a retry failed for the same reason. */
function adviseCorrection(): Fix {
  return {
    text: l10n.t(
      'If its definition is wrong, correct it and submit the task again: a retry used the same definition and failed for the same reason.',
    ),
    ofSeveral: l10n.t(
      'If their definition is wrong, correct it and submit the tasks again: a retry used the same definition, and they failed for the same reason.',
    ),
    remedies: ['task.resubmit'],
  };
}
