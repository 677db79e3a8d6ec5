import * as l10n from '@vscode/l10n';
import { BatchError } from '../model/batchError.ts';
import { isObject } from '../model/shape.ts';

/**
 * What became of a changing request that was refused in a race or whose answer was lost, judged by how the thing is now.
 * Texts are localized sentences of ours and not escaped.
 */
export type Settlement =
  | {
      readonly outcome: 'done';
      /** How it came to be as the user wanted, when that was not by this request. */
      readonly note?: string;
    }
  | {
      readonly outcome: 'notDone';
      /** How it is instead, and what can be done. */
      readonly reason: string;
      /** The same can be asked for once more as things are now. */
      readonly mayRepeat?: true;
    }
  | {
      readonly outcome: 'unknown';
      /** What could not be found out, and where to look. */
      readonly reason: string;
      /** Nothing shows that the request acted: once it cannot arrive any more, the same can be asked for again. */
      readonly mayRepeat?: true;
    };

/**
 * A second look at a thing after a request that may have changed it. Times are the service's and are compared with each
 * other, since clocks differ.
 */
export interface Look<T> {
  /** Undefined when it is gone. */
  readonly now: T | undefined;
  /** How it was when the request was planned. */
  readonly before?: T;
  /** When the request was sent, by our clock; ISO 8601. */
  readonly sentAt: string;
  /** The refusal; absent when it is not known whether the service acted. */
  readonly error?: BatchError;
  /** An answer that leaves open whether the service acted; absent when the answer was lost. */
  readonly answer?: BatchError;
}

export const done: Settlement = { outcome: 'done' };

/** As the user wanted, though not by this request: `note` is a sentence that says how. */
export function doneAlready(note: string): Settlement {
  return { outcome: 'done', note };
}

/** Not as the user wanted: `reason` is a sentence. */
export function notDone(reason: string): Settlement {
  return { outcome: 'notDone', reason };
}

/** As wanted: without a note when our lost answer may have said so, with one when the service refused the request. */
export function doneUnlessRefused({ error }: Pick<Look<unknown>, 'error'>, note: string): Settlement {
  return error === undefined ? done : doneAlready(note);
}

/**
 * Nothing shows that the request acted. A refusal is one then; a lost answer says nothing, since a request that was sent
 * may still be acted on.
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

/** Whether the request was refused with one of these codes. */
export function isRefusedWith({ error }: Pick<Look<unknown>, 'error'>, ...codes: readonly string[]): boolean {
  return BatchError.is(error) && codes.length > 0 && BatchError.is(error, ...codes);
}

/** Whether data have all that was asked for: the service adds what it takes for granted. */
export function holds(data: unknown, asked: unknown): boolean {
  if (Array.isArray(data) && Array.isArray(asked))
    return data.length === asked.length && asked.every((item, index) => holds(data[index], item));
  if (!isObject(data) || !isObject(asked)) return Object.is(data, asked);
  return Object.entries(asked).every(([name, value]) => holds(data[name], value));
}

/** Whether both times are known and differ: the service wrote a new one since. Compared to the millisecond. */
export function isNewTime(before: string | undefined, now: string | undefined): boolean {
  const beforeMs = Date.parse(before ?? '');
  const nowMs = Date.parse(now ?? '');
  return nowMs > beforeMs;
}

/** Whether both times are known and not the same. */
export function isOtherTime(before: string | undefined, now: string | undefined): boolean {
  return before !== undefined && now !== undefined && Date.parse(before) !== Date.parse(now);
}

/** Whether a thing came to its state since. */
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
