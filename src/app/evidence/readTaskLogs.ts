import type { LogExplanation } from '../../core/diagnosis/explanation/explanation.ts';
import type { EngineTexts } from '../../core/diagnosis/process/engines.ts';
import type { TaskEvidence } from '../../core/diagnosis/process/taskCase.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { LogEnd, LogName, UnreadLogs } from '../../core/model/logEnd.ts';
import type { NodeFile } from '../../core/model/nodeFile.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { Asked } from '../../core/model/unread.ts';
import { countBytes } from '../../core/query/bytes.ts';
import { describeCopy, toLeftOutMark, toLeftOutNotice, toNotice } from '../../core/query/logNotice.ts';
import {
  explainLostFile,
  explainMissingFile,
  findMissing,
  toUnreadFile,
  toUnreadNode,
} from '../../core/query/unreadFile.ts';
import type { BatchService, CallOptions } from '../../service/ports.ts';
import { briefBytes, readLog, toRemoteFile } from './readLog.ts';

/** The ends of both logs of a task. */
export interface TaskLogs {
  readonly stderr: LogEnd;
  readonly stdout: LogEnd;
  /** What its workflow engine keeps of its step, where that says why it failed and these do not. */
  readonly step?: StepLogs | undefined;
  /** What the engine left that ran its step in a task that succeeded. */
  readonly engineTexts?: EngineTexts | undefined;
}

export type StepLogs = Pick<TaskLogs, 'stderr' | 'stdout'>;

/** The log that shows the cause of a failure, and where. */
export interface LogOfCause {
  readonly path: string;
  readonly log: LogExplanation;
}

/** What the logs of a task say that ended. */
export interface ReadFailure extends TaskLogs {
  readonly cause?: LogOfCause;
}

/** What is to be read of a task. */
export interface WantedLogs {
  readonly resource: TaskResource;
  readonly task: Task;
  /** How much of the end of each log is read, and how much at most where that shows no cause. */
  readonly maxBytes: number;
  readonly farthestBytes: number;
}

export interface ReadLogsOptions extends CallOptions {
  /** How much of the end of each is read; `briefBytes` when absent. */
  readonly maxBytes?: number;
}

/**
 * The last bytes of both logs of `task` as text without secrets. One listing has the lengths of both, and says why there
 * are none in one answer; an empty log costs no request more. Where Batch does not reach them, the state of the node says
 * whether they are gone. A log that is not there is an answer too; throws only when the service could not be asked.
 */
export async function readTaskLogs(
  { taskFiles, nodes }: Pick<BatchService, 'taskFiles' | 'nodes'>,
  resource: TaskResource,
  task: Task,
  { maxBytes = briefBytes, ...options }: ReadLogsOptions = {},
): Promise<TaskLogs> {
  const listed = await listLogs(taskFiles, resource, options).catch((error: unknown) => ({ error }));
  const node =
    'error' in listed && findMissing(listed.error, '', task)?.kind === 'unreachable'
      ? await askNode(nodes, task, options)
      : undefined;
  const read = async (path: LogName): Promise<LogEnd> => {
    if ('error' in listed) {
      const unread = explainLostFile(path, node, listed.error) ?? findMissing(listed.error, path, task);
      if (unread === undefined) throw listed.error;
      return { path, unread };
    }
    const properties = listed.get(path)?.properties;
    if (properties === undefined) return { path, ...toAbsent(path, task) };
    return readLog(toRemoteFile(taskFiles, resource, path), path, task, maxBytes, { ...options, properties });
  };
  const [stderr, stdout] = await Promise.all([read('stderr.txt'), read('stdout.txt')]);
  return { stderr, stdout };
}

/** The node of a task, or why it could not be read; undefined for a task without one. Throws what is no answer. */
export async function askNode(
  nodes: BatchService['nodes'],
  { nodeInfo: { poolId, nodeId } = {} }: Pick<Task, 'nodeInfo'>,
  options?: CallOptions,
): Promise<Asked<ComputeNode> | undefined> {
  if (poolId === undefined || nodeId === undefined) return undefined;
  try {
    return { kind: 'read', value: await nodes.getNode(poolId, nodeId, options) };
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    return toUnreadNode(error, nodeId);
  }
}

async function listLogs(
  taskFiles: BatchService['taskFiles'],
  resource: TaskResource,
  options: CallOptions,
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
 * The ends of both logs. Where the service could not be asked, both say why.
 * Throws what is no answer of the service.
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

/** The text with the lines above it that an opened log has. */
export function toShownText(log: LogEnd): string | undefined {
  const { text, leftOut = 0 } = log;
  if (text === undefined) return undefined;
  return [...listCopyNotices(log), ...(leftOut === 0 ? [] : [toLeftOutNotice(leftOut, text.length)]), text].join('\n');
}

/** The text as the diagnosis takes it: with a line above it that says how much of the file is not in it. */
export function toDiagnosedText(log: LogEnd): string | undefined {
  const { text, copy } = log;
  if (text === undefined) return undefined;
  // Of a log that was saved the node had more than the copy has.
  const leftOut = (log.leftOut ?? 0) + (copy?.leftOut ?? 0);
  const mark = leftOut === 0 ? [] : [toLeftOutMark(leftOut, log.searched ?? countBytes(text, 'utf-8'))];
  return [...listCopyNotices(log), ...mark, text].join('\n');
}

function listCopyNotices({ copy }: LogEnd): readonly string[] {
  return copy === undefined ? [] : [toNotice(describeCopy(copy))];
}

/** The logs of a task that say why it failed, as the diagnosis takes them. */
export function toSaid(logs: TaskLogs, toText: (log: LogEnd) => string | undefined): Said {
  const { stderr, stdout } = logs.step ?? logs;
  const own = { stdout: toText(stdout), stderr: toText(stderr) };
  return logs.step === undefined ? own : { ...own, logPaths: { 'stderr.txt': stderr.path, 'stdout.txt': stdout.path } };
}

type Said = Pick<TaskEvidence, 'stdout' | 'stderr' | 'logPaths'>;

/** Why logs cannot be opened now, as the diagnosis takes it. */
export function toUnreadLogs({ stdout, stderr }: TaskLogs): UnreadLogs {
  return {
    ...(stdout.unread === undefined ? {} : { 'stdout.txt': stdout.unread }),
    ...(stderr.unread === undefined ? {} : { 'stderr.txt': stderr.unread }),
  };
}
