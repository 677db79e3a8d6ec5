import { findSmallest } from '../extremes.ts';
import { toDurationWords } from '../query/durations.ts';
import { impossible, possible, type Verdict } from './verdict.ts';

/** States that a job, or a job schedule, soon leaves by itself. */
export type EndingState = 'terminating' | 'deleting';

interface Ending {
  readonly state?: unknown;
  readonly stateTransitionTime?: string;
}

/** From then on what ends, or is being deleted, is taken to hang: its nodes have a few minutes for that. */
const longEndMs = 10 * 60_000;
/** The first version of the interface that forces an end. */
const firstToForce = '2024-07-01';

/** Whether a job, or a job schedule, has been in a state for too long that it soon leaves by itself. */
export function isHanging(thing: Ending, state: EndingState, nowMs: number): boolean {
  return thing.state === state && nowMs - Date.parse(thing.stateTransitionTime ?? '') > longEndMs;
}

/** Whether things are forced out of the state in which they hang. */
export interface ForceChoices {
  readonly force?: true;
}

/** How things of one kind are forced out of a state in which they hang. */
export interface Force<C> {
  readonly state: EndingState;
  readonly nowMs: number;
  readonly toThing: (candidate: C) => Ending;
  readonly unsupported: (versions: { readonly needed: string; readonly version: string }) => string;
  /** Why those that hang are left out beside others. */
  readonly hangs: () => string;
  /** Why others are left out of the rest of an action that was forced. */
  readonly calm: () => string;
  /** What forcing means; `time` is how long that which hangs longest has. */
  readonly effects: (time: string) => readonly string[];
}

/**
 * What `plan` says, but that what hangs can be forced (Batch documentation: `force` of "Jobs - Terminate", "Jobs - Delete",
 * and the same of job schedules).
 * @param apiVersion that the service speaks, such as "2025-06-01"
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
 * Which things are ended or deleted together, whether by force, and what forcing means, as sentences. Nothing is forced
 * beside what is not: what hangs is left out then.
 * @param settled how the action was started of which this is the rest
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
