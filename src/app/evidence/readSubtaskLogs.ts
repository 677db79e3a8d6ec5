import type { TaskResource } from '../../core/model/resource.ts';
import { findFailedFirst } from '../../core/model/subtask.ts';
import { isFailed, type Task } from '../../core/model/task.ts';
import type { BatchService } from '../../service/ports.ts';
import { MissingEvidence } from './missingEvidence.ts';
import { readLog, readLogOrWhy, toRemoteFile } from './readLog.ts';
import { readFirstPage } from './readPages.ts';
import type { ReadFailure } from './readTaskLogs.ts';

/**
 * Reads the logs of the subtask of a failed multi-instance task whose coordination command failed first, from the
 * subtask's node, because the task itself has not run a program in this case. Throws errors that do not come from the
 * service.
 */
export async function readSubtaskLogs(
  { tasks, nodeFiles }: Pick<BatchService, 'tasks' | 'nodeFiles'>,
  { jobId, taskId }: TaskResource,
  task: Task,
  maxBytes: number,
): Promise<Pick<ReadFailure, 'step' | 'subtask' | 'subtasks'>> {
  if (!isFailed(task) || task.multiInstanceSettings === undefined) return {};
  const subtasks = await new MissingEvidence().ifThere(readFirstPage(tasks.listSubtasks(jobId, taskId)));
  const subtask = findFailedFirst(subtasks ?? []);
  if (subtask === undefined) return { subtasks };
  const { poolId, nodeId, taskRootDirectory: folder } = subtask.nodeInfo;
  const read = (name: string) => {
    const path = `${folder}/${name}`;
    return readLogOrWhy(readLog(toRemoteFile(nodeFiles, { poolId, nodeId }, path), path, undefined, maxBytes), path);
  };
  const [stderr, stdout] = await Promise.all([read('stderr.txt'), read('stdout.txt')]);
  return { subtask, subtasks, step: { stderr, stdout } };
}
