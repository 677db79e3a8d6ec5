import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import { explainLog } from '../explainLog.ts';
import type { Confidence, LogExplanation } from '../explanation/explanation.ts';

export interface LogCause {
  readonly file: 'stderr.txt' | 'stdout.txt';
  readonly explanation: LogExplanation;
}

const ranks: Readonly<Record<Confidence, number>> = { certain: 3, likely: 2, guess: 1 };

/** Categories that name no cause of their own. */
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
