import * as l10n from '@vscode/l10n';
import { jobLife, listEffectsOfEnding } from '../../../core/changes/jobLife.ts';
import { planTransition } from '../../../core/changes/life.ts';
import { toClonedTasks } from '../../../core/definitions/cloneTasks.ts';
import { and, compare, equals, or } from '../../../core/filters/odata.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { Job } from '../../../core/model/job.ts';
import type { JobResource } from '../../../core/model/resource.ts';
import type { Task } from '../../../core/model/task.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, formatNumber } from '../../../core/words/numbers.ts';
import type { BatchService, Pages } from '../../../service/ports.ts';
import type { WithUi } from '../../ui.ts';

const completed = equals('state', 'completed');
const unfinishedTasks = or(compare('state', 'ne', 'completed'), equals('executionInfo/result', 'failure'));
const succeededTasks = and(completed, equals('executionInfo/result', 'success'));

/** Asks which tasks of a job to copy, and reads them in the form in which they are submitted. Throws `Cancelled`. */
export async function pickTasks(services: WithUi, service: BatchService, { id }: Job): Promise<readonly Task[]> {
  const counts = await service.jobs.getTaskCounts(id);
  const unfinished = counts.active + counts.running + counts.failed;
  const all = counts.active + counts.running + counts.completed;
  const choices = [
    {
      label: plural(unfinished, {
        one: l10n.t('{count} Task That Has Not Succeeded', asCount(unfinished)),
        other: l10n.t('{count} Tasks That Have Not Succeeded', asCount(unfinished)),
      }),
      detail: l10n.t("Waiting, running, and failed tasks. Tasks they depend on that have succeeded don't run again."),
      count: unfinished,
      read: (reading: Reading) => readUnfinished(service, id, reading),
    },
    {
      label: plural(all, {
        one: l10n.t('{count} Task in Total', asCount(all)),
        other: l10n.t('All {count} Tasks', asCount(all)),
      }),
      detail: l10n.t('Tasks that have succeeded also run again.'),
      count: counts.succeeded === 0 ? 0 : all,
      read: async (reading: Reading) =>
        toClonedTasks(await readAll(service.tasks.listTasks(id, { signal: reading.signal }), reading), []),
    },
    {
      label: l10n.t('No Tasks'),
      detail: l10n.t('The new job is empty until you submit tasks to it.'),
      count: 1,
      read: async () => [],
    },
  ].filter(({ count }) => count > 0);
  const [only] = choices;
  if (only !== undefined && choices.length === 1) return readShown(services, id, only);
  const placeholder = l10n.t('Tasks in job {0} to submit to the new job', toVisible(id));
  const chosen = await services.ui.choose(choices, { title: l10n.t('Tasks'), placeholder });
  if (chosen === undefined) throw new Cancelled();
  return readShown(services, id, chosen);
}

/** Options for reading tasks. `onRead` receives the number of tasks on each page. */
interface Reading {
  readonly signal: AbortSignal;
  readonly onRead: (count: number) => void;
}

/** Reads the tasks of a job, with progress that shows the number of tasks read. Throws `Cancelled`. */
function readShown(
  services: WithUi,
  jobId: string,
  { count, read }: { readonly count: number; readonly read: (reading: Reading) => Promise<readonly Task[]> },
): Promise<readonly Task[]> {
  const title = l10n.t('Reading the tasks in job {0}', toVisible(jobId));
  return services.ui.progress({ title }, async ({ signal, report }) => {
    let all = 0;
    const onRead = (more: number): void => {
      all += more;
      const message = l10n.t('{read} of {total}', { read: formatNumber(all), total: formatNumber(count) });
      report({ increment: (100 * more) / Math.max(count, 1), message });
    };
    const tasks = await read({ signal, onRead });
    if (signal.aborted) throw new Cancelled();
    return tasks;
  });
}

async function readAll<T>(pages: Pages<T>, { signal, onRead }: Reading): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const page of pages) {
    if (signal.aborted) throw new Cancelled();
    for (const each of page) all.push(each);
    onRead(page.length);
  }
  return all;
}

async function readUnfinished({ tasks }: BatchService, jobId: string, reading: Reading): Promise<readonly Task[]> {
  const { signal } = reading;
  const unfinished = await readAll(tasks.listTasks(jobId, { filter: unfinishedTasks, signal }), reading);
  if (unfinished.every(({ dependsOn }) => dependsOn === undefined)) return toClonedTasks(unfinished, []);
  // Succeeded tasks are not part of the total that the progress shows.
  const ids = { filter: succeededTasks, select: ['id'], signal };
  const succeeded = await readAll(tasks.listTasks(jobId, ids), { signal, onRead: () => undefined });
  return toClonedTasks(
    unfinished,
    succeeded.map(({ id }) => id),
  );
}

/** The original job of a copy, and the action that is applied to it. */
export interface OldJob {
  readonly resource: JobResource;
  readonly job: Job;
  readonly act: 'disable' | 'terminate' | 'leave';
  readonly canBeUndone: boolean;
  readonly effects: readonly string[];
}

/** Asks what happens to the original job; undefined when it has ended. Throws `Cancelled`. */
export async function pickOldJob(
  services: WithUi,
  service: BatchService,
  resource: JobResource,
): Promise<OldJob | undefined> {
  const { jobId } = resource;
  const [job, { running }] = await Promise.all([service.jobs.getJob(jobId), service.jobs.getTaskCounts(jobId)]);
  if (!planTransition(jobLife.terminate, job).possible) return undefined;
  const id = toVisible(jobId);
  const tasks = { ...asCount(running), id };
  const interrupted =
    running === 0
      ? []
      : [
          plural(running, {
            one: l10n.t('{count} running task in job {id} ends now and loses its progress.', tasks),
            other: l10n.t('{count} running tasks in job {id} end now and lose their progress.', tasks),
          }),
        ];
  const isDisabled = job.state === 'disabled';
  const choices: readonly { readonly label: string; readonly old: OldJob }[] = [
    {
      label: l10n.t('Disable'),
      old: {
        resource,
        job,
        act: 'disable',
        canBeUndone: running === 0,
        effects: [l10n.t("Job {0} is disabled: it doesn't start tasks until you enable it.", id), ...interrupted],
      },
    },
    {
      label: l10n.t('Terminate'),
      old: {
        resource,
        job,
        act: 'terminate',
        canBeUndone: false,
        effects: [
          l10n.t('Job {0} is terminated: its tasks end and do not run again.', id),
          ...interrupted,
          ...(running === 0 ? [] : listEffectsOfEnding(job)),
        ],
      },
    },
    {
      label: l10n.t('Leave as It Is'),
      old: {
        resource,
        job,
        act: 'leave',
        canBeUndone: true,
        effects: [l10n.t('Job {0} continues: a task may run in both jobs.', id)],
      },
    },
  ];
  const items = choices
    .filter(({ old }) => old.act !== 'disable' || !isDisabled)
    .map(({ label, old }) => ({ label, detail: old.effects.join(' '), old }));
  const title = l10n.t('Job {0}', id);
  const placeholder = l10n.t('What to do with the job that the tasks come from');
  const chosen = await services.ui.choose(items, { title, placeholder });
  if (chosen === undefined) throw new Cancelled();
  return chosen.old;
}
