import * as l10n from '@vscode/l10n';
import { toUnsavedLogs } from '../../../core/changes/bulk/inFull.ts';
import { type Clock, toTime } from '../../../core/clock.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { type LogEnd, logNames } from '../../../core/model/logEnd.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import type { SavedAttempt } from '../../../core/model/savedAttempt.ts';
import type { Task } from '../../../core/model/task.ts';
import { redactJson } from '../../../core/text/redactJson.ts';
import type { BatchService, CallOptions } from '../../../service/ports.ts';
import type { AttemptJournal } from '../../evidence/attemptJournal.ts';
import { readTaskLogs } from '../../evidence/readTaskLogs.ts';
import { explainDisk } from './diskError.ts';

/** The latest explanation of why a task failed. */
export type KnownReason = Required<Pick<SavedAttempt, 'why' | 'fingerprint'>> & Pick<SavedAttempt, 'cause'>;

interface SaveServices {
  readonly service: BatchService;
  readonly journal: Pick<AttemptJournal, 'save'>;
  readonly clock: Clock;
}

interface SaveOptions extends CallOptions {
  readonly action: SavedAttempt['action'];
  /** True to save the attempt without its logs, which needs no requests, because it is one of many. */
  readonly isBrief: boolean;
  readonly reason?: KnownReason | undefined;
}

/**
 * Saves the exit code, failure information, and the end of both logs of a completed task, because the service drops
 * them after reactivation (Batch documentation: "Task - Reactivate"). Throws `BatchError` when they could not be read
 * or saved, in which case the task must not be reactivated.
 */
export async function saveAttempt(
  { service, journal, clock }: SaveServices,
  resource: TaskResource,
  task: Task,
  { action, isBrief, reason, ...call }: SaveOptions,
): Promise<void> {
  const logs = await readKeptLogs(service, resource, task, { isBrief, ...call });
  const savedTask = redactJson(task) as Task;
  try {
    await journal.save(resource, { savedAt: toTime(clock), action, task: savedTask, logs, ...reason });
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

/** Reads the end of both logs of a task that ran on a node. When `isBrief`, returns a note instead of their text. */
export async function readKeptLogs(
  service: BatchService,
  resource: TaskResource,
  task: Task,
  { isBrief, ...call }: Pick<SaveOptions, 'isBrief'> & CallOptions,
): Promise<readonly LogEnd[]> {
  if (task.nodeInfo?.nodeId === undefined) return [];
  return isBrief ? toUnsavedLogs(logNames) : Object.values(await readTaskLogs(service, resource, task, call));
}
