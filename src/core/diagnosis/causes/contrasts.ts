import { ExactTest } from './associations.ts';
import { toOptionName } from './commandOptions.ts';
import { isTraitKnown, type Observation, readWholeInput, type Trait, traits } from './observation.ts';

/** Number of failed tasks, and number of all tasks. */
export interface Share {
  readonly failed: number;
  readonly total: number;
}

/** A trait that one failed task has or lacks, unlike the tasks that succeeded. */
export interface Contrast {
  readonly trait: Trait;
  /** The task's value; undefined if it lacks the value of the succeeded tasks. */
  readonly own?: string | undefined;
  /** The value of the succeeded tasks; undefined if they share only the lack of `own`. */
  readonly other?: string | undefined;
  /** Tasks that share the trait with this task, including the task itself. */
  readonly like: Share;
  /** Tasks that have `other` or, if that is undefined, all tasks that lack `own`. */
  readonly unlike: Share;
  readonly succeeded: number;
  /** True if too few tasks share the trait to know whether it matters. */
  readonly isThin: boolean;
}

/** Minimum number of tasks on each side. Fewer prove nothing. */
export const minTasks = 3;
/** Minimum share of failed tasks with the trait, and of succeeded tasks with the trait that the task lacks. */
const minShare = 0.8;
const maxChance = 0.05;
const maxContrasts = 3;

/**
 * Returns the key of a value by trait. Values with the same key exclude each other, such as values of one option, one
 * variable, or one package.
 */
const toKey: Readonly<Record<Trait, (value: string) => string | undefined>> = {
  node: () => '',
  vmSize: () => '',
  image: () => '',
  nodeAgent: () => '',
  application: (value) => value.split(' ', 1)[0],
  input: () => undefined,
  expiredAccess: () => undefined,
  option: toOptionName,
  environment: (value) => value.split('=', 1)[0],
  commandLine: () => '',
};

/** Tasks for which all values of a trait are known. */
interface Group {
  readonly trait: Trait;
  readonly all: readonly Observation[];
  readonly own: ReadonlySet<string>;
}

interface Candidate extends Contrast {
  readonly chance: number;
}

/**
 * Finds the differences between a failed task and the succeeded tasks of its job, most distinctive first, at most
 * three. Each has numbers, and is shared by all or nearly all tasks of one side and hardly any of the other.
 */
export function findContrasts(task: Observation, others: readonly Observation[]): readonly Contrast[] {
  return traits
    .flatMap((trait) => {
      if (!isTraitKnown(task, trait)) return [];
      const all = [task, ...others].filter((one) => isTraitKnown(one, trait));
      const group = { trait, all, own: new Set(task.traits[trait]) };
      const { wholeInputs = [] } = task;
      const lacking = findLacking(group).filter(
        ({ other = '' }) => trait !== 'input' || !wholeInputs.some((start) => other.startsWith(start)),
      );
      return [...findOwn(group), ...lacking];
    })
    .sort((one, other) => one.chance - other.chance || other.like.failed - one.like.failed || byLength(one, other))
    .filter((one, index, all) => !all.slice(0, index).some((before) => isPartOf(one, before)))
    .slice(0, maxContrasts)
    .map(({ chance: _, ...contrast }) => contrast);
}

function toValue({ own, other = '' }: Contrast): string {
  return own ?? other;
}

function byLength(one: Contrast, other: Contrast): number {
  return toValue(other).length - toValue(one).length;
}

/**
 * Checks whether a contrast is about the folder of another contrast's file, or about that file by its name alone, in
 * the same tasks.
 */
function isPartOf(one: Contrast, file: Contrast): boolean {
  const isSame = one.like.total === file.like.total && one.unlike.total === file.unlike.total;
  const starts = ['/', ' →'].map((sign) => toValue(one) + sign);
  return (
    one.trait === 'input' && file.trait === 'input' && isSame && starts.some((start) => toValue(file).startsWith(start))
  );
}

/** Finds values that the task has and the successful tasks don't. */
function findOwn({ trait, all, own }: Group): readonly Candidate[] {
  return [...own].flatMap((value) => {
    const [like, unlike] = split(all, trait, value);
    const other = findCommon(trait, value, unlike);
    const known = other === undefined ? unlike : unlike.filter((one) => has(one, trait, other));
    return toCandidate({ trait, own: value, other }, like, known, all) ?? [];
  });
}

/** Finds values that successful tasks have and this task lacks, without a value that excludes them. */
function findLacking({ trait, all, own }: Group): readonly Candidate[] {
  const keys = new Set([...own].map(toKey[trait]));
  const common = listValues(trait, all.filter(isSuccess)).filter(({ share }) => share >= minShare);
  return common.flatMap(({ value }) => {
    const key = toKey[trait](value);
    if (own.has(value) || (key !== undefined && keys.has(key))) return [];
    const [unlike, like] = split(all, trait, value);
    return toCandidate({ trait, other: value }, like, unlike, all) ?? [];
  });
}

/** Finds the one value that nearly all succeeded tasks have instead of this task's; undefined if theirs differ. */
function findCommon(trait: Trait, value: string, unlike: readonly Observation[]): string | undefined {
  const excludes = toExcluding(trait, value);
  return listValues(trait, unlike.filter(isSuccess)).find((other) => other.share >= minShare && excludes(other.value))
    ?.value;
}

/**
 * Returns a function that checks whether another value replaces this one or, for a whole container, is a file in it.
 */
function toExcluding(trait: Trait, value: string): (other: string) => boolean {
  const start = trait === 'input' ? readWholeInput(value) : undefined;
  if (start !== undefined) return (other) => other.startsWith(start) && other !== value;
  const key = toKey[trait](value);
  return (other) => key !== undefined && toKey[trait](other) === key;
}

function toCandidate(
  difference: Pick<Contrast, 'trait' | 'own' | 'other'>,
  like: readonly Observation[],
  unlike: readonly Observation[],
  all: readonly Observation[],
): Candidate | undefined {
  const [own, others] = [toShare(like), toShare(unlike)];
  const succeeded = others.total - others.failed;
  const isThin = own.total < minTasks;
  if (succeeded < minTasks || own.failed < own.total * minShare) return undefined;
  // For a single task, everything is rare, so only a trait of all succeeded tasks counts.
  if (isThin && (difference.other === undefined || succeeded < all.filter(isSuccess).length)) return undefined;
  const chance = new ExactTest(all.length, toShare(all).failed).probability(own.total, own.failed);
  if (!isThin && chance > maxChance) return undefined;
  return { ...difference, like: own, unlike: others, succeeded, isThin, chance };
}

function split(all: readonly Observation[], trait: Trait, value: string): readonly [Observation[], Observation[]] {
  const [having, lacking]: [Observation[], Observation[]] = [[], []];
  for (const one of all) (has(one, trait, value) ? having : lacking).push(one);
  return [having, lacking];
}

function has({ traits: known }: Observation, trait: Trait, value: string): boolean {
  return known[trait]?.includes(value) ?? false;
}

function isSuccess({ failed }: Observation): boolean {
  return !failed;
}

function toShare(tasks: readonly Observation[]): Share {
  return { failed: tasks.filter(({ failed }) => failed).length, total: tasks.length };
}

/** Lists the values of a trait, with the share of the tasks that have each value. */
function listValues(trait: Trait, tasks: readonly Observation[]): readonly { value: string; share: number }[] {
  const counts = new Map<string, number>();
  for (const { traits: known } of tasks)
    for (const value of known[trait] ?? []) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, share: count / tasks.length }));
}
