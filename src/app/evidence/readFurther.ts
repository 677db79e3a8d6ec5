import * as l10n from '@vscode/l10n';
import type { Evidence } from '../../core/diagnosis/explanation/explanation.ts';
import type { LogEnd } from '../../core/model/logEnd.ts';
import { formatBytes } from '../../core/words/numbers.ts';
import type { DiagnosisWith } from '../ports.ts';
import { type RemoteFile, readAbove, thoroughBytes } from './readLog.ts';
import type { LogOfCause, TaskLogs } from './readTaskLogs.ts';

interface Further {
  toFile(path: string): RemoteFile;
  findCause(logs: TaskLogs): LogOfCause | undefined;
  /** Bytes read from the end of each log. */
  readonly maxBytes: number;
  readonly farthestBytes: number;
}

/** Finds which of a failed program's two logs shows the cause. */
export function findLogOfCause(
  bundles: DiagnosisWith<'judgeLogs'>,
  { stderr, stdout }: TaskLogs,
  ended: { readonly commandLine: string | undefined; readonly exitCode: number | undefined },
): LogOfCause | undefined {
  const cause = bundles.diagnosis().judgeLogs({ ...ended, stderr: stderr.text, stdout: stdout.text });
  return cause === undefined ? undefined : { path: cause.file, log: cause.explanation };
}

/**
 * Reads further up if the ends of both logs show no cause, doubling the size each time. Resolves to the ends that show
 * the cause; otherwise, to the original ends with the number of bytes searched.
 */
export async function readFurther(
  ends: TaskLogs,
  { toFile, findCause, maxBytes, farthestBytes }: Further,
): Promise<TaskLogs & { readonly cause?: LogOfCause }> {
  const cause = findCause(ends);
  const found = (read: TaskLogs, shown: LogOfCause | undefined) => ({
    ...read,
    ...(shown === undefined ? {} : { cause: shown }),
  });
  if (isShown(cause)) return found(ends, cause);
  let logs: TaskLogs = ends;
  for (let bytes = maxBytes; bytes < farthestBytes && !isWhole(logs); bytes *= 2) {
    const read = (end: LogEnd): Promise<LogEnd> => readAbove(toFile(end.path), end, bytes);
    const [stderr, stdout] = await Promise.all([read(logs.stderr), read(logs.stdout)]);
    logs = { stderr, stdout };
    const further = findCause(logs);
    if (isShown(further)) return found(withSearched(logs, ends, logs, maxBytes), further);
  }
  return found(withSearched(ends, ends, logs, maxBytes), cause);
}

/** Checks whether a log shows a cause. The last output of a program does not count as one. */
export function isShown(cause: LogOfCause | undefined): boolean {
  return cause !== undefined && cause.log.isLastWords !== true;
}

export function isWhole({ stdout, stderr }: TaskLogs): boolean {
  return (stdout.leftOut ?? 0) === 0 && (stderr.leftOut ?? 0) === 0;
}

/** Adds to logs how many bytes of each were searched, if more than the end was searched. */
function withSearched({ stderr, stdout }: TaskLogs, ends: TaskLogs, searched: TaskLogs, endBytes: number): TaskLogs {
  const withBytes = (log: LogEnd, { leftOut: first = 0 }: LogEnd, { leftOut: last = 0 }: LogEnd): LogEnd =>
    last < first ? { ...log, searched: endBytes + first - last } : log;
  return {
    stderr: withBytes(stderr, ends.stderr, searched.stderr),
    stdout: withBytes(stdout, ends.stdout, searched.stdout),
  };
}

/** Describes how far a log was searched, if its end was not enough. */
export function describeSearched({ path, searched }: LogEnd): Evidence[] {
  if (searched === undefined) return [];
  const text = l10n.t(
    "The last {usual} of the log don't show what went wrong, so the last {size} were read. To see them, open the log and select Show Earlier Lines.",
    { usual: formatBytes(thoroughBytes), size: formatBytes(searched) },
  );
  return [{ text, source: path }];
}
