import * as l10n from '@vscode/l10n';
import { findTasks, toGone } from '../app/actions/failures/findTasks.ts';
import { listFailed } from '../app/actions/job/retryFailed.ts';
import type { App } from '../app/app.ts';
import { orNamed } from '../app/evidence/named.ts';
import { isFingerprint } from '../core/failures/failingKinds.ts';
import { BatchError } from '../core/model/batchError.ts';
import type { TaskResource } from '../core/model/resource.ts';
import { withLabel } from '../core/text/label.ts';
import { toTypedOptions } from './account.ts';
import type { CliCommand, Given } from './commandLine.ts';
import { toProgramLine } from './commandOf.ts';
import { WrongUse } from './exit.ts';
import type { Session } from './session.ts';
import { programName } from './texts.ts';

/** Option that specifies a cause instead of tasks. */
export const causeOption = {
  cause: {
    type: 'string',
    value: 'ID',
    describe: () => l10n.t('All tasks with this cause in the account or job, as named by “failures”'),
  },
} satisfies CliCommand['options'];

/** Throws `WrongUse` for what can't be the ID of a cause, before an account is read for it. */
export function checkCause(given: Given): void {
  const cause = given.text('cause');
  if (cause === undefined || isFingerprint(cause)) return;
  throw new WrongUse([l10n.t('“{0}” is not the ID of a cause.', cause), sayHowToList(given)].join(' '));
}

/** Awaits work on what an argument chooses. Names the argument, and `advice`, in the error that it chooses nothing. */
export async function orChosenBy<T>(argument: string | undefined, work: Promise<T>, advice?: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (argument === undefined || !BatchError.is(error, 'InvalidInput')) throw error;
    const { code, message } = error;
    const said = [withLabel(argument, message), advice].filter(Boolean).join(' ');
    throw new BatchError({ code, message: said, cause: error });
  }
}

/** Awaits work on the given cause. If there is no such cause, the error names it and the command that lists them. */
export function orOfCause<T>(given: Given, work: Promise<T>): Promise<T> {
  return orChosenBy(given.text('cause'), work, sayHowToList(given));
}

function sayHowToList(given: Given): string {
  const command = toProgramLine(['failures'], toTypedOptions(given)) ?? `${programName} failures`;
  return l10n.t('To list the causes with their IDs, run: {0}', command);
}

/**
 * Returns the given tasks, the failed tasks of the given job, or the tasks of the given cause, for which the failures of
 * the account or the job must be known (`whileTasksAreExplained`). Throws `InvalidInput` if there are none.
 */
export async function listTasks(app: App, session: Session, given: Given): Promise<readonly TaskResource[]> {
  const { id: accountId } = session.store.account;
  const fingerprint = given.text('cause');
  const [jobId, ...taskIds] = given.names;
  if (jobId === undefined || fingerprint !== undefined) {
    const resource = { kind: 'account', accountId } as const;
    // A job's causes are narrowed from those of the account, because those are what `whileTasksAreExplained` has read.
    const ofJob = async (): Promise<readonly TaskResource[]> => {
      const tasks = await findTasks(app, [{ resource, document: 'cause', fingerprint }]);
      const wanted = jobId === undefined ? tasks : tasks.filter((task) => task.jobId === jobId);
      if (wanted.length === 0) throw toGone();
      return wanted;
    };
    return orOfCause(given, ofJob());
  }
  const job = { kind: 'job', accountId, jobId } as const;
  const [onlyId] = taskIds.length === 1 ? taskIds : [];
  if (onlyId !== undefined)
    await orNamed(
      session,
      { ...job, kind: 'task', taskId: onlyId },
      session.store.service.tasks.getTask(jobId, onlyId),
    );
  const tasks =
    taskIds.length === 0
      ? await orNamed(session, job, listFailed(app, job))
      : [...new Set(taskIds)].map((taskId) => ({ kind: 'task', accountId, jobId, taskId }) as const);
  if (tasks.length > 0) return tasks;
  throw new BatchError({ code: 'InvalidInput', message: l10n.t('No tasks in this job have failed.') });
}
