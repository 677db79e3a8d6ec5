import * as l10n from '@vscode/l10n';
import type { Job } from '../../model/job.ts';
import { isFailed } from '../../model/task.ts';
import { isOneOf } from '../../model/words.ts';
import { formatNumber } from '../../query/numbers.ts';
import { isAgain, listRemedies, mapRemedies } from '../../remedy/remediesOfSteps.ts';
import { describeEndedJobs, planResubmit, planRetry } from '../../remedy/taskPlans.ts';
import { adviseEngine, findEngine } from '../../remedy/workflowEngine.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Fix, RemedyId } from '../explanation/explanation.ts';
import { isRetriedInVain } from '../explanation/retries.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { retryThen } from '../process/nextStep.ts';
import type { TaskCase } from '../process/taskCase.ts';
import { findUnread } from '../process/unreadLogs.ts';
import { adviseSchedule } from './jobFacts.ts';

/**
 * Adds the last step, which runs the task again: by the engine that added it, with the proposed changes to its
 * definition, or as it is, with all of its job if others failed too. When a retry would be refused, says why. A draft
 * with a known fix has it already.
 */
export function withLastStep(theCase: TaskCase, draft: Draft): Draft {
  const { fixes = [], ...planned } = withEnable(theCase, planLastStep(theCase, withRuns(theCase, draft)));
  return { ...planned, fixes: [...fixes, ...adviseSchedule(theCase.task, theCase.job)] };
}

/** Adds that a task ran several times, of which only the last left its logs, and that nothing limits its runs. */
function withRuns({ task, job, unread }: TaskCase, draft: Draft): Draft {
  const { retryCount = 0, requeueCount = 0 } = task.executionInfo ?? {};
  if (retryCount + requeueCount === 0) return draft;
  const runs = { count: formatNumber(retryCount + requeueCount + 1) };
  const allowed = task.constraints?.maxTaskRetryCount ?? job?.constraints?.maxTaskRetryCount;
  const isEndless = allowed !== undefined && allowed < 0 && isRetriedInVain(task);
  const text = l10n.t('Only the last of its {count} runs left logs on the node.', runs);
  return {
    ...draft,
    cause: joinSentences([draft.cause, findUnread({ unread }) === 'gone' ? '' : text]),
    fixes: [
      ...(isEndless
        ? [
            {
              text: l10n.t(
                'Limit `maxTaskRetryCount`, which is -1: Batch ran the task {count} times, and would go on without end.',
                runs,
              ),
              property: ['constraints', 'maxTaskRetryCount'],
            },
          ]
        : []),
      ...(draft.fixes ?? []),
    ],
  };
}

function planLastStep(theCase: TaskCase, draft: Draft): Draft {
  const { task, job, siblings } = theCase;
  const { fixes = [], change } = draft;
  const engine = findEngine(task, job?.id);
  const isAgainSomehow = listRemedies(draft).some(isAgain) || change !== undefined;
  if (engine !== undefined && isAgainSomehow)
    return handOver({ ...draft, fixes: fixes.map(withoutEdit) }, { text: adviseEngine(engine) });
  const canSubmit = planResubmit(task).possible;
  if (canSubmit && fixes.some(({ edit }) => edit !== undefined)) return handOver(draft, correctThen());
  if (change === 'definition') return withoutRetry(draft);
  if (!listRemedies(draft).includes('task.retry')) return draft;
  const verdict = planRetry(task, job);
  if (verdict.possible) {
    const isSaid = listRemedies({ fixes }).includes('task.retry');
    const whole = isSaid ? draft : { ...draft, fixes: [...fixes, retryThen(canSubmit)] };
    if (!siblings.some(isFailed)) return whole;
    const withAll = (remedy: RemedyId): readonly RemedyId[] =>
      remedy === 'task.retry' ? ['task.retry', 'job.retryFailed'] : [remedy];
    return mapRemedies(whole, withAll);
  }
  const rest = withoutRetry(draft);
  return change === undefined ? { ...rest, fixes: [...rest.fixes, refuseRetry(verdict.reason, job)] } : rest;
}

/** A task that was retried waits for as long as its job is disabled. */
function withEnable({ job }: TaskCase, draft: Draft): Draft {
  const named = listRemedies(draft);
  const isHeld = job !== undefined && isOneOf(job.state, ['disabled', 'disabling']) && named.includes('task.retry');
  if (!isHeld || named.includes('job.enable')) return draft;
  const text = l10n.t("Then enable the job: none of its tasks start while it's disabled.");
  return { ...draft, fixes: [...(draft.fixes ?? []), { text, remedies: ['job.enable'] }] };
}

/** Removes the steps that only retry the task. Others say why the retry in them does not work now. */
function withoutRetry(draft: Draft) {
  const isRetry = ({ remedies = [] }: Fix): boolean =>
    remedies.length > 0 && remedies.every((remedy) => remedy === 'task.retry');
  const others = draft.fixes?.filter((fix) => !isRetry(fix));
  return mapRemedies({ ...draft, fixes: others }, (remedy) => (remedy === 'task.retry' ? [] : [remedy]));
}

/** Describes why the task is not retried, and the alternative. */
function refuseRetry(reason: string, job: Job | undefined): Fix {
  const ofSeveral = isOneOf(job?.state, ['completed', 'terminating']) ? describeEndedJobs() : reason;
  return { text: reason, ofSeveral, remedies: ['task.resubmit'] };
}

/** Replaces the last step of a draft, so that only the new one runs the task again. */
function handOver(draft: Draft, last: Fix): Draft {
  const { fixes = [], remedies = [] } = draft;
  const others = fixes.filter(({ remedies: own = [] }) => own.length === 0 || !own.every(isAgain));
  const without = mapRemedies({ fixes: others, remedies }, (remedy) => (isAgain(remedy) ? [] : [remedy]));
  return { ...draft, fixes: [...without.fixes, last], remedies: without.remedies };
}

function correctThen(): Fix {
  return {
    text: l10n.t(
      'Submit the task again with Fix and Resubmit. Its definition opens with the proposed change, which is likely to help. The difference is shown before anything is sent.',
    ),
    ofSeveral: l10n.t(
      'Submit the tasks again with Fix and Resubmit. The definition opens with the proposed change, which is likely to help and is made in all tasks it applies to. The difference is shown before anything is sent.',
    ),
    remedies: ['task.resubmit'],
  };
}

function withoutEdit({ edit: _, ...fix }: Fix): Fix {
  return fix;
}
