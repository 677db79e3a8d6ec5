import * as l10n from '@vscode/l10n';
import type { BulkItem } from '../../../core/changes/bulk/bulkRecord.ts';
import { planRequests } from '../../../core/changes/bulk/plannedRequests.ts';
import { done, notDone, type Settlement, unchanged } from '../../../core/changes/settlement.ts';
import { countBytes } from '../../../core/files/bytes.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { Job } from '../../../core/model/job.ts';
import { findNow } from '../../../core/model/missing.ts';
import type { JobResource, TaskResource } from '../../../core/model/resource.ts';
import type { Task } from '../../../core/model/task.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, asCountOf } from '../../../core/words/numbers.ts';
import type { ChangeOptions } from '../../../service/ports.ts';
import { toCommandId } from '../../commandId.ts';
import { refuseForgotten } from '../targets/refuseForgotten.ts';
import type { Together, Verb, VerbServices } from '../verb/verb.ts';

/** A task to submit. It contains secrets, so it is never saved and is lost with the window. */
export interface Submission {
  readonly definition: Task;
  /** The job to create first, once for all tasks submitted to it. */
  readonly newJob?: Job | undefined;
}

/** Submits tasks. Each item is the resulting task. */
export const submitTasks: Verb<TaskResource, object, Submission> = {
  // The same command submits other definitions with another verb.
  id: `${toCommandId('definition.submit')}Tasks`,
  isRepeatable: false,
  canBeUndone: () => true,
  sends: 'definitions',
  takesAway: () => false,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Submitting the task'), other: l10n.t('Submitting {count} tasks', asCount(count)) }),
    done: (count, name) =>
      plural(count, {
        '=1': l10n.t('Task {0} was submitted.', name),
        other: l10n.t('{count} tasks were submitted.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The task could not be submitted.'),
        other: l10n.t('{count} of {total} tasks could not be submitted.', asCountOf(count, total)),
      }),
    question: (count, name) =>
      plural(count, { '=1': l10n.t('Submit task {0}?', name), other: l10n.t('Submit {count} tasks?', asCount(count)) }),
    confirm: () => l10n.t('Submit'),
  },
  bind(services, _choices, known) {
    const demand = (resource: TaskResource): Submission => known(resource) ?? refuseForgotten();
    const makeJob = onceEach((resource: TaskResource, options: ChangeOptions) =>
      addJob(services, resource, demand(resource), options),
    );
    return {
      group: (items) => groupBySize(items, (resource) => known(resource)?.definition),
      async act(items, options) {
        const [{ resource }] = items;
        const { accountId, jobId } = resource;
        const definitions = items.map((item) => demand(item.resource).definition);
        await makeJob(`${accountId} ${jobId}`, resource, options);
        const { tasks } = await services.getService(accountId);
        const refused = await tasks.addTasks(jobId, definitions, options);
        const toItem = ([index, error]: readonly [number, BatchError]) => {
          const item = items[index];
          return item === undefined ? [] : [[item, error] as const];
        };
        return { refused: new Map([...refused].flatMap(toItem)) };
      },
      async settle({ resource }, { error, answer }) {
        if (error !== undefined) return notDone(describeRefusedTask(error));
        const { tasks } = await services.getService(resource.accountId);
        const now = await findNow(tasks.getTask(resource.jobId, resource.taskId));
        return settle(resource.taskId, now, known(resource)?.definition, answer);
      },
    };
  },
};

/** Limits of one request: at most 100 tasks, and 1 MB (Batch documentation: "Task - Add Collection"). */
const mostTasks = 100;
const mostBytes = 900_000;

/**
 * Lists the requests that submit tasks to a job, with the number of tasks in each: "POST
 * /jobs/frames/addtaskcollection: 100 tasks".
 */
export function planSubmission(job: JobResource, tasks: readonly Task[]): readonly string[] {
  const known = new Map(tasks.map((task) => [task.id, task]));
  const items = tasks.map(({ id }) => ({ resource: { ...job, kind: 'task', taskId: id } as const }));
  const [request = ''] = planRequests([['POST', '/addtaskcollection']], [job]);
  return groupBySize(items, ({ taskId }) => known.get(taskId)).map(({ length }) =>
    plural(length, {
      one: l10n.t('{request}: {count} task', { request, ...asCount(length) }),
      other: l10n.t('{request}: {count} tasks', { request, ...asCount(length) }),
    }),
  );
}

function groupBySize(
  items: readonly BulkItem<TaskResource>[],
  find: (resource: TaskResource) => Task | undefined,
): readonly Together<TaskResource>[] {
  const groups: {
    readonly jobId: string;
    readonly items: [BulkItem<TaskResource>, ...BulkItem<TaskResource>[]];
    bytes: number;
  }[] = [];
  for (const item of items) {
    const bytes = countBytes(JSON.stringify(find(item.resource) ?? null));
    const last = groups.at(-1);
    const fits =
      last?.jobId === item.resource.jobId && last.items.length < mostTasks && last.bytes + bytes <= mostBytes;
    if (last !== undefined && fits) {
      last.items.push(item);
      last.bytes += bytes;
    } else groups.push({ jobId: item.resource.jobId, items: [item], bytes });
  }
  return groups.map((group) => group.items);
}

async function addJob(
  { getService }: VerbServices,
  { accountId }: TaskResource,
  { newJob }: Submission,
  options: ChangeOptions,
): Promise<void> {
  if (newJob !== undefined) await (await getService(accountId)).jobs.addJob(newJob, options);
}

/** Wraps a function so that it runs once for each key. Later callers share its result. */
function onceEach<A extends readonly unknown[]>(act: (...args: A) => Promise<void>) {
  const started = new Map<string, Promise<void>>();
  return (key: string, ...args: A): Promise<void> => {
    const known = started.get(key) ?? act(...args);
    started.set(key, known);
    return known;
  };
}

/**
 * Determines whether a task was submitted. Its ID was free during planning, so a task with this ID and the same command
 * line is the submitted one.
 */
function settle(
  id: string,
  now: Task | undefined,
  definition: Task | undefined,
  answer: BatchError | undefined,
): Settlement {
  if (now === undefined) return unchanged(answer === undefined ? {} : { answer });
  if (definition !== undefined && now.commandLine === definition.commandLine) return done;
  const reason =
    answer === undefined
      ? l10n.t("The service's response was lost. Task {0} may be the one that was submitted.", id)
      : l10n.t(
          'The service responded with an internal error ({code}). Task {task} may be the one that was submitted.',
          { code: answer.code, task: id },
        );
  return { outcome: 'unknown', reason };
}

function describeRefusedTask(error: BatchError): string {
  if (BatchError.is(error, 'JobCompleted', 'JobBeingTerminated', 'JobBeingDeleted', 'JobNotFound'))
    return l10n.t('The job has ended and no longer accepts tasks.');
  if (BatchError.is(error, 'JobExists'))
    return l10n.t('The account already has a job with this ID. Choose another ID.');
  return l10n.t('The service rejected the request in the current state ({0}).', error.code);
}
