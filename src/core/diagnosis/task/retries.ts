import { isFailed } from '../../model/task.ts';
import { planRetry } from '../../remedy/taskPlans.ts';
import type { Draft } from '../explanation/draft.ts';
import type { TaskCase } from '../process/taskCase.ts';

/**
 * The draft with what comes with a retry: one of all where others failed too, and where it would be refused, why, and a
 * copy instead. A draft that knows what has to change has said so.
 */
export function withRetries(theCase: TaskCase, draft: Draft): Draft {
  const { task, job, siblings } = theCase;
  const remedies = draft.remedies ?? [];
  if (!remedies.includes('task.retry')) return draft;
  const verdict = planRetry(task, job);
  if (verdict.possible) {
    const again = siblings.some(isFailed) ? (['task.retry', 'job.retryFailed'] as const) : (['task.retry'] as const);
    return { ...draft, remedies: remedies.flatMap((remedy) => (remedy === 'task.retry' ? again : [remedy])) };
  }
  return {
    ...draft,
    remedies: [...remedies, 'task.resubmit'],
    fixes: draft.change === undefined ? [...(draft.fixes ?? []), { text: verdict.reason }] : draft.fixes,
  };
}
