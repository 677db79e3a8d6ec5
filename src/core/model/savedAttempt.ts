import type { LogEnd } from './logEnd.ts';
import { readFileCopy } from './nodeFile.ts';
import { isObject, list, needed, number, object, oneOf, type Read, readAs, text } from './shape.ts';
import type { Task } from './task.ts';
import { readTask } from './taskShape.ts';
import { readUnread } from './unread.ts';

/** What the user did, from here, to a task of which something is kept. */
const taskActions = ['retry', 'requeue', 'terminate', 'delete'] as const;

/** What came of an action once that was known; of tasks that run again, what came of that run. */
const seenEffects = ['succeeded', 'failedAgain', 'failedForSameReason', 'seen', 'astray'] as const;
export type SeenEffect = (typeof seenEffects)[number];

/** What is kept of an attempt before the task runs again, is ended or deleted: the service forgets it then. */
export interface SavedAttempt {
  /** ISO 8601. */
  readonly savedAt: string;
  readonly action: (typeof taskActions)[number];
  /** The task as the service had it, without secrets. */
  readonly task: Task;
  readonly logs: readonly LogEnd[];
  /** Why it failed, in one line, as it was shown then; nothing for what has not failed. */
  readonly why?: string;
  /** What distinguishes why it failed from other reasons, as it was then. */
  readonly fingerprint?: string;
  /** Identifies the cause that views showed it below. */
  readonly cause?: string;
  readonly effect?: SeenEffect;
}

export const seenEffect = oneOf(seenEffects);

const logEnd = object<LogEnd>({
  path: needed(text),
  text,
  leftOut: number,
  searched: number,
  lastModified: text,
  copy: readFileCopy,
  unread: readUnread,
});

/** Older journals have no more than a sentence, `missing`, of a log that was not read. */
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

/** Reads one line of the journal. Undefined for a line that was cut off or is none of ours. */
export function parseSavedAttempt(line: string): SavedAttempt | undefined {
  try {
    return readAs(readSavedAttempt, JSON.parse(line)).value;
  } catch {
    return undefined;
  }
}
