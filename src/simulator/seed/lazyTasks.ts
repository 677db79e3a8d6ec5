import type { LazyTasks } from '../scenarios/scenario.ts';
import { BackedTable } from '../state/backedTable.ts';
import type { JobRecord, TaskRecord } from '../state/records.ts';
import { type RequiredValues, type Table, toKey } from '../state/sortedTable.ts';
import { versionAt } from '../state/version.ts';
import { findText } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { locateTask, type PastTask, pastTask, placeOnNode } from './seedTasks.ts';

/** A table of tasks that are made when a client asks for them; their files are made when it asks for one task by id. */
export function lazyTaskTable(world: World, job: () => JobRecord, tasks: LazyTasks): Table<TaskRecord> {
  const seededMs = world.clock.now();
  const past = (index: number): PastTask => {
    const made = pastTask(world, job(), tasks.at(index), seededMs);
    // The same version at every look: nothing has changed.
    Object.assign(made.task, versionAt(seededMs, index));
    return made;
  };
  return new BackedTable<TaskRecord>({
    count: tasks.count,
    indexOf: (id) => tasks.indexOf(id),
    keyAt: (index) => toKey(findText(tasks.at(index).body, 'id') ?? ''),
    peek(index) {
      const made = past(index);
      locateTask(world, made);
      return made.task;
    },
    make(index) {
      const made = past(index);
      placeOnNode(world, made);
      return made.task;
    },
    next: (index, required) => nextIndex(tasks, index, required),
  });
}

function nextIndex(tasks: LazyTasks, index: number, required: RequiredValues | undefined): number {
  const state = required?.get('state') ?? 'completed';
  const exitCode = required?.get('executionInfo/exitCode') ?? '0';
  if (state !== 'completed') return tasks.count;
  const mustHaveFailed = required?.get('executionInfo/result') === 'failure' || exitCode !== '0';
  return mustHaveFailed ? tasks.nextFailure(index) : index;
}

/** Counts tasks without making them: all are completed, and the failed ones are known by their places. */
export function countLazyTasks(job: JobRecord, tasks: LazyTasks): void {
  let failed = 0;
  for (let index = tasks.nextFailure(0); index < tasks.count; index = tasks.nextFailure(index + 1)) failed += 1;
  const counts = { completed: tasks.count, succeeded: tasks.count - failed, failed };
  Object.assign(job.counts, counts);
  Object.assign(job.slotCounts, counts);
}
