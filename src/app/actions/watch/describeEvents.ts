import * as l10n from '@vscode/l10n';
import type { TaskResource } from '../../../core/model/resource.ts';
import { continueAfterColon } from '../../../core/text/afterColon.ts';
import { listPlain } from '../../../core/text/lists.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, formatNumber } from '../../../core/words/numbers.ts';
import { formatTime } from '../../../core/words/times.ts';
import type { Watchable, WatchEvent } from './watched.ts';

/** Known facts about the first of several events. */
export interface Lead {
  /** The title of the event's explanation, without a period, which replaces the general description. */
  readonly title?: string;
  readonly cause?: string;
}

type NameOf = (resource: Watchable) => string;

/** Maximum number of events described individually. Others are only counted. */
export const mostSaid = 3;

const order: readonly WatchEvent['what'][] = ['failed', 'hanging', 'unknown', 'gone', 'idle', 'ended'];

/** Sorts events, with the most harmful first. */
export function sortEvents(events: readonly WatchEvent[]): readonly WatchEvent[] {
  return events.toSorted((one, other) => order.indexOf(one.what) - order.indexOf(other.what));
}

/** Checks whether the user has to act. */
export function isBad({ what }: WatchEvent): boolean {
  return what === 'failed' || what === 'hanging' || what === 'unknown';
}

/** Describes events in one notification. */
export function describeEvents(events: readonly WatchEvent[], nameOf: NameOf, lead: Lead = {}): string {
  const said = events
    .slice(0, mostSaid)
    .map((event, index) => (index === 0 ? describeFirst(event, nameOf, lead) : describeEvent(event, nameOf)));
  const others = events.length - said.length;
  if (others === 0) return said.join(' ');
  const count = asCount(others);
  const more = plural(others, {
    one: l10n.t({ message: 'There is {count} more change.', args: count, comment: ['Of what is watched'] }),
    other: l10n.t({ message: 'There are {count} more changes.', args: count, comment: ['Of what is watched'] }),
  });
  return [...said, more].join(' ');
}

function describeFirst(event: WatchEvent, nameOf: NameOf, { title, cause }: Lead): string {
  return title === undefined ? describeEvent(event, nameOf, cause) : `${title}.`;
}

function describeEvent(event: WatchEvent, nameOf: NameOf, cause?: string): string {
  const { resource } = event;
  if (event.what === 'unknown') return describeUnknownState(event, nameOf);
  switch (resource.kind) {
    case 'task':
      return describeTask(event, resource);
    case 'job':
      return describeJob(event, resource.jobId, cause);
    case 'pool':
      return describePool(event, resource.poolId);
    case 'node':
      return describeNode(event, nameOf(resource), resource.poolId);
    case 'account':
      return l10n.t('No tasks in account {0} are waiting or running now.', nameOf(resource));
  }
}

function describeUnknownState({ resource, at, why = '' }: WatchEvent, nameOf: NameOf): string {
  const thing = describeThing(resource, nameOf);
  const time = formatTime(at);
  const message = 'Not checked since {time}: {thing}. {why}';
  return l10n.t({ message, args: { thing, time, why }, comment: ['{why} is a sentence'] });
}

/** Describes a watched item in a few words: `task frame-1 of job frames`. */
export function describeThing(resource: Watchable, nameOf: NameOf): string {
  switch (resource.kind) {
    case 'task':
      return l10n.t('task {task} in job {job}', { task: resource.taskId, job: resource.jobId });
    case 'job':
      return l10n.t('job {0}', resource.jobId);
    case 'pool':
      return l10n.t('pool {0}', resource.poolId);
    case 'node':
      return l10n.t('node {node} in pool {pool}', { node: nameOf(resource), pool: resource.poolId });
    case 'account':
      return l10n.t('account {0}', nameOf(resource));
  }
}

function describeTask({ what }: WatchEvent, { taskId, jobId }: TaskResource): string {
  const ids = { task: taskId, job: jobId };
  if (what === 'failed') return l10n.t('Task {task} in job {job} failed.', ids);
  if (what === 'gone') return l10n.t('Task {task} in job {job} was deleted.', ids);
  if (what === 'hanging') return l10n.t('Task {task} in job {job} has made no progress for more than an hour.', ids);
  return l10n.t('Task {task} in job {job} succeeded.', ids);
}

function describeJob({ what, count = 0, ...ended }: WatchEvent, job: string, cause: string | undefined): string {
  if (what === 'failed') {
    const parts = { ...asCount(count), job };
    if (cause === undefined) {
      return plural(count, {
        one: l10n.t('{count} task in job {job} failed.', parts),
        other: l10n.t('{count} tasks in job {job} failed.', parts),
      });
    }
    const because = { ...parts, cause: continueAfterColon(cause) };
    return plural(count, {
      one: l10n.t('{count} task in job {job} failed: {cause}.', because),
      other: l10n.t('{count} tasks in job {job} failed: {cause}.', because),
    });
  }
  if (what === 'gone') return l10n.t('Job {0} was deleted.', job);
  if (what === 'idle') return l10n.t('All tasks in job {0} have ended, but the job is still active.', job);
  if (what === 'hanging')
    return l10n.t('Tasks in job {0} are waiting, and none has started for more than an hour.', job);
  return l10n.t('Job {job} has ended: {counts}.', { job, counts: describeTaskCounts(ended) });
}

function describeTaskCounts({ succeeded = 0, failed = 0 }: Pick<WatchEvent, 'succeeded' | 'failed'>): string {
  return listPlain([
    l10n.t({ message: '{count} succeeded', args: asCount(succeeded), comment: ['Number of tasks that succeeded'] }),
    l10n.t({ message: '{count} failed', args: asCount(failed), comment: ['Number of tasks that failed'] }),
  ]);
}

function describePool({ what, count }: WatchEvent, pool: string): string {
  if (what === 'failed' && count !== undefined) {
    const nodes = { count: formatNumber(count), pool };
    return plural(count, {
      one: l10n.t('{count} more node in pool {pool} needs attention.', nodes),
      other: l10n.t('{count} more nodes in pool {pool} need attention.', nodes),
    });
  }
  if (what === 'failed') return l10n.t("Pool {0} isn't getting its nodes.", pool);
  if (what === 'gone') return l10n.t('Pool {0} was deleted.', pool);
  if (what === 'idle') return l10n.t('All nodes in pool {0} have been idle for more than an hour.', pool);
  if (what === 'hanging') return l10n.t('Pool {0} has been resizing for more than an hour.', pool);
  return l10n.t('Pool {0} has reached its target number of nodes.', pool);
}

function describeNode({ what }: WatchEvent, node: string, pool: string): string {
  const names = { node, pool };
  if (what === 'failed') return l10n.t('Node {node} in pool {pool} needs attention.', names);
  if (what === 'gone') return l10n.t('Node {node} has left pool {pool}.', names);
  if (what === 'idle') return l10n.t('Node {node} in pool {pool} has been idle for more than an hour.', names);
  if (what === 'hanging') return l10n.t('Node {node} in pool {pool} has been starting for more than an hour.', names);
  return l10n.t('Node {node} in pool {pool} is ready.', names);
}
