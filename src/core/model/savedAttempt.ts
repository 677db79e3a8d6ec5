import type { LogEnd } from './logEnd.ts';
import { readFileCopy } from './nodeFile.ts';
import { isObject, list, needed, number, object, oneOf, type Read, readAs, text } from './shape.ts';
import type { Task } from './task.ts';
import { readTask } from './taskShape.ts';
import { readUnread } from './unread.ts';

/** Actions of the user on a task whose attempt was saved. */
const taskActions = ['retry', 'requeue', 'terminate', 'delete'] as const;

/** Observed result of an action; for tasks that run again, the result of that run. */
const seenEffects = ['succeeded', 'failedAgain', 'failedForSameReason', 'seen', 'astray'] as const;
export type SeenEffect = (typeof seenEffects)[number];

/**
 * Record of an attempt, saved before the task is retried, terminated or deleted, because the service then forgets the
 * attempt.
 */
export interface SavedAttempt {
  /** ISO 8601. */
  readonly savedAt: string;
  readonly action: (typeof taskActions)[number];
  /** The service's data of the task, without secrets. */
  readonly task: Task;
  readonly logs: readonly LogEnd[];
  /** Cause of the failure in one line, as shown at that time; absent if the task had not failed. */
  readonly why?: string;
  /** Fingerprint of the cause at that time, which distinguishes it from others. */
  readonly fingerprint?: string;
  /** ID of the cause under which views showed the task. */
  readonly cause?: string;
  readonly effect?: SeenEffect;
}

export const seenEffect = oneOf(seenEffects);

const logEnd = object<LogEnd>({
  path: needed(text),
  text,
  leftOut: number,
  length: number,
  searched: number,
  lastModified: text,
  copy: readFileCopy,
  unread: readUnread,
});

/** Older journals have only a sentence, `missing`, for a log that was not read. */
const anyLogEnd: Read<LogEnd> = (value, found) =>
  isObject(value) && typeof value['missing'] === 'string' && value['unread'] === undefined
    ? logEnd({ ...value, unread: { kind: 'notRead', why: value['missing'] } }, found)
    : logEnd(value, found);

export const logEnds = list(anyLogEnd);

const readSavedAttempt = object<SavedAttempt>({
  savedAt: needed(text),
  action: needed(oneOf(taskActions)),
  task: needed(readTask),
  logs: needed(logEnds),
  why: text,
  fingerprint: text,
  cause: text,
  effect: seenEffect,
});

/** Parses one line of the journal. Undefined if it is truncated or invalid. */
export function parseSavedAttempt(line: string): SavedAttempt | undefined {
  try {
    return readAs(readSavedAttempt, JSON.parse(line)).value;
  } catch {
    return undefined;
  }
}
