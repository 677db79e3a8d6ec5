import type { LogEnd, LogName } from '../../core/model/logEnd.ts';
import type { NodeFile } from '../../core/model/nodeFile.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import { explainMissingFile } from '../../core/query/missingFile.ts';
import type { BatchService, CallOptions } from '../../service/ports.ts';
import { briefBytes, explainUnreadable, readLog } from './readLog.ts';
import { toRemoteFile } from './readTail.ts';

/** The ends of both logs of a task. */
export interface TaskLogs {
  readonly stderr: LogEnd;
  readonly stdout: LogEnd;
}

export interface ReadLogsOptions extends CallOptions {
  /** How much of the end of each is read; `briefBytes` when absent. */
  readonly maxBytes?: number;
}

/**
 * The last bytes of both logs of `task` as text without secrets. One listing has the lengths of both, and says why there
 * are none in one answer; an empty log costs no request more. A log that is not there is an answer too; throws only when
 * the service could not be asked.
 */
export async function readTaskLogs(
  { taskFiles }: Pick<BatchService, 'taskFiles'>,
  resource: TaskResource,
  task: Task,
  { maxBytes = briefBytes, ...options }: ReadLogsOptions = {},
): Promise<TaskLogs> {
  const listed = await listLogs(taskFiles, resource, options).catch((error: unknown) => ({ error }));
  const read = async (path: LogName): Promise<LogEnd> => {
    if ('error' in listed) {
      const missing = explainUnreadable(listed.error, path, task);
      if (missing === undefined) throw listed.error;
      return { path, missing };
    }
    const properties = listed.get(path)?.properties;
    if (properties === undefined) return { path, ...toMissing(path, task) };
    return readLog(toRemoteFile(taskFiles, resource, path), path, task, maxBytes, { ...options, properties });
  };
  const [stderr, stdout] = await Promise.all([read('stderr.txt'), read('stdout.txt')]);
  return { stderr, stdout };
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

function toMissing(path: string, task: Task): Pick<LogEnd, 'missing'> {
  const missing = explainMissingFile({ code: 'FileNotFound', path, task });
  return missing === undefined ? {} : { missing };
}
