import * as l10n from '@vscode/l10n';
import type { ComputeNode, NodeState } from '../../model/computeNode.ts';
import type { Pool } from '../../model/pool.ts';
import { formatNumber } from '../../query/numbers.ts';
import { mapRemedies } from '../../remedy/remediesOfSteps.ts';
import { explainNodeEvidence } from '../explainNode.ts';
import { toSentence } from '../explanation/draft.ts';
import type { Ending, Explanation, RemedyId } from '../explanation/explanation.ts';
import { withoutPlace } from '../explanation/instruction.ts';
import { findFailedPreparations } from '../process/preparation.ts';
import type { TaskCase } from '../process/taskCase.ts';
import { describeNodes, describeStateOf, isReady, toLabel, toState } from './nodeCounts.ts';
import { toWaitingReason, type WaitingReason } from './waitingReason.ts';
import { findNoFreeSlots } from './waitingSlots.ts';
import { waitForNodes } from './waitingStart.ts';

/** States in which a node takes no task, the most informative first. */
const unusableStates: readonly (NodeState | undefined)[] = [
  'starttaskfailed',
  'unusable',
  'unknown',
  'offline',
  'preempted',
  'leavingpool',
  'deallocated',
  'deallocating',
];

/** Why none of the nodes that are known takes the task, and what is wrong with those that take none; empty when one could. */
export function findNodeReasons(theCase: TaskCase, pool: Pool): readonly WaitingReason[] {
  const { nodes } = theCase;
  const broken = [...nodes].filter(isUnusable).sort(byRank);
  const [worst] = broken;
  if (worst !== undefined && broken.length === nodes.length) {
    const others = broken.filter((node) => toState(node) !== toState(worst));
    return [explainUnusable(nodes, worst, pool), ...explainBroken(others, nodes.length, pool)];
  }
  const usable = nodes.filter((node) => !isUnusable(node) && !isBarred(theCase, node));
  if (usable.length === 0) return [];
  const reason = usable.every((node) => !isReady(node))
    ? waitForNodes(nodes, usable, theCase.now)
    : findNoFreeSlots(theCase, pool, usable);
  return reason === undefined ? [] : [reason, ...explainBroken(broken, nodes.length, pool)];
}

/** A node on which the preparation task failed starts no task of the job. */
function isBarred({ job, preparation }: TaskCase, node: ComputeNode): boolean {
  if (job?.jobPreparationTask?.waitForSuccess === false) return false;
  return findFailedPreparations(preparation).some(({ nodeId }) => nodeId === node.id);
}

/** What is done to a node. */
const ofNode: ReadonlySet<RemedyId> = new Set([
  'node.reboot',
  'node.reimage',
  'node.remove',
  'node.start',
  'node.enableScheduling',
  'node.disableScheduling',
]);

/** Why a node takes no tasks. What is done to it is chosen for it and those like it: a task that waits is on no node. */
function explainForPool(node: ComputeNode, pool: Pool): Explanation {
  const explained = explainNodeEvidence({ node, pool });
  return mapRemedies(explained, (remedy) => (ofNode.has(remedy) ? ['pool.actOnNodes'] : [remedy]));
}

/** Nodes that take no task, one reason for each of their states. */
function explainBroken(broken: readonly ComputeNode[], total: number, pool: Pool): readonly WaitingReason[] {
  const states = [...new Set(broken.map(toState))];
  return states.flatMap((state) => {
    const alike = broken.filter((node) => toState(node) === state);
    const [first] = alike;
    if (first === undefined) return [];
    const explained = explainForPool(first, pool);
    const said = describeStateOf(first, alike.length);
    const [count, all] = [formatNumber(alike.length), formatNumber(total)];
    const what = l10n.t('{count} of {total} nodes of its pool: {state}', { count, total: all, state: said });
    const why = l10n.t('{count} of {total} nodes of the pool: {state}. {cause}', {
      count,
      total: all,
      state: said,
      cause: explained.cause,
    });
    return [{ ...toWaitingReason(explained, what, explained.fingerprint, judgeEnd(first)), why }];
  });
}

/** Batch replaces preempted nodes by itself, and a lost node may come back. */
function judgeEnd(node: ComputeNode): Ending {
  switch (toState(node)) {
    case 'preempted':
      return 'batch';
    case 'unknown':
      return 'either';
    default:
      return 'user';
  }
}

function isUnusable(node: ComputeNode): boolean {
  return unusableStates.includes(toState(node));
}

/** Every node is broken or takes no tasks; the worst one shows why. */
function explainUnusable(nodes: readonly ComputeNode[], worst: ComputeNode, pool: Pool): WaitingReason {
  const counts = describeNodes(nodes);
  const explained = explainForPool(worst, pool);
  const isAlike = nodes.every((node) => toLabel(node) === toLabel(worst));
  return {
    category: explained.category,
    code: explained.code,
    what: isAlike ? describeAll(worst) : l10n.t('no node of its pool can run tasks'),
    why: l10n.t(
      'Every node of the pool is broken or takes no tasks: {0}. {1} {2}',
      counts.text,
      toSentence(explained.title),
      explained.cause,
    ),
    evidence: [counts, ...explained.evidence],
    endsBy: judgeEnd(worst),
    fixes: explained.fixes.map(withoutPlace),
    remedies: explained.remedies,
    confidence: 'certain',
    identity: `no usable nodes ${explained.fingerprint}`,
  };
}

function describeAll(node: ComputeNode): string {
  if (node.state === 'starttaskfailed') return l10n.t('the start task fails on every node of its pool');
  return toState(node) === 'offline' && node.state !== 'offline'
    ? l10n.t('no node of its pool takes new tasks')
    : l10n.t('every node of its pool is {state}', { state: toLabel(node) });
}

function byRank(one: ComputeNode, other: ComputeNode): number {
  const [left, right] = [one, other].map((node) => unusableStates.indexOf(toState(node)));
  return left === right ? (one.id < other.id ? -1 : 1) : (left ?? 0) - (right ?? 0);
}
