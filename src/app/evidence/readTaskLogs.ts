import type { LogExplanation } from '../../core/diagnosis/explanation/explanation.ts';
import type { EngineTexts } from '../../core/diagnosis/process/engines.ts';
import type { StartLogs, TaskEvidence } from '../../core/diagnosis/process/taskContext.ts';
import { countBytes } from '../../core/files/bytes.ts';
import { describeCopy, toLeftOutMark, toLeftOutNotice, toNotice } from '../../core/files/logNotice.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import { definedOnly } from '../../core/model/defined.ts';
import type { LogEnd, LogName, UnreadLogs } from '../../core/model/logEnd.ts';
import type { NodeFile, NodeFileProperties } from '../../core/model/nodeFile.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { PlacedSubtask, Subtask } from '../../core/model/subtask.ts';
import type { Task } from '../../core/model/task.ts';
import type { JudgedSuccess } from '../../core/model/taskVerdict.ts';
import type { Asked } from '../../core/model/unread.ts';
import {
  explainLostFile,
  explainMissingFile,
  findMissing,
  toUnreadFile,
  toUnreadNode,
} from '../../core/refusals/unreadFile.ts';
import type { BatchService, CallOptions, FileListOptions } from '../../service/ports.ts';
import { briefBytes, readLog, readShortLog, toRemoteFile, toShort } from './readLog.ts';
import type { ReadOnce } from './sharedReads.ts';

/** The ends of both logs of a task. */
export interface TaskLogs {
  readonly stderr: LogEnd;
  readonly stdout: LogEnd;
  /** The logs of the workflow engine's step, or of the failed subtask, if only these show the cause. */
  readonly step?: StepLogs | undefined;
  /** The subtask whose coordination command failed, if the task's own logs don't show a cause. */
  readonly subtask?: PlacedSubtask | undefined;
  /** The subtasks of a failed task, if they were listed to find that one. */
  readonly subtasks?: readonly Subtask[] | undefined;
  /** The verdicts on the tasks that a failed task depends on, if some of them only seem to have succeeded. */
  readonly judged?: JudgedSuccess | undefined;
  readonly engineTexts?: EngineTexts | undefined;
  /** The logs of the start task that succeeded on the task's node, if it may have provided what the task lacks. */
  readonly startLogs?: StartLogs | undefined;
}

export type StepLogs = Pick<TaskLogs, 'stderr' | 'stdout'>;

/** The log that shows the cause of a failure, and the explanation found in it. */
export interface LogOfCause {
  readonly path: string;
  readonly log: LogExplanation;
}

/** The logs of a completed task, with the cause if they show it. */
export interface ReadFailure extends TaskLogs {
  readonly cause?: LogOfCause;
}

/** The logs of a task to read. */
export interface WantedLogs {
  readonly resource: TaskResource;
  readonly task: Task;
  /** Number of bytes to read from the end of each log, and the maximum if these show no cause. */
  readonly maxBytes: number;
  readonly farthestBytes: number;
  readonly known?: TaskLogs | undefined;
  /** The node of the task, if its machine and the task's files are known to be gone. */
  readonly lost?: ComputeNode | undefined;
  /** Shares what is read of a node with other tasks that ran there. */
  readonly once?: ReadOnce | undefined;
}

export interface ReadLogsOptions extends CallOptions, Pick<WantedLogs, 'known' | 'lost'> {
  /** Bytes to read from the end of each log; `briefBytes` when absent. */
  readonly maxBytes?: number;
}

/** The error for files of a machine that is gone, without a request. */
const refusalOfLost = new BatchError({ code: 'TaskFilesUnavailable', status: 409, message: 'TaskFilesUnavailable' });

/**
 * Reads the last bytes of both logs of `task` as text without secrets, with one request for each log if it is short.
 * Otherwise, one listing returns both lengths unless they are known, or shows why there are none. If Batch cannot reach
 * the logs, the state of the node shows whether they are gone. A missing log is a valid result; throws only when
 * requests fail.
 */
export async function readTaskLogs(
  { taskFiles, nodes }: Pick<BatchService, 'taskFiles' | 'nodes'>,
  resource: TaskResource,
  task: Task,
  { maxBytes = briefBytes, known, lost, ...options }: ReadLogsOptions = {},
): Promise<TaskLogs> {
  const toFile = (path: LogName) => toRemoteFile(taskFiles, resource, path);
  const ends: { [Name in LogName]?: LogEnd | undefined } = { 'stderr.txt': known?.stderr, 'stdout.txt': known?.stdout };
  let refusal: BatchError | undefined;
  try {
    if (lost !== undefined) throw refusalOfLost;
    for (const path of ['stderr.txt', 'stdout.txt'] as const) {
      ends[path] ??= await readShortLog(toFile(path), path, toShort(maxBytes), { ...options, task });
      if (ends[path]?.leftOut !== 0) break;
    }
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    // One of the logs may be missing, which the listing shows.
    if (!BatchError.is(error, 'FileNotFound', 'ResourceNotFound')) refusal = error;
  }
  const listed = Object.values(ends).every((end) => end?.text !== undefined)
    ? new Map<string, NodeFile>()
    : await listLogs(taskFiles, resource, { ...options, refusal, task: lost && task }).catch((error: unknown) => ({
        error,
      }));
  const isUnreachable = 'error' in listed && findMissing(listed.error, '', task)?.kind === 'unreachable';
  const node = isUnreachable ? await askNode(nodes, task, { ...options, lost }) : undefined;
  const read = async (path: LogName): Promise<LogEnd> => {
    const end = ends[path];
    if (end?.leftOut === 0 || (end?.text !== undefined && lost !== undefined)) return end;
    if ('error' in listed) {
      const unread = explainLostFile(path, node, listed.error) ?? findMissing(listed.error, path, task);
      if (unread === undefined) throw listed.error;
      return { path, unread };
    }
    const properties = recallProperties(end) ?? listed.get(path)?.properties;
    if (properties === undefined) return { path, ...toAbsent(path, task) };
    const log = await readLog(toFile(path), path, task, maxBytes, { ...options, properties });
    // An end that was read while the node existed still explains the failure.
    return log.text === undefined && end?.text !== undefined ? end : log;
  };
  const [stderr, stdout] = await Promise.all([read('stderr.txt'), read('stdout.txt')]);
  return { stderr, stdout };
}

/** Returns the properties of a log as they were listed when it was last read. */
function recallProperties({ length, lastModified, copy }: Partial<LogEnd> = {}): NodeFileProperties | undefined {
  return length === undefined ? undefined : definedOnly({ contentLength: length, lastModified, copy });
}

/**
 * Reads the node of a task unless it is known to be lost; resolves to the reason if it could not be read, and to
 * undefined for a task without a node. Throws errors that do not come from the service.
 */
export async function askNode(
  nodes: BatchService['nodes'],
  { nodeInfo: { poolId, nodeId } = {} }: Pick<Task, 'nodeInfo'>,
  { lost, ...options }: Pick<ReadLogsOptions, 'lost' | 'signal'> = {},
): Promise<Asked<ComputeNode> | undefined> {
  if (poolId === undefined || nodeId === undefined) return undefined;
  try {
    return { kind: 'read', value: lost ?? (await nodes.getNode(poolId, nodeId, options)) };
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    return toUnreadNode(error, nodeId);
  }
}

async function listLogs(
  taskFiles: BatchService['taskFiles'],
  resource: TaskResource,
  options: FileListOptions,
): Promise<ReadonlyMap<string, NodeFile>> {
  const found = new Map<string, NodeFile>();
  for await (const page of taskFiles.listFiles(resource, { ...options, namePrefix: 'std' })) {
    for (const file of page) found.set(file.name, file);
  }
  return found;
}

function toAbsent(path: string, task: Task): Pick<LogEnd, 'unread'> {
  const unread = explainMissingFile({ code: 'FileNotFound', status: 404, path, task });
  return unread === undefined ? {} : { unread };
}

/**
 * Returns the ends of both logs. If the request fails, both contain the reason. Throws errors that do not come from the
 * service.
 */
export async function readLogsOrWhy<T extends TaskLogs>(reading: Promise<T>, task: Task): Promise<T | TaskLogs> {
  try {
    return await reading;
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    const toEnd = (path: LogName): LogEnd => ({ path, unread: toUnreadFile(error, path, task) });
    return { stderr: toEnd('stderr.txt'), stdout: toEnd('stdout.txt') };
  }
}

/** Returns the text that an opened log shows, with the same notices above it. */
export function toShownText(log: LogEnd): string | undefined {
  const { text, leftOut = 0 } = log;
  if (text === undefined) return undefined;
  return [...listCopyNotices(log), ...(leftOut === 0 ? [] : [toLeftOutNotice(leftOut, text.length)]), text].join('\n');
}

/** Returns the text for the diagnosis. If part of the file is missing, the first line states how much. */
export function toDiagnosedText(log: LogEnd): string | undefined {
  const { text, copy } = log;
  if (text === undefined) return undefined;
  // The original of a saved log was longer than the saved copy.
  const leftOut = (log.leftOut ?? 0) + (copy?.leftOut ?? 0);
  const mark = leftOut === 0 ? [] : [toLeftOutMark(leftOut, log.searched ?? countBytes(text, 'utf-8'))];
  return [...listCopyNotices(log), ...mark, text].join('\n');
}

function listCopyNotices({ copy }: LogEnd): readonly string[] {
  return copy === undefined ? [] : [toNotice(describeCopy(copy))];
}

/** Returns the logs that show why a task failed, in the diagnosis's form. */
export function toSaid(logs: TaskLogs, toText: (log: LogEnd) => string | undefined): Said {
  const { stderr, stdout } = logs.step ?? logs;
  const own = { stdout: toText(stdout), stderr: toText(stderr), judged: logs.judged, ...pickStartLogs(logs) };
  if (logs.step === undefined) return own;
  return { ...own, logPaths: { 'stderr.txt': stderr.path, 'stdout.txt': stdout.path }, subtask: logs.subtask };
}

/** Returns what logs and engine files show about a task that counts as succeeded, in the diagnosis's form. */
export function toSuccessEvidence(task: Task, logs: TaskLogs) {
  return { task, ...toSaid(logs, ({ text }) => text), engineTexts: logs.engineTexts };
}

/** Without these logs, others of start tasks count. */
function pickStartLogs({ startLogs }: TaskLogs): Pick<TaskLogs, 'startLogs'> {
  return startLogs === undefined ? {} : { startLogs };
}

type Said = Pick<TaskEvidence, 'stdout' | 'stderr' | 'logPaths' | 'subtask' | 'judged' | 'startLogs'>;

/** Returns why logs cannot currently be opened, in the diagnosis's form. */
export function toUnreadLogs(logs: TaskLogs): UnreadLogs {
  const { stdout, stderr } = (logs.subtask && logs.step) ?? logs;
  return {
    ...(stdout.unread === undefined ? {} : { 'stdout.txt': stdout.unread }),
    ...(stderr.unread === undefined ? {} : { 'stderr.txt': stderr.unread }),
  };
}
