import * as l10n from '@vscode/l10n';
import { BatchError } from '../model/batchError.ts';
import { isObject } from '../model/shape.ts';

/**
 * Result of a mutating request that was refused because of a race, or whose answer was lost, determined from the item's
 * current state. Texts are localized sentences and not escaped.
 */
export type Settlement =
  | {
      readonly outcome: 'done';
      /** How the item reached the wanted state, if this request did not cause it. */
      readonly note?: string;
    }
  | {
      readonly outcome: 'notDone';
      readonly reason: string;
      /** True if the same request may succeed in the current state. */
      readonly mayRepeat?: true;
    }
  | {
      readonly outcome: 'unknown';
      readonly reason: string;
      /** True if nothing shows that the request had an effect: it can be repeated once it can no longer arrive. */
      readonly mayRepeat?: true;
    };

/**
 * A second read of an item after a request that may have changed it. Times are the service's and are compared with each
 * other, since clocks differ.
 */
export interface Look<T> {
  /** Undefined if the item is gone. */
  readonly now: T | undefined;
  readonly before?: T;
  /** Time of the request by this computer's clock; ISO 8601. */
  readonly sentAt: string;
  /** The refusal; absent if it is unknown whether the service acted. */
  readonly error?: BatchError;
  /** An answer that leaves open whether the service acted; absent if the answer was lost. */
  readonly answer?: BatchError;
}

export const done: Settlement = { outcome: 'done' };

/**
 * Settles an item that is in the wanted state, but not because of this request; `note` is a sentence that explains how.
 */
export function doneAlready(note: string): Settlement {
  return { outcome: 'done', note };
}

/** Settles an item that isn't in the wanted state; `reason` is a sentence. */
export function notDone(reason: string): Settlement {
  return { outcome: 'notDone', reason };
}

/**
 * Settles an item that is in the wanted state, with a note only if the service refused the request, since a lost answer
 * may have been a success.
 */
export function doneUnlessRefused({ error }: Pick<Look<unknown>, 'error'>, note: string): Settlement {
  return error === undefined ? done : doneAlready(note);
}

/**
 * Settles an item on which the request shows no effect: not done after a refusal, but unknown after a lost answer,
 * since the request may still arrive.
 */
export function unchanged({ error, answer }: Pick<Look<unknown>, 'error' | 'answer'>): Settlement {
  if (error !== undefined)
    return notDone(l10n.t('The service rejected the request in the current state ({0}).', error.code));
  return {
    outcome: 'unknown',
    mayRepeat: true,
    reason:
      answer === undefined
        ? l10n.t(
            "The service's response was lost, and nothing shows that the service acted on the request. Check the state before you try again.",
          )
        : l10n.t(
            'The service returned a server error ({code}), and nothing shows that it acted on the request. Check the state before you try again.',
            { code: answer.code },
          ),
  };
}

/** Checks whether the request was refused with one of these codes. */
export function isRefusedWith({ error }: Pick<Look<unknown>, 'error'>, ...codes: readonly string[]): boolean {
  return BatchError.is(error) && codes.length > 0 && BatchError.is(error, ...codes);
}

/** Checks whether data contains all requested values; the service may have added defaults. */
export function holds(data: unknown, asked: unknown): boolean {
  if (Array.isArray(data) && Array.isArray(asked))
    return data.length === asked.length && asked.every((item, index) => holds(data[index], item));
  if (!isObject(data) || !isObject(asked)) return Object.is(data, asked);
  return Object.entries(asked).every(([name, value]) => holds(data[name], value));
}

/** Checks whether both times are known and the second is later, to the millisecond. */
export function isNewTime(before: string | undefined, now: string | undefined): boolean {
  const beforeMs = Date.parse(before ?? '');
  const nowMs = Date.parse(now ?? '');
  return nowMs > beforeMs;
}

/** Checks whether both times are known and differ. */
export function isOtherTime(before: string | undefined, now: string | undefined): boolean {
  return before !== undefined && now !== undefined && Date.parse(before) !== Date.parse(now);
}

/** Checks whether an item entered its state since the request was planned. */
export function hasMoved({
  before,
  now,
}: {
  readonly before?: Dated | undefined;
  readonly now: Dated | undefined;
}): boolean {
  return isNewTime(before?.stateTransitionTime, now?.stateTransitionTime);
}

type Dated = { readonly stateTransitionTime?: string };
