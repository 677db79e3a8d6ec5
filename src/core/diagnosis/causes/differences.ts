import type { ComputeNode } from '../../model/computeNode.ts';
import type { Task } from '../../model/task.ts';
import { isSame } from '../evidence/time.ts';
import { type Contrast, findContrasts } from './contrasts.ts';
import { describeContrast, describeSuspect, nameValue } from './describeContrast.ts';
import { findSuspects, hasTrait, type Suspect } from './findSuspects.ts';
import { observeTasks, readWholeInput } from './observation.ts';

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

/** Traits that are part of a task's definition, which a retry runs again unchanged. */
const ofDefinition: ReadonlySet<Contrast['trait']> = new Set([
  'application',
  'commandLine',
  'environment',
  'input',
  'option',
]);

/**
 * Describes the part of a failed task's definition that all other failed tasks have and no successful task has, so that
 * another run would end in the same way. Returns a sentence with numbers; undefined if nothing is that clear.
 */
export function describeDistinction(task: Task, siblings: readonly Task[]): string | undefined {
  const contrast = findDifferences(task, siblings, [], undefined).contrasts.find(
    ({ trait, own, other, like, isThin }) =>
      ofDefinition.has(trait) &&
      own !== undefined &&
      // A container may contain something else when the task is retried.
      (trait !== 'input' || readWholeInput(own) === undefined) &&
      other !== undefined &&
      !isThin &&
      like.failed === like.total,
  );
  return contrast && describeContrast(contrast);
}
