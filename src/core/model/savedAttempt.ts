import type { LogEnd } from './logEnd.ts';
import { list, needed, number, object, oneOf, readAs, text } from './shape.ts';
import type { Task } from './task.ts';
import { readTask } from './taskShape.ts';

/** What is kept of a failed attempt before the task runs again: the service forgets it then. */
export interface SavedAttempt {
  /** ISO 8601. */
  readonly savedAt: string;
  /** What the user did to the task. */
  readonly action: 'retry' | 'requeue';
  /** The task as the service had it, without secrets. */
  readonly task: Task;
  readonly logs: readonly LogEnd[];
}

const readSavedAttempt = object<SavedAttempt>({
  savedAt: needed(text),
  action: needed(oneOf(['retry', 'requeue'])),
  task: needed(readTask),
  logs: needed(list(object<LogEnd>({ path: needed(text), text, leftOut: number, lastModified: text, missing: text }))),
});

/** Reads one line of the journal. Undefined for a line that was cut off or is none of ours. */
export function parseSavedAttempt(line: string): SavedAttempt | undefined {
  try {
    return readAs(readSavedAttempt, JSON.parse(line)).value;
  } catch {
    return undefined;
  }
}
