import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../query/numbers.ts';
import { ExactTest } from './exactTest.ts';
import type { Observation, Trait } from './observation.ts';

/** Something that failures have in common more often than chance would have it. */
export interface Suspect {
  readonly trait: Trait;
  readonly value: string;
  readonly failed: number;
  readonly total: number;
  readonly failedElsewhere: number;
  readonly totalElsewhere: number;
  /** How many times likelier a task with it fails than one without; Infinity when none without it failed. */
  readonly lift: number;
  /** Probability that chance alone shows as much, corrected for the number of traits that were looked at. */
  readonly probability: number;
}

/** Fewer failures than this accuse nobody. */
const minFailures = 4;
/** Nothing to compare with means no suspicion. */
const minElsewhere = 4;
const minLift = 2;
const maxProbability = 0.01;
/** More values of one trait than this are not told apart: no single one stands out then. */
const maxValues = 20_000;

interface Count {
  failed: number;
  total: number;
}

/**
 * Nodes, VM sizes, images, applications, inputs and hours that are over-represented among the failures against the
 * successes (Fisher's exact test, Bonferroni's correction), the strongest first. Empty where the evidence does not hold.
 */
export function findSuspects(observations: readonly Observation[]): readonly Suspect[] {
  const failed = observations.filter((observation) => observation.failed).length;
  const total = observations.length;
  if (failed < minFailures || failed === total) return [];
  const candidates = countTraits(observations);
  const test = new ExactTest(total, failed);
  return candidates
    .map(([trait, value, count]) => toSuspect(trait, value, count, { failed, total }, test, candidates.length))
    .filter((suspect) => suspect !== undefined)
    .sort(
      (one, other) =>
        one.probability - other.probability ||
        other.failed - one.failed ||
        (`${one.trait}${one.value}` < `${other.trait}${other.value}` ? -1 : 1),
    );
}

function countTraits(observations: readonly Observation[]): readonly (readonly [Trait, string, Count])[] {
  const byTrait = new Map<Trait, Map<string, Count>>();
  for (const { failed, traits } of observations) {
    for (const [trait, value] of Object.entries(traits) as [Trait, string][]) {
      const values = byTrait.get(trait) ?? new Map<string, Count>();
      byTrait.set(trait, values);
      const count = values.get(value) ?? { failed: 0, total: 0 };
      values.set(value, count);
      count.total += 1;
      if (failed) count.failed += 1;
    }
  }
  return [...byTrait]
    .filter(([, values]) => values.size > 1 && values.size <= maxValues)
    .flatMap(([trait, values]) => [...values].map(([value, count]) => [trait, value, count] as const));
}

function toSuspect(
  trait: Trait,
  value: string,
  count: Count,
  all: Count,
  test: ExactTest,
  hypotheses: number,
): Suspect | undefined {
  const totalElsewhere = all.total - count.total;
  const failedElsewhere = all.failed - count.failed;
  if (count.failed < minFailures || totalElsewhere < minElsewhere) return undefined;
  const rateElsewhere = failedElsewhere / totalElsewhere;
  const lift = rateElsewhere === 0 ? Number.POSITIVE_INFINITY : count.failed / count.total / rateElsewhere;
  if (lift < minLift) return undefined;
  const probability = Math.min(1, test.probability(count.total, count.failed) * hypotheses);
  if (probability > maxProbability) return undefined;
  return { trait, value, ...count, failedElsewhere, totalElsewhere, lift, probability };
}

function traitName(trait: Trait, value: string): string {
  switch (trait) {
    case 'node':
      return l10n.t('node {0}', value);
    case 'vmSize':
      return l10n.t('VM size {0}', value);
    case 'image':
      return l10n.t('image {0}', value);
    case 'application':
      return l10n.t('application {0}', value);
    case 'input':
      return l10n.t('input under {0}', value);
    case 'hour':
      return l10n.t('the hour from {0}', value);
    case 'commandLine':
      return l10n.t('program {0}', value);
  }
}

/** The suspicion with its numbers, as a sentence. */
export function describeSuspect({ trait, value, failed, total, failedElsewhere, totalElsewhere }: Suspect): string {
  return l10n.t(
    '{0} stands out: {1} of {2} tasks failed there, {3} of {4} elsewhere.',
    traitName(trait, value),
    formatNumber(failed),
    formatNumber(total),
    formatNumber(failedElsewhere),
    formatNumber(totalElsewhere),
  );
}
