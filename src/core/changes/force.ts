import { findSmallest } from '../extremes.ts';
import { toDurationWords } from '../words/durations.ts';
import { impossible, possible, type Verdict } from './verdict.ts';

/** States that a job or job schedule normally leaves within minutes on its own. */
export type EndingState = 'terminating' | 'deleting';

interface Ending {
  readonly state?: unknown;
  readonly stateTransitionTime?: string;
}

/** After this time, a termination or deletion counts as stuck. Nodes normally finish within a few minutes. */
const longEndMs = 10 * 60_000;
/** First API version with `force`. */
const firstToForce = '2024-07-01';

/** Checks whether a job or job schedule is stuck in a state that it should have left on its own. */
export function isHanging(thing: Ending, state: EndingState, nowMs: number): boolean {
  return thing.state === state && nowMs - Date.parse(thing.stateTransitionTime ?? '') > longEndMs;
}

/** Choice to force items out of the state in which they are stuck. */
export interface ForceChoices {
  readonly force?: true;
}

/** Describes how to force items of one kind out of a state in which they are stuck. */
export interface Force<C> {
  readonly state: EndingState;
  readonly nowMs: number;
  readonly toThing: (candidate: C) => Ending;
  readonly unsupported: (versions: { readonly needed: string; readonly version: string }) => string;
  /** Reason for skipping stuck items among others. */
  readonly hangs: () => string;
  /** Reason for skipping items that aren't stuck when a forced action continues. */
  readonly calm: () => string;
  /** Effects of forcing; `time` is how long the longest stuck item has been stuck. */
  readonly effects: (time: string) => readonly string[];
}

/**
 * Returns `plan`, except that stuck items can be forced (Batch documentation: `force` of "Jobs - Terminate", "Jobs -
 * Delete", and the same operations for job schedules).
 * @param apiVersion API version of the service, such as "2025-06-01"
 */
export function planOrForce<C>(
  { state, nowMs, toThing, unsupported }: Force<C>,
  candidate: C,
  plan: Verdict,
  apiVersion: string,
): Verdict {
  if (plan.possible || !isHanging(toThing(candidate), state, nowMs)) return plan;
  if (apiVersion >= firstToForce) return possible;
  return impossible(unsupported({ needed: firstToForce, version: apiVersion }));
}

interface Judged<R, C> {
  readonly candidates: readonly C[];
  readonly refused: readonly { readonly resource: R; readonly name?: string; readonly reason: string }[];
  readonly notes: readonly string[];
}

/**
 * Decides which items are terminated or deleted together and whether by force, and describes the effects of forcing in
 * sentences. Forced and other items are never mixed: stuck items are skipped if there are others.
 * @param settled choices of the action that this one continues
 */
export function settleForce<R, C extends { readonly resource: R }>(
  { state, nowMs, toThing, calm, hangs, effects: describe }: Force<C>,
  judged: Judged<R, C>,
  settled?: ForceChoices,
): { readonly judged: Judged<R, C>; readonly choices: ForceChoices; readonly effects: readonly string[] } {
  const isStuck = (candidate: C): boolean => isHanging(toThing(candidate), state, nowMs);
  const stuck = judged.candidates.filter(isStuck);
  const others = judged.candidates.filter((candidate) => !isStuck(candidate));
  const isForced = settled === undefined ? stuck.length > 0 && others.length === 0 : settled.force === true;
  const [candidates, left, reason] = isForced ? [stuck, others, calm()] : [others, stuck, hangs()];
  const refused = [...judged.refused, ...left.map(({ resource }) => ({ resource, reason }))];
  const those = { ...judged, candidates, refused };
  if (!isForced) return { judged: those, choices: {}, effects: [] };
  const sinceMs = findSmallest(stuck.map((one) => Date.parse(toThing(one).stateTransitionTime ?? '')));
  const effects = stuck.length === 0 ? [] : describe(toDurationWords(nowMs - sinceMs));
  return { judged: those, choices: { force: true }, effects };
}
