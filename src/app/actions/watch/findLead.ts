import * as l10n from '@vscode/l10n';
import type { Clock } from '../../../core/clock.ts';
import type { Cause } from '../../../core/diagnosis/causes/causes.ts';
import type { RemedyId } from '../../../core/diagnosis/explanation/explanation.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { JobResource } from '../../../core/model/resource.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import type { Task } from '../../../core/model/task.ts';
import type { CauseTarget } from '../../../core/query/documentPath.ts';
import { and, compare } from '../../../core/query/odata.ts';
import { taskFilters } from '../../../core/query/taskFilters.ts';
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
import type { RemedyAction } from '../../helpfulAction.ts';
import { toCauseWords } from '../../rows/resourceWords.ts';
import { within } from '../../turns.ts';
import type { NotificationAction } from '../../ui.ts';
import type { Lead } from './describeEvents.ts';
import type { Watchable, WatchEvent } from './watched.ts';

/** A notification waits no longer for why something happened. */
const patienceMs = 30_000;
/** So many of the tasks that failed last are looked into. */
const mostTasks = 20;
/** Tasks that failed before are not what is said. */
const recentMs = 3_600_000;

export interface LeadSources extends ExplanationSources {
  readonly clock: Clock;
  toRemedyActions(remedies: readonly RemedyId[], targets: RemedyTargets): readonly RemedyAction[];
}

/** Why something happened, and what can be done about it. */
export interface Found extends Lead {
  readonly actions: readonly NotificationAction[];
  /** Of tasks that failed. */
  readonly because?: Cause;
}

/** Why something happened, as far as that is found out in time and with few requests. Throws what is no answer of the service. */
export async function findLead(sources: LeadSources, store: AccountStore, event: WatchEvent): Promise<Found> {
  const { resource, what, count } = event;
  const open = { actions: [toExplainAction(resource)] };
  const isOfTasks = resource.kind === 'job' && what === 'failed';
  // The page of a pool is headed by what is wrong with its size, not by its nodes.
  const isOfNodes = resource.kind === 'pool' && count !== undefined;
  if ((what !== 'failed' && what !== 'hanging') || isOfNodes) return open;
  try {
    const found = isOfTasks ? explainTasks(sources, store, resource, event) : explainThing(sources, store, resource);
    return (await within(sources.clock, patienceMs, found)) ?? open;
  } catch (error) {
    if (BatchError.is(error)) return open;
    throw error;
  }
}

async function explainThing(sources: LeadSources, store: AccountStore, resource: Watchable): Promise<Found> {
  const { clock } = sources;
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

/** The cause that most of those tasks share which failed last. */
async function explainTasks(
  sources: LeadSources,
  store: AccountStore,
  resource: JobResource,
  { at, count = 1 }: WatchEvent,
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
    .slice(0, Math.min(count, mostTasks))
    .map((task) => toFailedTask({ kind: 'task', accountId, jobId, taskId: task.id }, task, job, pools));
  const causes = await sources.causes.ofTasks(store, failed);
  const counted = new Map<Cause, number>();
  for (const { cause } of causes.values()) counted.set(cause, (counted.get(cause) ?? 0) + 1);
  const [[cause] = []] = [...counted].toSorted(([, one], [, other]) => other - one);
  const [first] = failed;
  if (cause === undefined || first === undefined) return { actions: [toExplainAction(resource)] };
  const { title } = cause.cluster;
  if (count === 1) {
    const known = causes.get(toKey(first.resource));
    const remedies = sources.toRemedyActions(known?.failure.explanation.remedies ?? [], { resource: first.resource });
    return { cause: title, because: cause, actions: [toExplainAction(first.resource), ...toActions(remedies)] };
  }
  // The page of the cause is about all of its tasks, these among them.
  await store.refresh([{ kind: 'failures', jobId }]);
  const remedyCause = toRemedyCause(cause, resource);
  const remedies = sources.toRemedyActions(toRemedies(cause), { resource, cause: remedyCause });
  return { cause: title, because: cause, actions: [toCauseAction(remedyCause.target), ...toActions(remedies)] };
}

function toRemedies(cause: Cause): readonly RemedyId[] {
  const words = toCauseWords(cause);
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

/** The button that opens the page of a thing. */
export function toExplainAction(resource: Watchable): NotificationAction {
  return { title: l10n.t('Explain'), command: toCommandId(explaining[resource.kind]), arguments: [resource] };
}

function toCauseAction(target: CauseTarget): NotificationAction {
  return { title: l10n.t('Explain'), command: toCommandId('failures.explain'), arguments: [target] };
}

/** What can be done, as buttons. */
function toActions(remedies: readonly RemedyAction[]): readonly NotificationAction[] {
  return remedies
    .filter(({ refusal }) => refusal === undefined)
    .map(({ title, command, target }) => ({ title, command, arguments: [target] }));
}
