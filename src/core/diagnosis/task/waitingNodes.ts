import * as l10n from '@vscode/l10n';
import { compareAge } from '../../failures/failedStartTasks.ts';
import { groupBy } from '../../groupBy.ts';
import { isHeldBroken } from '../../impact/coreHours.ts';
import { compareHarm, type HarmRank, isUnusableState } from '../../impact/harmOrder.ts';
import { rankUnable } from '../../impact/unableNodes.ts';
import { type ComputeNode, isHung, isStarting } from '../../model/computeNode.ts';
import { toleratesPreparation } from '../../model/job.ts';
import type { Pool } from '../../model/pool.ts';
import { listMisfits } from '../../relations/blockedDependencies.ts';
import { indexStarted } from '../../relations/startedElsewhere.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { plural } from '../../text/plural.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import { explainNodeEvidence } from '../explainNode.ts';
import { toSentence } from '../explanation/draft.ts';
import type { Explanation } from '../explanation/explanation.ts';
import { withoutPlace } from '../explanation/instruction.ts';
import { joinSentences, shortenNodeIds, withoutSubject } from '../explanation/sentences.ts';
import { describeOpenTarget } from '../pool/autoscale.ts';
import { adviseResize } from '../pool/resizing.ts';
import { adviseBringOnline } from '../pool/unableNodes.ts';
import { findFailedPreparations } from '../process/preparation.ts';
import type { TaskContext } from '../process/taskContext.ts';
import { describeNodes, describeStateOf, isReady, judgeEnd, toLabel, toState } from './nodeCounts.ts';
import { putOwnFirst, toWaitingReason, type WaitingReason } from './waitingReason.ts';
import { countFreeNodes, describeOtherJobs, findNoFreeSlots } from './waitingSlots.ts';
import { forPool, sayWhenHung, waitForNodes } from './waitingStart.ts';

/**
 * Lists the reasons why none of the known nodes accepts the task, with the problems of nodes that accept no tasks;
 * empty if a node could accept it.
 */
export function findNodeReasons(context: TaskContext, pool: Pool): readonly WaitingReason[] {
  const { nodes } = context;
  const broken = findBroken(context, pool);
  const [worst, ...rest] = broken;
  if (worst !== undefined && nodes.every((node) => isStopped(context, node))) {
    const all = [explainUnusable(nodes, worst), ...explainBroken(rest, nodes.length)];
    // Any node would do, but Azure may not give one back, and a lost one may not come back.
    return judgeEnd(nodes) === 'user' ? all : all.map((one) => ({ ...one, endsBy: 'either' }));
  }
  const usable = nodes.filter((node) => !isStopped(context, node) && !isBarred(context, node));
  if (usable.length === 0) return [];
  const others = explainBroken(broken, nodes.length);
  const tooFew = findTooFew(context, pool, usable);
  if (tooFew !== undefined) return putOwnFirst([tooFew, ...others], tooFew.what);
  if (usable.every((node) => !isReady(node)))
    return putOwnFirst(
      [waitForNodes(pool, nodes, usable, context.now), ...others],
      l10n.t('no node in the pool can run tasks'),
    );
  const full = findNoFreeSlots(context, pool, usable);
  if (full === undefined) return [];
  const count = nodes.filter((node) => isStopped(context, node)).length;
  const instances = context.task.multiInstanceSettings?.numberOfInstances ?? 1;
  // With the nodes that accept no tasks, too few would still be free: other tasks have to end first.
  if (countFreeNodes(pool, usable) + count < instances) return [full, ...others];
  // A single node may have room although several are needed.
  if (instances > 1) return putOwnFirst([full, ...others], full.what);
  return putOwnFirst(
    [full, ...others],
    plural(count, {
      one: l10n.t("no node has room, and {count} of {total} nodes in the pool isn't accepting tasks", {
        ...asCount(count),
        total: formatNumber(nodes.length),
      }),
      other: l10n.t("no node has room, and {count} of {total} nodes in the pool aren't accepting tasks", {
        ...asCount(count),
        total: formatNumber(nodes.length),
      }),
    }),
  );
}

/** Explains that too few nodes can run the task's instances, all of which must start at once. */
function findTooFew(context: TaskContext, pool: Pool, usable: readonly ComputeNode[]): WaitingReason | undefined {
  const { task, job, nodes } = context;
  const instances = task.multiInstanceSettings?.numberOfInstances ?? 1;
  if (usable.length >= instances || listMisfits(task, pool, job).length > 0) return undefined;
  const isRepaired = judgeEnd(nodes.filter((node) => isStopped(context, node))) !== 'user';
  const [needed, count, total] = [formatNumber(instances), formatNumber(usable.length), formatNumber(nodes.length)];
  const free = countFreeNodes(pool, usable);
  const lacking = nodes.filter((node) => !usable.includes(node));
  const isOfSpot = lacking.length > 0 && lacking.every((node) => toState(node) === 'preempted');
  return {
    category: isOfSpot ? 'interrupted' : 'other',
    what: l10n.t('{needed} nodes are needed at once; usable nodes: {count} of {total}', { needed, count, total }),
    why: joinSentences([
      l10n.t(
        'A multi-instance task starts when {needed} nodes are free at the same time. Usable nodes for its job in the pool: {count} of {total}.',
        { needed, count, total },
      ),
      free < usable.length
        ? l10n.t('Free of these: {free}, so other tasks have to end as well.', { free: formatNumber(free) })
        : '',
      describeOpenTarget(pool, instances),
    ]),
    evidence: [
      describeNodes(nodes),
      describeOtherJobs(usable, job?.id),
      { text: `numberOfInstances = ${instances}`, source: `task ${task.id}` },
    ],
    endsBy: isRepaired || pool.allocationState === 'resizing' || pool.enableAutoScale === true ? 'either' : 'user',
    fixes: [
      adviseResize(
        pool,
        isOfSpot
          ? l10n.t('Wait until Batch has replaced the nodes, or use dedicated nodes for urgent work.')
          : lacking.length > 0
            ? l10n.t("Repair or replace the nodes that can't run its instances, or add nodes to the pool.")
            : l10n.t('Add nodes to the pool, or submit the task with fewer instances.'),
      ),
    ],
    isEffect: true,
    confidence: 'likely',
    identity: 'too few nodes for all instances',
  };
}

/**
 * Checks whether a node accepts no new tasks, or has been starting for so long that it is probably hanging. If all nodes
 * are starting, what they wait for is the explanation.
 */
function isStopped({ nodes, now }: TaskContext, node: ComputeNode): boolean {
  return isUnusable(node) || (isHung(node, new Date(now ?? Number.NaN)) && !nodes.every(isStarting));
}

/** Checks whether a node starts no task of the job because the preparation task failed on it. */
function isBarred({ job, preparation }: TaskContext, node: ComputeNode): boolean {
  if (toleratesPreparation(job)) return false;
  return findFailedPreparations(preparation).some(({ nodeId }) => nodeId === node.id);
}

/**
 * Describes why a node accepts no tasks. The steps are for all such nodes, because a waiting task isn't on any node.
 */
function explainForPool(
  node: ComputeNode,
  pool: Pool,
  { takenOfflineAt = {}, startLogs = {}, nodes, now }: TaskContext,
): Explanation {
  const explained = explainNodeEvidence({
    node,
    pool,
    takenOfflineAt: takenOfflineAt[node.id],
    startedElsewhere: indexStarted(nodes)(node),
    now: now === undefined ? undefined : new Date(now),
    ...startLogs[node.id],
  });
  return forPool(explained);
}

interface Broken {
  readonly nodes: Group<ComputeNode>;
  readonly explained: Explanation;
}

/**
 * Groups the nodes that accept no tasks by reason, most frequent first, in the order of the pool's page: nodes for
 * which someone can do something come before preempted ones.
 */
function findBroken(context: TaskContext, pool: Pool): readonly Broken[] {
  const { nodes, startLogs = {} } = context;
  const alike = groupBy(nodes.filter((node) => isStopped(context, node)).sort(compareAge), toLikeness);
  const explained = [...alike.values()].map((group) => {
    const example = group.find(({ id }) => startLogs[id] !== undefined) ?? group[0];
    return { nodes: group, explained: explainForPool(example, pool, context) };
  });
  const byReason = groupBy(
    explained,
    ({ nodes: [first], explained: { fingerprint } }) => `${toState(first)} ${fingerprint}`,
  );
  return [...byReason.values()]
    .map(([first, ...more]) => ({ ...first, nodes: [...first.nodes, ...more.flatMap((one) => one.nodes)] as const }))
    .map((broken) => withAllOnline(broken, context.takenOfflineAt))
    .sort((one, other) => putLast(one) - putLast(other) || compareHarm(toRank(one), toRank(other)));
}

/** Returns a key of the facts that an explanation of a node depends on, except those that only identify the node. */
function toLikeness(node: ComputeNode): string {
  const { exitCode, failureInfo } = node.startTaskInfo ?? {};
  return JSON.stringify([toState(node), node.errors, exitCode, failureInfo?.code, failureInfo?.message]);
}

function putLast({ nodes: [first] }: Broken): number {
  return Number(toState(first) === 'preempted');
}

function toRank({ nodes: [first, ...others], explained }: Broken): HarmRank {
  return {
    harm: others.length + 1,
    waiting: 0,
    kind: rankUnable(toState(first)),
    since: first.stateTransitionTime,
    id: explained.fingerprint,
  };
}

/** Lists the reasons for nodes that accept no tasks, one for each problem. */
function explainBroken(broken: readonly Broken[], total: number): readonly WaitingReason[] {
  return broken.map(({ nodes: [first, ...others], explained }) => {
    const length = others.length + 1;
    const isOnlyOfState = broken.every(({ nodes }) => nodes[0] === first || toState(nodes[0]) !== toState(first));
    const said = describeStateOf(first, length);
    const [count, all] = [formatNumber(length), formatNumber(total)];
    const what = l10n.t('{count} of {total} nodes in the pool: {state}', {
      count,
      total: all,
      state: isOnlyOfState && isUnusable(first) ? said : withoutSubject(explained.title, [first.id]),
    });
    const why = l10n.t('{count} of {total} nodes in the pool: {state}. {cause}', {
      count,
      total: all,
      state: said,
      cause:
        others.length === 0
          ? explained.cause
          : l10n.t('For example, {taskId}: {cause}', {
              taskId: l10n.t('node {0}', shortenNodeIds(first.id)),
              cause: continueAfterColon(explained.cause),
            }),
    });
    const isOwn = length * 2 > total || toState(first) !== 'preempted';
    return {
      ...toWaitingReason(explained, what, explained.fingerprint, judgeEnd([first])),
      why,
      isOwn,
      when: sayWhen(first),
    };
  });
}

/** Rewords the step for one offline node to apply to all, because the button brings all of them online. */
function withAllOnline({ nodes, explained }: Broken, takenOfflineAt: TaskContext['takenOfflineAt']): Broken {
  const own = takenOfflineAt && nodes.filter(({ id }) => takenOfflineAt[id] !== undefined).length;
  const fixes = explained.fixes.map((fix) =>
    fix.remedies?.includes('pool.bringOnline') === true ? { ...fix, text: adviseBringOnline(nodes.length, own) } : fix,
  );
  return { nodes, explained: { ...explained, fixes } };
}

function sayWhen(node: ComputeNode): string | undefined {
  if (toState(node) === 'preempted') return l10n.t('Azure may not have Spot capacity again for a long time.');
  return isUnusable(node) ? undefined : sayWhenHung();
}

/** Checks whether a node accepts no new tasks. */
export function isUnusable(node: ComputeNode): boolean {
  return isUnusableState(toState(node));
}

/** Explains that every node is broken or accepts no tasks, by the most frequent reason. */
function explainUnusable(nodes: readonly ComputeNode[], { nodes: [worst], explained }: Broken): WaitingReason {
  const counts = describeNodes(nodes);
  const isAlike = nodes.every((node) => toLabel(node) === toLabel(worst));
  // Broken nodes are failures, even if nodes that were turned off are the first to deal with.
  const isFailure = !isHeldBroken(worst) && nodes.some(isHeldBroken);
  return {
    category: isFailure ? 'node' : explained.category,
    code: explained.code,
    what: isAlike ? describeAll(worst) : l10n.t('no node in the pool can run tasks'),
    why: l10n.t(
      "Every node in the pool is broken or isn't accepting tasks: {0}. {1} {2}",
      counts.text,
      toSentence(explained.title),
      explained.cause,
    ),
    evidence: [counts, ...explained.evidence],
    endsBy: judgeEnd(nodes),
    holdsAll: true,
    when: sayWhen(worst),
    fixes: explained.fixes.map(withoutPlace),
    remedies: explained.remedies,
    confidence: explained.confidence,
    identity: `no usable nodes ${explained.fingerprint}`,
  };
}

function describeAll(node: ComputeNode): string {
  if (node.state === 'starttaskfailed') return l10n.t('the start task fails on every node in the pool');
  return toState(node) === 'offline' && node.state !== 'offline'
    ? l10n.t('no node in the pool is accepting new tasks')
    : l10n.t('every node in the pool is {state}', { state: toLabel(node) });
}

type Group<T> = readonly [T, ...T[]];
