import * as l10n from '@vscode/l10n';
import { isAgain, listRemedies, mapRemedies } from '../../changes/remediesOfSteps.ts';
import { describeEndedJobs, planResubmit, planRetry } from '../../changes/taskPlans.ts';
import type { Verdict } from '../../changes/verdict.ts';
import { adviseEngine, findEngine } from '../../definitions/workflowEngine.ts';
import { isDisabled, isOver } from '../../model/job.ts';
import { isFailed } from '../../model/task.ts';
import { isOneOf } from '../../model/words.ts';
import { formatNumber } from '../../words/numbers.ts';
import { countsOnlyWaiting } from '../evidence/formulaSymbols.ts';
import { isSame } from '../evidence/time.ts';
import { atMostLikely, type Draft } from '../explanation/draft.ts';
import type { Fix, RemedyId } from '../explanation/explanation.ts';
import { isRetriedInVain } from '../explanation/retries.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { retryThen } from '../process/nextStep.ts';
import type { TaskContext } from '../process/taskContext.ts';
import { findUnread } from '../process/unreadLogs.ts';
import { adviseSchedule } from './jobFacts.ts';
import { adviseMissing } from './waitingPool.ts';

/**
 * Adds the last step, which runs the task again: by the engine that added it, with the proposed changes to its
 * definition, or unchanged, together with its whole job if other tasks failed, too. If a retry would be refused, gives
 * the reason. A draft with a known fix already has this step.
 */
export function withLastStep(context: TaskContext, draft: Draft): Draft {
  const { fixes = [], ...planned } = withHeld(
    context,
    withReboot(context, planLastStep(context, withRuns(context, draft))),
  );
  return { ...planned, fixes: [...fixes, ...adviseSchedule(context.task, context.job)] };
}

/**
 * Adds before a retry that a changed start task runs on existing nodes only when they restart, if a program lacked
 * something that a start task may install.
 */
function withReboot({ task, node, pool }: TaskContext, draft: Draft): Draft {
  const { fixes = [], category } = draft;
  const again = fixes.findIndex(({ remedies = [] }) => remedies.includes('task.retry'));
  const isNodeThere = node !== undefined && pool !== undefined && task.containerSettings === undefined;
  const isSaid = listRemedies({ fixes }).some((remedy) => remedy === 'node.reboot' || remedy === 'pool.editStartTask');
  const isInstalled = category === 'missing-program' || category === 'missing-module';
  // A step that only looks for the cause doesn't lead to a change.
  if (again < 0 || !isNodeThere || isSaid || !isInstalled || fixes[0]?.isSearch === true) return draft;
  const step: Fix = {
    text: l10n.t('If you changed the start task, reboot the node: it runs the start task only when it starts.'),
    ofSeveral: l10n.t('If you changed the start task, reboot the nodes: they run the start task only when they start.'),
    remedies: ['node.reboot'],
  };
  return { ...draft, fixes: fixes.toSpliced(again, 0, step) };
}

/** Adds that a task ran several times, that only the last run left its logs, and that nothing limits its runs. */
function withRuns({ task, job, pool, unread }: TaskContext, draft: Draft): Draft {
  const { retryCount = 0, requeueCount = 0 } = task.executionInfo ?? {};
  if (retryCount + requeueCount === 0) return draft;
  const runs = { count: formatNumber(retryCount + requeueCount + 1) };
  const allowed = task.constraints?.maxTaskRetryCount ?? job?.constraints?.maxTaskRetryCount;
  const isEndless = allowed !== undefined && allowed < 0 && isRetriedInVain(task);
  const text = l10n.t('Only the last of its {count} runs left logs on the node.', runs);
  const scaledIn = requeueCount > 0 ? findScaleIn(pool?.autoScaleFormula ?? '') : [];
  // An earlier run left behind what is in the way of this one.
  const isOfRuns = draft.category === 'conflict';
  const left = l10n.t(
    'Let the program remove or accept what its earlier run left: Batch retries a task in the same working directory.',
  );
  return {
    ...draft,
    cause: joinSentences([draft.cause, findUnread({ unread }) === 'gone' ? '' : text]),
    ...(isOfRuns && requeueCount > 0 ? { confidence: atMostLikely(draft.confidence) } : {}),
    fixes: [
      ...(isOfRuns ? scaledIn : []),
      ...(isOfRuns && retryCount > 0 ? [{ text: left }] : []),
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
      ...(isOfRuns ? [] : scaledIn),
    ],
  };
}

/** Finds a formula that shrinks the pool under running tasks; Azure may take Spot nodes back instead. */
function findScaleIn(formula: string): readonly Fix[] {
  if (!countsOnlyWaiting(formula) || /\$TargetLowPriorityNodes\s*=(?!\s*0\s*;)/i.test(formula)) return [];
  return [
    {
      text: l10n.t(
        "Set `$NodeDeallocationOption = taskcompletion` in the pool's formula and have it count `$PendingTasks`: it counts waiting tasks only, so it removes nodes whose tasks run, and these start again from the beginning.",
      ),
      remedies: ['pool.evaluateAutoscale'],
    },
  ];
}

function planLastStep(context: TaskContext, draft: Draft): Draft {
  const { task, job, siblings } = context;
  const { fixes = [], change } = draft;
  if (change === 'never') return handOver(draft, adviseNever(task));
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
  return change === undefined ? { ...rest, fixes: [...rest.fixes, refuseRetry(verdict.reason, context)] } : rest;
}

/**
 * Adds that a retried task or a copy of it waits while the job is disabled or has no pool, and that neither can run in
 * a job that is over.
 */
function withHeld(context: TaskContext, draft: Draft): Draft {
  const { task, job } = context;
  const named = listRemedies(draft);
  if (job === undefined || !named.some(isAgain)) return draft;
  const mustEnable = isDisabled(job) && !named.includes('job.enable');
  const enable: Fix = {
    text: l10n.t("Then enable the job: none of its tasks start while it's disabled."),
    remedies: ['job.enable'],
  };
  const whole = isOver(job) ? withEnded(planRetry(task, job), context, draft) : draft;
  const fixes = whole.fixes ?? [];
  // Nothing runs again in an active job before there is a pool.
  const again = isOver(job) ? -1 : fixes.findIndex(({ remedies = [] }) => remedies.some(isAgain));
  const ready = fixes.toSpliced(again < 0 ? fixes.length : again, 0, ...adviseMissing(context));
  return { ...whole, fixes: [...ready, ...(mustEnable ? [enable] : [])] };
}

/** Adds that the task's job is over, in place of a step that only resubmits the task. */
function withEnded(verdict: Verdict, context: TaskContext, draft: Draft): Draft {
  const { fixes = [], change } = draft;
  if (verdict.possible || fixes.some(({ text }) => text === verdict.reason)) return draft;
  const last = refuseRetry(verdict.reason, context);
  return change === 'definition' || change === undefined
    ? { ...draft, fixes: [...fixes, last] }
    : handOver(draft, last);
}

/** Removes the steps that only retry the task, and the retry from all other steps. */
function withoutRetry(draft: Draft) {
  const isRetry = ({ remedies = [] }: Fix): boolean =>
    remedies.length > 0 && remedies.every((remedy) => remedy === 'task.retry');
  const others = draft.fixes?.filter((fix) => !isRetry(fix));
  return mapRemedies({ ...draft, fixes: others }, (remedy) => (remedy === 'task.retry' ? [] : [remedy]));
}

/** Offers Fix and Resubmit instead of a retry, with the reason. */
function refuseRetry(reason: string, { task, job }: TaskContext): Fix {
  // As an ordinary task, it would manage no job, and add tasks that there already are.
  if (job !== undefined && isOver(job) && isSame(job.jobManagerTask?.id, task.id))
    return {
      text: l10n.t(
        "Then submit a copy of the job: it has ended, and only the job manager task of a new job adds the job's tasks again.",
      ),
      remedies: ['job.clone'],
    };
  const ofSeveral = isOneOf(job?.state, ['completed', 'terminating']) ? describeEndedJobs() : reason;
  return { text: reason, ofSeveral, remedies: ['task.resubmit'] };
}

/** Replaces the last step of a draft, so that only the new step runs the task again. */
function handOver(draft: Draft, last: Fix): Draft {
  const { fixes = [], remedies = [] } = draft;
  const others = fixes.filter(({ remedies: own = [] }) => own.length === 0 || !own.every(isAgain));
  const without = mapRemedies({ fixes: others, remedies }, (remedy) => (isAgain(remedy) ? [] : [remedy]));
  return { ...draft, fixes: [...without.fixes, last], remedies: without.remedies };
}

/** Says what a rule of the user says; a corrected definition may help. */
function adviseNever(task: TaskContext['task']): Fix {
  return planResubmit(task).possible
    ? {
        text: l10n.t("Your team's rule says that a retry never helps. Correct the task, and submit it again."),
        ofSeveral: l10n.t("Your team's rule says that a retry never helps. Correct the tasks, and submit them again."),
        remedies: ['task.resubmit'],
      }
    : { text: l10n.t("Your team's rule says that a retry never helps.") };
}

function correctThen(): Fix {
  return {
    text: l10n.t('Submit the task again with the proposed change.'),
    ofSeveral: l10n.t('Submit the tasks again with the proposed change in all tasks it applies to.'),
    remedies: ['task.resubmit'],
  };
}

function withoutEdit({ edit: _, ...fix }: Fix): Fix {
  return fix;
}
