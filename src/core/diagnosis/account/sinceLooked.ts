import * as l10n from '@vscode/l10n';
import { findLargest } from '../../extremes.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Job, TaskCounts } from '../../model/job.ts';
import { listAll, listPlain } from '../../text/lists.ts';
import { plural } from '../../text/plural.ts';
import { toDurationWords } from '../../words/durations.ts';
import { asCount } from '../../words/numbers.ts';
import { formatTime } from '../../words/times.ts';
import type { Cause } from '../causes/causes.ts';
import { compareTimes } from '../evidence/time.ts';
import type { Evidence, Section } from '../explanation/explanation.ts';

const mostListed = 10;

export interface SinceEvidence {
  readonly accountId: string;
  /** Time at which the user last looked, ISO 8601. */
  readonly since: string;
  readonly causes: readonly Cause[];
  readonly jobs: readonly Job[];
  readonly nodes: readonly { readonly poolId: string; readonly nodes: readonly ComputeNode[] }[];
  readonly now: Date;
}

interface Preempted {
  readonly poolId: string;
  readonly count: number;
  readonly ms: number;
}

interface News {
  readonly causes: readonly Cause[];
  /** Number of those that had gone and have come again. */
  readonly back: number;
  /** Causes of jobs whose tasks wait in vain, or that Batch can't schedule. */
  readonly stuck: readonly Cause[];
  readonly ended: readonly Job[];
  readonly preempted: readonly Preempted[];
}

function findNews({ since, causes, jobs, nodes, now }: SinceEvidence): News {
  const sinceMs = Date.parse(since);
  const isNew = (at: string | undefined): boolean => Date.parse(at ?? '') > sinceMs;
  const isBack = ({ recurrence }: Cause): boolean => recurrence?.state === 'back' && recurrence.since > sinceMs;
  const fresh = causes.filter((cause) => isNew(cause.cluster.firstSeen) || isBack(cause));
  const ended = jobs
    .filter(({ executionInfo }) => isNew(executionInfo?.endTime))
    .sort((one, other) => compareTimes(other.executionInfo?.endTime, one.executionInfo?.endTime));
  const preempted = nodes.flatMap(({ poolId, nodes: ofPool }): readonly Preempted[] => {
    const times = ofPool
      .filter(({ state, stateTransitionTime }) => state === 'preempted' && isNew(stateTransitionTime))
      .map(({ stateTransitionTime }) => now.getTime() - Date.parse(stateTransitionTime ?? ''));
    return times.length === 0 ? [] : [{ poolId, count: times.length, ms: findLargest(times) }];
  });
  const isOfJob = ({ cluster }: Cause): boolean => cluster.kind === 'job';
  const others = fresh.filter((cause) => !isOfJob(cause));
  return {
    causes: others,
    back: others.filter(isBack).length,
    stuck: fresh.filter(isOfJob),
    ended,
    preempted,
  };
}

/**
 * Returns the section with news since the user's last look: new causes, jobs that got stuck or ended, and preempted
 * nodes that have not come back. Undefined if no news is known.
 */
export function toSinceSection(
  evidence: SinceEvidence,
  counts: ReadonlyMap<string, TaskCounts>,
  describeCause: (cause: Cause) => Evidence,
): Section | undefined {
  const { causes, stuck, ended, preempted } = findNews(evidence);
  const { accountId, since } = evidence;
  const left = Math.max(0, ended.length - mostListed) + Math.max(0, causes.length + stuck.length - mostListed);
  const items: readonly Evidence[] = [
    ...[...stuck, ...causes].slice(0, mostListed).map(describeCause),
    ...ended.slice(0, mostListed).map((job) => describeEnded(accountId, job, counts.get(job.id))),
    ...preempted.map(describePreempted),
    ...(left === 0 ? [] : [{ text: describeLeft(left) }]),
  ];
  const title = l10n.t({
    message: 'Since you last looked ({time})',
    args: { time: formatTime(since) },
    comment: ['Heading over what is new'],
  });
  return items.length === 0 ? undefined : { id: 'since', title, items };
}

function describeEnded(accountId: string, { id }: Job, counts: TaskCounts | undefined): Evidence {
  const leadsTo = { resource: { kind: 'job', accountId, jobId: id }, document: 'explanation' } as const;
  if (counts === undefined) return { text: l10n.t('Job {0} has ended.', id), leadsTo };
  const ends = listPlain([
    l10n.t({
      message: '{count} succeeded',
      args: asCount(counts.succeeded),
      comment: ['Number of tasks that succeeded'],
    }),
    l10n.t({ message: '{count} failed', args: asCount(counts.failed), comment: ['Number of tasks that failed'] }),
  ]);
  return { text: l10n.t('Job {job} has ended: {counts}.', { job: id, counts: ends }), leadsTo };
}

function describePreempted({ poolId, count, ms }: Preempted): Evidence {
  const nodes = { ...asCount(count), pool: poolId, time: toDurationWords(ms) };
  return {
    text: plural(count, {
      one: l10n.t('{count} node in pool {pool} was preempted and has been missing for {time}.', nodes),
      other: l10n.t('{count} nodes in pool {pool} were preempted and are still missing, the first for {time}.', nodes),
    }),
  };
}

function describeLeft(count: number): string {
  return plural(count, {
    one: l10n.t({ message: 'There is {count} more change.', args: asCount(count), comment: ['Of what is new'] }),
    other: l10n.t({ message: 'There are {count} more changes.', args: asCount(count), comment: ['Of what is new'] }),
  });
}

/** Describes the news in one sentence, for a notification; undefined if there is none. */
export function describeSince(evidence: SinceEvidence, account: string): string | undefined {
  const { causes, back, stuck, ended, preempted } = findNews(evidence);
  const fresh = causes.length - back;
  const nodes = preempted.reduce((sum, { count }) => sum + count, 0);
  const news = [
    plural(fresh, {
      '=0': '',
      one: l10n.t({ message: '{count} new cause', args: asCount(fresh), comment: ['Of failures'] }),
      other: l10n.t({ message: '{count} new causes', args: asCount(fresh), comment: ['Of failures'] }),
    }),
    plural(back, {
      '=0': '',
      one: l10n.t({ message: '{count} cause back', args: asCount(back), comment: ['Of failures, that had gone'] }),
      other: l10n.t({ message: '{count} causes back', args: asCount(back), comment: ['Of failures, that had gone'] }),
    }),
    plural(stuck.length, {
      '=0': '',
      one: l10n.t('{count} job stuck', asCount(stuck.length)),
      other: l10n.t('{count} jobs stuck', asCount(stuck.length)),
    }),
    plural(ended.length, {
      '=0': '',
      one: l10n.t('{count} job ended', asCount(ended.length)),
      other: l10n.t('{count} jobs ended', asCount(ended.length)),
    }),
    plural(nodes, {
      '=0': '',
      one: l10n.t('{count} node preempted', asCount(nodes)),
      other: l10n.t('{count} nodes preempted', asCount(nodes)),
    }),
  ].filter((text) => text !== '');
  if (news.length === 0) return undefined;
  const parts = { account, time: formatTime(evidence.since), news: listAll(news) };
  return l10n.t({
    message: 'Since you last looked at account {account} ({time}): {news}.',
    args: parts,
    comment: ['{news} is a list such as "2 new causes and 1 job ended"'],
  });
}
