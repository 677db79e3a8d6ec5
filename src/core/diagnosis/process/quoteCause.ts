import type { UnreadLogs } from '../../model/logEnd.ts';
import type { Task } from '../../model/task.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { quoteLog } from '../logs/quoteLog.ts';
import { findLogCause } from './logCause.ts';

/** What a task wrote, as text. */
export interface TaskLogs {
  readonly taskId: string;
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
  /** Those that cannot be opened now, and why. */
  readonly unread?: UnreadLogs | undefined;
}

/** The lines of a failed task's log that tell why it failed, with those around them; none where its logs do not. */
export function quoteCause(
  { executionInfo }: Task,
  { stdout, stderr }: Pick<TaskLogs, 'stdout' | 'stderr'>,
  os: OperatingSystem | undefined,
): readonly Evidence[] {
  const cause = findLogCause({ stdout, stderr, exitCode: executionInfo?.exitCode, os });
  const text = cause?.file === 'stdout.txt' ? stdout : stderr;
  return cause === undefined || text === undefined ? [] : quoteLog(cause.file, text, cause.explanation.rootCause);
}
