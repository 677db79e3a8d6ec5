import type { ComputeNode } from '../../model/computeNode.ts';
import type { Task } from '../../model/task.ts';
import { toTimeText } from '../evidence/time.ts';
import type { Observation } from './observation.ts';
import { observeTask } from './observation.ts';

const minuteMs = 60_000;
/** Lengths of the slices into which a job's time is cut: the shortest of which there are not too many. */
const sliceLengthsMs = [5, 15, 60, 6 * 60, 24 * 60, 7 * 24 * 60].map((minutes) => minutes * minuteMs);
const maxSlices = 24;
/** A window is so many slices long, and begins with any. */
const windowLengths = [1, 2, 4, 8];

/** `observations` with the windows of time in which each began, where their times tell anything apart. */
export function withTimeWindows(observations: readonly Observation[]): readonly Observation[] {
  const [first, last] = findSpan(observations);
  const sliceMs = sliceLengthsMs.find((length) => Math.floor(last / length) - Math.floor(first / length) < maxSlices);
  if (sliceMs === undefined) return observations;
  const windows = new Map<number, readonly string[]>();
  return observations.map((observation) => {
    if (observation.startedAt === undefined) return observation;
    const slice = Math.floor(observation.startedAt / sliceMs);
    const time = windows.get(slice) ?? listWindows(slice, sliceMs);
    windows.set(slice, time);
    return { ...observation, traits: { ...observation.traits, time } };
  });
}

function findSpan(observations: readonly Observation[]): readonly [number, number] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { startedAt } of observations) {
    if (startedAt === undefined) continue;
    first = Math.min(first, startedAt);
    last = Math.max(last, startedAt);
  }
  return [first, last];
}

/** All windows that the slice is in. */
function listWindows(slice: number, sliceMs: number): readonly string[] {
  return windowLengths.flatMap((length) =>
    Array.from({ length }, (_, back) => {
      const begin = (slice - back) * sliceMs;
      return `${toTimeText(begin)} – ${toTimeText(begin + length * sliceMs)}`;
    }),
  );
}

/** Those of the tasks that ended as observations, in their order. What nodes are is known of those given. */
export function observeTasks(tasks: readonly Task[], nodes: readonly ComputeNode[] = []): readonly Observation[] {
  const byId = new Map(nodes.map((node) => [node.id.toLowerCase(), node]));
  const observed = tasks.map((task) => observeTask(task, byId.get(task.nodeInfo?.nodeId?.toLowerCase() ?? '')));
  return withTimeWindows(observed.filter((observation) => observation !== undefined));
}
