import type { LogEnd } from './logEnd.ts';
import type { Task } from './task.ts';

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

function isLogEnd(value: unknown): value is LogEnd {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'path') === 'string';
}

/** Reads one line of the journal. Undefined for a line that was cut off or is none of ours. */
export function parseSavedAttempt(line: string): SavedAttempt | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { savedAt, action, task, logs } = value as Partial<Record<keyof SavedAttempt, unknown>>;
  if (typeof savedAt !== 'string' || (action !== 'retry' && action !== 'requeue')) return undefined;
  if (typeof task !== 'object' || task === null || typeof Reflect.get(task, 'id') !== 'string') return undefined;
  if (!Array.isArray(logs) || !logs.every(isLogEnd)) return undefined;
  return { savedAt, action, task: task as Task, logs };
}
