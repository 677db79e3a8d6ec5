import * as l10n from '@vscode/l10n';
import { listEdits } from '../../../core/definitions/definitionEdits.ts';
import { describeEdits } from '../../../core/definitions/describeEdits.ts';
import { type Kept, keepDependencies, type Resubmitted } from '../../../core/definitions/keepDependencies.ts';
import { toDefinition } from '../../../core/definitions/resubmit.ts';
import type { DefinitionKind } from '../../../core/diagnosis/lint/finding.ts';
import { groupBy } from '../../../core/groupBy.ts';
import { type BatchError, toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { type JobResource, type TaskResource, toKey } from '../../../core/model/resource.ts';
import { toFailedAttempt } from '../../../core/model/resubmission.ts';
import type { Right } from '../../../core/model/right.ts';
import type { Task } from '../../../core/model/task.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { withLabel } from '../../../core/text/label.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { DefinitionDocument } from '../../definitions/definitionDocument.ts';
import type { TaskDraft } from '../../definitions/draft.ts';
import { openDefinition } from '../definition/openDefinition.ts';
import { createFromDraft } from '../job/createFromDraft.ts';
import { changeStartTask } from '../pool/changeStartTask.ts';
import { applyFormula } from '../pool/enableAutoscale.ts';
import { runBulk } from '../run/runBulk.ts';
import type { Contribution } from '../verb/contribution.ts';
import { toFirst } from '../verb/judge.ts';
import { withRight } from '../verb/readOnly.ts';
import type { WindowApp, WindowCommand } from '../verb/window.ts';
import { askBeside } from './askBeside.ts';
import { checkDefinitions } from './checkDefinitions.ts';
import { createAll } from './createAll.ts';
import { deleteFirst, findTaken } from './deleteFirst.ts';
import { editAll, type LeftOut } from './editAll.ts';
import { type FirstRun, followSubmitted } from './followSubmitted.ts';
import { keepLogsOf } from './keepLogs.ts';
import { listKnownTrouble } from './listKnownTrouble.ts';
import { findOwnTarget, pickTarget, type Target } from './pickTarget.ts';
import { revealDefinition } from './revealDefinition.ts';
import { planSubmission, type Submission, submitTasks } from './submitTasks.ts';
import { describeSubmittedBefore } from './submittedBefore.ts';
import { notifyLost } from './waitUntilGone.ts';

export const contribution: Contribution = {
  title: 'Submit Definition to Batch…',
  icon: 'cloud-upload',
  effect: 'changes',
  editors: [{ of: 'definitions', on: /\.(task|start-task|job|pool)\.json$|\.autoscale$/, at: 'navigation@1' }],
};

const rights: Readonly<Record<DefinitionKind, Right>> = {
  task: 'changeJobs',
  job: 'changeJobs',
  jobSchedule: 'changeSchedules',
  pool: 'changePools',
};

/**
 * Submits the definitions in a document: tasks to a job, everything else to an account. Drafts opened from a job, a
 * start task, or a formula are applied in the same way as by the button above them.
 */
export const run: WindowCommand = async (services, args) => submit(services, await openDefinition(services, args));

async function submit(services: WindowApp, document: DefinitionDocument): Promise<void> {
  const { draft: opened } = document;
  switch (opened?.kind) {
    case 'job':
      return createFromDraft(await withRight(services, 'changeJobs', [opened.resource]), document, opened);
    case 'startTask':
      return changeStartTask(await withRight(services, 'changePools', [opened.resource]), document);
    case 'formula':
      return applyFormula(await withRight(services, 'changePools', [opened.resource]), document, opened.resource);
  }
  const draft = opened;
  const { kind, values } = await checkDefinitions(services, document, draft === undefined ? undefined : 'task');
  const allowed = await withRight(services, rights[kind], draft === undefined ? [] : [draft.resource]);
  if (kind !== 'task') return createAll(allowed, document, kind, values);
  const shown = await Promise.all(
    values.map(async (value) => (await revealDefinition(services, document, value, draft)) as Task),
  );
  return askAndSubmit(allowed, document, draft, shown);
}

/**
 * Submits the tasks that a document defines. For a draft, submits all tasks from which it was opened, each with the
 * edits made here. Asks first for the job, and then, next to the changes, for confirmation. If the job already has all
 * of the tasks, these are deleted first.
 */
async function askAndSubmit(
  services: WindowApp,
  document: DefinitionDocument,
  draft: TaskDraft | undefined,
  definitionsShown: readonly Task[],
): Promise<void> {
  const [definition] = definitionsShown;
  if (definition === undefined) return;
  const { edited, leftOut } =
    draft === undefined ? asTheyAre(definitionsShown) : await editAll(services, draft, definition);
  const byJob = groupBy(edited, ({ jobId }) => jobId);
  const jobIds = [...byJob.keys()].filter((jobId) => jobId !== undefined);
  const target = await pickTarget(services, draft?.resource, jobIds);
  const submitTo = (to: Target, some: readonly Resubmitted[], others: readonly LeftOut[]): Promise<boolean> =>
    askAndSubmitTo(services, document, draft, { target: to, edited: some, leftOut: others, definition });
  if (!target.isOwnJob || jobIds.length < 2) {
    const { distinct, repeated } = splitRepeated(edited);
    const isAll = await submitTo(target, distinct, [...leftOut, ...repeated]);
    if (draft !== undefined && isAll) await document.close();
    return;
  }
  // The tasks of several jobs may have the same IDs, and each job has its own state, so each has its own question.
  let isAll = true;
  for (const [jobId = '', some] of byJob) {
    const own = jobId === target.resource.jobId;
    const to = own ? target : await findOwnTarget(services, { ...target.resource, jobId });
    if (!(await submitTo(to, some, own ? leftOut : []))) isAll = false;
  }
  if (isAll) await document.close();
}

/** Separates tasks whose IDs others of them have, which can't be in one job. */
function splitRepeated(edited: readonly Resubmitted[]): {
  readonly distinct: readonly Resubmitted[];
  readonly repeated: readonly LeftOut[];
} {
  const reason = l10n.t('Another of the tasks would have the same ID in that job. Submit it to its own job.');
  const byId = groupBy(edited, ({ definition }) => definition.id.toLowerCase());
  const first = new Set([...byId.values()].map(([one]) => one));
  return {
    distinct: [...first],
    repeated: edited.flatMap((one) => (first.has(one) ? [] : [{ taskId: one.original.id, reason }])),
  };
}

interface Wanted {
  readonly target: Target;
  readonly edited: readonly Resubmitted[];
  readonly leftOut: readonly LeftOut[];
  /** The definition that the document shows. */
  readonly definition: Task;
}

/** Submits tasks to one job. Resolves to true if all of them were submitted. */
async function askAndSubmitTo(
  services: WindowApp,
  document: DefinitionDocument,
  draft: TaskDraft | undefined,
  { target, edited, leftOut, definition }: Wanted,
): Promise<boolean> {
  const { resource, isOwnJob } = target;
  const kept = edited.map((one) => ({ one, result: keepDependencies(one, edited, isOwnJob) }));
  const refused = [
    ...leftOut,
    ...kept.flatMap(({ one, result }) =>
      result.reason === undefined ? [] : [{ taskId: one.original.id, reason: result.reason }],
    ),
  ];
  const definitions = kept.flatMap(({ result }) => (result.definition === undefined ? [] : [result.definition]));
  if (definitions.length === 0) throw toSubmitRefusal(refused);
  if (draft !== undefined) await document.showChanges();
  const judgedAtMs = services.clock.now();
  const edits = draft === undefined ? [] : listEdits(toDefinition(draft.original), definition);
  const changes = describeEdits(edits, services.bundles.diagnosis().describePath);
  const notes = [
    ...target.notes,
    ...(await listKnownTrouble(services, document, resource.accountId, target.job)),
    ...(draft !== undefined && changes.length === 0 ? [describeUnchanged()] : changes),
    ...describeSubmittedBefore(
      services.resubmissions,
      draft?.tasks ?? [],
      kept.map(({ one }) => one.original),
    ),
    ...(draft === undefined && document.isOfTask ? [describeReloaded()] : []),
  ];
  const others = refused.map(toLeftOutLine);
  const taken = await findTaken(services, target, definitions);
  const isAgain = taken !== undefined;
  const wanted = isAgain
    ? await deleteFirst(services, { target, definitions, taken, notes, leftOut: others })
    : definitions;
  if (!isAgain) {
    const losing = services.bundles.diagnosis().listLosingLogs(document.text, draft !== undefined);
    const keep = async (): Promise<void> => {
      await keepLogsOf(services, document);
      await submit(services, document);
    };
    await ask(services, target, definitions, { notes, leftOut: others, ...(losing.length > 0 && { keep }) });
  }
  // The outcome of the deletion has already been shown.
  if (wanted.length === 0) return false;
  const known = new Map<string, Submission>();
  const items = wanted.map((each) => {
    const task: TaskResource = { ...resource, kind: 'task', taskId: each.id };
    known.set(toKey(task), { definition: each, newJob: target.newJob });
    return { resource: task };
  });
  const outcomes = await runBulk(services, { verb: submitTasks, choices: {}, items, known, judgedAtMs });
  const submitted = items.flatMap((item, index) => (outcomes[index]?.outcome === 'done' ? [item.resource] : []));
  const corrected = draft && { draft, firstRuns: toFirstRuns(draft, kept, resource) };
  followSubmitted(services, submitted, corrected, isAgain ? undefined : target.dependents);
  const lost = items.filter((_item, index) => outcomes[index]?.outcome !== 'done');
  if (isAgain && lost.length > 0)
    notifyLost(
      services,
      lost.map((item) => item.resource.taskId),
    );
  return submitted.length === definitions.length && refused.length === 0;
}

/** Maps the key of each new task to the first run of the task that it resubmits. */
function toFirstRuns(
  { tasks }: TaskDraft,
  kept: readonly { readonly one: Resubmitted; readonly result: Kept }[],
  job: JobResource,
): ReadonlyMap<string, FirstRun> {
  return new Map(
    kept.flatMap(({ one, result }) => {
      const of = tasks.find(({ taskId, jobId }) => taskId === one.original.id && jobId === (one.jobId ?? jobId));
      if (of === undefined || result.definition === undefined) return [];
      const failed = toFailedAttempt(one.original);
      const first = { of, ...(failed === undefined ? {} : { failed }) };
      return [[toKey({ ...job, kind: 'task', taskId: result.definition.id }), first] as const];
    }),
  );
}

function asTheyAre(definitions: readonly Task[]): {
  readonly edited: readonly Resubmitted[];
  readonly leftOut: readonly LeftOut[];
} {
  return { edited: definitions.map((definition) => ({ original: definition, definition })), leftOut: [] };
}

/** Only the window that opened a draft knows which tasks it was opened from. */
function describeReloaded(): string {
  return l10n.t(
    'The window was reloaded after the definition was opened, so only this task is submitted, not others with the same cause.',
  );
}

function describeUnchanged(): string {
  return l10n.t('Only the ID was changed, so the same failure may occur again.');
}

function toSubmitRefusal(refused: readonly LeftOut[]): BatchError {
  return toInvalidInput([l10n.t('Nothing was submitted.'), ...toFirst(refused.map(toLeftOutLine))].join('\n'));
}

interface Beside {
  readonly notes: readonly string[];
  readonly leftOut: readonly string[];
  /** Makes the tasks upload their logs when they fail, and asks again; undefined if they already do. */
  readonly keep?: () => Promise<void>;
}

/** Throws `Cancelled` if the user doesn't confirm. */
async function ask(
  services: WindowApp,
  { resource, newJob, dependents }: Target,
  definitions: readonly Task[],
  { notes, leftOut, keep }: Beside,
): Promise<void> {
  const count = definitions.length;
  const job = toVisible(resource.jobId);
  const parts = { ...asCount(count), job };
  const message =
    newJob === undefined
      ? plural(count, {
          '=1': l10n.t('Submit the task to job {job}?', { job }),
          one: l10n.t('Submit {count} task to job {job}?', parts),
          other: l10n.t('Submit {count} tasks to job {job}?', parts),
        })
      : plural(count, {
          '=1': l10n.t('Create job {job} and submit the task to it?', { job }),
          one: l10n.t('Create job {job} and submit {count} task to it?', parts),
          other: l10n.t('Create job {job} and submit {count} tasks to it?', parts),
        });
  const isConfirmed = await askBeside(services, {
    message,
    names: definitions.map(({ id }) => toVisible(id)),
    notes: dependents === undefined ? notes : [...notes, dependents],
    leftOut,
    confirm: submitTasks.texts.confirm(),
    requests: [...(newJob === undefined ? [] : ['POST /jobs']), ...planSubmission(resource, definitions)],
    canBeUndone: submitTasks.canBeUndone({}),
    ...(keep !== undefined && { instead: toInstead(keep) }),
  });
  if (!isConfirmed) throw new Cancelled();
}

function toInstead(act: () => Promise<void>) {
  return {
    label: l10n.t('Keep the Logs of Failing Tasks…'),
    detail: l10n.t(
      'Has the tasks upload their logs when they fail, then asks again. Without that, logs are lost with their node.',
    ),
    act,
  };
}

function toLeftOutLine({ taskId, reason }: LeftOut): string {
  return withLabel(toVisible(taskId), reason);
}
