import * as l10n from '@vscode/l10n';
import { adviseEngine, findEngine } from '../../definitions/workflowEngine.ts';
import { findCulprit } from '../../model/exitConditions.ts';
import { isDisabled, type Job, type JobPreparationAndReleaseStatus, toleratesPreparation } from '../../model/job.ts';
import { jobStates } from '../../model/jobShape.ts';
import { describeState } from '../../model/states.ts';
import type { Task } from '../../model/task.ts';
import { isOneOf } from '../../model/words.ts';
import { toDurationWords } from '../../words/durations.ts';
import { formatNumber } from '../../words/numbers.ts';
import { elapsedMs, isSame, toTime, toTimeText } from '../evidence/time.ts';
import type { Fix } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { draftPreparationFailure, findFailedPreparations } from '../process/preparation.ts';
import type { TaskContext } from '../process/taskContext.ts';
import {
  adviseEnable,
  adviseManager,
  describeManager,
  describeReason,
  describeTerminateReason,
  findManager,
  findTerminateReason,
  retryOnly,
  toCulpritEvidence,
} from './jobFacts.ts';
import { explainSchedulingError } from './schedulingError.ts';
import { describeUsualDuration } from './usualDuration.ts';
import { adviseMissing } from './waitingPool.ts';
import { toWaitingReason, type WaitingCheck, type WaitingReason } from './waitingReason.ts';

/** Checks the job of a task for conditions that stop all of its tasks. */
export function checkJobOfTask(context: TaskContext): readonly WaitingCheck[] {
  const isKnown = context.job !== undefined;
  return [
    {
      id: 'jobState',
      name: isKnown ? nameStateCheck() : undefined,
      reasons: toList(findStateReason(context)),
    },
    {
      id: 'scheduling',
      name: isKnown ? l10n.t('job scheduling errors') : undefined,
      reasons: toList(findSchedulingError(context) ?? findMissingAutoPool(context)),
    },
  ];
}

/** Returns the name of the check of the job's state, for those that pass. */
export function nameStateCheck(): string {
  return l10n.t("the job's state");
}

/** Checks the job's limit for parallel tasks. */
export function checkParallel(context: TaskContext): WaitingCheck {
  const isLimited = (context.job?.maxParallelTasks ?? -1) >= 1;
  const name = isLimited ? l10n.t("the job's limit for parallel tasks") : undefined;
  return { id: 'parallel', name, reasons: toList(findParallelReason(context)) };
}

/** Checks the preparation task of the job. */
export function checkPreparation(context: TaskContext): WaitingCheck {
  const isKnown = context.job?.jobPreparationTask !== undefined && context.preparation.length > 0;
  const name = isKnown ? l10n.t('the job preparation task') : undefined;
  return { id: 'preparation', name, reasons: toList(findPreparationReason(context)) };
}

function toList(reason: WaitingReason | undefined): readonly WaitingReason[] {
  return reason === undefined ? [] : [reason];
}

function findStateReason(context: TaskContext): WaitingReason | undefined {
  const { task, job, siblings, culpritWhy } = context;
  const state = job?.state;
  // The effect of a state that only newer services have is unknown.
  if (job === undefined || !isOneOf(state, jobStates) || state === 'active') return undefined;
  const since = toTime(job.stateTransitionTime);
  const culprit = findCulprit(job, siblings);
  const { label } = describeState('job', job.state);
  const what = l10n.t('its job is {state}', { state: label });
  const evidence = [
    {
      text:
        since === undefined
          ? l10n.t('Job state: {0}', label)
          : l10n.t('Job state: {0}, since {1}', label, toTimeText(since)),
      source: `job ${job.id}`,
    },
    culprit && toCulpritEvidence(culprit, job, culpritWhy),
  ];
  if (isDisabled(job)) {
    return {
      category: 'conflict',
      what: state === 'disabled' ? l10n.t('the job is disabled') : what,
      why: joinSentences([
        l10n.t("The job is {state}, so none of its tasks start until it's enabled again.", {
          state: label,
        }),
        culprit && l10n.t('A task failed, and its exit conditions disabled the job.'),
      ]),
      evidence,
      endsBy: 'user',
      fixes: [
        {
          text: culprit
            ? adviseEnable(culprit.id)
            : state === 'disabled'
              ? l10n.t('Enable the job.')
              : l10n.t('Enable the job once it is disabled.'),
          remedies: [...(culprit ? (['job.retryFailed'] as const) : []), 'job.enable'],
          ...(culprit && retryOnly([culprit], context.counts)),
        },
      ],
      confidence: 'certain',
      identity: 'job disabled',
    };
  }
  if (state === 'enabling') {
    return {
      category: 'other',
      what: l10n.t('the job is being enabled'),
      why: l10n.t('The job is being enabled: its tasks start when that is done.'),
      evidence,
      endsBy: 'batch',
      fixes: [{ text: l10n.t('Wait a moment, then refresh.') }],
      remedies: [],
      confidence: 'certain',
      identity: 'job enabling',
    };
  }
  const reason = findTerminateReason(job, culprit);
  const manager = findManager(job, culprit);
  return {
    category: 'conflict',
    what: state === 'terminating' ? what : l10n.t('the job has ended'),
    why:
      reason === undefined
        ? l10n.t('The job is {state}: its waiting tasks stay as they are and never run.', {
            state: label,
          })
        : l10n.t('The job is {state} because {why}: its waiting tasks stay as they are and never run.', {
            state: label,
            why: describeTerminateReason(reason, job, culprit),
          }),
    evidence: [...evidence, manager === undefined ? undefined : describeManager(manager, job), describeReason(job)],
    endsBy: 'nobody',
    fixes: [
      ...(manager === undefined ? [] : adviseManager(manager, job)),
      adviseOtherJob(task, job),
      ...adviseMissing(context),
    ],
    remedies: [],
    confidence: 'certain',
    identity: 'job ended',
  };
}

/** Advises submitting a task that never runs to another job: by its engine, or here, alone or with its whole job. */
function adviseOtherJob(task: Task, job: Job): Fix {
  const engine = findEngine(task, job.id);
  if (engine !== undefined) return { text: adviseEngine(engine) };
  return {
    text: l10n.t(
      "A job that is ending or has ended can't be reopened. Submit the task to another job, or submit everything that didn't run with a copy of the job.",
    ),
    remedies: ['task.resubmit', 'job.clone'],
  };
}

function findSchedulingError({ job, quotas }: TaskContext): WaitingReason | undefined {
  const draft = job === undefined ? undefined : explainSchedulingError(job, quotas);
  if (draft === undefined) return undefined;
  const what = /AutoPool/i.test(draft.code ?? '')
    ? l10n.t("the job's auto pool couldn't be created")
    : l10n.t('the job could not be scheduled');
  return toWaitingReason(draft, what, `scheduling error ${draft.code ?? ''}`);
}

/** Milliseconds after which a pool that Batch creates for a job should exist: the pool itself needs no nodes for that. */
const longForPoolMs = 15 * 60_000;

/** Finds an automatic pool that Batch has not created yet (Batch documentation: "JobExecutionInformation: poolId"). */
function findMissingAutoPool({ job, pool, now }: TaskContext): WaitingReason | undefined {
  const isAutomatic = job?.poolInfo?.autoPoolSpecification !== undefined && job.poolInfo.poolId === undefined;
  if (!isAutomatic || pool !== undefined || job.executionInfo?.poolId !== undefined) return undefined;
  const waited = elapsedMs(job.executionInfo?.startTime ?? job.creationTime, now);
  const isLate = waited !== undefined && waited >= longForPoolMs;
  return {
    category: 'allocation',
    what: l10n.t("the job's auto pool doesn't exist yet"),
    why: l10n.t("Batch creates a pool for the job from `autoPoolSpecification`, and the job doesn't name one yet."),
    evidence: [
      waited === undefined
        ? undefined
        : { text: l10n.t('The job has existed for {0}.', toDurationWords(waited)), source: `job ${job.id}` },
    ],
    endsBy: isLate ? 'either' : 'batch',
    fixes: [
      {
        text: isLate
          ? l10n.t(
              "Check the account's pool quota and the job's scheduling error: the pool should have appeared within minutes.",
            )
          : l10n.t(
              "Wait a few minutes. If no pool appears, check the account's pool quota and the job's scheduling error.",
            ),
      },
    ],
    remedies: [],
    confidence: isLate ? 'guess' : 'likely',
    identity: 'no automatic pool',
  };
}

/** Finds the run of the preparation task for which a task in the `preparing` state waits. */
export function findRunningPreparation({ task, preparation }: TaskContext): JobPreparationAndReleaseStatus | undefined {
  const nodeId = task.nodeInfo?.nodeId;
  if (task.state !== 'preparing') return undefined;
  return preparation.find(
    (status) =>
      status.jobPreparationTaskExecutionInfo?.state === 'running' &&
      (nodeId === undefined || isSame(status.nodeId, nodeId)),
  );
}

/** Finds a failing preparation task, which sends the task from `preparing` back to `active`. */
function findPreparationReason(context: TaskContext): WaitingReason | undefined {
  const { task, job, preparation, nodes } = context;
  // A failure on another node doesn't concern a task that has a node.
  if (findRunningPreparation(context) !== undefined) return undefined;
  const wasPreparing = task.state === 'active' && task.previousState === 'preparing';
  const failed = findFailedPreparations(preparation).length;
  const isBarred = failed > 0 && !toleratesPreparation(job);
  // If no known run failed, the task was being prepared on a machine that is gone.
  if (!isBarred && (!wasPreparing || (failed === 0 && preparation.length > 0))) return undefined;
  const draft = draftPreparationFailure(context, '');
  // The other nodes run the job's tasks when they have a free slot.
  const isElsewhere = failed < Math.max(preparation.length, nodes.length);
  const reason = toWaitingReason(
    draft,
    failed > 0 && failed < preparation.length
      ? l10n.t('job preparation fails on {failed} of {all} nodes', {
          failed: formatNumber(failed),
          all: formatNumber(preparation.length),
        })
      : l10n.t('the job preparation task fails'),
    draft.identity ?? '',
    isElsewhere ? 'either' : 'user',
  );
  if (!wasPreparing) return reason;
  const back = { text: l10n.t('The task went from preparing back to active.'), source: 'previousState' };
  return { ...reason, evidence: [...reason.evidence, back] };
}

/** Returns the job's limit for parallel tasks if that many are running; undefined otherwise. */
export function findReachedLimit({ maxParallelTasks: limit = -1 }: Job, running: number): number | undefined {
  return limit >= 1 && running >= limit ? limit : undefined;
}

function findParallelReason(context: TaskContext): WaitingReason | undefined {
  const { task, job, siblings, counts } = context;
  if (job === undefined) return undefined;
  const listed = siblings.filter(({ state }) => state === 'running' || state === 'preparing').length;
  // The service counts tasks that are being prepared as running.
  const running = counts === undefined ? listed : counts.running - (task.state === 'preparing' ? 1 : 0);
  const limit = findReachedLimit(job, running);
  if (limit === undefined) return undefined;
  return {
    category: 'conflict',
    what: l10n.t('the job is running as many tasks as its limit allows'),
    why:
      running === 1
        ? l10n.t('The job can run {0} of its tasks at once (`maxParallelTasks`), and 1 is running.', limit)
        : l10n.t('The job can run {0} of its tasks at once (`maxParallelTasks`), and {1} are running.', limit, running),
    evidence: [{ text: `maxParallelTasks = ${limit}`, source: `job ${job.id}` }],
    endsBy: 'either',
    when: describeUsualDuration(context)?.text,
    fixes: [
      {
        text: l10n.t("Wait for one to end, or raise the job's `maxParallelTasks`."),
        remedies: ['job.changeParallelTasks'],
      },
    ],
    remedies: [],
    confidence: 'certain',
    identity: 'maxParallelTasks',
  };
}
