import { isSameCause } from '../../failures/failingKinds.ts';
import { narrowCause } from '../../failures/narrowCause.ts';
import { pickExplained } from '../../failures/representative.ts';
import { isUnread } from '../../failures/unreadFailures.ts';
import { sortByHarm } from '../../impact/harmOrder.ts';
import type { Explanation } from '../explanation/explanation.ts';
import { type Cause, clusterSamples, type ExplainedFailure, toCause } from './causes.ts';
import { isBareExitCode } from './clusterFailure.ts';
import { toSharedSteps } from './sharedSteps.ts';

/** Maximum number of failures moved out of one cause. After that, the next failure represents the cause unchanged. */
const mostOthers = 3;

/** Returns the explanation on a failure's page; undefined when it was not read. */
export type FindSaid = (shown: ExplainedFailure) => Explanation | undefined;

/**
 * Adds to each cause the explanation of its representative failure. Failures whose pages show another category than
 * their logs, for example because their node was rebooted, represent no others: they get separate causes, in the order
 * of harm.
 */
export function joinExamples(causes: readonly Cause[], find: FindSaid): readonly Cause[] {
  const others: ExplainedFailure[] = [];
  const joined = causes.flatMap((cause) => {
    const own = splitCause(cause, find);
    for (const one of own.others) others.push(one);
    return own.cause === undefined ? [] : withSharedSteps(own.cause);
  });
  return others.length === 0 ? joined : sortByHarm(withOwnCauses(joined, others));
}

/** Words the steps of a cause's representative for all its failures, which may have differing files or modules. */
function withSharedSteps(cause: Cause): Cause {
  const shown = cause.failures.length > 1 ? pickExplained(cause) : undefined;
  if (shown === undefined) return cause;
  const explanation = toSharedSteps(shown.explanation, cause.failures);
  return explanation === shown.explanation ? cause : { ...cause, example: { ...shown, explanation } };
}

/** Separates the failures of another category (`others`) from a cause, and chooses a representative of the rest. */
export function splitCause(
  cause: Cause,
  find: FindSaid,
): { readonly cause: Cause | undefined; readonly others: readonly ExplainedFailure[] } {
  const { cause: own, others } = separate(cause, find);
  let left = own;
  const most = others.length + mostOthers;
  while (left !== undefined) {
    const shown = pickExplained(left);
    const said = shown && find(shown);
    if (shown === undefined || said === undefined) break;
    const example = { ...shown, explanation: said };
    if (!isOfOtherKind(shown, said)) return { cause: { ...left, example }, others };
    if (others.length >= most) break;
    others.push(example);
    left = narrowCause(left, ({ failing }) => failing !== shown.failing);
  }
  return { cause: left, others };
}

/**
 * Separates failures that were assumed to be alike until their pages gave them another category. A page that knows only
 * an exit code, because the logs are gone, contradicts nothing.
 */
function separate(cause: Cause, find: FindSaid): { cause: Cause | undefined; others: ExplainedFailure[] } {
  const others = cause.failures.flatMap((failure): readonly ExplainedFailure[] => {
    const said = failure.known === 'alike' ? find(failure) : undefined;
    const isOther = said !== undefined && !isBareExitCode(said) && isOfOtherCategory(failure.explanation, said);
    return isOther ? [{ ...failure, explanation: said, known: 'log' }] : [];
  });
  if (others.length === 0) return { cause, others };
  const gone = new Set(others.map(({ failing }) => failing));
  return { cause: narrowCause(cause, ({ failing }) => !gone.has(failing)), others };
}

/** Checks whether the page of a failure gives it another category than its log, which was read. */
export function isOfOtherKind({ known, explanation }: ExplainedFailure, said: Explanation): boolean {
  return known === 'log' && isOfOtherCategory(explanation, said);
}

/** Compares categories, which may differ between failures that a rule of the user is about. */
function isOfOtherCategory(one: Explanation, other: Explanation): boolean {
  return one.category !== other.category && one.fingerprint !== other.fingerprint;
}

/** Adds causes for failures without one; failures of an existing cause are added to it. */
function withOwnCauses(causes: readonly Cause[], others: readonly ExplainedFailure[]): readonly Cause[] {
  const toSamples = (failures: readonly ExplainedFailure[]) => failures.map((failure) => ({ failure, alike: [] }));
  const toCauses = (failures: readonly ExplainedFailure[]) =>
    clusterSamples(toSamples(failures)).flatMap((cluster) => toCause(cluster) ?? []);
  let all = causes;
  for (const own of toCauses(others)) {
    const same = all.find((cause) => !isUnread(cause.cluster) && isSameCause(own.cluster, cause));
    const [united = own] = same === undefined ? [] : toCauses([...same.failures, ...own.failures]);
    const [example] = own.failures;
    const whole = {
      ...united,
      isComplete: same?.isComplete ?? causes.every(({ isComplete }) => isComplete),
      ...((same?.example ?? example) && { example: same?.example ?? example }),
    };
    all = [...all.filter((cause) => cause !== same), whole];
  }
  return all;
}
