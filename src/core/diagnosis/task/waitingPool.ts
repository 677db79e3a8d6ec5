import * as l10n from '@vscode/l10n';
import { sayPoolMissing } from '../../changes/retryOfCause.ts';
import type { Job } from '../../model/job.ts';
import { findScheduleId } from '../../model/jobSchedule.ts';
import { isMeantEmpty, type Pool } from '../../model/pool.ts';
import { describeState } from '../../model/states.ts';
import { isOneOf } from '../../model/words.ts';
import { capitalize } from '../../text/locale.ts';
import { toDurationWords } from '../../words/durations.ts';
import { formatNumber } from '../../words/numbers.ts';
import { elapsedMs, isSame, toTime, toTimeText } from '../evidence/time.ts';
import { explainPoolEvidence } from '../explainPool.ts';
import { toSentence } from '../explanation/draft.ts';
import type { Evidence, Explanation, Fix } from '../explanation/explanation.ts';
import { withoutPlace } from '../explanation/instruction.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { lacksSamples } from '../pool/autoscale.ts';
import { isRetried } from '../pool/resizeError.ts';
import { adviseResize, describeNextEvaluation, describeTimeout } from '../pool/resizing.ts';
import type { TaskContext } from '../process/taskContext.ts';
import { adviseSchedule } from './jobFacts.ts';
import { describeNodes } from './nodeCounts.ts';
import { findMismatches } from './schedulingConstraint.ts';
import { findNodeReasons, isUnusable } from './waitingNodes.ts';
import { putOwnFirst, toWaitingReason, type WaitingCheck, type WaitingReason } from './waitingReason.ts';

/** Checks the pool of a task: a request that it can never fulfill, no nodes, no usable nodes, or no free slots. */
export function checkPool(context: TaskContext): readonly WaitingCheck[] {
  const { pool, nodes } = context;
  if (pool === undefined) return [{ id: 'pool', reasons: findMissingPool(context) }];
  const deleting = findDeleting(pool);
  if (deleting !== undefined) return [{ id: 'size', reasons: [deleting] }];
  const noNodes = findNoNodes(context, pool);
  const ofNodes = findNodeReasons(context, pool);
  const shortage = ofNodes.length === 0 || noNodes !== undefined ? [] : findShortage(context, pool);
  const mismatches = toMismatchReasons(context, pool);
  const isOfSize = mismatches.some(({ identity }) => isOneOf(identity, ['numberOfInstances', 'allowLowPriorityNode']));
  const isSizeKnown = pool.currentDedicatedNodes !== undefined || pool.currentLowPriorityNodes !== undefined;
  return [
    { id: 'offer', name: l10n.t("the task's pool requirements"), reasons: mismatches },
    {
      id: isMeantEmpty(pool) ? 'target' : 'size',
      // If a shortage is a reason, it is listed after the nodes.
      name: isSizeKnown && shortage.length === 0 && !isOfSize ? l10n.t('the pool size') : undefined,
      reasons: noNodes === undefined ? [] : [noNodes],
    },
    {
      id: 'nodes',
      // Nodes aren't checked for a task that doesn't fit them.
      name: nodes.length > 0 && mismatches.length === 0 ? l10n.t("the pool's nodes and their task slots") : undefined,
      reasons: joinShortage(ofNodes, shortage, pool).map((one, _, all) =>
        one.endsBy === 'user' && all.some(isFreed)
          ? { ...one, endsBy: 'either', when: one.when ?? sayOnlyFreed() }
          : one,
      ),
    },
  ];
}

/**
 * Combines the reasons of the nodes with the reasons for a shortage of nodes. If other tasks will free a slot, the
 * shortage is only a delay.
 */
function joinShortage(
  ofNodes: readonly WaitingReason[],
  shortage: readonly WaitingReason[],
  pool: Pool,
): readonly WaitingReason[] {
  if (shortage.length === 0) return ofNodes;
  const what = isShort(pool)
    ? l10n.t('no node has room, and the pool has fewer nodes than it should')
    : l10n.t('no node has room, and the autoscale formula fails');
  if (!ofNodes.some(isFreed)) return putOwnFirst([...ofNodes, ...shortage], what);
  const text = l10n.t(
    'Wait until other tasks end: those in jobs with a higher priority go first, and the pool gets no more nodes before what follows is solved.',
  );
  return [
    ...ofNodes.map((one, index) => ({
      ...one,
      ...(isFreed(one) ? { fixes: [{ text }] } : {}),
      ...(isFreed(one) && index === 0 ? { title: capitalize(one.what), what } : {}),
    })),
    ...shortage,
  ];
}

function sayOnlyFreed(): string {
  return l10n.t("The wait ends on its own only when other tasks end: Batch doesn't resolve this reason.");
}

/** Checks for a lack of room that ends when other tasks end, even if no other reason is resolved. */
function isFreed({ isRoom, endsBy }: WaitingReason): boolean {
  return isRoom === true && endsBy === 'either';
}

/** Finds a missing pool. Jobs may outlast it, and tasks stay active (Batch documentation: "Pool - Delete"). */
function findMissingPool(context: TaskContext): readonly WaitingReason[] {
  const { job, isPoolMissing } = context;
  const poolId = job?.poolInfo?.poolId;
  if (poolId === undefined || isPoolMissing !== true) return [];
  return [
    {
      category: 'conflict',
      what: l10n.t('the pool does not exist'),
      why: sayPoolMissing(poolId),
      evidence: [],
      endsBy: 'user',
      fixes: [...adviseMissing(context), ...advisePoolOfSchedule(job?.id)],
      confidence: 'certain',
      identity: 'pool missing',
    },
  ];
}

/** Advises how to let the tasks of a job with a missing pool run; empty for other jobs. */
export function adviseMissing({ job, isPoolMissing }: Pick<TaskContext, 'job' | 'isPoolMissing'>): readonly Fix[] {
  const poolId = job?.poolInfo?.poolId;
  if (poolId === undefined || isPoolMissing !== true) return [];
  return [
    {
      text: l10n.t('Create a pool with the ID {0}, or submit the tasks to a job on another pool.', poolId),
      remedies: ['job.clone'],
    },
  ];
}

/** Advises on the schedule that creates jobs on a pool that doesn't exist; empty for other jobs. */
function advisePoolOfSchedule(jobId = ''): readonly Fix[] {
  const schedule = findScheduleId(jobId);
  return schedule === undefined
    ? []
    : [{ text: l10n.t('Correct the pool in job schedule {0}, too: otherwise its next job waits as well.', schedule) }];
}

function findDeleting(pool: Pool): WaitingReason | undefined {
  if (pool.state !== 'deleting') return undefined;
  return {
    category: 'conflict',
    what: l10n.t('its pool is being deleted'),
    why: l10n.t('Pool {0} is being deleted, so no more tasks start there.', pool.id),
    evidence: [{ text: l10n.t('Pool state: {0}', describeState('pool', pool.state).label), source: `pool ${pool.id}` }],
    endsBy: 'user',
    fixes: [
      {
        text: l10n.t(
          'When the pool is gone, create one with the ID {0} again, or add the task to a job on another pool.',
          pool.id,
        ),
      },
    ],
    remedies: [],
    confidence: 'certain',
    identity: 'pool deleting',
  };
}

function toMismatchReasons({ task, job, nodes }: TaskContext, pool: Pool): readonly WaitingReason[] {
  // Nodes that accept no tasks also count toward the size of the pool.
  const isAnyUnable = task.multiInstanceSettings !== undefined && nodes.some(isUnusable);
  return findMismatches(task, pool, job).map(({ what, why, evidence, fix, identity }) => ({
    category: 'bad-arguments',
    what,
    why,
    evidence: [{ text: evidence, source: `pool ${pool.id}` }, isAnyUnable ? describeNodes(nodes) : undefined],
    endsBy: 'user',
    fixes: [fix.edit === undefined ? fix : { ...fix, remedies: ['task.resubmit'] }, ...adviseSchedule(task, job)],
    confidence: 'certain',
    identity,
  }));
}

function countNodes(pool: Pool): { readonly current: number; readonly target: number } {
  return {
    current: (pool.currentDedicatedNodes ?? 0) + (pool.currentLowPriorityNodes ?? 0),
    target: (pool.targetDedicatedNodes ?? 0) + (pool.targetLowPriorityNodes ?? 0),
  };
}

/** Checks whether the pool itself reports no nodes, so there are none to check. */
export function hasNoNodes(pool: Pool): boolean {
  const isKnown = pool.currentDedicatedNodes !== undefined || pool.currentLowPriorityNodes !== undefined;
  return isKnown && countNodes(pool).current === 0;
}

function findNoNodes(context: TaskContext, pool: Pool): WaitingReason | undefined {
  if (!hasNoNodes(pool)) return undefined;
  const { current, target } = countNodes(pool);
  const evidence = {
    text: l10n.t('{0} of {1} nodes', formatNumber(current), formatNumber(target)),
    source: `pool ${pool.id}`,
  };
  if (pool.allocationState === 'resizing') return gettingNodes(context, pool, evidence);
  const explained = explainPoolEvidence({ pool, quotas: context.quotas });
  const isAutoscale = pool.enableAutoScale === true && target === 0;
  const isRefused = (pool.resizeErrors ?? []).length > 0;
  const isFailing = pool.autoScaleRun?.error !== undefined;
  const hasReason = isRefused || isFailing || isAutoscale;
  // Batch keeps requesting Spot nodes and those of a formula, which may request more at its next evaluation.
  const mayBatchRetry = isAutoscale ? !isMeantEmpty(pool) : isOfSpot(pool, target);
  const mayBatchEnd = lacksSamples(pool) || (!isFailing && (isRefused ? isRetried(pool, explained) : mayBatchRetry));
  const when = describeNextEvaluation(pool, context.now);
  // The last evaluation couldn't know of a task that was added later.
  const addedLaterMs = elapsedMs(pool.autoScaleRun?.timestamp, context.task.creationTime) ?? 0;
  const isEarly = when !== undefined && isAutoscale && mayBatchEnd && !isRefused && addedLaterMs > 0;
  const wait = l10n.t(
    'Wait for the next evaluation of the formula: the last one was before the task was added. `autoScaleEvaluationInterval` sets the time between two, which is at least 5 minutes.',
  );
  return {
    category: hasReason ? explained.category : 'allocation',
    code: hasReason ? explained.code : undefined,
    what: describeNoNodes(pool, explained),
    why: hasReason
      ? joinSentences([l10n.t('Pool {0} has no nodes.', pool.id), sayRefusal(pool, explained)])
      : describeEmpty(pool, target),
    evidence: [evidence, ...(hasReason ? explained.evidence : [])],
    endsBy: mayBatchEnd ? 'either' : 'user',
    when,
    fixes: [
      ...(isEarly ? [{ text: wait }] : []),
      ...(hasReason ? explained.fixes.map(withoutPlace) : [adviseEmpty(pool, target)]),
      ...(hasReason || target > 0 ? [] : adviseTargets(context.job)),
    ],
    remedies: hasReason ? explained.remedies : [],
    confidence: 'certain',
    identity: `no nodes ${explained.fingerprint}`,
  };
}

/** Describes why the pool lacks nodes. Only the title names what Azure can't provide, such as a retired VM size. */
function sayRefusal({ resizeErrors = [] }: Pool, { category, code, title, cause }: Explanation): string {
  const isNamed = resizeErrors.length > 0 && category === 'allocation' && !isSame(code, 'ResizeStopped');
  return joinSentences([isNamed ? toSentence(title) : '', cause]);
}

/** Says briefly that the pool has no nodes, and why. */
function describeNoNodes(pool: Pool, { category, code }: Explanation): string {
  if ((pool.resizeErrors ?? []).length === 0) {
    if (pool.autoScaleRun?.error !== undefined) return l10n.t('the pool has no nodes, and its autoscale formula fails');
    return pool.enableAutoScale === true && countNodes(pool).target === 0
      ? l10n.t('the pool has no nodes, and its autoscale formula asks for none')
      : l10n.t('the pool has no nodes');
  }
  if (category === 'quota') return l10n.t('the pool has no nodes for lack of quota');
  return isSame(code, 'ResizeStopped')
    ? l10n.t('the pool has no nodes, and its resize was stopped')
    : l10n.t('the pool has no nodes, and its resize failed');
}

function gettingNodes({ now }: TaskContext, pool: Pool, evidence: Evidence): WaitingReason {
  const since = toTime(pool.allocationStateTransitionTime);
  const waited = elapsedMs(pool.allocationStateTransitionTime, now);
  return {
    category: 'other',
    what: l10n.t('the pool is being resized and has no nodes yet'),
    why: l10n.t('Pool {0} is getting its nodes now; tasks start when the first node is ready.', pool.id),
    evidence: [
      evidence,
      since === undefined || waited === undefined
        ? undefined
        : {
            text: l10n.t('Resizing since {0} ({1}).', toTimeText(since), toDurationWords(waited)),
            source: 'allocationStateTransitionTime',
          },
    ],
    endsBy: 'batch',
    when: describeTimeout(pool),
    fixes: [{ text: l10n.t("Wait for the resize to finish. If it can't be done, the pool then reports why.") }],
    remedies: [],
    confidence: 'likely',
    identity: 'pool resizing',
  };
}

/** Checks whether the target has only Spot (low-priority) nodes, which Batch keeps requesting from Azure. */
function isOfSpot({ targetDedicatedNodes = 0 }: Pool, target: number): boolean {
  return target > 0 && targetDedicatedNodes === 0;
}

function describeEmpty(pool: Pool, target: number): string {
  if (target === 0) return l10n.t('Pool {0} has no nodes, and its target is 0.', pool.id);
  return (pool.targetDedicatedNodes ?? 0) === 0
    ? l10n.t(
        'Pool {0} has no nodes although its target is {1} Spot (low-priority) nodes: Azure reclaimed them or has none available, and Batch keeps trying.',
        pool.id,
        target,
      )
    : l10n.t('Pool {0} has no nodes although its target is {1}.', pool.id, target);
}

function adviseEmpty(pool: Pool, target: number): Fix {
  return isOfSpot(pool, target)
    ? adviseResize(pool, l10n.t('Add dedicated nodes, or wait until Spot (low-priority) nodes are available.'))
    : adviseResize(pool, l10n.t('Resize the pool.'));
}

/** Advises on the schedule whose jobs get a pool of their own without nodes; empty for other jobs. */
function adviseTargets(job: Job | undefined): readonly Fix[] {
  const schedule = findScheduleId(job?.id ?? '');
  if (schedule === undefined || job?.poolInfo?.autoPoolSpecification === undefined) return [];
  const text = l10n.t(
    'Set the number of nodes in the `autoPoolSpecification` of job schedule {schedule}, too: otherwise the pool of its next job has none either.',
    { schedule },
  );
  return [{ text }];
}

/** Checks whether a pool has fewer nodes than its targets; a failing formula leaves the targets unchanged. */
function isShort(pool: Pool): boolean {
  const { current, target } = countNodes(pool);
  return current < target;
}

/** Finds a shortage. If the pool is too small or can't grow, the reason also applies to tasks waiting for slots. */
function findShortage({ quotas, now }: TaskContext, pool: Pool): readonly WaitingReason[] {
  const isFormulaFailing = pool.autoScaleRun?.error !== undefined;
  const isKeptShort = isShort(pool) && (pool.resizeErrors ?? []).length > 0;
  if (hasNoNodes(pool) || !(isKeptShort || isFormulaFailing) || pool.allocationState !== 'steady') return [];
  const explained = explainPoolEvidence({ pool, quotas });
  const what = isShort(pool)
    ? l10n.t('the pool has fewer nodes than it should')
    : l10n.t('autoscale fails, so pool {0} keeps its size', pool.id);
  const endsBy = lacksSamples(pool) || (!isFormulaFailing && isRetried(pool, explained)) ? 'either' : 'user';
  return [
    {
      ...toWaitingReason(explained, what, explained.fingerprint, endsBy),
      why: sayRefusal(pool, explained),
      when: describeNextEvaluation(pool, now),
    },
  ];
}
