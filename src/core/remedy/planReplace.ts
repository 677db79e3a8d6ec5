import { isObject } from '../model/shape.ts';

/** Things that are created by a definition, and may exist already. */
export type ReplacedKind = 'pool' | 'job' | 'jobSchedule';

/** What the service lets one change of a thing that exists (Batch documentation: "Pool - Patch", "Job - Patch", "Job Schedule - Patch"). */
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

/** What makes a thing that exists as a definition has it. */
export interface ReplacePlan {
  /** What is sent: properties that the service lets one change. */
  readonly patch: Readonly<Record<string, unknown>>;
  /** Names of those that differ, and that it does not let one change. */
  readonly fixed: readonly string[];
}

/** Compares a definition with what exists: what it does not name stays as it is. */
export function planReplace(kind: ReplacedKind, there: object, wanted: object): ReplacePlan {
  const held = there as Readonly<Record<string, unknown>>;
  const changed = Object.entries(wanted).filter(([name, value]) => name !== 'id' && !isHeld(name, value, held[name]));
  const [open, fixed] = [true, false].map((isOpen) =>
    changed.filter(([name]) => patchable[kind].has(name) === isOpen),
  ) as [typeof changed, typeof changed];
  // Limits are replaced as a whole: those that are not named are kept.
  const patch = open.map(([name, value]) =>
    name === 'constraints' && isObject(held[name]) && isObject(value)
      ? [name, { ...held[name], ...value }]
      : [name, value],
  );
  return { patch: Object.fromEntries(patch), fixed: fixed.map(([name]) => name) };
}

/** Whether a thing has all that is wanted, beside what the service has added. */
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

/** Whether a text may be a word of the service, which writes these in any case. */
function isWord(name: string, text: string): boolean {
  return !['commandLine', 'displayName', 'id', 'name', 'value'].includes(name) && /^[a-z]{1,40}$/i.test(text);
}
