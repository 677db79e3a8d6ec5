import * as l10n from '@vscode/l10n';
import { isFailed } from '../../model/task.ts';
import { listRemedies, mapRemedies } from '../../remedy/remediesOfSteps.ts';
import { planRetry } from '../../remedy/taskPlans.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Fix, RemedyId } from '../explanation/explanation.ts';
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
    const whole = listRemedies({ fixes }).includes('task.retry') ? draft : { ...draft, fixes: [...fixes, retryThen()] };
    if (!siblings.some(isFailed)) return whole;
    const withAll = (remedy: RemedyId): readonly RemedyId[] =>
      remedy === 'task.retry' ? ['task.retry', 'job.retryFailed'] : [remedy];
    return mapRemedies(whole, withAll);
  }
  return change === undefined
    ? { ...draft, fixes: [...fixes, { text: verdict.reason, remedies: ['task.resubmit'] }] }
    : draft;
}

/** The fault may be in downloaded files, on the node or in the definition, which a retry does not change. */
function retryThen(): Fix {
  return {
    text: l10n.t(
      'Then retry the task. It runs as it is defined now: where its definition is at fault, add it again under another id.',
    ),
    ofSeveral: l10n.t(
      'Then retry the tasks. They run as they are defined now: where their definition is at fault, add them again under other ids.',
    ),
    remedies: ['task.retry'],
  };
}
