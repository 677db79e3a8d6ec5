import type { UnreadLogs } from '../../model/logEnd.ts';
import type { Task } from '../../model/task.ts';
import { rememberRecent } from '../../text/rememberRecent.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import { explainLog } from '../explainLog.ts';
import type { FailureCategory } from '../explanation/category.ts';
import type { Confidence, Evidence, LogExplanation } from '../explanation/explanation.ts';
import { categoryOfLine } from '../logs/lexicon/lexicon.ts';
import { quoteLog } from '../logs/quoteLog.ts';

export interface LogCause {
  readonly file: 'stderr.txt' | 'stdout.txt';
  readonly explanation: LogExplanation;
}

const ranks: Readonly<Record<Confidence, number>> = { certain: 3, likely: 2, guess: 1 };

/** Categories that name no cause. */
const vague: ReadonlySet<string> = new Set(['other', 'exception-in-user-code']);

/** Whether a category says so little that other evidence may know better. */
export function isVague(category: string): boolean {
  return vague.has(category);
}

/** Surer first, then what names a cause, then standard error, where programs complain. */
function score({ file, explanation }: LogCause): number {
  const specific = explanation.category === 'other' ? 0 : isVague(explanation.category) ? 1 : 2;
  return ranks[explanation.confidence] * 10 + specific * 3 + (file === 'stderr.txt' ? 1 : 0);
}

interface ProcessLogs {
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
  readonly exitCode?: number | undefined;
  readonly os?: OperatingSystem | undefined;
}

/** What the two logs of a failed process say about why it failed: the better of both. */
export function findLogCause({ stdout, stderr, exitCode, os }: ProcessLogs): LogCause | undefined {
  const context = { ...(exitCode === undefined ? {} : { exitCode }), ...(os === undefined ? {} : { os }) };
  const causes: LogCause[] = [];
  const fromStderr = stderr === undefined ? undefined : explainLog(stderr, { ...context, stream: 'stderr' });
  if (fromStderr !== undefined) causes.push({ file: 'stderr.txt', explanation: fromStderr });
  const fromStdout = stdout === undefined ? undefined : explainLog(stdout, { ...context, stream: 'stdout' });
  if (fromStdout !== undefined) causes.push({ file: 'stdout.txt', explanation: fromStdout });
  return causes.sort((one, other) => score(other) - score(one))[0];
}

/** What a task wrote, as text. */
export interface TaskLogs {
  readonly taskId: string;
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
  /** Those that cannot be opened now, and why. */
  readonly unread?: UnreadLogs | undefined;
}

/** The lines of a failed task's log that say why it failed, with those around them; none where its logs do not. */
export function quoteCause(
  { executionInfo }: Task,
  { stdout, stderr }: Pick<TaskLogs, 'stdout' | 'stderr'>,
  os: OperatingSystem | undefined,
): readonly Evidence[] {
  const cause = findLogCause({ stdout, stderr, exitCode: executionInfo?.exitCode, os });
  const text = cause?.file === 'stdout.txt' ? stdout : stderr;
  return cause === undefined || text === undefined ? [] : quoteLog(cause.file, text, cause.explanation.rootCause);
}

const maxLength = 8000;

/** Thousands of tasks fail with the same message. */
const categorize = rememberRecent(
  (message): FailureCategory | '' => {
    const read = explainLog(message);
    return (read === undefined || read.confidence === 'guess' ? categoryOfLine(message) : read.category) ?? '';
  },
  { limit: 200, maxLength: 1000 },
);

/**
 * The kind of fault that a free text of the service, of a node or of a client speaks of: what the same words mean in
 * a program's output. Undefined when it says nothing known.
 */
export function categorizeMessage(message: string): FailureCategory | undefined {
  const category = categorize(message.slice(0, maxLength));
  return category === '' ? undefined : category;
}
