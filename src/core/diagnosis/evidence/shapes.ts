import type { ComputeNode } from '../../model/computeNode.ts';
import { readNode } from '../../model/computeNodeShape.ts';
import type { Job, JobPreparationAndReleaseStatus, TaskCounts } from '../../model/job.ts';
import type { JobSchedule } from '../../model/jobSchedule.ts';
import { readJobSchedule } from '../../model/jobScheduleShape.ts';
import { readJob, readPreparationStatus, readTaskCounts } from '../../model/jobShape.ts';
import type { Pool } from '../../model/pool.ts';
import { readPool } from '../../model/poolShape.ts';
import { isObject, list, type Read, readAs } from '../../model/shape.ts';
import type { Subtask } from '../../model/subtask.ts';
import type { Task } from '../../model/task.ts';
import { readSubtask, readTask } from '../../model/taskShape.ts';
import type { OtherWord } from '../../model/words.ts';

/** A `T` as a caller from outside has it: its words are texts in any case. */
export type Wire<T> = T extends OtherWord
  ? string | T
  : T extends readonly (infer Item)[]
    ? readonly Wire<Item>[]
    : T extends object
      ? { readonly [K in keyof T]: Wire<T[K]> }
      : T;

/** Evidence of which these parts are as a caller from outside has them: they are read before anything is said of them. */
export type Given<Evidence, Names extends keyof Evidence> = {
  readonly [Name in keyof Evidence]: Name extends Names ? Wire<Evidence[Name]> : Evidence[Name];
};

/** What is known, by name: nothing where a caller from outside passes what is no object. Never throws. */
export function toParts<Evidence extends object>(evidence: Evidence): Partial<Evidence> {
  return typeof evidence === 'object' && evidence !== null ? evidence : {};
}

/** Shown for an id that is missing. */
export const unknownId = '?';

/** A task whose properties have the types of the model, whatever `value` was; undefined for what is no object. */
export function toTask(value: unknown): Task | undefined {
  return readAs(anonymous(readTask), value).value;
}

export function toJob(value: unknown): Job | undefined {
  return readAs(anonymous(readJob), value).value;
}

export function toJobSchedule(value: unknown): JobSchedule | undefined {
  return readAs(anonymous(readJobSchedule), value).value;
}

export function toPool(value: unknown): Pool | undefined {
  return readAs(readAnyPool, value).value;
}

export function toNode(value: unknown): ComputeNode | undefined {
  return readAs(anonymous(readNode), value).value;
}

export function toTasks(value: unknown): readonly Task[] {
  return toList(anonymous(readTask), value);
}

export function toNodes(value: unknown): readonly ComputeNode[] {
  return toList(anonymous(readNode), value);
}

export function toPreparation(value: unknown): readonly JobPreparationAndReleaseStatus[] {
  return toList(readPreparationStatus, value);
}

export function toSubtasks(value: unknown): readonly Subtask[] {
  return toList(readSubtask, value);
}

/** What is not a whole set of counts means nothing. */
export function toTaskCounts(value: unknown): TaskCounts | undefined {
  return readAs(readTaskCounts, value).value;
}

/** Explained things may come without an id, which then shows as a question mark. */
function anonymous<T>(read: Read<T>): Read<T> {
  return (value, found) =>
    read(isObject(value) && typeof value['id'] !== 'string' ? { ...value, id: unknownId } : value, found);
}

/** A pool that may come without an id. */
export const readAnyPool: Read<Pool> = anonymous(readPool);

function toList<T>(read: Read<T>, value: unknown): readonly T[] {
  return readAs(list(read), value).value ?? [];
}
