import * as l10n from '@vscode/l10n';
import { type Clock, within } from '../../../core/clock.ts';
import type { Cause } from '../../../core/diagnosis/causes/causes.ts';
import type { FailedTask } from '../../../core/diagnosis/causes/failing.ts';
import type { RemedyId } from '../../../core/diagnosis/explanation/explanation.ts';
import { and, compare } from '../../../core/filters/odata.ts';
import { taskFilters } from '../../../core/filters/taskFilters.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { type JobResource, type TaskResource, toKey } from '../../../core/model/resource.ts';
import type { Task } from '../../../core/model/task.ts';
import type { CauseTarget } from '../../../core/places/documentPath.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import { toCommandId } from '../../commandId.ts';
import type { CommandName } from '../../commandName.ts';
import { toFailedTask, toPoolsById } from '../../evidence/findTask.ts';
import { readFirstPage } from '../../evidence/readPages.ts';
import type { RemedyTargets } from '../../explain/explainedResource.ts';
import { explainResource } from '../../explain/explainResource.ts';
import { withNodeNames } from '../../explain/explanationNames.ts';
import type { ExplanationSources } from '../../explain/explanationSources.ts';
import { LateAnswers } from '../../explain/lateAnswers.ts';
import { toRemedyCause } from '../../explain/withCause.ts';
import type { RemedyAction } from '../../messages/helpfulAction.ts';
import { toCauseWords } from '../../rows/resourceWords.ts';
import type { NotificationAction } from '../../ui.ts';
import type { Lead } from './describeEvents.ts';
import type { Watchable, WatchEvent } from './watched.ts';

/** Milliseconds that a notification waits for the reason for an event. */
const patienceMs = 30_000;
/** Maximum number of the most recently failed tasks to examine. */
const mostTasks = 20;
/** Failures that happened more than this many milliseconds before an event are not part of the event. */
const recentMs = 3_600_000;

export interface LeadSources extends ExplanationSources {
  readonly clock: Clock;
  toRemedyActions(remedies: readonly RemedyId[], targets: RemedyTargets): readonly RemedyAction[];
}

/** The reason for an event, with remedies. */
export interface Found extends Lead {
  readonly actions: readonly NotificationAction[];
  /** The number of failed tasks of a job, excluding tasks whose cause is muted. */
  readonly count?: number;
  readonly isMuted?: true;
}

/** Returns true for muted causes. Undefined if none are muted, so that the cause need not be found. */
export type IsMuted = ((cause: Cause) => boolean) | undefined;

/** Tasks and causes that are not reported. */
export interface LeftOut {
  readonly isMuted: IsMuted;
  /** Keys of tasks that are watched themselves, and therefore not reported with their job. */
  readonly byThemselves: ReadonlySet<string>;
}

/**
 * Finds the reason for an event, within a time limit and with few requests. Throws errors that do not come from the
 * service.
 */
export async function findLead(
  sources: LeadSources,
  store: AccountStore,
  event: WatchEvent,
  leftOut: LeftOut,
): Promise<Found> {
  const { resource, what, count } = event;
  const open = { actions: [toExplainAction(resource)] };
  const isOfTasks = resource.kind === 'job' && what === 'failed';
  // The explanation of a pool is named after problems with its size, not with its nodes.
  const isOfNodes = resource.kind === 'pool' && count !== undefined;
  if ((what !== 'failed' && what !== 'hanging') || isOfNodes) return open;
  try {
    const found = isOfTasks
      ? explainTasks(sources, store, resource, event, leftOut)
      : explainThing(sources, store, resource, what === 'failed' ? leftOut.isMuted : undefined);
    return (await within(sources.clock, patienceMs, found)) ?? open;
  } catch (error) {
    if (BatchError.is(error)) return open;
    throw error;
  }
}

async function explainThing(
  sources: LeadSources,
  store: AccountStore,
  resource: Watchable,
  isMuted: IsMuted,
): Promise<Found> {
  const { clock } = sources;
  if (isMuted !== undefined && resource.kind === 'task' && (await isTaskMuted(sources, store, resource, isMuted)))
    return { actions: [], isMuted: true };
  const late = new LateAnswers(clock, patienceMs);
  const { explanation, targets, nodeNames } = await explainResource(
    store,
    resource,
    { ...sources, late },
    new Date(clock.now()),
  );
  const remedies = sources.toRemedyActions(explanation.remedies, targets);
  return {
    title: withNodeNames(explanation, nodeNames).title,
    actions: [toExplainAction(resource), ...toActions(remedies)],
  };
}

async function isTaskMuted(
  sources: LeadSources,
  store: AccountStore,
  resource: TaskResource,
  isMuted: NonNullable<IsMuted>,
): Promise<boolean> {
  const { jobs, tasks } = store.service;
  const [job, task] = await Promise.all([jobs.getJob(resource.jobId), tasks.getTask(resource.jobId, resource.taskId)]);
  const failed = toFailedTask(resource, task, job, toPoolsById(store.snapshot));
  const known = (await sources.causes.ofTasks(store, [failed])).get(toKey(resource));
  return known !== undefined && isMuted(known.cause);
}

/** Finds the cause shared by most of the most recently failed tasks, ignoring muted causes. */
async function explainTasks(
  sources: LeadSources,
  store: AccountStore,
  resource: JobResource,
  { at, count: all = 1 }: WatchEvent,
  { isMuted, byThemselves }: LeftOut,
): Promise<Found> {
  const { accountId, jobId } = resource;
  const since = new Date(Date.parse(at) - recentMs);
  const filter = and(taskFilters.failed, compare('stateTransitionTime', 'gt', since));
  const [job, page] = await Promise.all([
    store.service.jobs.getJob(jobId),
    readFirstPage(store.service.tasks.listTasks(jobId, { filter, pageSize: 100 })),
  ]);
  const pools = toPoolsById(store.snapshot);
  const failed = page
    .toSorted((one, other) => toEndMs(other) - toEndMs(one))
    .map((task) => toFailedTask({ kind: 'task', accountId, jobId, taskId: task.id }, task, job, pools))
    .filter((task) => !byThemselves.has(toKey(task.resource)))
    .slice(0, Math.min(all, mostTasks));
  const causes = await sources.causes.ofTasks(store, failed);
  const toCause = (task: FailedTask): Cause | undefined => causes.get(toKey(task.resource))?.cause;
  const wanted = failed.filter((task) => {
    const cause = toCause(task);
    return cause === undefined || isMuted?.(cause) !== true;
  });
  if (wanted.length === 0 && failed.length > 0) return { actions: [], isMuted: true };
  const count = all - (failed.length - wanted.length);
  const counted = new Map<Cause | undefined, number>();
  for (const task of wanted) counted.set(toCause(task), (counted.get(toCause(task)) ?? 0) + 1);
  counted.delete(undefined);
  const [[cause] = []] = [...counted].toSorted(([, one], [, other]) => other - one);
  const first = wanted.find((task) => toCause(task) === cause);
  if (cause === undefined || first === undefined) return { count, actions: [toExplainAction(resource)] };
  const { title } = cause.cluster;
  if (count === 1) {
    const known = causes.get(toKey(first.resource));
    const remedies = sources.toRemedyActions(known?.failure.explanation.remedies ?? [], { resource: first.resource });
    return { count, cause: title, actions: [toExplainAction(first.resource), ...toActions(remedies)] };
  }
  // The page of the cause shows all its tasks, so it must include the tasks that just failed.
  await store.refresh([{ kind: 'failures', jobId }]);
  const remedyCause = toRemedyCause(cause, resource);
  const remedies = sources.toRemedyActions(toRemedies(cause), { resource, cause: remedyCause });
  return { count, cause: title, actions: [toCauseAction(remedyCause.target), ...toActions(remedies)] };
}

function toRemedies(cause: Cause): readonly RemedyId[] {
  const words = toCauseWords(cause);
  if (words.includes('repeated')) return ['failures.resubmit', 'failures.retry'];
  if (words.includes('retryable')) return ['failures.retry'];
  return words.includes('onlyResubmit') ? ['failures.resubmit'] : [];
}

function toEndMs({ executionInfo, stateTransitionTime }: Task): number {
  return Date.parse(executionInfo?.endTime ?? stateTransitionTime ?? '') || 0;
}

const explaining: Readonly<Record<Watchable['kind'], CommandName>> = {
  account: 'account.overview',
  pool: 'pool.explain',
  node: 'node.explain',
  job: 'job.explain',
  task: 'task.explain',
};

/** Creates the button that opens the explanation of an item. */
export function toExplainAction(resource: Watchable): NotificationAction {
  return { title: l10n.t('Explain'), command: toCommandId(explaining[resource.kind]), arguments: [resource] };
}

function toCauseAction(target: CauseTarget): NotificationAction {
  return { title: l10n.t('Explain'), command: toCommandId('failures.explain'), arguments: [target] };
}

/** Converts the remedies that are possible now into buttons, and drops refused ones. */
function toActions(remedies: readonly RemedyAction[]): readonly NotificationAction[] {
  return remedies
    .filter(({ refusal }) => refusal === undefined)
    .map(({ title, command, target }) => ({ title, command, arguments: [target] }));
}
