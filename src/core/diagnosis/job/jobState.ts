import * as l10n from '@vscode/l10n';
import { findCulprit } from '../../model/exitConditions.ts';
import { isPreparedNowhere, toleratesPreparation } from '../../model/job.ts';
import { describeState } from '../../model/states.ts';
import { describeLooked } from '../../model/taskVerdict.ts';
import { isOneOf, toText } from '../../model/words.ts';
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
  withLonger,
} from '../task/jobFacts.ts';
import { explainSchedulingError } from '../task/schedulingError.ts';
import type { CheckId } from '../task/waitingReason.ts';
import { adviseFailed, explainFailedTasks } from './failedTasks.ts';
import { findWhy, withCulprit } from './firstFailure.ts';
import { countSucceeded, countWaitingTasks, describeTaskCounts, isRunning, type JobCase } from './jobCase.ts';
import { explainEnd } from './jobEnd.ts';
import { explainStalled } from './jobRunning.ts';
import { explainTasks } from './jobTasks.ts';
import { describeQueue, explainIdle, explainParallelLimit, explainShortage, withOtherReasons } from './jobWaiting.ts';
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
  readonly explain: (theCase: JobCase) => Draft | undefined;
  /** The check for waiting tasks whose reason this rule already gives, so that the reason appears only once. */
  readonly covers?: CheckId;
}[] = [
  { explain: (theCase) => (theCase.isReleaseAlone === true ? explainRelease(theCase) : undefined) },
  { explain: ({ job, quotas, nextRunTime }) => explainSchedulingError(job, quotas, nextRunTime), covers: 'scheduling' },
  { explain: explainPreparation, covers: 'preparation' },
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
export function explainJobCase(theCase: JobCase): Draft {
  for (const { explain, covers } of rules) {
    const draft = explain(theCase);
    if (draft === undefined) continue;
    const whole = withOtherReasons(theCase, draft, covers);
    const near = findNearLimit(theCase.job, theCase.now);
    return besides
      .filter((one) => one.explain !== explain && (one.of?.(explain) ?? true))
      .reduce(
        (all, one) => withBeside(theCase, all, one.explain(theCase)),
        near === undefined ? whole : { ...whole, wait: overtake(whole.wait, near) },
      );
  }
  return explainHealthy(theCase);
}

const nearLimit = 'near maxWallClockTime';

/** Rules that add to the explanation of any other rule or, with `of`, of the rules that it accepts. */
const besides: readonly {
  readonly explain: (theCase: JobCase) => Draft | undefined;
  readonly of?: (leading: unknown) => boolean;
}[] = [
  { explain: draftPreparation, of: (leading) => leading !== explainPreparation },
  // Tasks that may have failed don't hide that the job has nothing left to do.
  { explain: explainIdle, of: (leading) => leading === explainSeeming },
  // Running tasks that may hang don't end because others fail or wait.
  { explain: explainStalled },
  { explain: explainNearLimit },
];

function withBeside(theCase: JobCase, draft: Draft, beside: Draft | undefined): Draft {
  if (beside === undefined) return draft;
  const said = { text: `${beside.title}. ${beside.cause}`, source: `job ${theCase.job.id}` };
  return {
    ...draft,
    evidence: [...(draft.evidence ?? []), said],
    fixes:
      beside.identity === nearLimit
        ? withLonger(draft.wait, draft.fixes ?? [], beside.fixes ?? [])
        : [...(draft.fixes ?? []), ...(beside.fixes ?? [])],
  };
}

function draftPreparation(theCase: JobCase): Draft | undefined {
  const { job, preparation } = theCase;
  const failed = findFailedPreparations(preparation);
  const isOver = job.state === 'completed' || job.state === 'deleting';
  if (failed.length === 0 || isOver) return undefined;
  const [count, all] = [formatNumber(failed.length), formatNumber(preparation.length)];
  const runs = preparation.flatMap(({ jobPreparationTaskExecutionInfo: run }) => run ?? []);
  const title = isPreparedNowhere(job, runs)
    ? l10n.t('Job {0} is stuck: the preparation task fails on {1} of {2} nodes', job.id, count, all)
    : l10n.t('Job {0} needs attention: the preparation task fails on {1} of {2} nodes', job.id, count, all);
  const draft = draftPreparationFailure(theCase, title);
  return { ...draft, evidence: [describeTaskCounts(theCase), ...(draft.evidence ?? [])] };
}

function explainPreparation(theCase: JobCase): Draft | undefined {
  const draft = draftPreparation(theCase);
  // The failure holds nothing up if nothing waits for the preparation task.
  if (draft === undefined || toleratesPreparation(theCase.job) || theCase.counts?.active === 0) return undefined;
  const failedTasks = explainFailedTasks(theCase, true);
  return {
    ...draft,
    sections: [...(draft.sections ?? []), ...(failedTasks?.sections ?? [])],
    fixes: [...(draft.fixes ?? []), ...adviseFailed(theCase, failedTasks)],
  };
}

function describeJobState({ job }: JobCase): Evidence {
  const since = toTime(job.stateTransitionTime);
  return {
    text:
      since === undefined
        ? l10n.t('Job state: {0}', describeState('job', job.state).label)
        : l10n.t('Job state: {0}, since {1}', describeState('job', job.state).label, toTimeText(since)),
    source: `job ${job.id}`,
  };
}

function explainDisabled(theCase: JobCase): Draft | undefined {
  const { job, tasks, counts } = theCase;
  const isDisabling = job.state === 'disabling';
  const isEmpty = counts?.active === 0 && counts.running === 0;
  if (job.state !== 'disabled' && !isDisabling) return undefined;
  const culprit = findCulprit(job, tasks);
  const running = isDisabling ? tasks.filter(isRunning).length : 0;
  const failed = explainFailedTasks(theCase, true);
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
            describeCulprit(culprit, findWhy(culprit, theCase)),
          ),
      running === 0 ? '' : describeRunning(running),
    ]),
    sections: withCulprit(culprit, theCase, failed),
    evidence: [describeJobState(theCase), describeTaskCounts(theCase)],
    // A job that terminates itself ends as soon as it is enabled with no tasks left to run.
    fixes: [
      ...adviseFailed(theCase, failed),
      {
        text: isEmpty && culprit === undefined ? l10n.t('Enable the job.') : adviseEnable(culprit?.id),
        remedies: [...(culprit === undefined ? [] : (['job.retryFailed'] as const)), 'job.enable'],
      },
    ],
    confidence: 'certain',
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
function explainNearLimit(theCase: JobCase): Draft | undefined {
  const { job, now } = theCase;
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
      countWaitingTasks(theCase) > 0 ? consequence : '',
    ]),
    evidence: [describeJobRun(job, limit), describeTaskCounts(theCase)],
    fixes: [near.fix],
    confidence: 'likely',
    identity: nearLimit,
  };
}

function explainMissingPool(theCase: JobCase): Draft | undefined {
  const { job, tasks, areTasksKnown, isPoolMissing } = theCase;
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

function explainHealthy(theCase: JobCase): Draft {
  const { job, tasks, areTasksKnown, judged } = theCase;
  const state = describeState('job', job.state);
  if (state.severity === 'unknown') return explainUnknown(theCase);
  const queued = describeQueue(theCase);
  const unlooked = [judged && describeLooked(judged, countSucceeded(theCase)), ...queued.unlooked].filter(
    (one) => one !== undefined && one !== '',
  );
  return {
    category: 'other',
    title:
      areTasksKnown && tasks.length === 0
        ? l10n.t('Job {0} has no tasks', job.id)
        : l10n.t('Nothing is wrong with job {0}', job.id),
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
    evidence: [describeTaskCounts(theCase), ...queued.evidence],
    confidence: tasks.length === 0 && !areTasksKnown ? 'guess' : unlooked.length === 0 ? 'certain' : 'likely',
    identity: 'healthy',
  };
}

/** Explains a job in an unknown state, about which nothing can be reported as healthy. */
function explainUnknown(theCase: JobCase): Draft {
  const { job } = theCase;
  return {
    category: 'other',
    title: l10n.t('The state of job {0} is unknown', job.id),
    cause: l10n.t(
      "The service reports no state, or one that this version doesn't recognize. Check the job's properties.",
    ),
    evidence: [
      job.state === undefined ? undefined : { text: toText(job.state), source: 'state' },
      describeTaskCounts(theCase),
    ],
    fixes: [{ text: l10n.t('Check again.') }],
    confidence: 'guess',
    identity: 'unknown state',
  };
}
