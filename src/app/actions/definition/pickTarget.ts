import * as l10n from '@vscode/l10n';
import { planAddTasks } from '../../../core/changes/taskPlans.ts';
import { isProposable } from '../../../core/changes/verdict.ts';
import { toJobCopy, toNumberedId } from '../../../core/definitions/resubmit.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { findDamage } from '../../../core/model/damagedItem.ts';
import type { Job } from '../../../core/model/job.ts';
import { findNow } from '../../../core/model/missing.ts';
import type { JobResource, TaskResource } from '../../../core/model/resource.ts';
import { findIdProblem } from '../../../core/places/ids.ts';
import { listAll } from '../../../core/text/lists.ts';
import type { BatchService } from '../../../service/ports.ts';
import type { App } from '../../app.ts';
import { toNotificationText } from '../../messages/notificationText.ts';
import type { WithUi } from '../../ui.ts';
import { pickAccount, pickJobOf } from '../targets/pick.ts';
import { requirePossible } from '../verb/judge.ts';

/** The job to which tasks are submitted. */
export interface Target {
  readonly resource: JobResource;
  readonly job: Job;
  readonly isOwnJob: boolean;
  readonly newJob?: Job;
  readonly notes: readonly string[];
  /** A note about tasks that depend on the originals, if the originals stay. */
  readonly dependents?: string;
}

/**
 * Asks for a job: the task's own if it accepts tasks, another one, or a copy of the task's. `jobIds` are the jobs of all
 * tasks, each of which is submitted to its own if the task's own is chosen. Throws `Cancelled`.
 */
export async function pickTarget(
  services: App,
  task: TaskResource | undefined,
  jobIds: readonly string[] = [],
): Promise<Target> {
  if (task === undefined) {
    const { accountId } = await pickAccount(services);
    return toExisting(services, await pickJobOf(services, accountId, takesTasks));
  }
  const { accountId, jobId } = task;
  const { service } = await services.accounts.getStore(accountId);
  const job = await service.jobs.getJob(jobId);
  const own: JobResource = { kind: 'job', accountId, jobId };
  const verdict = planAddTasks(job);
  const [, further] = jobIds;
  const same =
    further === undefined
      ? { label: l10n.t('The Same Job'), description: jobId, pick: () => toOwn(own, job) }
      : { label: l10n.t('Each to Its Own Job'), description: listAll(jobIds), pick: () => toOwn(own, job) };
  const another = {
    label: l10n.t('Another Job…'),
    detail: l10n.t('Choose a job in the account that accepts tasks.'),
    pick: async () => toExisting(services, await pickJobOf(services, accountId, takesTasks)),
  };
  const copy = {
    label: l10n.t('A New Job…'),
    detail: l10n.t('Creates a copy of job {0} with only these tasks.', jobId),
    pick: () => toNew(services, service, own, job),
  };
  const chosen = await services.ui.choose(verdict.possible ? [same, another, copy] : [copy, another], {
    title: toNotificationText(l10n.t('Job to submit to')),
    placeholder: verdict.possible
      ? l10n.t('Choose a job')
      : toNotificationText(l10n.t('{job}: {reason}', { job: jobId, reason: verdict.reason })),
  });
  if (chosen === undefined) throw new Cancelled();
  return chosen.pick();
}

/** Returns the job of tasks as the target of their copies. Throws `InvalidInput` if it accepts no tasks. */
export async function findOwnTarget({ accounts }: App, { accountId, jobId }: JobResource): Promise<Target> {
  const { service } = await accounts.getStore(accountId);
  const job = await service.jobs.getJob(jobId);
  requirePossible(planAddTasks(job));
  return toOwn({ kind: 'job', accountId, jobId }, job);
}

function takesTasks(job: Job): boolean {
  return isProposable(planAddTasks(job));
}

function toNotes(job: Job): readonly string[] {
  const verdict = planAddTasks(job);
  return verdict.possible && verdict.note !== undefined ? [verdict.note] : [];
}

function toOwn(resource: JobResource, job: Job): Target {
  const waiting = l10n.t(
    "Tasks that depend on the failed ones don't wait for the new ones: submit copies of those that are stuck, which depend on the new ones.",
  );
  return {
    resource,
    job,
    isOwnJob: true,
    notes: toNotes(job),
    ...(job.usesTaskDependencies && { dependents: waiting }),
  };
}

async function toExisting({ accounts }: App, resource: JobResource): Promise<Target> {
  const { service } = await accounts.getStore(resource.accountId);
  const job = await service.jobs.getJob(resource.jobId);
  requirePossible(planAddTasks(job));
  return { resource, job, isOwnJob: false, notes: toNotes(job) };
}

async function enterFreeId(
  services: WithUi,
  value: string,
  isTaken: (id: string) => Promise<boolean>,
  prompt = l10n.t('ID of the new job'),
): Promise<string> {
  const id = await services.ui.enter({ title: l10n.t('New job'), prompt, value, check: findIdProblem });
  if (id === undefined) throw new Cancelled();
  if (!(await isTaken(id))) return id;
  return enterFreeId(
    services,
    id,
    isTaken,
    l10n.t('The account already has a job with the ID {0}. Enter another ID.', id),
  );
}

async function toNew(
  services: WithUi,
  service: BatchService,
  { accountId, jobId }: JobResource,
  job: Job,
): Promise<Target> {
  if (findDamage(job) !== undefined)
    throw toInvalidInput(l10n.t('Azure Batch returned a damaged job definition, so a copy would be incomplete.'));
  // Only jobs of a schedule may have a colon in their ID.
  const stem = jobId.replace(/[^\w-]/g, '-');
  const findJob = (id: string) => findNow(service.jobs.getJob(id));
  const number = await findFreeNumber(async (tried) => (await findJob(toNumberedId(stem, tried))) !== undefined);
  const id = await enterFreeId(
    services,
    toNumberedId(stem, number),
    async (tried) => (await findJob(tried)) !== undefined,
  );
  const newJob = toJobCopy(job, id);
  return {
    resource: { kind: 'job', accountId, jobId: id },
    job: newJob,
    isOwnJob: false,
    newJob,
    notes: [
      l10n.t('The new job stays open until you terminate it.'),
      ...(job.jobManagerTask === undefined
        ? []
        : [l10n.t('The job manager task is left out: it would add all tasks again.')]),
    ],
  };
}

const [firstNumber, lastNumber] = [2, 20];

/**
 * Returns the first number that makes a free ID. When all are taken, returns the last number; the user sees the ID, and
 * using it reports the conflict.
 */
export async function findFreeNumber(isTaken: (number: number) => Promise<boolean>): Promise<number> {
  for (let number = firstNumber; number < lastNumber; number += 1) if (!(await isTaken(number))) return number;
  return lastNumber;
}
