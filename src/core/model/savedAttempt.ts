import { parseJson } from '../text/parseJson.ts';
import type { LogEnd } from './logEnd.ts';
import { readLogEnd } from './logEndShape.ts';
import { type Infer, isObject, list, needed, object, oneOf, type Read, readAs, text } from './shape.ts';
import { readTask } from './taskShape.ts';

/** Reads the observed result of an action; for tasks that run again, the result of that run. */
export const seenEffect = oneOf(['succeeded', 'failedAgain', 'failedForSameReason', 'seen', 'astray']);
export type SeenEffect = Infer<typeof seenEffect>;

/** Reads the end of a log. Older journals have only a sentence, `missing`, for a log that was not read. */
const anyLogEnd: Read<LogEnd> = (value, found) =>
  isObject(value) && typeof value['missing'] === 'string' && value['unread'] === undefined
    ? readLogEnd({ ...value, unread: { kind: 'notRead', why: value['missing'] } }, found)
    : readLogEnd(value, found);

export const logEnds = list(anyLogEnd);

const readSavedAttempt = object({
  /** ISO 8601. */
  savedAt: needed(text),
  action: needed(oneOf(['retry', 'requeue', 'terminate', 'delete'])),
  /** The service's data of the task, without secrets. */
  task: needed(readTask),
  logs: needed(logEnds),
  /** Cause of the failure in one line, as shown at that time; absent if the task had not failed. */
  why: text,
  /** Fingerprint that distinguished the cause from other causes at that time. */
  fingerprint: text,
  /** ID of the cause under which views showed the task. */
  cause: text,
  effect: seenEffect,
});

/**
 * Record of an attempt, saved before the task is retried, terminated, or deleted, because the service then loses the
 * attempt.
 */
export interface SavedAttempt extends Infer<typeof readSavedAttempt> {}

/** Parses one line of the journal. Undefined if it is truncated or invalid. */
export function parseSavedAttempt(line: string): SavedAttempt | undefined {
  return readAs(readSavedAttempt, parseJson(line)).value;
}
