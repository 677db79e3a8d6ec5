import { isLongAgo, isLongIdle } from '../../../core/impact/longIdle.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { Job, TaskCounts } from '../../../core/model/job.ts';
import {
  brokenStates,
  countNodes,
  isBeingResized,
  isResizeFailed,
  isResizeStopped,
  type Pool,
  type PoolNodeCounts,
} from '../../../core/model/pool.ts';
import type { JobResource, NodeResource, PoolResource, TaskResource } from '../../../core/model/resource.ts';
import { describeState } from '../../../core/model/states.ts';
import { type Task, toShownState } from '../../../core/model/task.ts';
import { isTroubled } from '../../lists/nodeGroups.ts';
import type { JobSeen, NodeSeen, PoolSeen, TaskSeen, WatchEvent } from './watched.ts';

/** The result of a poll: the new state, and the events since the previous poll. */
export interface Judged<Thing> {
  readonly seen: Thing;
  readonly events: readonly WatchEvent[];
  readonly isOver: boolean;
}

/**
 * Evaluates a poll of a task. The first poll, without `before`, has no events.
 * @param writtenAt the time of the task's last output, if this poll checked it
 */
export function judgeTask(
  resource: TaskResource,
  before: TaskSeen | undefined,
  task: Task,
  now: Date,
  { writtenAt }: { readonly writtenAt?: string | undefined } = {},
): Judged<TaskSeen> {
  const at = now.toISOString();
  const state = toShownState(task);
  const isSame = before?.state === state;
  const isEnded = state === 'failed' || state === 'succeeded';
  const isHanging =
    !isEnded && (state === 'running' ? isLongAgo(writtenAt, now) : isLongAgo(task.stateTransitionTime, now));
  const isUnknown = state !== 'running' || writtenAt === undefined;
  const said = isHanging ? 'hanging' : isSame && isUnknown ? before?.said : undefined;
  const events: WatchEvent[] = [];
  if (before !== undefined && isEnded && !isSame)
    events.push({ what: state === 'failed' ? 'failed' : 'ended', resource, at });
  if (before !== undefined && isHanging && before.said !== 'hanging') events.push({ what: 'hanging', resource, at });
  const outputAt = writtenAt === undefined ? (isSame ? before?.outputAt : undefined) : at;
  return {
    seen: {
      ...(state === undefined ? {} : { state }),
      ...(said === undefined ? {} : { said }),
      ...(outputAt === undefined ? {} : { outputAt }),
    },
    events,
    isOver: isEnded,
  };
}

/** The result of polling a job. Each part is absent if it was not requested. */
export interface JobLook {
  readonly job?: Job | undefined;
  readonly counts?: TaskCounts | undefined;
}

const noTasks = { failed: 0, succeeded: 0, active: 0, running: 0 };

/** Evaluates a poll of a job and its tasks. */
export function judgeJob(
  resource: JobResource,
  before: JobSeen | undefined,
  { job, counts }: JobLook,
  now: Date,
): Judged<JobSeen> {
  const at = now.toISOString();
  const state = job?.state ?? before?.state;
  const { failed, succeeded, active, running } = counts ?? before ?? noTasks;
  const hasMoved =
    before === undefined ||
    (['failed', 'succeeded', 'active', 'running'] as const).some((name) => counts && counts[name] !== before[name]);
  const changedAt = hasMoved ? at : before.changedAt;
  const isOver = state === 'completed';
  const isIdle = state === 'active' && active + running === 0 && failed + succeeded > 0;
  // A job that terminates when its tasks complete is about to do so.
  const isLeft = isIdle && job !== undefined && job.onAllTasksComplete !== 'terminatejob';
  const isHanging = !isOver && active > 0 && running === 0 && isLongAgo(changedAt, now);
  const events: WatchEvent[] = [];
  let said = hasMoved ? undefined : before.said;
  if (before !== undefined) {
    if (failed > before.failed) events.push({ what: 'failed', resource, at, count: failed - before.failed });
    if (isOver && before.state !== 'completed') events.push({ what: 'ended', resource, at, succeeded, failed });
    if (isLeft && said !== 'idle') events.push({ what: 'idle', resource, at });
    if (isHanging && said !== 'hanging') events.push({ what: 'hanging', resource, at });
  }
  if (isHanging) said = 'hanging';
  if (isLeft || (before === undefined && isIdle)) said = 'idle';
  return {
    seen: {
      ...(state === undefined ? {} : { state }),
      failed,
      succeeded,
      active,
      running,
      changedAt,
      ...(said === undefined ? {} : { said }),
    },
    events,
    isOver,
  };
}

/** The result of polling a pool. Each part is absent if it was not requested. */
export interface PoolLook {
  readonly pool?: Pool | undefined;
  readonly nodes?: PoolNodeCounts | undefined;
}

/** Counts nodes that need attention, including preempted ones. */
export function countBroken(nodes: PoolNodeCounts): number {
  return countNodes(nodes, ...brokenStates, 'preempted');
}

/** Evaluates a poll of a pool and its nodes. */
export function judgePool(
  resource: PoolResource,
  before: PoolSeen | undefined,
  { pool, nodes }: PoolLook,
  now: Date,
): Judged<PoolSeen> {
  const at = now.toISOString();
  const isShort = pool === undefined ? (before?.isShort ?? false) : lacksNodes(pool);
  const isResizing = pool === undefined ? (before?.isBeingResized ?? false) : isBeingResized(pool);
  const broken = nodes === undefined ? before?.broken : countBroken(nodes);
  const idleSince = nodes === undefined ? before?.idleSince : isAllIdle(nodes) ? (before?.idleSince ?? at) : undefined;
  const isHanging = pool !== undefined && isResizing && isLongAgo(pool.allocationStateTransitionTime, now);
  const isIdle = idleSince !== undefined && isLongAgo(idleSince, now);
  const isStillSaid = before?.said === 'idle' ? idleSince !== undefined : isResizing;
  const events: WatchEvent[] = [];
  if (before !== undefined) {
    if (isShort && !before.isShort) events.push({ what: 'failed', resource, at });
    const more = (broken ?? 0) - (before.broken ?? broken ?? 0);
    if (more > 0) events.push({ what: 'failed', resource, at, count: more });
    if (before.isBeingResized && !isResizing && !isShort) events.push({ what: 'ended', resource, at });
    if (isIdle && before.said !== 'idle') events.push({ what: 'idle', resource, at });
    if (isHanging && before.said !== 'hanging') events.push({ what: 'hanging', resource, at });
  }
  const said = isIdle ? 'idle' : isHanging ? 'hanging' : isStillSaid ? before?.said : undefined;
  return {
    seen: {
      isShort,
      isBeingResized: isResizing,
      ...(broken === undefined ? {} : { broken }),
      ...(idleSince === undefined ? {} : { idleSince }),
      ...(said === undefined ? {} : { said }),
    },
    events,
    isOver: false,
  };
}

/** Checks whether a pool failed to get its target number of nodes. */
function lacksNodes(pool: Pool): boolean {
  return (isResizeFailed(pool) && !isResizeStopped(pool)) || pool.autoScaleRun?.error !== undefined;
}

function isAllIdle(nodes: PoolNodeCounts): boolean {
  const total = countNodes(nodes, 'total');
  return total > 0 && countNodes(nodes, 'idle') === total;
}

/** Evaluates a poll of a node. */
export function judgeNode(
  resource: NodeResource,
  before: NodeSeen | undefined,
  node: ComputeNode,
  now: Date,
): Judged<NodeSeen> {
  const at = now.toISOString();
  const { state } = node;
  const [was, is] = [describeState('node', before?.state), describeState('node', state)];
  const isHanging = is.severity === 'transition' && isLongAgo(node.stateTransitionTime, now);
  const said = isHanging ? 'hanging' : isLongIdle(node, now) ? 'idle' : undefined;
  const events: WatchEvent[] = [];
  if (before !== undefined) {
    if (isTroubled(node) && !isTroubled({ ...before, id: node.id })) events.push({ what: 'failed', resource, at });
    if (is.severity === 'ok' && was.severity !== 'ok') events.push({ what: 'ended', resource, at });
    if (said !== undefined && said !== before.said) events.push({ what: said, resource, at });
  }
  return {
    seen: { ...(state === undefined ? {} : { state }), ...(said === undefined ? {} : { said }) },
    events,
    isOver: false,
  };
}
