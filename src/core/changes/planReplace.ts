import { isObject } from '../model/shape.ts';

/** Kinds of items that a definition creates and that may already exist. */
export type ReplacedKind = 'pool' | 'job' | 'jobSchedule';

/**
 * Properties of existing items that can be changed (Batch documentation: "Pool - Patch", "Job - Patch", "Job Schedule -
 * Patch").
 */
const patchable: Readonly<Record<ReplacedKind, ReadonlySet<string>>> = {
  pool: new Set(['startTask', 'applicationPackageReferences', 'certificateReferences', 'metadata']),
  job: new Set([
    'priority',
    'maxParallelTasks',
    'allowTaskPreemption',
    'onAllTasksComplete',
    'constraints',
    'poolInfo',
    'metadata',
  ]),
  jobSchedule: new Set(['schedule', 'jobSpecification', 'metadata']),
};

/** Changes that make an existing item match a definition. */
export interface ReplacePlan {
  readonly patch: Readonly<Record<string, unknown>>;
  readonly fixed: readonly string[];
}

/** Compares a definition with the existing item; properties that the definition omits stay unchanged. */
export function planReplace(kind: ReplacedKind, there: object, wanted: object): ReplacePlan {
  const held = there as Readonly<Record<string, unknown>>;
  const changed = Object.entries(wanted).filter(([name, value]) => name !== 'id' && !isHeld(name, value, held[name]));
  const [open, fixed] = [true, false].map((isOpen) =>
    changed.filter(([name]) => patchable[kind].has(name) === isOpen),
  ) as [typeof changed, typeof changed];
  // Limits are replaced as a whole, so limits that the definition omits are kept.
  const patch = open.map(([name, value]) =>
    name === 'constraints' && isObject(held[name]) && isObject(value)
      ? [name, { ...held[name], ...value }]
      : [name, value],
  );
  return { patch: Object.fromEntries(patch), fixed: fixed.map(([name]) => name) };
}

/** Checks whether an item has a wanted value, apart from properties that the service added. */
export function isHeld(name: string, wanted: unknown, held: unknown): boolean {
  if (Array.isArray(wanted))
    return (
      Array.isArray(held) &&
      held.length === wanted.length &&
      wanted.every((item: unknown, index) => isHeld(name, item, held[index]))
    );
  if (isObject(wanted))
    return isObject(held) && Object.entries(wanted).every(([inner, value]) => isHeld(inner, value, held[inner]));
  if (typeof wanted === 'string' && typeof held === 'string' && isWord(name, wanted))
    return wanted.toLowerCase() === held.toLowerCase();
  return Object.is(wanted, held);
}

/** Checks whether a string may be a value of a service enumeration; these values are case-insensitive. */
function isWord(name: string, text: string): boolean {
  return !['commandLine', 'displayName', 'id', 'name', 'value'].includes(name) && /^[a-z]{1,40}$/i.test(text);
}
