import type { Resource } from '../../core/model/resource.ts';
import { toDurationWords } from '../../core/query/durations.ts';
import type { Judged } from './judge.ts';

/** Whether what hangs is forced. */
export interface ForceChoices {
  readonly force?: true;
}

/** Things to be ended or deleted, and how. */
export interface Ending<R extends Resource, C> {
  readonly judged: Judged<R, C>;
  readonly choices: ForceChoices;
  /** What forcing means, as sentences; none where nothing is forced. */
  readonly effects: readonly string[];
}

/** What is said of things that hang. */
interface Words<C> {
  /** Why they are left out beside others. */
  readonly reason: string;
  /** Why others are left out of the rest of an action that was forced. */
  readonly calm: string;
  describe(stuck: readonly C[]): readonly string[];
}

/**
 * Nothing is forced beside what is not: what hangs is left out then, and why.
 * @param settled how the action was started of which this is the rest
 */
export function settleForce<R extends Resource, C extends { readonly resource: R }>(
  judged: Judged<R, C>,
  isStuck: (candidate: C) => boolean,
  { reason, calm, describe }: Words<C>,
  settled?: ForceChoices,
): Ending<R, C> {
  const stuck = judged.candidates.filter(isStuck);
  const others = judged.candidates.filter((candidate) => !isStuck(candidate));
  const isForced = settled === undefined ? stuck.length > 0 && others.length === 0 : settled.force === true;
  const [candidates, left, why] = isForced ? [stuck, others, calm] : [others, stuck, reason];
  const refused = [...judged.refused, ...left.map(({ resource }) => ({ resource, reason: why }))];
  const those = { ...judged, candidates, refused };
  return isForced
    ? { judged: those, choices: { force: true }, effects: stuck.length === 0 ? [] : describe(stuck) }
    : { judged: those, choices: {}, effects: [] };
}

/** How long the first of these has been in its state by `nowMs`, in words. */
export function toLongestWords(
  things: readonly { readonly stateTransitionTime?: string | undefined }[],
  nowMs: number,
): string {
  const sinceMs = Math.min(...things.map(({ stateTransitionTime }) => Date.parse(stateTransitionTime ?? '')));
  return toDurationWords(nowMs - sinceMs);
}
