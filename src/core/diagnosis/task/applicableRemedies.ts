import * as l10n from '@vscode/l10n';
import { isFailed } from '../../model/task.ts';
import { isSame } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { RemedyId } from '../explanation/explanation.ts';
import type { TaskCase } from '../process/taskCase.ts';

const endedStates = ['terminating', 'completed', 'deleting'];

/**
 * The draft with the remedies that can be used on this task now: no retry in a job that has ended (Batch documentation:
 * "Task - Reactivate"), a retry of all when others failed too, nothing for a node that is not known.
 */
export function withApplicableRemedies(theCase: TaskCase, draft: Draft): Draft {
  const remedies = draft.remedies ?? [];
  const hasNode = theCase.task.nodeInfo?.nodeId !== undefined || theCase.node !== undefined;
  const possible = remedies.filter((remedy) => hasNode || !remedy.startsWith('node.'));
  if (!endedStates.some((state) => isSame(theCase.job?.state, state))) {
    return { ...draft, remedies: withRetryOfAll(theCase, possible) };
  }
  const withoutRetry = possible.filter((remedy) => remedy !== 'task.retry' && remedy !== 'job.retryFailed');
  const note = {
    text: l10n.t('Its job has ended, so the task cannot be retried: submit a copy of it to another job.'),
  };
  return {
    ...draft,
    remedies: withoutRetry.includes('task.resubmit') ? withoutRetry : [...withoutRetry, 'task.resubmit'],
    fixes: possible.includes('task.retry') ? [...(draft.fixes ?? []), note] : draft.fixes,
  };
}

function withRetryOfAll({ siblings }: TaskCase, remedies: readonly RemedyId[]): readonly RemedyId[] {
  const index = remedies.indexOf('task.retry');
  if (index < 0 || !siblings.some(isFailed)) return remedies;
  return [...remedies.slice(0, index + 1), 'job.retryFailed', ...remedies.slice(index + 1)];
}
