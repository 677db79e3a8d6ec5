import type { TaskRecord } from '../state/records.ts';
import { toKey } from '../state/sortedTable.ts';
import { findFlag, findNumber, findObject, findText } from '../state/wire.ts';

/** What a task needs of the pool. */
export interface TaskNeeds {
  /** Different nodes at the same time. */
  readonly nodes: number;
  /** Slots on each of them. */
  readonly slots: number;
  /** Nodes of low priority will not do. */
  readonly dedicatedOnly: boolean;
}

/** Whether a task runs on several nodes together, also where it asks for one of them. */
export function isMultiInstance(task: TaskRecord): boolean {
  return findObject(task.spec, 'multiInstanceSettings') !== undefined;
}

/**
 * Batch documentation: a multi-instance task has as many nodes as instances; a job manager task has its node for itself
 * unless `runExclusive` is false, and may be kept from nodes of low priority by `allowLowPriorityNode`.
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
