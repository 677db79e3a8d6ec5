import { l10n } from 'vscode';
import type { TaskResource } from '../../../core/model/resource.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import { formatNumber } from '../../../core/query/numbers.ts';
import { and, equals } from '../../../core/query/odata.ts';
import { planRetry } from '../../../core/remedy/taskPlans.ts';
import { plural } from '../../../core/text/plural.ts';
import { retryVerb, toTaskItem } from '../../bulk/verbs/retry.ts';
import type { BulkServices } from '../bulk/bulkServices.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Command } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { confirmCandidates } from '../judge.ts';
import { toTaskLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { judgeTasks } from './candidates.ts';

export const contribution: RemedyContribution = {
  title: 'Retry Task…',
  icon: 'debug-restart',
  effect: 'changes',
  remedy: () => l10n.t('Retry This Task'),
  rows: [
    { on: ['task', 'taskRun'], if: 'retryable', at: 'inline@2' },
    { on: ['task', 'taskRun'], if: 'retryable', at: '3_putRight@1' },
  ],
  editors: [{ on: /\/tasks\/[^/]+\/(files\/|task\.json$|[^/]+\.explanation\.md$)/, at: 'navigation@2' }],
};

/** From this many on, a retry is asked for once more. */
const manyTasks = 20;

/** How the service is asked for tasks that can be retried (Batch documentation: "Task - List", filters). */
const failedTasks = and(equals('state', 'completed'), equals('executionInfo/result', 'failure'));

/** Runs failed tasks again under their own ids, after keeping what is known of the failures. */
export const run: Command = async (services, args) => {
  const tasks = await resolve(services, 'task', args, {
    many: true,
    tasks: { groups: ['failed'], nothing: l10n.t('No task of this job has failed.') },
  });
  await retry(services, tasks);
};

/**
 * Retries those of `tasks` that can be; says beforehand which can't be and why, and what else there is to know: `notes`
 * are sentences.
 */
export async function retry(
  services: BulkServices,
  tasks: readonly TaskResource[],
  notes: readonly string[] = [],
): Promise<void> {
  const judgedAtMs = Date.now();
  const judged = await judgeTasks(services, tasks, ({ task, job }) => planRetry(task, job), failedTasks);
  const count = judged.candidates.length;
  const candidates = await confirmCandidates(judged, {
    message: toQuestion(count, tasks.length),
    names: toTaskLines(services, judged.candidates),
    detail: [
      l10n.t('Exit codes, failure information and the last part of both logs are first saved on this computer.'),
      ...notes,
    ],
    confirm: retryVerb.texts.confirm(),
    canBeUndone: true,
    always: count >= manyTasks || notes.length > 0,
  });
  const known = new Map(candidates.map(({ resource, task }) => [toKey(resource), task]));
  const items = candidates.map(({ resource, task }) => toTaskItem(resource, task));
  await runBulk(services, { verb: retryVerb, choices: {}, items, known, judgedAtMs });
}

function toQuestion(count: number, total: number): string {
  if (count === total) return retryVerb.texts.question(count);
  const tasks = { count: formatNumber(count), total: formatNumber(total) };
  return plural(total, {
    one: l10n.t('Retry {count} of {total} task?', tasks),
    other: l10n.t('Retry {count} of {total} tasks?', tasks),
  });
}
