import { isTraitKnown, type Observation, type Trait, traits } from './observation.ts';

const minFailures = 4;
const minElsewhere = 4;
const minLift = 2;
const maxProbability = 0.01;

/** A trait that failures share more often than by chance. */
export interface Association {
  readonly trait: Trait;
  readonly value: string;
  readonly failed: number;
  readonly total: number;
  readonly failedElsewhere: number;
  readonly totalElsewhere: number;
  /** Factor by which a task with the trait is likelier to fail than others; Infinity if none without it failed. */
  readonly lift: number;
  /** Probability that chance alone produces at least this association with one value of one trait. */
  readonly chance: number;
  /** Probability that chance alone produces this association, corrected for the number of values that were checked. */
  readonly probability: number;
}

interface Count {
  failed: number;
  total: number;
}

interface Population {
  readonly trait: Trait;
  readonly all: Count;
  readonly values: readonly (readonly [value: string, count: Count])[];
}

/**
 * Finds values of traits that are over-represented among failures compared with successes, strongest first. Uses
 * Fisher's exact test, one-sided, with Bonferroni's correction, in which each trait has the same share regardless of
 * its number of values. Values with too few tasks to ever become significant are skipped (Tarone's correction).
 */
export function findAssociations(observations: readonly Observation[]): readonly Association[] {
  const populations = traits
    .map((trait) => countValues(trait, observations))
    .filter(({ all, values }) => all.failed >= minFailures && all.failed < all.total && values.length > 0);
  return populations
    .flatMap(({ trait, all, values }) => {
      const test = new ExactTest(all.total, all.failed);
      const hypotheses = populations.length * values.length;
      return values.map(([value, count]) => toAssociation(trait, value, count, all, test, hypotheses));
    })
    .filter((association) => association !== undefined)
    .sort(byStrength);
}

function countValues(trait: Trait, observations: readonly Observation[]): Population {
  const all = { failed: 0, total: 0 };
  const counts = new Map<string, Count>();
  for (const observation of observations) {
    if (!isTraitKnown(observation, trait)) continue;
    const { failed, traits: known } = observation;
    add(all, failed);
    for (const value of known[trait] ?? []) {
      const count = counts.get(value) ?? { failed: 0, total: 0 };
      counts.set(value, count);
      add(count, failed);
    }
  }
  const canBeTested = ({ total }: Count) => total >= minFailures && all.total - total >= minElsewhere;
  return { trait, all, values: [...counts].filter(([, count]) => canBeTested(count)) };
}

function add(count: Count, failed: boolean): void {
  count.total += 1;
  if (failed) count.failed += 1;
}

function toAssociation(
  trait: Trait,
  value: string,
  count: Count,
  all: Count,
  test: ExactTest,
  hypotheses: number,
): Association | undefined {
  if (count.failed < minFailures) return undefined;
  const totalElsewhere = all.total - count.total;
  const failedElsewhere = all.failed - count.failed;
  const rateElsewhere = failedElsewhere / totalElsewhere;
  const lift = rateElsewhere === 0 ? Number.POSITIVE_INFINITY : count.failed / count.total / rateElsewhere;
  if (lift < minLift) return undefined;
  const chance = test.probability(count.total, count.failed);
  const probability = Math.min(1, chance * hypotheses);
  if (probability > maxProbability) return undefined;
  return { trait, value, ...count, failedElsewhere, totalElsewhere, lift, chance, probability };
}

/** Orders associations: least likely by chance, most failures, then actionable traits first, files before folders. */
function byStrength(one: Association, other: Association): number {
  return (
    one.chance - other.chance ||
    other.failed - one.failed ||
    one.total - other.total ||
    traits.indexOf(one.trait) - traits.indexOf(other.trait) ||
    other.value.length - one.value.length ||
    (one.value < other.value ? -1 : 1)
  );
}

function toLogFactorials(most: number): Float64Array {
  const logs = new Float64Array(most + 1);
  for (let value = 2; value <= most; value++) logs[value] = (logs[value - 1] ?? 0) + Math.log(value);
  return logs;
}

/**
 * Fisher's exact test, one-sided, for one population: the probability that, by chance alone, at least `failedWithTrait`
 * of `withTrait` members are among the failures.
 */
export class ExactTest {
  readonly #logs: Float64Array;
  readonly #total: number;
  readonly #failed: number;

  /** `total` is the size of the population, and `failed` the number of failures in it. */
  constructor(total: number, failed: number) {
    this.#logs = toLogFactorials(total);
    this.#total = total;
    this.#failed = failed;
  }

  #logChoose(from: number, some: number): number {
    return (this.#logs[from] ?? 0) - (this.#logs[some] ?? 0) - (this.#logs[from - some] ?? 0);
  }

  /** Returns the probability, between 0 and 1; 1 if there are no more failures than expected. */
  probability(withTrait: number, failedWithTrait: number): number {
    const most = Math.min(withTrait, this.#failed);
    const all = this.#logChoose(this.#total, withTrait);
    let sum = 0;
    for (let count = failedWithTrait; count <= most; count++) {
      const others = withTrait - count;
      if (others > this.#total - this.#failed) continue;
      sum += Math.exp(this.#logChoose(this.#failed, count) + this.#logChoose(this.#total - this.#failed, others) - all);
    }
    return Math.min(1, sum);
  }
}
