import type { Resource } from '../../core/model/resource.ts';
import { toDurationWords } from '../../core/query/durations.ts';
import type { Judged } from './judge.ts';

/** Things to be ended or deleted, and how. */
export interface Ending<R extends Resource, C> {
  readonly judged: Judged<R, C>;
  readonly choices: { readonly force?: true };
  /** What forcing means, as sentences; none where nothing is forced. */
  readonly effects: readonly string[];
}

/** What is said of things that hang. */
interface Words<C> {
  /** Why they are left out beside others. */
  readonly reason: string;
  describe(stuck: readonly C[]): readonly string[];
}

/** Nothing is forced beside what is not: what hangs is left out then, and why. */
export function settleForce<R extends Resource, C extends { readonly resource: R }>(
  judged: Judged<R, C>,
  isStuck: (candidate: C) => boolean,
  { reason, describe }: Words<C>,
): Ending<R, C> {
  const stuck = judged.candidates.filter(isStuck);
  const others = judged.candidates.filter((candidate) => !isStuck(candidate));
  if (stuck.length === 0) return { judged, choices: {}, effects: [] };
  if (others.length === 0) return { judged, choices: { force: true }, effects: describe(stuck) };
  const refused = [...judged.refused, ...stuck.map(({ resource }) => ({ resource, reason }))];
  return { judged: { ...judged, candidates: others, refused }, choices: {}, effects: [] };
}

/** How long the first of these has been in its state by `nowMs`, in words. */
export function toLongestWords(
  things: readonly { readonly stateTransitionTime?: string | undefined }[],
  nowMs: number,
): string {
  const sinceMs = Math.min(...things.map(({ stateTransitionTime }) => Date.parse(stateTransitionTime ?? '')));
  return toDurationWords(nowMs - sinceMs);
}
