import * as l10n from '@vscode/l10n';
import { findPoolId } from '../failures/narrowCause.ts';
import { isHeldBroken } from '../impact/coreHours.ts';
import { measureHarm } from '../impact/harm.ts';
import { comingStates, findNoneAble } from '../impact/unableNodes.ts';
import { type ComputeNode, toleratesStartTask } from '../model/computeNode.ts';
import { readLogPaths, readUnreadLogs } from '../model/logEndShape.ts';
import { brokenStates, countNodes, type Pool } from '../model/pool.ts';
import { allocationStates, poolStates, readPoolNodeCounts } from '../model/poolShape.ts';
import { flag, type Infer, list, needed, number, object, or, readAs, text } from '../model/shape.ts';
import { isOneOf } from '../model/words.ts';
import { readStartedElsewhere } from '../relations/startedElsewhere.ts';
import { continueAfterColon } from '../text/afterColon.ts';
import { plural } from '../text/plural.ts';
import type { Count } from '../words/count.ts';
import { asCount, formatNumber } from '../words/numbers.ts';
import { describeHarm } from './causes/causeExtent.ts';
import type { Cause } from './causes/causes.ts';
import { isAnyOwn, isWhole, toOwnCausesSection } from './causes/causesSection.ts';
import { readCauses, readShare } from './causes/causesShape.ts';
import { toCostSection } from './causes/cost.ts';
import type { BrokenNode, Failing } from './causes/failing.ts';
import { explainFailingPreparation } from './causes/failingPreparation.ts';
import { readNetworkEvidence } from './evidence/networkEvidence.ts';
import { findOperatingSystem } from './evidence/operatingSystem.ts';
import { type QuotaEvidence, readQuotaEvidence } from './evidence/quotaEvidence.ts';
import { facts, type Given, readAnyNode, readAnyPool, readMoment, unnamed } from './evidence/shapes.ts';
import { type Draft, toExplanation, toSentence, toUnknownState } from './explanation/draft.ts';
import type { Evidence, Explanation, Fix, Section } from './explanation/explanation.ts';
import { type Instruction, toFix } from './explanation/instruction.ts';
import { joinSentences, shortenNodeIds } from './explanation/sentences.ts';
import { explainAutoscaleError, explainAutoscaleToZero, withTasksAsNodes } from './pool/autoscale.ts';
import { chartNodeCounts } from './pool/chartNodeCounts.ts';
import { foresee } from './pool/coreQuota.ts';
import { readOfferEvidence, toEndsSection } from './pool/endsSection.ts';
import { sayWaitingHere, withIdle } from './pool/idleNodes.ts';
import { judgeNetwork, type NetworkJudgment } from './pool/network/judgeNetwork.ts';
import { explainNodeErrors } from './pool/nodeErrors.ts';
import { type StateText, toStateDraft } from './pool/nodeState.ts';
import { describeLeftOver, describeSize, explainResizeErrors, isStale } from './pool/resizeError.ts';
import { adviseResize } from './pool/resizing.ts';
import { explainStartTask } from './pool/startTask.ts';
import { describeWaiting, explainUnableNodes, sayStarting } from './pool/unableNodes.ts';

const readLogs = facts({ stdout: text, stderr: text, logPaths: readLogPaths, unread: readUnreadLogs });

const readEvidence = facts({
  pool: or(readAnyPool, unnamed),
  nodeCounts: readPoolNodeCounts,
  takenOffline: number,
  uncounted: object({ draining: needed(number), hung: needed(number) }),
  /** True for a failure of only the pool's size, in which case its broken nodes are separate failures. */
  isSizeAlone: flag,
  waiting: object({ count: needed(number), isComplete: needed(flag) }),
  broken: list(facts({ node: needed(readAnyNode), startLogs: readLogs, startedElsewhere: readStartedElsewhere })),
  quotas: readQuotaEvidence,
  network: readNetworkEvidence,
  offer: readOfferEvidence,
  causes: readCauses,
  /** Number of failed tasks that `causes` cover, and number of all failed tasks. */
  coverage: readShare,
  nodes: list(readAnyNode),
  areAllNodes: flag,
  now: readMoment,
});

/** Evidence about a pool. `NodesEvidence` describes what is known about its nodes as a whole. */
export interface PoolEvidence extends Infer<typeof readEvidence> {}

/** Explains why a pool lacks nodes, why its nodes do not work, or that it has no problem. Never throws. */
export function explainPool(given: Given<PoolEvidence, 'pool'>): Explanation {
  return explainPoolEvidence(readAs(readEvidence, given).value ?? { pool: unnamed });
}

/** Explains a pool based on evidence whose shape has already been checked. */
export function explainPoolEvidence(evidence: PoolEvidence): Explanation {
  const { pool, causes = [], coverage, nodes = [], areAllNodes = false, now } = evidence;
  const whole = { ...evidence, broken: evidence.broken ?? listBroken(evidence) };
  const draft = draftWithHarm(whole);
  const chart = chartNodeCounts(evidence.nodeCounts);
  const byState: Section | undefined = chart && {
    id: 'counts',
    title: l10n.t('Nodes by state'),
    items: [],
    charts: [chart],
  };
  const isOwn = (failing: Failing): boolean => failing.kind !== 'pool' && findPoolId(failing) === pool.id;
  const failed = toOwnCausesSection(evidence.causes, coverage, {
    isOwn,
    none: () =>
      countNodes(evidence.nodeCounts, ...brokenStates) > 0
        ? l10n.t('The errors of the broken nodes have not been read.')
        : l10n.t('None of the tasks, nodes, or jobs that were read failed in this pool.'),
  });
  const failing = causes.flatMap(({ failures }) => failures.map((one) => one.failing)).filter(isOwn);
  const cost = toCostSection({
    failing,
    now,
    isComplete: isWhole(coverage),
    areNodesComplete: areBrokenKnown(evidence, failing),
    idle: [{ nodes, pool, isComplete: areAllNodes, offline: countNodes(evidence.nodeCounts, 'offline') }],
  });
  return toExplanation(
    {
      ...draft,
      sections: [
        byState,
        failed,
        judgeOf(whole)?.section,
        toEndsSection({ pools: [pool], offer: evidence.offer, now }),
        cost,
      ],
    },
    { pool },
  );
}

/**
 * Adds the work that waits for the pool's nodes, as on the page of the cause, without the pool's size, which the draft
 * already contains.
 */
function draftWithHarm(evidence: PoolEvidence): Draft {
  const { pool, causes = [] } = evidence;
  const own = causes.flatMap(({ failures }) =>
    failures.flatMap(({ failing }) =>
      failing.kind === 'pool' && failing.resource.poolId === pool.id ? [failing] : [],
    ),
  );
  if (own.length === 0) return draftFor(evidence);
  const harm = measureHarm(own);
  const draft = draftFor(harm.waiting.count > 0 ? { ...evidence, waiting: undefined } : evidence);
  return {
    ...draft,
    cause: joinSentences([draft.cause, ...describeHarm({ ...harm, missing: 0 })]),
    stopsWork: draft.stopsWork === true || harm.waiting.count > 0,
  };
}

/** Lists the failed nodes of the pool in all causes. */
function listBroken({ pool, causes = [] }: PoolEvidence): readonly BrokenNode[] {
  return causes.flatMap(({ failures }) =>
    failures.flatMap(({ failing }) =>
      failing.kind === 'node' && failing.resource.poolId === pool.id ? [failing] : [],
    ),
  );
}

/** Returns true if `failing` contains every broken node that the pool counts. */
function areBrokenKnown({ nodeCounts }: PoolEvidence, failing: readonly Failing[]): boolean {
  const known = failing.filter((one) => one.kind === 'node' && isHeldBroken(one.node)).length;
  return nodeCounts !== undefined && countNodes(nodeCounts, ...brokenStates) <= known;
}

/**
 * Explains the problem that keeps most nodes from working, in this order: a pool that is being deleted; no node that
 * can work; errors of a current resize, a failing formula, errors from an earlier resize; a target of no nodes, or of
 * other nodes; broken nodes. Broken nodes are also mentioned along with the other problems.
 */
function draftFor(evidence: PoolEvidence): Draft {
  const { pool, nodeCounts, uncounted, isSizeAlone = false, quotas = {}, causes = [] } = evidence;
  if (pool.state === 'deleting') return deletingDraft(pool);
  const size = explainSize(pool, quotas, evidence.waiting);
  const isSizeFirst = isSizeAlone || findNoneAble(nodeCounts, uncounted) === undefined;
  const unable = explainUnableNodes(pool, evidence, isSizeFirst && advisesOnNodes(size), judgeOf(evidence));
  if (unable === undefined)
    return (
      withWaiting(size, evidence) ??
      toleratedDraft(evidence) ??
      erringDraft(evidence) ??
      preparationDraft(pool, causes) ??
      withTasksAsNodes(withIdle(healthyDraft(evidence), evidence), evidence)
    );
  if (size === undefined) return { ...unable, evidence: [toSizeEvidence(pool)] };
  const joined = withStartTaskFirst(isSizeFirst ? withSecond(size, unable) : withSecond(unable, size));
  return (evidence.waiting?.count ?? 0) > 0 ? withOnlineFirst(joined) : joined;
}

/** Brings nodes online before new ones are allocated: they are there, and start waiting tasks at once. */
function withOnlineFirst(draft: Draft): Draft {
  const { fixes = [] } = draft;
  const isOnline = (fix: Instruction): boolean => toFix(fix).remedies?.includes('pool.bringOnline') === true;
  return { ...draft, fixes: [...fixes.filter(isOnline), ...fixes.filter((fix) => !isOnline(fix))] };
}

/** Judges the network of a pool by what its nodes fail to do. */
function judgeOf({ pool, nodeCounts, network, broken = [] }: PoolEvidence): NetworkJudgment | undefined {
  const isStarting = countNodes(nodeCounts, 'creating', 'starting', 'rebooting', 'reimaging') > 0;
  const unusable = broken.filter(({ node }) => isOneOf(node.state, ['unusable']));
  const areSilent =
    unusable.length === 0
      ? countNodes(nodeCounts, 'unusable') > 0
      : unusable.some(({ node: { errors = [] } }) => errors.length === 0);
  return judgeNetwork(network, pool, areSilent ? 'contact' : isStarting ? 'start' : 'download');
}

/** Corrects the start task before the pool is resized, because new nodes run it, too. */
function withStartTaskFirst(draft: Draft): Draft {
  const fixes = draft.fixes ?? [];
  const resize = fixes.findLastIndex((fix) => fix.remedies?.includes('pool.resize') === true);
  const start = fixes.slice(Math.max(resize, 0)).filter((fix) => fix.remedies?.includes('pool.editStartTask') === true);
  if (resize < 0 || start.length === 0) return draft;
  const others = fixes.filter((fix) => !start.includes(fix));
  return { ...draft, fixes: [...others.slice(0, resize), ...start, ...others.slice(resize)] };
}

function advisesOnNodes(size: Draft | undefined): boolean {
  return (size?.fixes ?? []).some((fix) => toFix(fix).remedies?.includes('pool.actOnNodes') === true);
}

/** Explains why a pool does not have its nodes; undefined if the pool has its nodes. */
function explainSize(pool: Pool, quotas: QuotaEvidence, waiting: Count | undefined): Draft | undefined {
  const resize = explainResizeErrors(pool, quotas);
  const autoscale = explainAutoscaleError(pool);
  if (resize !== undefined && !isStale(pool))
    return autoscale === undefined ? withoutNeed(resize, pool, waiting) : joinDrafts(resize, autoscale);
  return (
    autoscale ??
    resize ??
    explainAutoscaleToZero(pool) ??
    explainInMotion(pool) ??
    explainUnknownState(pool) ??
    explainShort(pool) ??
    explainUnknownSize(pool) ??
    explainEmpty(pool, waiting)
  );
}

/** Offers a lower target if no task is known to wait for the nodes that a pool lacks. */
function withoutNeed(resize: Draft, { enableAutoScale }: Pool, waiting: Count | undefined): Draft {
  if (waiting?.count !== 0 || !waiting.isComplete || enableAutoScale === true) return resize;
  const { fixes = [] } = resize;
  const text = l10n.t(
    "No task is waiting for the missing nodes. If they aren't needed, lower the pool's target to the nodes that it has.",
  );
  const isChoice = fixes[0] !== undefined && toFix(fixes[0]).isChoice === true;
  return { ...resize, fixes: [{ text, remedies: ['pool.resize'], ...(isChoice && { isChoice }) }, ...fixes] };
}

/** Adds that a pool without nodes, intended or not, keeps its tasks waiting. */
function withWaiting(size: Draft | undefined, { pool, waiting }: PoolEvidence): Draft | undefined {
  const nodes = (pool.currentDedicatedNodes ?? 0) + (pool.currentLowPriorityNodes ?? 0);
  return size === undefined || nodes > 0
    ? size
    : { ...size, cause: joinSentences([size.cause, describeWaiting(waiting)]) };
}

/** Adds a second problem to the leading one. `cause` describes both. */
function withSecond(
  first: Draft,
  second: Draft,
  cause = joinSentences([first.cause, `${second.title}.`, second.cause]),
): Draft {
  return {
    ...first,
    cause,
    evidence: [...(first.evidence ?? []), ...(second.evidence ?? [])],
    fixes: [...(first.fixes ?? []), ...(second.fixes ?? [])],
    remedies: [...(first.remedies ?? []), ...(second.remedies ?? [])],
  };
}

/** Adds that the targets may be wrong as well, because the formula that sets them fails. */
function joinDrafts(resize: Draft, autoscale: Draft): Draft {
  return withSecond(
    resize,
    autoscale,
    l10n.t('{0} The autoscale formula fails as well: {1}', resize.cause, autoscale.cause),
  );
}

function toDraft(pool: Pool, text: StateText): Draft {
  return toStateDraft(text, [toSizeEvidence(pool)]);
}

function toSizeEvidence(pool: Pool): Evidence {
  return { text: describeSize(pool), source: `pool ${pool.id}` };
}

function deletingDraft(pool: Pool): Draft {
  return toDraft(pool, {
    category: 'conflict',
    title: l10n.t('Pool {0} is being deleted', pool.id),
    cause: l10n.t(
      "Its nodes are being removed; tasks that were running on them go back to their jobs' queues and wait for another pool.",
    ),
    fixes: [l10n.t('Wait until it is gone. After that, a pool with the same ID can be created.')],
    confidence: 'certain',
    identity: 'deleting',
  });
}

function explainInMotion(pool: Pool): Draft | undefined {
  const isStopping = pool.allocationState === 'stopping';
  if (pool.allocationState !== 'resizing' && !isStopping) return undefined;
  return toDraft(pool, {
    category: 'other',
    title: isStopping
      ? l10n.t('The resize of pool {0} is being stopped', pool.id)
      : l10n.t('Pool {0} is being resized', pool.id),
    cause: l10n.t('The pool has {0}. Resize errors appear when the resize is finished.', describeSize(pool)),
    fixes: [
      isStopping
        ? l10n.t('Wait until it has stopped.')
        : pool.enableAutoScale === true
          ? l10n.t("Wait for the resize to finish. If it can't be done, the pool then reports why.")
          : {
              text: l10n.t('Wait for the resize to finish, or stop it to set a different target.'),
              remedies: ['pool.stopResize'],
            },
    ],
    confidence: 'certain',
    identity: 'resizing',
  });
}

/** Avoids an explanation based on a state that only a newer service version has. */
function explainUnknownState({ id, state, allocationState }: Pool): Draft | undefined {
  const isStateKnown = state === undefined || isOneOf(state, poolStates);
  if (isStateKnown && (allocationState === undefined || isOneOf(allocationState, allocationStates))) return undefined;
  return toUnknownState(
    l10n.t('The state of pool {0} is unknown', id),
    l10n.t("The service reports a state that this version doesn't recognize. Check the pool's properties."),
    isStateKnown ? allocationState : state,
  );
}

function isShort(pool: Pool): boolean {
  return (
    (pool.currentDedicatedNodes ?? 0) < (pool.targetDedicatedNodes ?? 0) ||
    (pool.currentLowPriorityNodes ?? 0) < (pool.targetLowPriorityNodes ?? 0)
  );
}

function explainShort(pool: Pool): Draft | undefined {
  if (pool.allocationState === undefined || pool.targetDedicatedNodes === undefined || !isShort(pool)) return undefined;
  const isSpot = (pool.currentDedicatedNodes ?? 0) >= pool.targetDedicatedNodes;
  const draft = toDraft(pool, {
    category: 'allocation',
    title: l10n.t('Pool {0} has fewer nodes than it should', pool.id),
    cause: isSpot
      ? l10n.t(
          'The pool has {0}, and no error says why. Azure probably reclaimed Spot (low-priority) nodes; Batch replaces them when capacity is available.',
          describeSize(pool),
        )
      : l10n.t(
          'The pool has {0}, and no error says why. Nodes may have been preempted or removed since the last resize.',
          describeSize(pool),
        ),
    fixes: [
      isSpot
        ? l10n.t('Wait until capacity is available, or use dedicated nodes.')
        : adviseResize(pool, l10n.t('Resize the pool to the size it should have.')),
    ],
    remedies: ['pool.resize'],
    confidence: 'guess',
    identity: 'short',
  });
  return { ...draft, evidence: [...(draft.evidence ?? []), ...describeLeftOver(pool)] };
}

/** Avoids an explanation of a pool without any size. */
function explainUnknownSize(pool: Pool): Draft | undefined {
  if (pool.allocationState !== undefined || pool.currentDedicatedNodes !== undefined) return undefined;
  return toStateDraft(
    {
      category: 'other',
      title: l10n.t('The size of pool {0} is unknown', pool.id),
      cause: l10n.t('The service reports neither a size nor an allocation state.'),
      fixes: [l10n.t('Check again.')],
      confidence: 'guess',
      identity: 'unknown size',
    },
    [],
  );
}

function explainEmpty(pool: Pool, waiting: Count | undefined): Draft | undefined {
  const target = (pool.targetDedicatedNodes ?? 0) + (pool.targetLowPriorityNodes ?? 0);
  if (target > 0 || (pool.currentDedicatedNodes ?? 0) + (pool.currentLowPriorityNodes ?? 0) > 0) return undefined;
  return toDraft(pool, {
    category: 'other',
    title: l10n.t('Pool {0} has no nodes: its target is 0', pool.id),
    cause: l10n.t("The pool is set to have no nodes, so it doesn't run tasks until it's resized."),
    fixes: [
      {
        text:
          waiting !== undefined && waiting.count > 0
            ? l10n.t('Resize the pool.')
            : l10n.t('Resize the pool when you want to run tasks on it.'),
        remedies: ['pool.resize'],
      },
    ],
    confidence: 'certain',
    identity: 'empty',
  });
}

/**
 * Explains nodes that run tasks although their start task failed, based on one of them, preferably one whose logs were
 * read.
 */
function toleratedDraft({ pool, nodes = [], broken = [] }: PoolEvidence): Draft | undefined {
  const tolerating = listKnown(nodes, broken).filter(({ node }) => toleratesStartTask(node));
  const { length } = tolerating;
  const [first] = [...tolerating.filter(({ startLogs }) => startLogs !== undefined), ...tolerating];
  if (first === undefined) return undefined;
  const { node, startLogs, startedElsewhere } = first;
  const draft = explainStartTask({ node, pool, startedElsewhere, os: findOperatingSystem(pool), ...startLogs });
  return {
    ...draft,
    title: plural(length, {
      one: l10n.t('{count} node in pool {pool} runs tasks although its start task failed', {
        ...asCount(length),
        pool: pool.id,
      }),
      other: l10n.t('{count} nodes in pool {pool} run tasks although their start task failed', {
        ...asCount(length),
        pool: pool.id,
      }),
    }),
    cause: joinSentences([toSentence(draft.title), draft.cause]),
    evidence: [toSizeEvidence(pool), ...(draft.evidence ?? [])],
    fixes: draft.fixes?.map(toStepOfPool),
    remedies: ['pool.editStartTask', 'pool.actOnNodes'],
  };
}

/** Explains nodes that run tasks although they report errors; undefined if none is known to. */
function erringDraft({ pool, nodes = [], broken = [] }: PoolEvidence): Draft | undefined {
  const erring = listKnown(nodes, broken).filter(({ node: { errors = [] } }) => errors.length > 0);
  const [first] = erring;
  const draft = first && explainNodeErrors(first.node, pool);
  if (draft === undefined) return undefined;
  const named = { ...asCount(erring.length), pool: pool.id };
  return {
    ...draft,
    title: plural(erring.length, {
      one: l10n.t('{count} node in pool {pool} reports an error but runs tasks', named),
      other: l10n.t('{count} nodes in pool {pool} report errors but run tasks', named),
    }),
    cause: l10n.t('For example, {taskId}: {cause}', {
      taskId: l10n.t('node {0}', shortenNodeIds(first?.node.id ?? '')),
      cause: continueAfterColon(draft.cause),
    }),
    evidence: [toSizeEvidence(pool), ...(draft.evidence ?? [])],
    fixes: draft.fixes?.map(toStepOfPool),
    remedies: ['pool.actOnNodes'],
  };
}

/** Lists the known nodes of a pool, with what is known of the broken ones. */
function listKnown(nodes: readonly ComputeNode[], broken: readonly BrokenNode[]): readonly BrokenNode[] {
  const all = [...nodes.map((node): BrokenNode => ({ node })), ...broken];
  return [...new Map(all.map((one) => [one.node.id, one])).values()];
}

/** Removes the remedies from a step, because they would act on one node. */
function toStepOfPool({ text, property }: Fix): Fix {
  return property === undefined ? { text } : { text, property };
}

function preparationDraft(pool: Pool, causes: readonly Cause[]): Draft | undefined {
  const draft = explainFailingPreparation(causes, {
    poolId: pool.id,
    toTitle: (job, { failed, all }) =>
      failed < all
        ? l10n.t('The nodes in pool {pool} work, but the preparation task for job {job} fails on {failed} of {all}', {
            pool: pool.id,
            job,
            failed: formatNumber(failed),
            all: formatNumber(all),
          })
        : l10n.t('The nodes in pool {pool} work, but the preparation task for job {job} fails there', {
            pool: pool.id,
            job,
          }),
  });
  return draft && { ...draft, evidence: [toSizeEvidence(pool)] };
}

/**
 * Describes a working pool. Until all failures have been read, the text covers only the failing tasks that are known.
 */
function healthyDraft({ pool, nodeCounts, coverage, causes = [], waiting }: PoolEvidence): Draft {
  const areCounted = countNodes(nodeCounts, 'total') > 0;
  // The nodes may be why tasks fail on them, even if they report no errors.
  const starting = countNodes(nodeCounts, ...comingStates);
  const size = describeSize(pool);
  const areWaiting = (waiting?.count ?? 0) > 0;
  const isAnyFailing = isAnyOwn(causes, (failing) => findPoolId(failing) === pool.id);
  return toDraft(pool, {
    category: 'other',
    title:
      isAnyFailing || starting > 0 || areWaiting
        ? l10n.t('Pool {0} reports no errors', pool.id)
        : toHealthyTitle(pool, areCounted, isWhole(coverage)),
    cause: joinSentences([
      starting > 0
        ? l10n.t('The pool has {0}, its last resize had no errors, and none of its nodes reports one.', size)
        : areCounted
          ? l10n.t(
              'The pool has {0}, its last resize had no errors, and all its nodes can run tasks or will be able to soon.',
              size,
            )
          : l10n.t(
              'The pool has {0}, and its last resize had no errors. Check the states of its nodes to see whether they work.',
              size,
            ),
      starting > 0 ? sayStarting(starting) : '',
      sayWaitingHere(waiting),
    ]),
    confidence:
      pool.allocationState === undefined ? 'guess' : isAnyFailing || starting > 0 || areWaiting ? 'likely' : 'certain',
    identity: 'healthy',
  });
}

function toHealthyTitle({ id }: Pool, areCounted: boolean, areAllRead: boolean): string {
  if (!areCounted) return l10n.t('Nothing is wrong with the size of pool {0}', id);
  return areAllRead
    ? l10n.t('Nothing is wrong with pool {0}', id)
    : l10n.t('Nothing is wrong with the size or the nodes of pool {0}', id);
}

/**
 * Describes why `pool` will not get its target nodes, as sentences, because a quota of the account has no room for
 * them. Undefined if there is room, or if the limit or its use is not known. Never throws.
 */
export function foreseeQuota(given: PoolEvidence): string | undefined {
  const { pool, quotas = {} } = readAs(readEvidence, given).value ?? { pool: unnamed };
  return foresee(pool, quotas);
}
