import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Pool } from '../../model/pool.ts';
import { describeState } from '../../model/states.ts';
import { formatNumber } from '../../query/numbers.ts';
import { isSame } from '../evidence/time.ts';
import { explainNode } from '../explainNode.ts';
import type { Evidence } from '../explanation.ts';
import { withFormula } from '../pool/resizing.ts';
import { withoutSubject } from '../subject.ts';
import { findFailedPreparations } from './preparation.ts';
import type { TaskCase } from './taskCase.ts';
import { toWaitingReason, type WaitingReason } from './waitingReason.ts';

/** States in which a node takes no task, those first whose reason is worth most to know. */
const unusableStates = [
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
    const others = broken.filter((node) => stateOf(node) !== stateOf(worst));
    return [explainUnusable(nodes, worst, pool), ...explainBroken(others, nodes.length, pool)];
  }
  const usable = nodes.filter((node) => !isUnusable(node) && !isBarred(theCase, node));
  if (usable.length === 0) return [];
  const reason = usable.every((node) => !isReady(node))
    ? waitForNodes(nodes, usable)
    : findNoFreeSlots(theCase, pool, usable);
  return reason === undefined ? [] : [reason, ...explainBroken(broken, nodes.length, pool)];
}

/** No task of the job starts where its preparation task failed. */
function isBarred({ job, preparation }: TaskCase, node: ComputeNode): boolean {
  if (job?.jobPreparationTask?.waitForSuccess === false) return false;
  return findFailedPreparations(preparation).some(({ nodeId }) => nodeId === node.id);
}

/** Nodes that take no task, one reason for each of their states. */
function explainBroken(broken: readonly ComputeNode[], total: number, pool: Pool): readonly WaitingReason[] {
  const states = [...new Set(broken.map(stateOf))];
  return states.flatMap((state) => {
    const alike = broken.filter((node) => stateOf(node) === state);
    const [first] = alike;
    if (first === undefined) return [];
    const explained = explainNode({ node: first, pool });
    const { label } = describeState('node', state);
    const [count, all] = [formatNumber(alike.length), formatNumber(total)];
    const what = l10n.t('{0} of {1} nodes of its pool: {2}', count, all, label);
    const why = l10n.t('{0} of {1} nodes of the pool: {2}. {3}', count, all, label, explained.cause);
    return [{ ...toWaitingReason(explained, what, explained.fingerprint), why }];
  });
}

function stateOf(node: ComputeNode): string {
  const state = node.state?.toLowerCase() ?? '';
  const isWorking = state === 'idle' || state === 'running';
  return isSame(node.schedulingState, 'disabled') && isWorking ? 'offline' : state;
}

function isUnusable(node: ComputeNode): boolean {
  return unusableStates.includes(stateOf(node));
}

function isReady(node: ComputeNode): boolean {
  return isSame(node.state, 'idle') || isSame(node.state, 'running');
}

/** `2 idle, 1 start task failed`. */
export function describeNodes(nodes: readonly ComputeNode[]): Evidence {
  const counts = new Map<string, number>();
  for (const node of nodes) counts.set(stateOf(node), (counts.get(stateOf(node)) ?? 0) + 1);
  const parts = [...counts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([state, count]) => `${formatNumber(count)} ${describeState('node', state).label}`);
  return { text: parts.join(', '), source: 'nodes' };
}

/** Every node is broken or takes no tasks; the worst of them tells why. */
function explainUnusable(nodes: readonly ComputeNode[], worst: ComputeNode, pool: Pool): WaitingReason {
  const counts = describeNodes(nodes);
  const explained = explainNode({ node: worst, pool });
  const reason = withoutSubject(explained.title, [worst.id]);
  const isAlike = nodes.every((node) => stateOf(node) === stateOf(worst));
  return {
    category: explained.category,
    code: explained.code,
    what:
      isAlike && isSame(worst.state, 'starttaskfailed')
        ? l10n.t('the start task fails on every node of its pool')
        : l10n.t('no node of its pool can run tasks'),
    why: l10n.t(
      'Every node of the pool is broken or takes no tasks: {0}. Of one of them: {1}. {2}',
      counts.text,
      reason,
      explained.cause,
    ),
    evidence: [counts, ...explained.evidence],
    fixes: explained.fixes.map(({ text }) => text),
    remedies: explained.remedies,
    confidence: 'certain',
    identity: `no usable nodes ${explained.fingerprint}`,
  };
}

function byRank(one: ComputeNode, other: ComputeNode): number {
  const [left, right] = [one, other].map((node) => unusableStates.indexOf(stateOf(node)));
  return left === right ? (one.id < other.id ? -1 : 1) : (left ?? 0) - (right ?? 0);
}

function waitForNodes(nodes: readonly ComputeNode[], usable: readonly ComputeNode[]): WaitingReason {
  const counts = describeNodes(nodes);
  return {
    category: 'other',
    what: l10n.t('no node of its pool is ready yet'),
    why: l10n.t(
      'Of the nodes of the pool, {0} are on their way to run tasks ({1}). Tasks start when the first of them is ready.',
      formatNumber(usable.length),
      counts.text,
    ),
    evidence: [counts],
    fixes: [
      l10n.t(
        'Wait some minutes; if they stay so for long, look at the start task and the container images of the pool.',
      ),
    ],
    remedies: [],
    confidence: 'likely',
    identity: 'nodes starting',
  };
}

function findNoFreeSlots(
  { task, job, nodes }: TaskCase,
  pool: Pool,
  usable: readonly ComputeNode[],
): WaitingReason | undefined {
  const slots = pool.taskSlotsPerNode ?? 1;
  const needed = task.requiredSlots ?? 1;
  if (needed > slots || usable.some((node) => isReady(node) && countFree(node, slots) >= needed)) return undefined;
  const priority = job?.priority ?? 0;
  return {
    category: 'other',
    what: l10n.t('all slots of its pool are in use'),
    why: l10n.t(
      'No usable node of the pool has enough free slots for it ({0} usable, {1} of them starting). It starts when a task ends or a node is ready.',
      formatNumber(usable.length),
      formatNumber(usable.filter((node) => !isReady(node)).length),
    ),
    evidence: [
      describeNodes(nodes),
      job?.priority === undefined
        ? undefined
        : { text: l10n.t('The priority of its job is {0} (from -1000 to 1000).', priority), source: `job ${job.id}` },
    ],
    fixes: [
      pool.enableAutoScale === true
        ? l10n.t(
            'Wait, or let the autoscale formula ask for more nodes. Tasks of jobs with a higher priority go first.',
          )
        : l10n.t('Wait, or give the pool more nodes. Tasks of jobs with a higher priority go first.'),
    ],
    remedies: withFormula(pool, ['pool.resize']),
    confidence: 'likely',
    identity: 'no free slots',
  };
}

/** A running node that does not count its slots is taken to be full. */
function countFree(node: ComputeNode, slots: number): number {
  const used = node.runningTaskSlotsCount ?? node.runningTasksCount ?? (isSame(node.state, 'idle') ? 0 : slots);
  return slots - used;
}
