import * as l10n from '@vscode/l10n';
import {
  describeUnable,
  findUnableNodes,
  isAnyDraining,
  type UnableNodes,
  type UnableState,
  type UncountedNodes,
} from '../../impact/unableNodes.ts';
import { brokenStates, countNodes, isBeingResized, type Pool, type PoolNodeCounts } from '../../model/pool.ts';
import { isOneOf } from '../../model/words.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { plural } from '../../text/plural.ts';
import { type Count, formatCount } from '../../words/count.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import type { BrokenNode } from '../causes/failing.ts';
import type { FailureCategory } from '../explanation/category.ts';
import { type Draft, toSentence } from '../explanation/draft.ts';
import type { Fix } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { adviseReasons, areStartTasksContrasted, findSharedReason, isForNextTime, judgeBroken } from './brokenNodes.ts';
import type { NetworkJudgment } from './network/judgeNetwork.ts';
import { checkSubnet, hasOwnSubnet } from './nodeState.ts';
import { adviseTemplate } from './startTask.ts';

/** Known facts about a pool's nodes as a whole. */
export interface NodesEvidence {
  readonly nodeCounts?: PoolNodeCounts | undefined;
  /** Number of offline nodes that this computer took offline, if known. */
  readonly takenOffline?: number | undefined;
  readonly uncounted?: UncountedNodes | undefined;
  readonly waiting?: Count | undefined;
  readonly broken?: readonly BrokenNode[] | undefined;
}

/**
 * Explains a pool with nodes that accept no tasks: how many nodes do accept tasks, which tasks wait, and how to repair
 * the others. Leaves out the advice that `isRemovalAdvised` covers. Undefined if all nodes accept tasks.
 */
export function explainUnableNodes(
  pool: Pool,
  { nodeCounts, waiting, takenOffline, uncounted, broken }: NodesEvidence,
  isRemovalAdvised = false,
  network?: NetworkJudgment,
): Draft | undefined {
  const unable = findUnableNodes(nodeCounts, uncounted);
  if (unable === undefined) return undefined;
  const isNoneAble = unable.count === unable.all;
  const hasContrast = areStartTasksContrasted(pool, broken);
  return {
    category: toCategory(unable),
    title: toUnableTitle(pool, unable, broken, network),
    cause: joinSentences([
      describeAble(unable),
      describeObstacle(unable, network),
      describeWaiting(waiting),
      describeCost(unable, nodeCounts),
    ]),
    // Steps that someone can take come first: Azure may not have Spot machines again for a long time.
    fixes: [...unable.byState].sort(putPreemptedLast).flatMap(({ state, count }) => {
      const reasons =
        state === 'unusable'
          ? adviseReasons(pool, broken, 'unusable', isNoneAble, network)
          : state === 'startTaskFailed'
            ? adviseReasons(pool, broken, 'starttaskfailed', isNoneAble)
            : [];
      // Prevention comes after the steps that repair these nodes, as on the page of each node.
      const later = hasContrast ? reasons.filter(isForNextTime) : [];
      return [
        ...reasons.filter((step) => !later.includes(step)),
        ...(isRemovalAdvised && (state === 'unusable' || state === 'unknown')
          ? []
          : advise(state, count, pool, { takenOffline, isRemovalAdvised, hasContrast, isNoneAble, network })),
        ...later,
      ];
    }),
    confidence: unable.byState.some(({ state }) => isBrokenState(state))
      ? judgeBroken(pool, broken, network)
      : 'certain',
    stopsWork: isNoneAble,
    // The cause stays the same when the number of nodes changes.
    identity: 'unable nodes',
  };
}

function putPreemptedLast(one: UnableNodes['byState'][number], other: UnableNodes['byState'][number]): number {
  return Number(one.state === 'preempted') - Number(other.state === 'preempted');
}

/** Returns the category. Nodes that were turned off have not failed, even if none is left. */
function toCategory({ byState }: UnableNodes): FailureCategory {
  if (byState.some(({ state }) => isBrokenState(state))) return 'node';
  return byState.every(({ state }) => state === 'preempted') ? 'interrupted' : 'conflict';
}

function isBrokenState(state: UnableState): boolean {
  return state === 'hung' || isOneOf(state, brokenStates);
}

/** Describes what keeps nodes that don't finish starting; those that are unusable have it as their reason. */
function describeObstacle({ byState }: UnableNodes, network: NetworkJudgment | undefined): string {
  const isWanted = network?.obstacle !== undefined && byState.some(({ state }) => state === 'hung');
  return isWanted ? toSentence(network.obstacle.what) : '';
}

function toUnableTitle(
  whole: Pool,
  unable: UnableNodes,
  broken: readonly BrokenNode[] | undefined,
  network: NetworkJudgment | undefined,
): string {
  const states = describeUnable(unable);
  const { count, all } = unable;
  const { id: pool } = whole;
  const reason = broken?.length === count ? findSharedReason(whole, broken, count === all, network) : undefined;
  if (count === all) {
    if (isAnyDraining(unable))
      return l10n.t('Pool {pool}: no node is accepting new tasks ({states})', { pool, states });
    return reason === undefined
      ? l10n.t('Pool {pool}: no node can run tasks ({states})', { pool, states })
      : l10n.t('Pool {pool}: no node can run tasks ({states}): {reason}', {
          pool,
          states,
          reason: continueAfterColon(reason),
        });
  }
  const parts = { ...asCount(count), all: formatNumber(all), pool, states };
  if (reason !== undefined) {
    const named = { ...parts, reason: continueAfterColon(reason) };
    return plural(count, {
      one: l10n.t("{count} of {all} nodes in pool {pool} isn't accepting tasks ({states}): {reason}", named),
      other: l10n.t("{count} of {all} nodes in pool {pool} aren't accepting tasks ({states}): {reason}", named),
    });
  }
  return plural(count, {
    one: l10n.t("{count} of {all} nodes in pool {pool} isn't accepting tasks: {states}", parts),
    other: l10n.t("{count} of {all} nodes in pool {pool} aren't accepting tasks: {states}", parts),
  });
}

function describeAble({ count, all, starting }: UnableNodes): string {
  if (count === all)
    return plural(all, {
      '=1': l10n.t("The only node in the pool isn't accepting tasks."),
      other: l10n.t('None of the {count} nodes in the pool are accepting tasks.', asCount(all)),
    });
  const share = { ...asCount(all - count - starting), all: formatNumber(all) };
  return joinSentences([l10n.t('{count} of the {all} nodes in the pool can run tasks.', share), sayStarting(starting)]);
}

/** Describes nodes that do not run tasks yet, which only their own pages judge; empty if there are none. */
export function sayStarting(count: number): string {
  return plural(count, {
    '=0': '',
    one: l10n.t('{count} node is starting: explaining it shows for how long.', asCount(count)),
    other: l10n.t('{count} nodes are starting: explaining them shows for how long.', asCount(count)),
  });
}

/** Describes the number of tasks that wait in the jobs of a pool; empty if none wait or the number is unknown. */
export function describeWaiting(waiting: Count | undefined): string {
  if (waiting === undefined || waiting.count === 0) return '';
  const count = formatCount(waiting);
  return plural(waiting.count, {
    one: l10n.t('{count} task in its jobs is waiting.', { count }),
    other: l10n.t('{count} tasks in its jobs are waiting.', { count }),
  });
}

/** Describes the cost of nodes without work, also of idle ones: preempted and deallocated nodes aren't billed. */
function describeCost({ byState }: UnableNodes, counts: PoolNodeCounts | undefined): string {
  const paid = byState.filter(({ state }) => state === 'offline' || isBrokenState(state));
  const count = paid.reduce((sum, one) => sum + one.count, countNodes(counts, 'idle'));
  return plural(count, {
    '=0': '',
    one: l10n.t('{count} node is costing money and doing no work.', asCount(count)),
    other: l10n.t('{count} nodes are costing money and doing no work.', asCount(count)),
  });
}

interface Advice {
  readonly takenOffline: number | undefined;
  readonly isRemovalAdvised: boolean;
  /** True if the start task succeeded on other nodes, so it needs no correction. */
  readonly hasContrast: boolean;
  /** True if no node accepts tasks, so what all of them share may be at fault. */
  readonly isNoneAble: boolean;
  readonly network: NetworkJudgment | undefined;
}

/** Advises how to get the nodes in a state back to work. */
function advise(
  state: UnableState,
  number: number,
  pool: Pool,
  { takenOffline, isRemovalAdvised, hasContrast, isNoneAble, network }: Advice,
): readonly Fix[] {
  const count = asCount(number);
  switch (state) {
    case 'offline':
      return [
        {
          text: adviseBringOnline(number, takenOffline && Math.min(takenOffline, number)),
          remedies: ['pool.bringOnline'],
        },
      ];
    case 'hung':
      if (pool.startTask === undefined)
        return [
          ...(isNoneAble && hasOwnSubnet(pool) ? [{ text: checkSubnet(network) }] : []),
          {
            text: plural(number, {
              one: l10n.t(
                "Replace {count} node that doesn't finish starting: remove it, then resize the pool to get another one.",
                count,
              ),
              other: l10n.t(
                "Replace {count} nodes that don't finish starting: remove them, then resize the pool to get others.",
                count,
              ),
            }),
            remedies: ['pool.actOnNodes'],
          },
        ];
      return [
        {
          text: plural(number, {
            one: l10n.t(
              "Find out why {count} node doesn't finish starting: if its start task hangs, startup/stdout.txt and startup/stderr.txt on it show where. Fix that, and then remove the node.",
              count,
            ),
            other: l10n.t(
              "Find out why {count} nodes don't finish starting: if the start task hangs, startup/stdout.txt and startup/stderr.txt on them show where. Fix that, and then remove the nodes.",
              count,
            ),
          }),
          remedies: ['pool.editStartTask', 'pool.actOnNodes'],
        },
      ];
    case 'draining':
      return [
        {
          text: plural(number, {
            one: l10n.t(
              "Bring online {count} node that isn't accepting new tasks: task scheduling is disabled on it, and it's still running what it started.",
              count,
            ),
            other: l10n.t(
              "Bring online {count} nodes that aren't accepting new tasks: task scheduling is disabled on them, and they're still running what they started.",
              count,
            ),
          }),
          remedies: ['pool.bringOnline'],
        },
      ];
    case 'startTaskFailed':
      return [
        {
          text: hasContrast
            ? adviseRestart(number)
            : isRemovalAdvised
              ? adviseKept(number)
              : plural(number, {
                  one: l10n.t(
                    'Fix the start task, then reboot {count} node where it failed so that it runs again.',
                    count,
                  ),
                  other: l10n.t(
                    'Fix the start task, then reboot {count} nodes where it failed so that it runs again.',
                    count,
                  ),
                }),
          remedies: hasContrast ? ['pool.actOnNodes'] : ['pool.editStartTask', 'pool.actOnNodes'],
        },
        ...(hasContrast ? [] : adviseTemplate(pool)),
      ];
    case 'unusable':
      return [
        {
          text: joinSentences([
            plural(number, {
              one: l10n.t('Remove {count} unusable node: Batch may refuse to reboot it.', count),
              other: l10n.t('Remove {count} unusable nodes: Batch may refuse to reboot them.', count),
            }),
            adviseOthers(pool),
          ]),
          remedies: ['pool.actOnNodes', 'pool.resize'],
        },
      ];
    case 'unknown':
      return [
        {
          text: joinSentences([
            plural(number, {
              one: l10n.t("Remove {count} node if it hasn't responded for more than a few minutes.", count),
              other: l10n.t("Remove {count} nodes if they haven't responded for more than a few minutes.", count),
            }),
            adviseOthers(pool),
          ]),
          remedies: ['pool.actOnNodes', 'pool.resize'],
        },
      ];
    case 'preempted':
      return [
        {
          text: plural(number, {
            one: l10n.t(
              'Wait until Batch has replaced {count} preempted node, or use dedicated nodes for urgent work: Azure took the machine back.',
              count,
            ),
            other: l10n.t(
              'Wait until Batch has replaced {count} preempted nodes, or use dedicated nodes for urgent work: Azure took the machines back.',
              count,
            ),
          }),
          remedies: ['pool.resize'],
        },
      ];
    case 'deallocated':
      return [
        {
          text: plural(number, {
            one: l10n.t('Start {count} deallocated node when there is work for it.', count),
            other: l10n.t('Start {count} deallocated nodes when there is work for them.', count),
          }),
          remedies: ['pool.actOnNodes'],
        },
      ];
    case 'deallocating':
      return [];
  }
}

/** Advises rebooting nodes whose start task succeeded on other nodes, so it only needs to run again. */
function adviseRestart(number: number): string {
  return plural(number, {
    one: l10n.t(
      'Reboot {count} node where the start task failed: it succeeded on other nodes, so the failure may be temporary. If it fails again, replace the node.',
      asCount(number),
    ),
    other: l10n.t(
      'Reboot {count} nodes where the start task failed: it succeeded on other nodes, so the failure may be temporary. If it fails again, replace the nodes.',
      asCount(number),
    ),
  });
}

/** Advises on nodes where the start task failed, some of which may be kept and others replaced. */
function adviseKept(number: number): string {
  return plural(number, {
    one: l10n.t(
      'Fix the start task, which new nodes also run. If you keep the node where it failed, reboot it to run the start task again.',
    ),
    other: l10n.t(
      'Fix the start task, which new nodes also run. If you keep nodes where it failed ({count}), reboot them to run the start task again.',
      asCount(number),
    ),
  });
}

/** Advises bringing offline nodes online; this computer took `own` of them offline (undefined if unknown). */
export function adviseBringOnline(number: number, own: number | undefined): string {
  const count = asCount(number);
  if (own === undefined || own === 0)
    return plural(number, {
      one: l10n.t('Bring {count} offline node online: task scheduling is disabled on it.', count),
      other: l10n.t('Bring {count} offline nodes online: task scheduling is disabled on them.', count),
    });
  if (own === number)
    return plural(number, {
      one: l10n.t('Bring {count} offline node online: it was taken offline from this computer.', count),
      other: l10n.t('Bring {count} offline nodes online: they were taken offline from this computer.', count),
    });
  return l10n.t(
    'Bring {count} offline nodes online. Taken offline from this computer: {own}. From elsewhere: {others}.',
    { ...count, own: formatNumber(own), others: formatNumber(number - own) },
  );
}

/** Advises replacing removed nodes; removal lowers the target (Batch documentation: "Pool - Remove Nodes"). */
function adviseOthers(pool: Pool): string {
  if (pool.enableAutoScale === true) return l10n.t('The autoscale formula decides whether removed nodes are replaced.');
  return isBeingResized(pool)
    ? l10n.t('Batch removes nodes only while the pool is steady, and it is being resized now.')
    : l10n.t('To replace removed nodes, resize the pool.');
}
