import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../core/model/batchError.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import type { SavedAttempt } from '../../../core/model/savedAttempt.ts';
import type { Task } from '../../../core/model/task.ts';
import { redactJson } from '../../../core/text/redactJson.ts';
import type { BatchService, CallOptions } from '../../../service/ports.ts';
import type { AttemptJournal } from '../../evidence/attemptJournal.ts';
import { readTaskLogs } from '../../evidence/readTaskLogs.ts';
import { explainDisk } from '../diskError.ts';

/**
 * Keeps exit code, failure information and both log ends of a task that has ended; reactivation lets the service drop
 * them (Batch documentation: "Task - Reactivate"). Throws `BatchError` when they could not be read or kept: then the
 * task must not be reactivated.
 */
export async function saveAttempt(
  { service, journal }: { readonly service: BatchService; readonly journal: Pick<AttemptJournal, 'save'> },
  resource: TaskResource,
  task: Task,
  action: SavedAttempt['action'],
  options: CallOptions,
): Promise<void> {
  const logs =
    task.nodeInfo?.nodeId === undefined ? [] : Object.values(await readTaskLogs(service, resource, task, options));
  const savedTask = redactJson(task) as Task;
  try {
    await journal.save(resource, { savedAt: new Date().toISOString(), action, task: savedTask, logs });
  } catch (error) {
    throw new BatchError({
      code: 'Unknown',
      message: l10n.t(
        'Nothing was sent, because the details of the failure could not be saved on this computer. {0}',
        explainDisk(error),
      ),
      cause: error,
    });
  }
}
