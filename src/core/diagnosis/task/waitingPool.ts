import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Pool } from '../../model/pool.ts';
import { isSame } from '../evidence/time.ts';
import { explainPool } from '../explainPool.ts';
import type { TaskCase } from './taskCase.ts';
import type { WaitingReason } from './waitingReason.ts';

/** What about the pool keeps tasks from starting: no nodes, no usable ones, no slots. */
export function findPoolReasons(theCase: TaskCase): readonly WaitingReason[] {
  const { pool } = theCase;
  if (pool === undefined) return [];
  return [
    findSlotMismatch(theCase, pool),
    findNoNodes(theCase, pool),
    findNoUsableNodes(theCase.nodes),
    findNoFreeSlots(theCase, pool),
  ].filter((reason) => reason !== undefined);
}

function findSlotMismatch({ task }: TaskCase, pool: Pool): WaitingReason | undefined {
  const needed = task.requiredSlots ?? 1;
  const slots = pool.taskSlotsPerNode ?? 1;
  if (needed <= slots) return undefined;
  return {
    category: 'bad-arguments',
    what: l10n.t('it asks for more slots than a node has'),
    why: l10n.t('It needs {0} task slots, and a node of this pool has {1}: it can never run here.', needed, slots),
    evidence: [{ text: `requiredSlots = ${needed}, taskSlotsPerNode = ${slots}`, source: `pool ${pool.id}` }],
    fixes: [l10n.t('Submit it with fewer `requiredSlots`, or use a pool with more slots per node.')],
    remedies: ['task.resubmit'],
    confidence: 'certain',
    identity: 'requiredSlots',
  };
}

function nodesOf(pool: Pool): { readonly current: number; readonly target: number } {
  return {
    current: (pool.currentDedicatedNodes ?? 0) + (pool.currentLowPriorityNodes ?? 0),
    target: (pool.targetDedicatedNodes ?? 0) + (pool.targetLowPriorityNodes ?? 0),
  };
}

function findNoNodes({ quotas }: TaskCase, pool: Pool): WaitingReason | undefined {
  const { current, target } = nodesOf(pool);
  const isKnown = pool.currentDedicatedNodes !== undefined || pool.currentLowPriorityNodes !== undefined;
  if (!isKnown || current > 0) return undefined;
  const evidence = [{ text: l10n.t('{0} of {1} nodes', current, target), source: `pool ${pool.id}` }];
  if (isSame(pool.allocationState, 'resizing')) {
    return {
      category: 'other',
      what: l10n.t('its pool is being resized and has no nodes yet'),
      why: l10n.t('The pool {0} gets its nodes now; tasks start when the first of them is ready.', pool.id),
      evidence,
      fixes: [l10n.t('Wait for the resize.')],
      remedies: [],
      confidence: 'likely',
      identity: 'pool resizing',
    };
  }
  const explained = explainPool({ pool, quotas });
  const hasReason = (pool.resizeErrors ?? []).length > 0 || pool.autoScaleRun?.error !== undefined;
  return {
    category: hasReason ? explained.category : 'allocation',
    code: hasReason ? explained.code : undefined,
    what: l10n.t('its pool has no nodes'),
    why: hasReason
      ? `${l10n.t('The pool {0} has no nodes.', pool.id)} ${explained.cause}`
      : describeEmpty(pool, target),
    evidence: [...evidence, ...(hasReason ? explained.evidence : [])],
    fixes: hasReason
      ? explained.fixes.map((fix) => fix.text)
      : [
          pool.enableAutoScale === true
            ? l10n.t('Correct the autoscale formula of the pool.')
            : l10n.t('Resize the pool.'),
        ],
    remedies: hasReason
      ? explained.remedies
      : [pool.enableAutoScale === true ? 'pool.evaluateAutoscale' : 'pool.resize'],
    confidence: 'certain',
    identity: `no nodes ${explained.fingerprint}`,
  };
}

function describeEmpty(pool: Pool, target: number): string {
  if (pool.enableAutoScale === true && target === 0) {
    return l10n.t('The pool {0} has no nodes, and its autoscale formula asks for none.', pool.id);
  }
  return target === 0
    ? l10n.t('The pool {0} has no nodes, and its target is 0.', pool.id)
    : l10n.t('The pool {0} has no nodes although its target is {1}.', pool.id, target);
}

const unusableStates = [
  'unusable',
  'starttaskfailed',
  'unknown',
  'offline',
  'preempted',
  'leavingpool',
  'deallocated',
  'deallocating',
];

function isUnusable(node: ComputeNode): boolean {
  return unusableStates.some((state) => isSame(node.state, state)) || isSame(node.schedulingState, 'disabled');
}

function countStates(nodes: readonly ComputeNode[]): string {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const state = isSame(node.schedulingState, 'disabled') ? 'offline' : (node.state?.toLowerCase() ?? '?');
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return [...counts]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([state, count]) => `${count} ${state}`)
    .join(', ');
}

function findNoUsableNodes(nodes: readonly ComputeNode[]): WaitingReason | undefined {
  if (nodes.length === 0 || !nodes.every(isUnusable)) return undefined;
  return {
    category: 'node',
    what: l10n.t('no node of its pool can run tasks'),
    why: l10n.t('Every node of the pool is broken or takes no tasks: {0}.', countStates(nodes)),
    evidence: [{ text: countStates(nodes), source: 'nodes' }],
    fixes: [l10n.t('See why the nodes are in that state; bring them online, reboot or replace them.')],
    remedies: ['node.enableScheduling', 'node.reboot', 'node.remove'],
    confidence: 'certain',
    identity: 'no usable nodes',
  };
}

function findNoFreeSlots({ task, nodes }: TaskCase, pool: Pool): WaitingReason | undefined {
  const slots = pool.taskSlotsPerNode ?? 1;
  const usable = nodes.filter((node) => !isUnusable(node));
  const needed = task.requiredSlots ?? 1;
  if (usable.length === 0 || needed > slots) return undefined;
  const starting = usable.filter((node) => !isSame(node.state, 'idle') && !isSame(node.state, 'running'));
  const free = usable.some(
    (node) =>
      (isSame(node.state, 'idle') || isSame(node.state, 'running')) &&
      slots - (node.runningTaskSlotsCount ?? node.runningTasksCount ?? (isSame(node.state, 'idle') ? 0 : slots)) >=
        needed,
  );
  if (free) return undefined;
  return {
    category: 'other',
    what: l10n.t('all slots of its pool are in use'),
    why: l10n.t(
      'No usable node of the pool has enough free slots for it ({0} usable, {1} of them starting). It starts when a task ends or a node is ready.',
      usable.length,
      starting.length,
    ),
    evidence: [{ text: countStates(nodes), source: 'nodes' }],
    fixes: [l10n.t('Wait, or give the pool more nodes. Tasks of jobs with a higher priority go first.')],
    remedies: ['pool.resize'],
    confidence: 'likely',
    identity: 'no free slots',
  };
}
