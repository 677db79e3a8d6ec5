import type { EngineTexts } from '../../core/diagnosis/process/engines.ts';
import { findEngineFiles, readEngineExitCode, toNamedPath } from '../../core/files/engineFiles.ts';
import type { LogEnd } from '../../core/model/logEnd.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { isFailed, type Task } from '../../core/model/task.ts';
import type { BatchService } from '../../service/ports.ts';
import { isShown } from './readFurther.ts';
import { readLog, readLogOrWhy, toRemoteFile } from './readLog.ts';
import type { LogOfCause, ReadFailure, StepLogs } from './readTaskLogs.ts';

interface Known {
  readonly own: ReadFailure;
  readonly engineTexts: EngineTexts | undefined;
  readonly maxBytes: number;
  /** Finds the cause of a program's failure with an exit code, by default the task's exit code. */
  findCause(logs: StepLogs, exitCode?: number): LogOfCause | undefined;
}

/**
 * Reads the logs that a workflow engine keeps about its step in a task, if the task's logs do not show the cause.
 * Nextflow and Cromwell have their own files, and Snakemake names its files. The parts of the result replace those from
 * the task's own logs. Throws errors that do not come from the service.
 */
export async function readStepLogs(
  { taskFiles }: Pick<BatchService, 'taskFiles'>,
  resource: TaskResource,
  task: Task,
  known: Known,
): Promise<Partial<ReadFailure>> {
  const { own, engineTexts, maxBytes, findCause } = known;
  const read = (path: string): Promise<LogEnd> =>
    readLogOrWhy(readLog(toRemoteFile(taskFiles, resource, path), path, task, maxBytes), path);
  if (isFailed(task)) {
    const named = await readNamed(known, read);
    if (named !== undefined) return named;
    if (isShown(own.cause)) return {};
  }
  const files = findEngineFiles(task);
  const code = files && readEngineExitCode(engineTexts?.[files.exit]);
  if (files === undefined || (!isFailed(task) && (code ?? 0) === 0)) return {};
  const [stderr, stdout] = await Promise.all([read(files.logs['stderr.txt']), read(files.logs['stdout.txt'])]);
  const step = { stderr, stdout };
  const cause = findCause(step, code);
  if (isShown(cause) || (hasText(step) && !hasText(own)))
    return { step, ...(cause === undefined ? {} : { cause: { ...cause, path: pick(step, cause).path } }) };
  return hasText(own) ? {} : { stderr: withPlaces(own.stderr, stderr), stdout: withPlaces(own.stdout, stdout) };
}

/** Reads the logs of failed steps that the engine names, up to the first log that shows the cause. */
async function readNamed(
  { own, findCause }: Known,
  read: (path: string) => Promise<LogEnd>,
): Promise<Partial<ReadFailure> | undefined> {
  for (const name of own.cause?.log.namedLogs ?? []) {
    const path = toNamedPath(name);
    const log = path === undefined ? undefined : await read(path);
    if (log?.text === undefined) continue;
    const cause = findCause({ stderr: log, stdout: { path: own.stdout.path } });
    if (!isShown(cause) || cause === undefined) continue;
    return { step: { stderr: log, stdout: own.stdout }, cause: { ...cause, path: log.path } };
  }
  return undefined;
}

/** Picks the log that contains a cause. A step's log has the name of the task's log that it replaces. */
function pick({ stderr, stdout }: StepLogs, { path }: LogOfCause): LogEnd {
  return path === 'stdout.txt' ? stdout : stderr;
}

function hasText({ stderr, stdout }: StepLogs): boolean {
  return [stderr, stdout].some(({ text = '' }) => text !== '');
}

/** Adds the places where the step's log might be to a log that could not be read. */
function withPlaces(log: LogEnd, ofStep: LogEnd): LogEnd {
  const places = ofStep.unread?.elsewhere ?? [];
  if (log.unread === undefined || places.length === 0) return log;
  const known = log.unread.elsewhere ?? [];
  const names = new Set(known.map(({ place }) => place));
  const more = places.filter(({ place }) => !names.has(place));
  return { ...log, unread: { ...log.unread, elsewhere: [...known, ...more] } };
}
