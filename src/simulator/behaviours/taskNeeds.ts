import type { TaskRecord } from '../state/records.ts';
import { toKey } from '../state/sortedTable.ts';
import { findFlag, findNumber, findObject, findText } from '../state/wire.ts';

/** Resources that a task needs. */
export interface TaskNeeds {
  /** Number of different nodes at the same time. */
  readonly nodes: number;
  readonly slots: number;
  /** Set if the task may not run on low-priority nodes. */
  readonly dedicatedOnly: boolean;
}

/** Returns true for a multi-instance task, even if it has a single instance. */
export function isMultiInstance(task: TaskRecord): boolean {
  return findObject(task.spec, 'multiInstanceSettings') !== undefined;
}

/**
 * Returns the resources that a task needs. Batch documentation: a multi-instance task needs as many nodes as instances;
 * a job manager task has its node for itself unless `runExclusive` is false, and `allowLowPriorityNode` may exclude
 * low-priority nodes.
 */
export function findNeeds(task: TaskRecord, slotsPerNode: number): TaskNeeds {
  const manager = findObject(task.job.spec, 'jobManagerTask');
  const isManager = manager !== undefined && toKey(findText(manager, 'id') ?? '') === toKey(task.id);
  const isExclusive = isManager && findFlag(manager, 'runExclusive') !== false;
  const settings = findObject(task.spec, 'multiInstanceSettings');
  return {
    nodes: settings === undefined ? 1 : (findNumber(settings, 'numberOfInstances') ?? 1),
    slots: isExclusive ? slotsPerNode : task.requiredSlots,
    dedicatedOnly: isManager && findFlag(manager, 'allowLowPriorityNode') === false,
  };
}
