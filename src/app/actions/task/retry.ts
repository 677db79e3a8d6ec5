import * as l10n from '@vscode/l10n';
import type { TaskResource } from '../../../core/model/resource.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import type { BulkItem } from '../../../core/remedy/bulk/bulkRecord.ts';
import type { App } from '../../app.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Command } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { nameTask, retryTask, retryTaskWithLimits } from '../verbs/task/retry.ts';
import { taskNoun } from '../verbs/task/task.ts';
import { confirmRetry } from './confirmRetry.ts';
import { judgeRetry, type KnownRetry, listKnown } from './retryFacts.ts';

export const contribution: RemedyContribution = {
  title: 'Retry Task…',
  icon: 'debug-restart',
  effect: 'changes',
  needs: 'changeJobs',
  remedy: () => l10n.t('Retry This Task'),
  rows: [
    { on: ['task', 'taskRun'], if: 'retryable', at: 'inline@2' },
    { on: ['task', 'taskRun'], if: 'retryable', at: '3_putRight@1' },
  ],
  editors: [{ on: /\/tasks\/[^/]+\/(files\/|text\/|task\.json$|[^/]+\.explanation\.md$)/, at: 'navigation@2' }],
};

/** Runs failed tasks again under their own ids, after keeping what is known of the failures. */
export const run: Command = async (services, args) => {
  const tasks = await resolve(services, 'task', args, {
    many: true,
    tasks: { groups: ['failed'], nothing: l10n.t('No task of this job has failed.') },
  });
  await retry(services, tasks);
};

/**
 * Retries those of `tasks` that can be, after one question where that would lose files, fail again, or is of many: what
 * is left out is told, and why. `notes` are sentences that are to be known beforehand.
 */
export async function retry(
  services: App,
  tasks: readonly TaskResource[],
  notes: readonly string[] = [],
): Promise<void> {
  const judgedAtMs = services.clock.now();
  const judged = await judgeRetry(services, tasks);
  const { items: chosen, leftOut, constraints, savesAllLogs } = await confirmRetry(services, judged, notes);
  const known = listKnown(chosen);
  const items = chosen.map(({ candidate: { resource, task } }) => taskNoun.toItem(resource, task));
  const plan =
    constraints === undefined
      ? { verb: retryTask, choices: {} }
      : { verb: retryTaskWithLimits, choices: { constraints } };
  const verb = items.length === 1 ? nameTask(plan.verb, toFirstName(services, items)) : plan.verb;
  await runBulk(services, {
    ...plan,
    verb,
    items,
    leftOut,
    known,
    toCause: toCauseOf(known),
    savesAllLogs,
    judgedAtMs,
  });
}

/** What tells the causes of tasks apart. */
function toCauseOf(known: ReadonlyMap<string, KnownRetry>): (item: BulkItem<TaskResource>) => string {
  return ({ resource }) => known.get(toKey(resource))?.cause ?? '';
}
