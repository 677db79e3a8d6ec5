import * as l10n from '@vscode/l10n';
import { findCores } from '../definitions/vmSizes.ts';
import { type ComputeNode, isStarting } from '../model/computeNode.ts';
import type { Job } from '../model/job.ts';
import type { Pool } from '../model/pool.ts';
import { number, object, readAs, text } from '../model/shape.ts';
import type { Task } from '../model/task.ts';
import { isOneOf } from '../model/words.ts';
import { plural } from '../text/plural.ts';
import { hourMs } from '../words/durations.ts';
import { formatNumber } from '../words/numbers.ts';

/** VM cores multiplied by hours: an estimate of cost without prices. */
export interface CoreHours {
  readonly hours: number;
  /** False if the actual number may be higher because times or cores are unknown. */
  readonly isComplete: boolean;
}

export const noCoreHours: CoreHours = { hours: 0, isComplete: true };

interface Attempt {
  readonly task: Task;
  readonly pool: Pool | undefined;
  readonly job?: Job | undefined;
}

/** The nodes that a task ran on. */
type Nodes = Pick<Pool, 'vmSize' | 'taskSlotsPerNode'>;

const readAutoPool = object({ pool: object({ vmSize: text, taskSlotsPerNode: number }) });

/**
 * Adds up the core hours of the tasks' last attempts: all cores of each instance's node, or the task's share of the
 * slots if a node has several. The service no longer has the times of earlier attempts and requeued runs (Batch
 * documentation: "Task: executionInfo.startTime"), so the sum is incomplete if there were any.
 */
export function measureAttempts(attempts: readonly Attempt[]): CoreHours {
  // There are many tasks, but few pools and jobs.
  const known = new Map<unknown, readonly [Nodes | undefined, number | undefined]>();
  return addCoreHours(
    attempts.map(({ task, pool, job }) => {
      const key = pool ?? job;
      const nodes = known.get(key)?.[0] ?? pool ?? findAutoPool(job);
      if (!known.has(key)) known.set(key, [nodes, findCores(nodes?.vmSize)]);
      return measureAttempt(task, nodes, known.get(key)?.[1]);
    }),
  );
}

/** Returns what a job says about the pool that Batch creates for it, which may be gone. */
function findAutoPool(job: Job | undefined): Nodes | undefined {
  return readAs(readAutoPool, job?.poolInfo?.autoPoolSpecification).value?.pool;
}

function measureAttempt(
  { executionInfo, nodeInfo, requiredSlots = 1, multiInstanceSettings }: Task,
  nodes: Nodes | undefined,
  cores: number | undefined,
): CoreHours {
  const isOnlyRun = !ranBefore(executionInfo);
  // The service may no longer name the node of a task whose program ran.
  const hadNode = nodeInfo?.nodeId !== undefined || executionInfo?.exitCode !== undefined;
  if (executionInfo?.startTime === undefined || !hadNode) return { hours: 0, isComplete: isOnlyRun };
  const hours = countHours(executionInfo.startTime, Date.parse(executionInfo.endTime ?? ''));
  if (hours === undefined || cores === undefined) return { hours: 0, isComplete: false };
  const { taskSlotsPerNode = 1 } = nodes ?? {};
  const { numberOfInstances = 1 } = multiInstanceSettings ?? {};
  const share = numberOfInstances > 1 ? numberOfInstances : Math.min(1, requiredSlots / taskSlotsPerNode);
  return { hours: hours * cores * share, isComplete: isOnlyRun };
}

/** Checks whether a task had attempts or runs before the last one, whose times the service no longer has. */
export function ranBefore({ retryCount = 0, requeueCount = 0 }: NonNullable<Task['executionInfo']> = {}): boolean {
  return retryCount > 0 || requeueCount > 0;
}

/** Returns the core hours of a node since it entered its current state. */
export function measureHeld({ stateTransitionTime }: ComputeNode, pool: Pool | undefined, now: number): CoreHours {
  const hours = countHours(stateTransitionTime, now);
  const cores = findCores(pool?.vmSize);
  return hours === undefined || cores === undefined
    ? { hours: 0, isComplete: false }
    : { hours: hours * cores, isComplete: true };
}

/**
 * Checks whether a node that is a failure costs money but does no work: it is unusable or unreachable, its start task
 * failed, or it hangs while starting. A preempted node costs nothing.
 */
export function isHeldBroken(node: ComputeNode): boolean {
  return isOneOf(node.state, ['starttaskfailed', 'unusable', 'unknown']) || isStarting(node);
}

export function addCoreHours(all: readonly CoreHours[]): CoreHours {
  let hours = 0;
  let isComplete = true;
  for (const one of all) {
    hours += one.hours;
    isComplete &&= one.isComplete;
  }
  return { hours, isComplete };
}

/** Returns the hours between two times; undefined if one is unknown or they are out of order. */
function countHours(from: string | undefined, toMs: number): number | undefined {
  const ms = toMs - Date.parse(from ?? '');
  return ms >= 0 ? ms / hourMs : undefined;
}

/**
 * Returns `about 34 core-hours`, or `at least 2.7 core-hours`; undefined below one hour, which is negligible. All values
 * are rounded down: "at least" must not claim more than is known, and no part may look greater than its sum.
 */
export function formatCoreHours({ hours, isComplete }: CoreHours): string | undefined {
  // Times differ by seconds from those at which a node was taken and left: 23.998 is 24.
  const known = Math.round(hours * 100) / 100;
  if (known < 1) return undefined;
  const rounded = known < 10 ? Math.floor(known * 10) / 10 : Math.floor(known);
  const args = { count: formatNumber(rounded) };
  return isComplete
    ? plural(rounded, { one: l10n.t('about {count} core-hour', args), other: l10n.t('about {count} core-hours', args) })
    : plural(rounded, {
        one: l10n.t('at least {count} core-hour', args),
        other: l10n.t('at least {count} core-hours', args),
      });
}
