import { type Association, findAssociations } from './associations.ts';
import { type Observation, traits } from './observation.ts';

/** A trait that failures share more often than by chance, and that nothing stronger explains. */
export interface Suspect extends Association {
  /** Associations that can't be distinguished from the suspect, because the same or nearly the same tasks have them. */
  readonly alternatives: readonly Association[];
}

const maxSuspects = 3;
/** Minimum share of the tasks with either trait that have both, for the traits to be inseparable. */
const minShared = 0.8;

/**
 * Finds nodes, VM sizes, images, applications, inputs, programs, and times that are over-represented among the
 * failures, strongest first, at most three. A trait that only accompanies a stronger one is left out, and an
 * inseparable trait is named with it. Empty if the evidence is too weak.
 */
export function findSuspects(observations: readonly Observation[]): readonly Suspect[] {
  const suspects: Suspect[] = [];
  let rest = observations;
  let candidates = findAssociations(observations);
  while (suspects.length < maxSuspects) {
    const [strongest] = candidates;
    if (strongest === undefined) break;
    rest = without(rest, strongest);
    const remaining = findAssociations(rest);
    const explained = candidates.filter((other) => other !== strongest && !remaining.some(isSameAs(other)));
    suspects.push({ ...strongest, alternatives: findAlternatives(strongest, explained, observations) });
    candidates = candidates.filter((other) => remaining.some(isSameAs(other)));
  }
  return suspects;
}

function isSameAs(one: Association): (other: Association) => boolean {
  return ({ trait, value }) => trait === one.trait && value === one.value;
}

/** Checks whether a task has the trait of an association. */
export function hasTrait(observation: Observation, { trait, value }: Association): boolean {
  return observation.traits[trait]?.includes(value) ?? false;
}

function without(observations: readonly Observation[], association: Association): readonly Observation[] {
  return observations.filter((observation) => !hasTrait(observation, association));
}

/** Finds traits that nearly the same tasks have as the strongest one, which explain the failures equally well. */
function findAlternatives(
  strongest: Association,
  explained: readonly Association[],
  observations: readonly Observation[],
): readonly Association[] {
  const shared = explained.filter((other) => {
    const having = observations.filter((one) => hasTrait(one, strongest) || hasTrait(one, other));
    const both = having.filter((one) => hasTrait(one, strongest) && hasTrait(one, other));
    return other.trait !== strongest.trait && both.length >= having.length * minShared;
  });
  return traits.flatMap((trait) => shared.find((other) => other.trait === trait) ?? []);
}

/** Finds the node among `suspects` that alone causes the failures. */
export function findBadNode(suspects: readonly Suspect[]): string | undefined {
  return suspects.find(({ trait, alternatives }) => trait === 'node' && alternatives.length === 0)?.value;
}
