import type { TaskRecord } from '../state/records.ts';
import { findText } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { toTaskRoot } from './commandRuns.ts';
import { finishIfAllComplete } from './jobLife.ts';
import { interruptRun } from './taskRuns.ts';
import { dropTask } from './taskStates.ts';

/** Deletes a task, ends it if it is running, and removes its files regardless of their retention time. */
export function removeTask(world: World, task: TaskRecord): void {
  const run = task.run;
  if (run !== undefined) interruptRun(world, run, 'forget');
  dropTask(world, task);
  const pool = world.pools.get(findText(task.nodeInfo, 'poolId') ?? '');
  const node = pool?.nodes.get(findText(task.nodeInfo, 'nodeId') ?? '');
  void Promise.resolve(run?.done).then(() => node?.machine?.files.remove(toTaskRoot(task)));
  finishIfAllComplete(world, task.job);
}
