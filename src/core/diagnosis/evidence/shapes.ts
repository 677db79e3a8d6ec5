import type { ComputeNode } from '../../model/computeNode.ts';
import { readNode } from '../../model/computeNodeShape.ts';
import type { Job } from '../../model/job.ts';
import type { JobSchedule } from '../../model/jobSchedule.ts';
import { readJobSchedule } from '../../model/jobScheduleShape.ts';
import { readJob } from '../../model/jobShape.ts';
import type { Pool } from '../../model/pool.ts';
import { readPool } from '../../model/poolShape.ts';
import { isObject, object, type Read, type Readers, type Shaped, text } from '../../model/shape.ts';
import type { Task } from '../../model/task.ts';
import { readTask } from '../../model/taskShape.ts';
import type { OtherWord } from '../../model/words.ts';

/** A `T` as an external caller passes it, in which enum values are strings in any case. */
export type Wire<T> = T extends OtherWord
  ? string | T
  : T extends readonly (infer Item)[]
    ? readonly Wire<Item>[]
    : T extends object
      ? { readonly [K in keyof T]: Wire<T[K]> }
      : T;

/** Evidence in which the parts `Names` are as an external caller passes them, and are checked before use. */
export type Given<Evidence, Names extends keyof Evidence> = {
  readonly [Name in keyof Evidence]: Name extends Names ? Wire<Evidence[Name]> : Evidence[Name];
};

/** Placeholder for an item without an ID. */
export const unnamed = { id: '?' } as const;

/** Allows explained items to lack an ID, which is then shown as a question mark. */
function anonymous<T>(read: Read<T>): Read<T> {
  return (value, found) =>
    read(isObject(value) && typeof value['id'] !== 'string' ? { ...value, ...unnamed } : value, found);
}

export const readAnyTask: Read<Task> = anonymous(readTask);
export const readAnyJob: Read<Job> = anonymous(readJob);
export const readAnyJobSchedule: Read<JobSchedule> = anonymous(readJobSchedule);
export const readAnyPool: Read<Pool> = anonymous(readPool);
export const readAnyNode: Read<ComputeNode> = anonymous(readNode);

/** Reads a time that this extension recorded. An invalid one counts as unknown. */
export const readMoment: Read<Date | string> = (value, found) => (value instanceof Date ? value : text(value, found));

/** Creates a reader like `object`, for evidence. Unknown parts may also be undefined. */
export function facts<S extends Readers>(shape: S): Read<Facts<Shaped<S>>> {
  return object(shape) as Read<Facts<Shaped<S>>>;
}
type Facts<T> = { readonly [K in keyof T]: Record<never, never> extends Pick<T, K> ? T[K] | undefined : T[K] };
