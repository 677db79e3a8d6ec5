import type { EngineTexts } from '../../core/diagnosis/process/engines.ts';
import type { LogEnd } from '../../core/model/logEnd.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { isFailed, type Task } from '../../core/model/task.ts';
import { findEngineFiles, readExitCode, toNamedPath } from '../../core/query/engineFiles.ts';
import type { BatchService } from '../../service/ports.ts';
import { isShown } from './readFurther.ts';
import { readLog, readLogOrWhy, toRemoteFile } from './readLog.ts';
import type { LogOfCause, ReadFailure, StepLogs } from './readTaskLogs.ts';

interface Known {
  readonly own: ReadFailure;
  readonly engineTexts: EngineTexts | undefined;
  /** How much of the end of each is read. */
  readonly maxBytes: number;
  /** Finds why a program failed that ended with an exit code, by default that of the task. */
  findCause(logs: StepLogs, exitCode?: number): LogOfCause | undefined;
}

/**
 * What a workflow engine keeps of the step that it ran in a task, where the logs of the task do not say why that failed:
 * Nextflow and Cromwell in files of their own, Snakemake in those that it names. Of the result what is there takes the
 * place of what the task's own logs said. Throws what is no answer of the service.
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
  const code = files && readExitCode(engineTexts?.[files.exit]);
  if (files === undefined || (!isFailed(task) && (code ?? 0) === 0)) return {};
  const [stderr, stdout] = await Promise.all([read(files.logs['stderr.txt']), read(files.logs['stdout.txt'])]);
  const step = { stderr, stdout };
  const cause = findCause(step, code);
  if (isShown(cause) || (hasText(step) && !hasText(own)))
    return { step, ...(cause === undefined ? {} : { cause: { ...cause, path: pick(step, cause).path } }) };
  return hasText(own) ? {} : { stderr: withPlaces(own.stderr, stderr), stdout: withPlaces(own.stdout, stdout) };
}

/** The first log that says why, of those that the engine names in which a failed step wrote. */
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

/** The log that a cause is in, which is named as that of the task in whose place it is. */
function pick({ stderr, stdout }: StepLogs, { path }: LogOfCause): LogEnd {
  return path === 'stdout.txt' ? stdout : stderr;
}

function hasText({ stderr, stdout }: StepLogs): boolean {
  return [stderr, stdout].some(({ text = '' }) => text !== '');
}

/** A log that is not at hand, with where that of the step might be. */
function withPlaces(log: LogEnd, ofStep: LogEnd): LogEnd {
  const places = ofStep.unread?.elsewhere ?? [];
  if (log.unread === undefined || places.length === 0) return log;
  const known = log.unread.elsewhere ?? [];
  const names = new Set(known.map(({ place }) => place));
  const more = places.filter(({ place }) => !names.has(place));
  return { ...log, unread: { ...log.unread, elsewhere: [...known, ...more] } };
}
