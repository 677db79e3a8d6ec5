import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../core/model/batchError.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import type { Task } from '../../../core/model/task.ts';
import { asCount, formatNumber } from '../../../core/query/numbers.ts';
import { toCopy, toCopyId } from '../../../core/remedy/resubmit.ts';
import type { Settlement } from '../../../core/remedy/settlement.ts';
import { plural } from '../../../core/text/plural.ts';
import type { BatchService, ChangeOptions } from '../../../service/ports.ts';
import { toCommandId } from '../../commandId.ts';
import type { Verb } from '../verb.ts';
import { findNow } from './looks.ts';

export interface ResubmitChoices {
  /** Id of the copy of a single task; one that nobody named takes the next free id. */
  readonly copyId?: string;
}

/** Submits tasks once more under other ids. What is submitted is read from the service, and written down nowhere. */
export const resubmitVerb: Verb<TaskResource, ResubmitChoices, Task> = {
  id: toCommandId('task.resubmit'),
  isRepeatable: false,
  canBeUndone: () => true,
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Submitting the copy'),
        other: l10n.t('Submitting {count} copies', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The copy was submitted.'),
        other: l10n.t('{count} copies were submitted.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The copy could not be submitted.'),
        other: l10n.t('{count} of {total} copies could not be submitted.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count) =>
      plural(count, {
        '=1': l10n.t('Submit a copy of the task?'),
        other: l10n.t('Submit copies of {count} tasks?', asCount(count)),
      }),
    confirm: () => l10n.t('Submit'),
  },
  bind({ getService }, { copyId }, known) {
    return {
      async act([{ resource }], options) {
        const service = await getService(resource.accountId);
        const { jobId, taskId } = resource;
        const task = known(resource) ?? (await service.tasks.getTask(jobId, taskId, options));
        await (copyId === undefined
          ? submitAnyhow(service, jobId, task, options)
          : service.tasks.addTask(jobId, toCopy(task, copyId), options));
        return undefined;
      },
      async settle({ resource: { accountId, jobId, taskId } }, { error }) {
        const id = copyId ?? toCopyId(taskId, () => false);
        const copy = await findNow((await getService(accountId)).tasks.getTask(jobId, id));
        return settleCopy(id, copy, error);
      },
    };
  },
};

/** Under the next id that is free. */
async function submitAnyhow(service: BatchService, jobId: string, task: Task, options: ChangeOptions): Promise<void> {
  const taken = new Set<string>();
  for (;;) {
    const id = toCopyId(task.id, (candidate) => taken.has(candidate));
    try {
      await service.tasks.addTask(jobId, toCopy(task, id), options);
      return;
    } catch (error) {
      if (!BatchError.is(error, 'TaskExists')) throw error;
      taken.add(id);
    }
  }
}

/** A task that is there may be the copy, or may have been there before: that can't be told. */
function settleCopy(id: string, copy: Task | undefined, error: BatchError | undefined): Settlement {
  if (BatchError.is(error, 'TaskExists')) {
    return { outcome: 'notDone', reason: l10n.t('The job already has a task {0}. Choose another ID.', id) };
  }
  if (error !== undefined) return { outcome: 'notDone', reason: toRefusal(error) };
  if (copy !== undefined) {
    return { outcome: 'unknown', reason: l10n.t('The answer of the service was lost. Task {0} may be the copy.', id) };
  }
  return {
    outcome: 'unknown',
    reason: l10n.t('The answer of the service was lost, and the job has no task {0}.', id),
    mayRepeat: true,
  };
}

function toRefusal(error: BatchError): string {
  return BatchError.is(error, 'JobCompleted', 'JobBeingTerminated', 'JobBeingDeleted', 'JobNotFound')
    ? l10n.t('The job of the task has ended and takes no more tasks.')
    : l10n.t('The service refused the request in the present state ({0}).', error.code);
}
