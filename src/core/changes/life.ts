import type { BatchError } from '../model/batchError.ts';
import type { Word } from '../model/words.ts';
import {
  doneAlready,
  doneUnlessRefused,
  hasMoved,
  isNewTime,
  isOtherTime,
  type Look,
  notDone,
  type Settlement,
  unchanged,
} from './settlement.ts';
import { impossible, possible, type Verdict } from './verdict.ts';

type Sentences<Place extends string> = Readonly<Partial<Record<Place, () => string>>>;

/** Returns an object with the same sentence for each of several states. */
export function sayIn<const Place extends string>(
  places: readonly Place[],
  says: () => string,
): Readonly<Record<Place, () => string>> {
  return Object.fromEntries(places.map((place) => [place, says])) as Record<Place, () => string>;
}

interface Living {
  readonly state?: unknown;
  readonly stateTransitionTime?: string;
  readonly creationTime?: string;
}

/**
 * Describes a request as a transition between states, which determines whether it may be sent, its result after a lost
 * answer, and whether its effect has been observed. A state that isn't listed, such as one of a newer service, decides
 * nothing: the request is sent, a lost answer stays lost, and the effect is still awaited.
 */
export interface Transition<T extends object, Known extends string> {
  /** Returns the state that the transition changes; when absent, the item's `state`. */
  readonly toState?: (thing: T, error?: BatchError) => Word<Known> | undefined;
  readonly refused?: Sentences<Known>;
  /** Check for all other states; absent if the request is always allowed in them. */
  readonly otherwise?: (thing: T) => Verdict;
  /** States in which the transition ends (`to`), and states that it passes through (`through`). */
  readonly to: readonly (Known | 'gone')[];
  readonly through?: readonly Known[];
  readonly fails?: readonly Known[];
  /** Explanation for a request that was refused because the item had already changed. */
  readonly already: () => string;
  /** Replaces `already` if the state alone doesn't show why the item is in the wanted state. */
  readonly arrived?: (now: T, look: Look<T>) => Settlement;
  /** States that are equivalent to the wanted states, and sentences about how the item got there. */
  readonly asGood?: Sentences<Known | 'gone'>;
  readonly tooEarly?: Sentences<Known>;
  /** States from which the item doesn't reach a wanted state on its own. */
  readonly elsewhere?: Sentences<Known | 'gone'>;
  readonly stuck?: readonly Known[];
  readonly from?: { readonly states: readonly Known[]; readonly back: () => string };
  readonly settleOther?: (look: Look<T>) => Settlement;
  /** Determines the effect after a state in `to` is reached; if absent, the state alone decides. */
  readonly judgeArrival?: (now: T) => ChangeEffect;
  /** Time after which the effect is overdue; unlimited when absent. */
  readonly lateMs?: number;
}

/**
 * Observed effect of an accepted change: `astray` if the effect has not occurred and is long overdue or can't occur on
 * its own.
 */
export type ChangeEffect = 'underway' | 'seen' | 'astray';

/** An item before a change and now; `now` is undefined if the item is gone. All times are the service's. */
export interface Changing<T> {
  readonly before: T | undefined;
  readonly now: T | undefined;
  /** Milliseconds since the service accepted the change. */
  readonly elapsedMs: number;
}

/** Checks whether the request is allowed for an item in its current state. */
export function planTransition<T extends Living, Known extends string>(
  { toState, refused, otherwise }: Transition<T, Known>,
  thing: T,
): Verdict {
  const reason = findSentence(refused, toState === undefined ? thing.state : toState(thing));
  return reason === undefined ? (otherwise?.(thing) ?? possible) : impossible(reason);
}

/** Determines the result of the request after a race, or after its answer was lost. */
export function settleTransition<T extends Living, Known extends string>(
  transition: Transition<T, Known>,
  look: Look<T>,
): Settlement {
  const { to, through = [], fails = [], already, arrived, asGood, tooEarly, elsewhere, from, settleOther } = transition;
  const { error } = look;
  const { now, state } = findState(transition, look, error);
  if (isIn(to, state) && now !== undefined && arrived !== undefined) return arrived(now, look);
  if (isIn([...to, ...through, ...fails], state)) return doneUnlessRefused(look, already());
  const note = findSentence(asGood, state);
  if (note !== undefined) return doneAlready(note);
  const reason = findSentence(tooEarly, state) ?? findSentence(elsewhere, state);
  if (reason !== undefined) return notDone(reason);
  if (from !== undefined && isIn(from.states, state) && error === undefined && hasMoved(look))
    return notDone(from.back());
  return (settleOther ?? unchanged)(look);
}

/** Determines whether the effect of the request has been observed on an item. */
export function judgeTransition<T extends Living, Known extends string>(
  transition: Transition<T, Known>,
  changing: Changing<T>,
): ChangeEffect {
  const effect = judgeState(transition, changing);
  return effect === 'underway' && changing.elapsedMs > (transition.lateMs ?? Infinity) ? 'astray' : effect;
}

function judgeState<T extends Living, Known extends string>(
  transition: Transition<T, Known>,
  changing: Changing<T>,
): ChangeEffect {
  const { to, fails = [], asGood, elsewhere, stuck = [], from, judgeArrival } = transition;
  const { now, state } = findState(transition, changing);
  if (isIn(to, state)) return now === undefined ? 'seen' : (judgeArrival?.(now) ?? 'seen');
  if (findSentence(asGood, state) !== undefined) return 'seen';
  if (isIn([...fails, ...stuck], state) || findSentence(elsewhere, state) !== undefined) return 'astray';
  return from !== undefined && isIn(from.states, state) && hasMoved(changing) ? 'astray' : 'underway';
}

/** Checks whether a disabled item has since been disabled by another request. */
export function isDisabledAgain(before: Living, now: Living): boolean {
  const isDisabled = [before, now].every(({ state }) => state === 'disabled');
  return isDisabled && isOtherTime(before.stateTransitionTime, now.stateTransitionTime);
}

/** Returns `gone` if the item is missing, or was replaced by a later one with the same ID. */
function findState<T extends Living, Known extends string>(
  { toState }: Transition<T, Known>,
  { before, now }: { readonly before?: T | undefined; readonly now: T | undefined },
  error?: BatchError,
): { readonly now?: T; readonly state: Word<Known> | 'gone' | undefined } {
  if (now === undefined || isNewTime(before?.creationTime, now.creationTime)) return { state: 'gone' };
  const state = toState === undefined ? (now.state as Word<Known> | undefined) : toState(now, error);
  // A newer service may have a state called `gone`, which here stands for a missing item.
  return { now, state: (state as unknown) === 'gone' ? undefined : state };
}

function findSentence(sentences: Sentences<never> | undefined, state: unknown): string | undefined {
  // A newer service's state may have any name, even `constructor`.
  const isThere = sentences !== undefined && Object.hasOwn(sentences, state as PropertyKey);
  return isThere ? (sentences as Sentences<string>)[state as string]?.() : undefined;
}

function isIn<Known extends string>(
  places: readonly (Known | 'gone')[],
  state: Word<Known> | 'gone' | undefined,
): boolean {
  return (places as readonly unknown[]).includes(state);
}
