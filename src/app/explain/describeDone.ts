import * as l10n from '@vscode/l10n';
import type { BulkItem, BulkPlan } from '../../core/changes/bulk/bulkRecord.ts';
import { toItemName } from '../../core/changes/bulk/reasons.ts';
import type { Job } from '../../core/model/job.ts';
import { readJob } from '../../core/model/jobShape.ts';
import { readPool } from '../../core/model/poolShape.ts';
import { type ResourceKind, toOwnId } from '../../core/model/resource.ts';
import { readAs } from '../../core/model/shape.ts';
import type { Task } from '../../core/model/task.ts';
import { readTask } from '../../core/model/taskShape.ts';
import { listPlain } from '../../core/text/lists.ts';
import { parseDuration, toDurationWords } from '../../core/words/durations.ts';
import { formatNumber } from '../../core/words/numbers.ts';
import { fromCommandId, withoutEllipsis } from '../commandId.ts';
import type { CommandName } from '../commandName.ts';

const mostNamed = 3;

/** Matches the suffix of the verb that submits tasks, whose command also submits other definitions. */
const ofTasks = /(?<=\.definition\.submit)Tasks$/;

type Describe = (id: string, change: Change) => string;

/** The choices of an action and the item before it, both as recorded, possibly by another version. */
interface Change {
  readonly choices: object;
  readonly before: object;
}

const sentences: Partial<Record<CommandName, Describe>> = {
  'task.retry': (id) => l10n.t('Task {id} was retried from this computer', { id }),
  'task.requeue': (id) => l10n.t('Task {id} was requeued from this computer', { id }),
  'task.terminate': (id) => l10n.t('Task {id} was terminated from this computer', { id }),
  'task.delete': (id) => l10n.t('Task {id} was deleted by an action from this computer', { id }),
  'task.changeLimit': describeTaskChange,
  'node.reboot': (id) => l10n.t('Node {id} was rebooted from this computer', { id }),
  'node.reimage': (id) => l10n.t('Node {id} was reimaged from this computer', { id }),
  'node.disableScheduling': (id) => l10n.t('Node {id} was taken offline from this computer', { id }),
  'node.enableScheduling': (id) => l10n.t('Node {id} was brought online from this computer', { id }),
  'node.deallocate': (id) => l10n.t('Node {id} was deallocated from this computer', { id }),
  'node.start': (id) => l10n.t('Node {id} was started from this computer', { id }),
  'node.remove': (id) => l10n.t('Node {id} was removed by an action from this computer', { id }),
  'pool.delete': (id) => l10n.t('Pool {id} was deleted by an action from this computer', { id }),
  'pool.resize': describeResize,
  'pool.stopResize': (id) => l10n.t('The resize of pool {id} was stopped from this computer', { id }),
  'pool.changeStartTask': (id) => l10n.t('The start task of pool {id} was changed from this computer', { id }),
  'pool.enableAutoscale': (id) => l10n.t('The autoscale formula for pool {id} was set from this computer', { id }),
  'pool.disableAutoscale': (id) => l10n.t('Autoscale for pool {id} was disabled from this computer', { id }),
  'job.disable': (id) => l10n.t('Job {id} was disabled from this computer', { id }),
  'job.enable': (id) => l10n.t('Job {id} was enabled from this computer', { id }),
  'job.terminate': (id) => l10n.t('Job {id} was terminated from this computer', { id }),
  'job.delete': (id) => l10n.t('Job {id} was deleted by an action from this computer', { id }),
  'job.changeLimit': describeJobChange,
  'jobSchedule.disable': (id) => l10n.t('Job schedule {id} was disabled from this computer', { id }),
  'jobSchedule.enable': (id) => l10n.t('Job schedule {id} was enabled from this computer', { id }),
  'jobSchedule.terminate': (id) => l10n.t('Job schedule {id} was terminated from this computer', { id }),
  'jobSchedule.delete': (id) => l10n.t('Job schedule {id} was deleted by an action from this computer', { id }),
};

const changed: Partial<Record<ResourceKind, Describe>> = {
  pool: (id) => l10n.t('Pool {id} was changed from this computer', { id }),
  job: (id) => l10n.t('Job {id} was changed from this computer', { id }),
  jobSchedule: (id) => l10n.t('Job schedule {id} was changed from this computer', { id }),
};

/**
 * Describes the effect of an action on these items as one line of a timeline. A single item is named by the ID that the
 * timeline uses.
 */
export function describeDone(
  { verb, choices }: Pick<BulkPlan, 'verb' | 'choices'>,
  items: readonly BulkItem[],
  toActionName: (commandId: string) => string,
): string {
  const [first] = items;
  const describe =
    Reflect.get(choices, 'isChange') === true
      ? changed[first?.resource.kind ?? 'account']
      : sentences[fromCommandId(verb) as CommandName];
  if (first !== undefined && items.length === 1 && describe !== undefined)
    return describe(toOwnId(first.resource), { choices, before: first.before ?? {} });
  const named = listPlain(items.slice(0, mostNamed).map(toItemName));
  const rest = items.length - mostNamed;
  return l10n.t({
    message: '{action}, run from this computer: {things}',
    args: {
      action: withoutEllipsis(toActionName(verb.replace(ofTasks, ''))),
      things: rest > 0 ? l10n.t('{names} and {count} more', { names: named, count: formatNumber(rest) }) : named,
    },
    comment: ['{action} is what menus call it, such as "Reboot Node"; {things} are names'],
  });
}

function describeTaskChange(id: string, { choices, before }: Change): string {
  const limits = toLimits(readRecordedTask(choices), readRecordedTask(before));
  return limits === undefined
    ? l10n.t('Task {id} was changed from this computer', { id })
    : l10n.t('The time limit for task {id} was changed from this computer: {after} instead of {before}', {
        id,
        after: limits.after,
        before: limits.before,
      });
}

function describeJobChange(id: string, { choices, before }: Change): string {
  const [after, was] = [toJob(choices), toJob(before)];
  const limits = toLimits(after, was);
  if (limits !== undefined)
    return l10n.t('The time limit for job {id} was changed from this computer: {after} instead of {before}', {
      id,
      after: limits.after,
      before: limits.before,
    });
  if (after?.maxParallelTasks === undefined) return l10n.t('Job {id} was changed from this computer', { id });
  return after.maxParallelTasks < 1
    ? l10n.t('Job {id} was changed from this computer: any number of tasks at once', { id })
    : l10n.t('Job {id} was changed from this computer: at most {count} tasks at once', {
        id,
        count: formatNumber(after.maxParallelTasks),
      });
}

interface TimeLimited {
  readonly constraints?: { readonly maxWallClockTime?: string };
}

/** Formats a time limit and the earlier limit; undefined if either is not recorded. */
function toLimits(
  after: TimeLimited | undefined,
  before: TimeLimited | undefined,
): Record<'after' | 'before', string> | undefined {
  if (after?.constraints === undefined || before?.constraints === undefined) return undefined;
  return { after: toLimitWords(after.constraints), before: toLimitWords(before.constraints) };
}

function toLimitWords({ maxWallClockTime = '' }: NonNullable<TimeLimited['constraints']>): string {
  return toDurationWords(parseDuration(maxWallClockTime) ?? Number.POSITIVE_INFINITY);
}

function describeResize(id: string, { choices }: Change): string {
  const { targetDedicatedNodes: dedicated, targetLowPriorityNodes: spot } =
    readAs(readPool, { ...choices, id }).value ?? {};
  if (dedicated === undefined || spot === undefined) return l10n.t('Pool {id} was resized from this computer', { id });
  return l10n.t(
    'Pool {id} was resized from this computer: {dedicated} dedicated and {spot} Spot (low-priority) nodes',
    { id, dedicated: formatNumber(dedicated), spot: formatNumber(spot) },
  );
}

function readRecordedTask(recorded: object): Task | undefined {
  return readAs(readTask, { ...recorded, id: '' }).value;
}

function toJob(recorded: object): Job | undefined {
  return readAs(readJob, { ...recorded, id: '' }).value;
}
