import type { ComputeNode, NodeState } from '../model/computeNode.ts';
import { isBeingResized, isResizeFailed, type Pool } from '../model/pool.ts';
import { isInGroup, type Task } from '../model/task.ts';
import { isOneOf, type KnownOf } from '../model/words.ts';
import type { ChangeEffect, Changing } from './life.ts';
import { countRunning } from './runningThere.ts';
import { isNewTime } from './settlement.ts';
import { deadStates } from './settleNode.ts';
import { judgeRestart, type RestartedNode } from './startTaskPlan.ts';

type TaskFacts = Pick<Task, 'state' | 'executionInfo'>;
type NodeFacts = Pick<ComputeNode, 'state' | 'schedulingState' | 'runningTasksCount' | 'recentTasks'>;
type PoolFacts = Pick<
  Pool,
  | 'allocationState'
  | 'creationTime'
  | 'enableAutoScale'
  | 'autoScaleRun'
  | 'resizeErrors'
  | 'currentDedicatedNodes'
  | 'currentLowPriorityNodes'
  | 'targetDedicatedNodes'
  | 'targetLowPriorityNodes'
>;

const minuteMs = 60_000;
/** Nodes have a few minutes to end what runs there. */
const longMs = 10 * minuteMs;
/** A resize gives up after a quarter of an hour, unless its pool says otherwise. */
const longResizeMs = 30 * minuteMs;

/** Whether a task that was terminated has ended. */
export function judgeEndOfTask({ now, elapsedMs }: Changing<TaskFacts>): ChangeEffect {
  if (now === undefined || isInGroup(now, 'failed', 'succeeded')) return 'seen';
  return untilLate(elapsedMs, longMs);
}

/** Whether something that was deleted is gone: another one of the same id may be there. */
export function judgeDeletion({ before, now, elapsedMs }: Changing<{ readonly creationTime?: string }>): ChangeEffect {
  if (now === undefined || isNewTime(before?.creationTime, now.creationTime)) return 'seen';
  return untilLate(elapsedMs, longResizeMs);
}

/** Whether a node that was taken offline is free of tasks: they may run on for as long as they take. */
export function judgeOffline({ now }: Changing<NodeFacts>): ChangeEffect {
  if (now?.schedulingState !== 'disabled') return 'astray';
  return countRunning(now) === 0 ? 'seen' : 'underway';
}

/** Whether a node that was brought online works. */
export function judgeOnline({ now, elapsedMs }: Changing<NodeFacts>): ChangeEffect {
  if (now?.schedulingState !== 'enabled' || isOneOf(now?.state, deadStates)) return 'astray';
  return isOneOf(now.state, ['idle', 'running']) ? 'seen' : untilLate(elapsedMs, longMs);
}

/** Whether a node that was removed has left its pool. */
export function judgeRemoval({ now, elapsedMs }: Changing<NodeFacts>): ChangeEffect {
  return now === undefined ? 'seen' : untilLate(elapsedMs, longResizeMs);
}

/** Whether a node that was rebooted or reimaged is back: it may look as before for a while, so what tells is that it has started anew. */
export function judgeReboot({ before, now }: Changing<RestartedNode>): ChangeEffect {
  const restart = judgeRestart(before ?? {}, now);
  if (restart === 'underway') return 'underway';
  return restart === 'back' ? 'seen' : 'astray';
}

/** Whether a node that was started is back. */
export function judgeStart({ now }: Changing<NodeFacts>): ChangeEffect {
  return judgeArrival(now, 'idle', 'running', 'offline');
}

/** Whether a node that was deallocated is. */
export function judgeDeallocation({ now }: Changing<NodeFacts>): ChangeEffect {
  return judgeArrival(now, 'deallocated');
}

/** Whether a node is where a request wanted it, or where it does not come there from by itself. */
function judgeArrival(now: NodeFacts | undefined, ...ends: readonly KnownOf<NodeState>[]): ChangeEffect {
  if (now === undefined || isOneOf(now.state, deadStates)) return 'astray';
  return isOneOf(now.state, ends) ? 'seen' : 'underway';
}

/** Whether the resize of a pool that was to stop has. */
export function judgeStoppedResize({ now, elapsedMs }: Changing<PoolFacts>): ChangeEffect {
  if (now === undefined) return 'astray';
  return now.allocationState === 'steady' ? 'seen' : untilLate(elapsedMs, longMs);
}

/** Whether a formula that was given to a pool has run without an error, and the pool has the nodes that it asks for. */
export function judgeAutoscale({ before, now, elapsedMs }: Changing<PoolFacts>): ChangeEffect {
  if (now?.enableAutoScale !== true) return 'astray';
  const { autoScaleRun: run } = now;
  const isNew = isNewTime(before?.autoScaleRun?.timestamp ?? new Date(0).toISOString(), run?.timestamp);
  if (!isNew) return untilLate(elapsedMs, longResizeMs);
  if (run?.error !== undefined) return 'astray';
  if (isBeingResized(now)) return untilLate(elapsedMs, longResizeMs);
  return isResizeFailed(now) ? 'astray' : 'seen';
}

function untilLate(elapsedMs: number, mostMs: number): ChangeEffect {
  return elapsedMs > mostMs ? 'astray' : 'underway';
}
