import { isFailed } from '../../model/task.ts';
import { listRemedies, mapRemedies } from '../../remedy/remediesOfSteps.ts';
import { planRetry } from '../../remedy/taskPlans.ts';
import type { Draft } from '../explanation/draft.ts';
import type { RemedyId } from '../explanation/explanation.ts';
import type { TaskCase } from '../process/taskCase.ts';

/**
 * The draft with what comes with a retry: one of all where others failed too, and where it would be refused, why, and a
 * copy instead. A draft that knows what has to change has said so.
 */
export function withRetries(theCase: TaskCase, draft: Draft): Draft {
  const { task, job, siblings } = theCase;
  const { fixes = [], change } = draft;
  if (!listRemedies(draft).includes('task.retry')) return draft;
  const verdict = planRetry(task, job);
  if (verdict.possible) {
    if (!siblings.some(isFailed)) return draft;
    const withAll = (remedy: RemedyId): readonly RemedyId[] =>
      remedy === 'task.retry' ? ['task.retry', 'job.retryFailed'] : [remedy];
    return mapRemedies(draft, withAll);
  }
  return change === undefined
    ? { ...draft, fixes: [...fixes, { text: verdict.reason, remedies: ['task.resubmit'] }] }
    : draft;
}
