import type { ComputeNode } from '../../model/computeNode.ts';
import { isFailed, isSucceeded, type Task } from '../../model/task.ts';
import { isSame } from '../evidence/time.ts';
import { type Contrast, findContrasts, minTasks } from './contrasts.ts';
import { describeContrast, describeSuspect, nameValue } from './describeContrast.ts';
import { findSuspects, hasTrait, type Suspect } from './findSuspects.ts';
import { observeTasks } from './observation.ts';

/** Differences between a failed task and the other tasks of its job. */
export interface Differences {
  /** Traits that the task shares with other failures more often than by chance. */
  readonly suspects: readonly Suspect[];
  /** Traits that the task has or lacks, unlike the tasks that succeeded. */
  readonly contrasts: readonly Contrast[];
  readonly sentences: readonly string[];
  /** Number of ended tasks that were compared, including the task itself. */
  readonly compared: number;
}

const nothing: Differences = { suspects: [], contrasts: [], sentences: [], compared: 0 };

/** Compares an ended task with the others of its job. `nodes` are the known nodes, and `node` is the task's own. */
export function findDifferences(
  task: Task,
  siblings: readonly Task[],
  nodes: readonly ComputeNode[],
  node: ComputeNode | undefined,
): Differences {
  if (siblings.length === 0) return nothing;
  const known = node === undefined || nodes.some(({ id }) => isSame(id, node.id)) ? nodes : [...nodes, node];
  const observed = observeTasks([task, ...siblings], known);
  const [own, ...others] = observed;
  if (own === undefined) return nothing;
  const suspects = findSuspects(observed).filter((suspect) => hasTrait(own, suspect));
  const contrasts = findContrasts(own, others).filter(isComparable);
  const sentences = [
    ...suspects.filter((suspect) => !contrasts.some((contrast) => saysMore(contrast, suspect))).map(describeSuspect),
    ...contrasts.filter((contrast) => !suspects.some((suspect) => saysSame(suspect, contrast))).map(describeContrast),
  ];
  return { suspects, contrasts, sentences, compared: observed.length };
}

/** Checks whether the values of a contrast can be distinguished. Two hidden secrets look the same. */
function isComparable({ trait, own, other }: Contrast): boolean {
  return own === undefined || other === undefined || nameValue(trait, own) !== nameValue(trait, other);
}

/** Checks whether a contrast has the same numbers as a suspect and, in addition, the value of the succeeded tasks. */
function saysMore({ trait, own, other }: Contrast, suspect: Suspect): boolean {
  return other !== undefined && suspect.alternatives.length === 0 && trait === suspect.trait && own === suspect.value;
}

/** Checks whether a suspect covers a contrast completely. */
function saysSame(suspect: Suspect, contrast: Contrast): boolean {
  const isNamed = [suspect, ...suspect.alternatives].some(
    ({ trait, value }) => trait === contrast.trait && value === contrast.own,
  );
  return isNamed && !saysMore(contrast, suspect);
}

/** Traits of a task's definition that a retry uses unchanged; a container of inputs may contain something else then. */
const ofDefinition: ReadonlySet<Contrast['trait']> = new Set(['application', 'commandLine', 'environment', 'option']);

/**
 * Finds the part of a failed task's definition that all other failed tasks have and no successful task has, so that
 * another run would end in the same way. Undefined if nothing is that clear.
 */
export function findDistinction(contrasts: readonly Contrast[]): Contrast | undefined {
  return contrasts.find(
    ({ trait, own, other, like, isThin }) =>
      ofDefinition.has(trait) && own !== undefined && other !== undefined && !isThin && like.failed === like.total,
  );
}

/** Maximum number of values whose tasks are compared with all others of their job. */
const maxCompared = 20;

/** Describes the distinctions of failed tasks of one job, by ID, as sentences with numbers. */
export function describeDistinctions(failed: readonly Task[], siblings: readonly Task[]): ReadonlyMap<string, string> {
  // Siblings are read with all properties that are compared.
  const byId = new Map([...failed, ...siblings].map((task) => [task.id, task]));
  const all = [...byId.values()];
  const ofFailed = countValues(all.filter((task) => isFailed(task)));
  const ofSucceeded = countValues(all.filter((task) => isSucceeded(task)));
  const compared = new Map<string, string | undefined>();
  return new Map(
    failed.flatMap((given): (readonly [string, string])[] => {
      const task = byId.get(given.id) ?? given;
      const own = listValues(task).filter((value) => !ofSucceeded.has(value) && (ofFailed.get(value) ?? 0) >= minTasks);
      if (own.some((value) => !compared.has(value)) && compared.size < maxCompared) {
        const others = all.filter(({ id }) => id !== task.id);
        const contrast = findDistinction(findDifferences(task, others, [], undefined).contrasts);
        for (const value of own.filter((one) => !compared.has(one))) compared.set(value, undefined);
        if (contrast !== undefined) compared.set(toValueKey(contrast.trait, contrast.own), describeContrast(contrast));
      }
      const text = own.flatMap((value) => compared.get(value) ?? [])[0];
      return text === undefined ? [] : [[task.id, text]];
    }),
  );
}

function toValueKey(trait: Contrast['trait'], value = ''): string {
  return `${trait} ${value}`;
}

/** Lists the values in a task's definition that may distinguish it. */
function listValues(task: Task): readonly string[] {
  const [{ traits = {} } = {}] = observeTasks([task]);
  return [...ofDefinition].flatMap((trait) => (traits[trait] ?? []).map((value) => toValueKey(trait, value)));
}

function countValues(tasks: readonly Task[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of tasks.flatMap(listValues)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
