import * as l10n from '@vscode/l10n';
import type { Failing } from '../diagnosis/causes/failing.ts';
import type { Explanation, Fix } from '../diagnosis/explanation/explanation.ts';
import { needsDefinition } from './foreseeChange.ts';
import { planRetry } from './taskPlans.ts';
import { isProposable } from './verdict.ts';

/**
 * Whether tasks with a cause are retried rather than resubmitted: where one can run again, and another run as it is may
 * succeed by what is `said` of the failure that represents the cause. That does not hold if a retry helped none
 * of them (`areRepeated`).
 */
export function isRetried(
  failing: readonly Failing[],
  said: Pick<Explanation, 'change' | 'fixes'>,
  areRepeated: boolean,
): boolean {
  return !areRepeated && !needsDefinition(said) && failing.some(canRetry);
}

function canRetry(failing: Failing): boolean {
  return failing.kind === 'task' && isProposable(planRetry(failing.task, failing.job));
}

/** What is done before another retry, where one did not help. */
export function adviseCorrection(): Fix {
  return {
    text: l10n.t(
      'If its definition is wrong, correct it and submit the task again: a retry ran the same definition, and failed for the same reason.',
    ),
    ofSeveral: l10n.t(
      'If their definition is wrong, correct it and submit the tasks again: a retry ran the same definition, and they failed for the same reason.',
    ),
    remedies: ['task.resubmit'],
  };
}
