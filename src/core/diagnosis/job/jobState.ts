import * as l10n from '@vscode/l10n';
import { findCulprit } from '../../model/exitConditions.ts';
import { isDisabled, isPreparedNowhere, toleratesPreparation } from '../../model/job.ts';
import { describeState } from '../../model/states.ts';
import { describeLooked } from '../../model/taskVerdict.ts';
import { isOneOf, toText } from '../../model/words.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { toDurationWords } from '../../words/durations.ts';
import { formatNumber } from '../../words/numbers.ts';
import { toTime, toTimeText } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { draftPreparationFailure, findFailedPreparations } from '../process/preparation.ts';
import {
  adviseEnable,
  describeCulprit,
  describeJobRun,
  findNearLimit,
  overtake,
  retryOnly,
  withLonger,
} from '../task/jobFacts.ts';
import { explainSchedulingError } from '../task/schedulingError.ts';
import type { CheckId } from '../task/waitingReason.ts';
import { findExclusiveManager } from '../task/waitingSlots.ts';
import { adviseFailed, explainFailedTasks } from './failedTasks.ts';
import { findWhy, withCulprit } from './firstFailure.ts';
import { countSucceeded, countWaitingTasks, describeTaskCounts, isRunning, type JobContext } from './jobContext.ts';
import { explainEnd } from './jobEnd.ts';
import { explainStalled } from './jobRunning.ts';
import { explainTasks } from './jobTasks.ts';
import {
  describeQueue,
  explainIdle,
  explainParallelLimit,
  explainShortage,
  explainStuck,
  withOtherReasons,
} from './jobWaiting.ts';
import { explainRelease } from './release.ts';
import { explainSeeming } from './seeming.ts';

/**
 * Rules in the order in which problems hold back work:
 * 1. The job as a whole is stopped: it can't be scheduled, its preparation fails, it is disabled, or it has ended.
 * 2. Tasks failed or wait, whichever are more (`explainTasks`), or they wait for nodes that their pool lacks.
 * 3. Tasks that Batch counts as succeeded may have failed.
 * 4. Running tasks may hang.
 * 5. No task is stopped: a release task failed, a limit is near, the job runs as many tasks as it allows, a completed
 * job stays active, a pool is missing with nothing to run yet, or a preparation task failed where nothing waits for it.
 */
const rules: readonly {
  readonly explain: (context: JobContext) => Draft | undefined;
  /** The check for waiting tasks whose reason this rule already gives, so that the reason appears only once. */
  readonly covers?: CheckId;
}[] = [
  { explain: (context) => (context.isReleaseAlone === true ? explainRelease(context) : undefined) },
  { explain: ({ job, quotas, nextRunTime }) => explainSchedulingError(job, quotas, nextRunTime), covers: 'scheduling' },
  { explain: explainPreparation, covers: 'preparation' },
  { explain: explainStuckInDisabled },
  { explain: explainDisabled, covers: 'jobState' },
  { explain: explainEnd },
  { explain: explainTasks },
  { explain: explainShortage },
  { explain: explainSeeming },
  { explain: explainStalled },
  { explain: explainRelease },
  { explain: explainNearLimit },
  { explain: explainParallelLimit },
  { explain: explainIdle },
  { explain: explainMissingPool },
  { explain: draftPreparation, covers: 'preparation' },
];

/** Explains a job by its most serious problem, other reasons why its tasks don't start, and what will soon end it. */
export function explainJobCase(context: JobContext): Draft {
  for (const { explain, covers } of rules) {
    const draft = explain(context);
    if (draft === undefined) continue;
    const whole = withOtherReasons(context, draft, covers);
    const near = findNearLimit(context.job, context.now);
    return besides
      .filter((one) => one.explain !== explain && (one.of?.(explain) ?? true))
      .reduce(
        (all, one) => withBeside(context, all, one.explain(context)),
        near === undefined ? whole : { ...whole, wait: overtake(whole.wait, near) },
      );
  }
  return explainHealthy(context);
}

const nearLimit = 'near maxWallClockTime';

/** Rules that add to the explanation of any other rule or, with `of`, of the rules that it accepts. */
const besides: readonly {
  readonly explain: (context: JobContext) => Draft | undefined;
  readonly of?: (leading: unknown) => boolean;
}[] = [
  { explain: draftPreparation, of: (leading) => leading !== explainPreparation },
  {
    explain: (context) => (context.counts?.failed === 0 ? explainDisabled(context) : undefined),
    of: (leading) => leading === explainStuckInDisabled,
  },
  // Tasks that may have failed don't hide that the job has nothing left to do, but may have to be added to it again.
  { explain: explainIdleLast, of: (leading) => leading === explainSeeming },
  // Running tasks that may hang don't end because others fail or wait.
  { explain: explainStalled },
  { explain: explainNearLimit },
];

function withBeside(context: JobContext, draft: Draft, beside: Draft | undefined): Draft {
  if (beside === undefined) return draft;
  const said = { text: `${beside.title}. ${beside.cause}`, source: `job ${context.job.id}` };
  return {
    ...draft,
    evidence: [...(draft.evidence ?? []), said],
    fixes:
      beside.identity === nearLimit
        ? withLonger(draft.wait, draft.fixes ?? [], beside.fixes ?? [])
        : [...(draft.fixes ?? []), ...(beside.fixes ?? [])],
  };
}

function explainIdleLast(context: JobContext): Draft | undefined {
  const draft = explainIdle(context);
  const sayLast = (step: string): string => l10n.t('For a job in which no task has to run again: {step}', { step });
  return (
    draft && { ...draft, fixes: draft.fixes?.map((fix) => ({ ...fix, text: sayLast(continueAfterColon(fix.text)) })) }
  );
}

function draftPreparation(context: JobContext): Draft | undefined {
  const { job, preparation } = context;
  const failed = findFailedPreparations(preparation);
  const isOver = job.state === 'completed' || job.state === 'deleting';
  if (failed.length === 0 || isOver) return undefined;
  const [count, all] = [formatNumber(failed.length), formatNumber(preparation.length)];
  const runs = preparation.flatMap(({ jobPreparationTaskExecutionInfo: run }) => run ?? []);
  const title = isPreparedNowhere(job, runs)
    ? l10n.t('Job {0} is stuck: the preparation task fails on {1} of {2} nodes', job.id, count, all)
    : l10n.t('Job {0} needs attention: the preparation task fails on {1} of {2} nodes', job.id, count, all);
  const draft = draftPreparationFailure(context, title);
  return { ...draft, evidence: [describeTaskCounts(context), ...(draft.evidence ?? [])] };
}

function explainPreparation(context: JobContext): Draft | undefined {
  const draft = draftPreparation(context);
  // The failure holds nothing up if nothing waits for the preparation task.
  if (draft === undefined || toleratesPreparation(context.job) || context.counts?.active === 0) return undefined;
  const failedTasks = explainFailedTasks(context, true);
  return {
    ...draft,
    sections: [...(draft.sections ?? []), ...(failedTasks?.sections ?? [])],
    fixes: [...(draft.fixes ?? []), ...adviseFailed(context, failedTasks)],
  };
}

function describeJobState({ job }: JobContext): Evidence {
  const since = toTime(job.stateTransitionTime);
  return {
    text:
      since === undefined
        ? l10n.t('Job state: {0}', describeState('job', job.state).label)
        : l10n.t('Job state: {0}, since {1}', describeState('job', job.state).label, toTimeText(since)),
    source: `job ${job.id}`,
  };
}

/** Explains tasks that would not start even if their disabled job were enabled, unless failures disabled it. */
function explainStuckInDisabled(context: JobContext): Draft | undefined {
  if (!isDisabled(context.job) || explainFailedTasks(context, true) !== undefined) return undefined;
  return explainStuck(context);
}

function explainDisabled(context: JobContext): Draft | undefined {
  const { job, tasks, counts } = context;
  const isDisabling = job.state === 'disabling';
  const isEmpty = counts?.active === 0 && counts.running === 0;
  if (job.state !== 'disabled' && !isDisabling) return undefined;
  const culprit = findCulprit(job, tasks);
  const running = isDisabling ? tasks.filter(isRunning).length : 0;
  const failed = explainFailedTasks(context, true);
  const enable = {
    text: isEmpty && culprit === undefined ? l10n.t('Enable the job.') : adviseEnable(culprit?.id),
    remedies: [...(culprit === undefined ? [] : (['job.retryFailed'] as const)), 'job.enable' as const],
    ...(culprit && retryOnly([culprit], counts)),
  };
  const ofFailed = adviseFailed(context, failed);
  // A failure of unknown cause need not be the reason why someone disabled the job.
  const isEnableFirst = culprit === undefined && failed?.confidence === 'guess';
  return {
    category: 'conflict',
    title: isDisabling
      ? l10n.t('Job {0} is being disabled: none of its tasks start', job.id)
      : l10n.t('Job {0} is disabled: none of its tasks start', job.id),
    cause: joinSentences([
      culprit === undefined
        ? counts?.failed === 0 || isOneOf(job.onTaskFailure, ['noaction'])
          ? isEmpty
            ? l10n.t('Someone disabled the job. No tasks are waiting in it.')
            : l10n.t('Someone disabled the job. Its tasks are waiting for it to be enabled again.')
          : l10n.t(
              "Someone disabled the job, or a failed task's exit conditions did. Its tasks are waiting for it to be enabled again.",
            )
        : l10n.t(
            'A task failed, and its exit conditions disabled the job. {0} The other tasks are waiting for the job to be enabled again.',
            describeCulprit(culprit, findWhy(culprit, context)),
          ),
      running === 0 ? '' : describeRunning(running),
    ]),
    sections: withCulprit(culprit, context, failed),
    evidence: [describeJobState(context), describeTaskCounts(context)],
    // A job that terminates itself ends as soon as it is enabled with no tasks left to run.
    fixes: isEnableFirst ? [enable, ...ofFailed] : [...ofFailed, enable],
    confidence: 'certain',
    stopsWork: explainStuck(context) !== undefined,
    identity: 'disabled',
  };
}

/** Describes running tasks of a job being disabled. The service doesn't report whether Batch ends or awaits them. */
function describeRunning(count: number): string {
  return count === 1
    ? l10n.t('The job becomes disabled once its running task ends on its own or Batch ends it.')
    : l10n.t(
        'The job becomes disabled once its {0} running tasks end on their own or Batch ends them.',
        formatNumber(count),
      );
}

/** Explains that the job will soon reach its time limit, which ends its running tasks. */
function explainNearLimit(context: JobContext): Draft | undefined {
  const { job, now } = context;
  const near = findNearLimit(job, now);
  if (near === undefined) return undefined;
  const { limit, title, consequence } = near;
  return {
    category: 'timeout',
    title,
    cause: joinSentences([
      l10n.t(
        'Batch will end the job and its running tasks at that time, when its `maxWallClockTime` of {limit} runs out.',
        { limit: toDurationWords(limit.limitMs) },
      ),
      countWaitingTasks(context) > 0 ? consequence : '',
    ]),
    evidence: [describeJobRun(job, limit), describeTaskCounts(context)],
    fixes: [near.fix],
    confidence: 'likely',
    identity: nearLimit,
  };
}

function explainMissingPool(context: JobContext): Draft | undefined {
  const { job, tasks, areTasksKnown, isPoolMissing } = context;
  const pool = job.poolInfo?.poolId;
  if (pool === undefined || isPoolMissing !== true || job.state !== 'active') return undefined;
  if (!areTasksKnown || tasks.length > 0) return undefined;
  return {
    category: 'conflict',
    title: l10n.t('Job {job} has no tasks, and its pool {pool} does not exist', { job: job.id, pool }),
    cause: l10n.t(
      "The job runs its tasks on pool {pool}, which doesn't exist in the account: tasks that are added to the job don't start.",
      { pool },
    ),
    fixes: [
      {
        text: adviseCreating(pool),
      },
    ],
    confidence: 'certain',
    identity: 'pool missing',
  };
}

export function adviseCreating(pool: string): string {
  return l10n.t('Create a pool with the ID {pool}, or have the job use another one before you add tasks.', { pool });
}

function explainHealthy(context: JobContext): Draft {
  const { job, tasks, areTasksKnown, judged } = context;
  const state = describeState('job', job.state);
  if (state.severity === 'unknown') return explainUnknown(context);
  const queued = describeQueue(context);
  // If the manager of the job holds the only node and waits for its tasks, neither ends.
  const isSure = queued.said === '' || findExclusiveManager(context) === undefined;
  const unlooked = [judged && describeLooked(judged, countSucceeded(context)), ...queued.unlooked].filter(
    (one) => one !== undefined && one !== '',
  );
  return {
    category: 'other',
    title:
      areTasksKnown && tasks.length === 0
        ? l10n.t('Job {0} has no tasks', job.id)
        : isSure
          ? l10n.t('Nothing is wrong with job {0}', job.id)
          : l10n.t('No failure is known in job {0}', job.id),
    cause:
      areTasksKnown && tasks.length === 0
        ? l10n.t('The job is {state}, and nothing that can run has been added to it.', { state: state.label })
        : tasks.length === 0
          ? l10n.t("The job is {state}; its tasks weren't checked.", { state: state.label })
          : joinSentences([
              l10n.t('The job is {state}, and none of the tasks that were checked failed.', { state: state.label }),
              queued.said,
              ...unlooked,
            ]),
    evidence: [describeTaskCounts(context), ...queued.evidence],
    confidence: tasks.length === 0 && !areTasksKnown ? 'guess' : unlooked.length === 0 && isSure ? 'certain' : 'likely',
    identity: 'healthy',
  };
}

/** Explains a job in an unknown state, about which nothing can be reported as healthy. */
function explainUnknown(context: JobContext): Draft {
  const { job } = context;
  return {
    category: 'other',
    title: l10n.t('The state of job {0} is unknown', job.id),
    cause: l10n.t(
      "The service reports no state, or one that this version doesn't recognize. Check the job's properties.",
    ),
    evidence: [
      job.state === undefined ? undefined : { text: toText(job.state), source: 'state' },
      describeTaskCounts(context),
    ],
    fixes: [{ text: l10n.t('Check again.') }],
    confidence: 'guess',
    identity: 'unknown state',
  };
}
