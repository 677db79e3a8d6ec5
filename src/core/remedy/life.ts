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

/** The same sentence for each of some states. */
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
 * A request as a way from state to state. Whether it may be sent, what became of it when the answer was lost, and whether
 * its effect has been seen all follow from it. A state that it does not name, such as one of a newer service, says nothing:
 * the request is left to the service, an answer that was lost stays lost, and the effect is waited for.
 */
export interface Transition<T extends object, Known extends string> {
  /** Absent where it is `state`. */
  readonly toState?: (thing: T, error?: BatchError) => Word<Known> | undefined;
  /** States in which it makes no sense, and why. */
  readonly refused?: Sentences<Known>;
  /** Whether it makes sense in the others; absent where it does. */
  readonly otherwise?: (thing: T) => Verdict;
  /** Where it leads, and through which states. */
  readonly to: readonly (Known | 'gone')[];
  readonly through?: readonly Known[];
  /** States to which it leads when something goes wrong on the way. */
  readonly fails?: readonly Known[];
  /** Why a request was refused that came too late. */
  readonly already: () => string;
  /** Replaces `already` where the state alone does not say what happened. */
  readonly arrived?: (now: T, look: Look<T>) => Settlement;
  /** States that are as good as those wanted, and how the thing came there. */
  readonly asGood?: Sentences<Known | 'gone'>;
  /** States in which it has to wait. */
  readonly tooEarly?: Sentences<Known>;
  /** States from which it does not come to those wanted by itself. */
  readonly elsewhere?: Sentences<Known | 'gone'>;
  readonly stuck?: readonly Known[];
  /** Where it was before, and what happened when it has come back there. */
  readonly from?: { readonly states: readonly Known[]; readonly back: () => string };
  /** What became of it in a state that says nothing. */
  readonly settleOther?: (look: Look<T>) => Settlement;
  /** Whether what was wanted has followed once the state is one of `to`; absent where the state is all. */
  readonly judgeArrival?: (now: T) => ChangeEffect;
  /** From then on it is overdue; absent where it may take as long as it likes. */
  readonly lateMs?: number;
}

/**
 * What is seen of a change that the service has taken: `astray` when its effect has not come, and does not come by itself
 * or is long overdue.
 */
export type ChangeEffect = 'underway' | 'seen' | 'astray';

/** A thing before a change and now; `now` is undefined when it is gone. Times of both are the service's. */
export interface Changing<T> {
  readonly before: T | undefined;
  readonly now: T | undefined;
  /** Since the service took the change, in milliseconds. */
  readonly elapsedMs: number;
}

/** Whether the request makes sense for a thing as it is now. */
export function planTransition<T extends Living, Known extends string>(
  { toState, refused, otherwise }: Transition<T, Known>,
  thing: T,
): Verdict {
  const reason = findSentence(refused, toState === undefined ? thing.state : toState(thing));
  return reason === undefined ? (otherwise?.(thing) ?? possible) : impossible(reason);
}

/** What became of the request after a race, or after its answer was lost. */
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

/** Whether the effect of the request has been seen in a thing. */
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

/** Whether something was disabled, and is disabled by another request now. */
export function isDisabledAgain(before: Living, now: Living): boolean {
  const isDisabled = [before, now].every(({ state }) => state === 'disabled');
  return isDisabled && isOtherTime(before.stateTransitionTime, now.stateTransitionTime);
}

/** A thing that was created later has only the id of the one that is gone. */
function findState<T extends Living, Known extends string>(
  { toState }: Transition<T, Known>,
  { before, now }: { readonly before?: T | undefined; readonly now: T | undefined },
  error?: BatchError,
): { readonly now?: T; readonly state: Word<Known> | 'gone' | undefined } {
  if (now === undefined || isNewTime(before?.creationTime, now.creationTime)) return { state: 'gone' };
  const state = toState === undefined ? (now.state as Word<Known> | undefined) : toState(now, error);
  // A newer service may call a state as we call the absence of a thing.
  return { now, state: (state as unknown) === 'gone' ? undefined : state };
}

function findSentence(sentences: Sentences<never> | undefined, state: unknown): string | undefined {
  // A word of a newer service may be called anything, so `constructor` too.
  const isThere = sentences !== undefined && Object.hasOwn(sentences, state as PropertyKey);
  return isThere ? (sentences as Sentences<string>)[state as string]?.() : undefined;
}

function isIn<Known extends string>(
  places: readonly (Known | 'gone')[],
  state: Word<Known> | 'gone' | undefined,
): boolean {
  return (places as readonly unknown[]).includes(state);
}
