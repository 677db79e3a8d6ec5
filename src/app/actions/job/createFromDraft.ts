import * as l10n from '@vscode/l10n';
import { planRequests } from '../../../core/changes/bulk/plannedRequests.ts';
import { toCreated } from '../../../core/definitions/resubmit.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { Job } from '../../../core/model/job.ts';
import { findNow } from '../../../core/model/missing.ts';
import { type JobResource, type TaskResource, toKey } from '../../../core/model/resource.ts';
import { isObject } from '../../../core/model/shape.ts';
import type { Task } from '../../../core/model/task.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { DefinitionDocument } from '../../definitions/definitionDocument.ts';
import type { JobDraft } from '../../definitions/draft.ts';
import { askBeside } from '../definition/askBeside.ts';
import { checkDefinition } from '../definition/checkDefinition.ts';
import { followSubmitted } from '../definition/followSubmitted.ts';
import { revealDefinition } from '../definition/revealDefinition.ts';
import { submitDefinition } from '../definition/submitDefinition.ts';
import { planSubmission, type Submission, submitTasks } from '../definition/submitTasks.ts';
import { runBulk } from '../run/runBulk.ts';
import type { WindowApp } from '../verb/window.ts';
import { changeJobLimit } from './changeLimit.ts';
import { disableJob } from './disable.ts';
import { followPreparation } from './followPreparation.ts';
import { jobNoun } from './jobs.ts';
import { type OldJob, pickOldJob, pickTasks } from './pickCloned.ts';
import { terminateJob } from './terminate.ts';

/**
 * Creates the job in a document that was opened from another job, with that job's tasks, and then disables or
 * terminates the old job. First checks the rules, shows the changes beside the original, and asks once for
 * confirmation.
 */
export async function createFromDraft(
  services: WindowApp,
  document: DefinitionDocument,
  draft: JobDraft,
): Promise<void> {
  const shown = await checkDefinition(services, document, {
    kind: 'job',
    isWanted: isJob,
    complain: () => l10n.t("This isn't a valid job definition: it needs an id and poolInfo."),
  });
  const definition = await revealDefinition(services, document, shown, draft);
  const { accountId } = draft.resource;
  const resource: JobResource = { kind: 'job', accountId, jobId: definition.id };
  const { service } = await services.accounts.getStore(accountId);
  if ((await findNow(service.jobs.getJob(definition.id))) !== undefined)
    throw toInvalidInput(l10n.t('The account already has a job with this ID. Choose another ID.'));
  const judgedAtMs = services.clock.now();
  const cloned = await pickTasks(services, service, draft.original);
  const old = cloned.length === 0 ? undefined : await pickOldJob(services, service, draft.resource);
  await document.showChanges();
  const { job, onAllTasksComplete } = toCreated(definition, cloned.length > 0);
  const isManagerLeftOut = cloned.length > 0 && definition.jobManagerTask !== undefined;
  if (!(await ask(services, resource, cloned, old, isManagerLeftOut))) throw new Cancelled();
  const items = [{ resource }];
  const known = new Map([[toKey(resource), job]]);
  const [created] = await runBulk(services, { verb: submitDefinition, choices: {}, items, known, judgedAtMs });
  if (created?.outcome !== 'done') return;
  const submitted = await submitAll(services, resource, cloned, judgedAtMs);
  if (submitted.length < cloned.length) return;
  if (onAllTasksComplete !== undefined)
    await runBulk(services, { verb: changeJobLimit, choices: { onAllTasksComplete }, items, judgedAtMs });
  await endOld(services, old, judgedAtMs);
  follow(services, resource, definition, submitted, draft.fingerprint);
  await document.close();
}

function isJob(value: unknown): value is Job {
  return isObject(value) && typeof value['id'] === 'string' && isObject(value['poolInfo']);
}

async function ask(
  services: WindowApp,
  resource: JobResource,
  cloned: readonly Task[],
  old: OldJob | undefined,
  isManagerLeftOut: boolean,
): Promise<boolean> {
  const job = toVisible(resource.jobId);
  const { length: count } = cloned;
  const parts = { ...asCount(count), job };
  const message = plural(count, {
    '=0': l10n.t('Create job {job}?', { job }),
    '=1': l10n.t('Create job {job} and submit a task to it?', { job }),
    one: l10n.t('Create job {job} and submit {count} task to it?', parts),
    other: l10n.t('Create job {job} and submit {count} tasks to it?', parts),
  });
  const manager = l10n.t('The job manager task is left out: it would add all tasks again.');
  const said = [...(isManagerLeftOut ? [manager] : []), ...(old?.effects ?? [])];
  return askBeside(services, {
    message,
    names: [job],
    notes: said,
    confirm: l10n.t('Create'),
    requests: ['POST /jobs', ...planSubmission(resource, cloned), ...planEnd(old)],
    canBeUndone: old?.canBeUndone ?? true,
  });
}

async function submitAll(
  services: WindowApp,
  job: JobResource,
  tasks: readonly Task[],
  judgedAtMs: number,
): Promise<readonly TaskResource[]> {
  if (tasks.length === 0) return [];
  const known = new Map<string, Submission>();
  const items = tasks.map((definition) => {
    const resource: TaskResource = { ...job, kind: 'task', taskId: definition.id };
    known.set(toKey(resource), { definition });
    return { resource };
  });
  const outcomes = await runBulk(services, { verb: submitTasks, choices: {}, items, known, judgedAtMs });
  return items.flatMap(({ resource }, index) => (outcomes[index]?.outcome === 'done' ? [resource] : []));
}

function planEnd(old: OldJob | undefined): readonly string[] {
  if (old === undefined || old.act === 'leave') return [];
  const { sends } = old.act === 'terminate' ? terminateJob : disableJob;
  return sends === 'definitions' ? [] : planRequests(sends, [old.resource]);
}

/** Ends the old job only once the new job has its tasks; they would be lost if the new job can't be created. */
async function endOld(services: WindowApp, old: OldJob | undefined, judgedAtMs: number): Promise<void> {
  if (old === undefined || old.act === 'leave') return;
  const items = [jobNoun.toItem(old.resource, old.job)];
  if (old.act === 'terminate') await runBulk(services, { verb: terminateJob, choices: {}, items, judgedAtMs });
  else await runBulk(services, { verb: disableJob, choices: { disableTasks: 'requeue' }, items, judgedAtMs });
}

function follow(
  services: WindowApp,
  job: JobResource,
  { jobPreparationTask }: Job,
  submitted: readonly TaskResource[],
  fingerprint: string,
): void {
  if (submitted.length === 0) return;
  if (jobPreparationTask === undefined) followSubmitted(services, submitted, undefined);
  else followPreparation(services, job, fingerprint, () => followSubmitted(services, submitted, undefined));
}
