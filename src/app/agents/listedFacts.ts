import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import type { FailedTask } from '../../core/diagnosis/causes/failing.ts';
import { sum } from '../../core/extremes.ts';
import { speaksForItself } from '../../core/failures/representative.ts';
import { countResponsible, responsibles } from '../../core/failures/responsible.ts';
import { isUnread } from '../../core/failures/unreadFailures.ts';
import { measureCost } from '../../core/impact/causeCost.ts';
import { findIdle, type UnusedNodes } from '../../core/impact/unusedNodes.ts';
import type { Account } from '../../core/model/account.ts';
import type { Job } from '../../core/model/job.ts';
import { formatTime } from '../../core/words/times.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import type { Coverage } from '../causes/coverage.ts';
import type { IdleNodes } from '../causes/unusedNodes.ts';
import { findJob } from '../lists/findById.ts';
import { findKeptFiles } from '../lists/lostFiles.ts';
import { toCauseRow } from '../rows/failures/causeRows.ts';
import { describeCost, describeIdleCost, sayCoreHours, sumCosts } from './causeCost.ts';
import type { AgentServices } from './services.ts';

/** Facts from which the totals of a list are computed. */
interface Whole {
  readonly all: readonly Cause[];
  /** Causes other than unread failures. */
  readonly known: readonly Cause[];
  readonly isAll: boolean;
  readonly unused: readonly UnusedNodes[];
  /** Idle nodes of `unused` beside tasks that wait until someone acts. */
  readonly idle: readonly IdleNodes[];
  readonly snapshot: AccountSnapshot;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Describes all causes together: their cost, and how many failures there are by job, node, and who can mend them. */
export function describeTotals(whole: Whole): readonly string[] {
  const { all, isAll, snapshot, now } = whole;
  if (all.length === 0) return [];
  return [
    `cost of all these failures: ${sumCosts(all, isAll, now)}; prices are unknown`,
    ...describeDearest(whole),
    ...describeJobs(all, snapshot),
    ...describeNodes(all),
    ...describeResponsible(all),
    ...describeRetention(all, snapshot, now),
  ];
}

/** Describes what is the most expensive, because the list is sorted differently: a cause, or nodes that idle. */
function describeDearest({ known, unused, idle, now }: Whole): readonly string[] {
  const [dearest] = known
    .map((cause) => ({ cause, hours: measureCost(cause, now).hours }))
    .sort((one, other) => other.hours - one.hours);
  const ofCause =
    dearest === undefined || known.length < 2
      ? []
      : [
          {
            hours: dearest.hours,
            said: `${toCauseRow(dearest.cause, { now: new Date(now) }).label} (${describeCost(dearest.cause, now)})`,
          },
        ];
  const ofIdle = unused.flatMap((one) => {
    const { pool } = one;
    const nodes = findIdle(one);
    if (nodes === undefined) return [];
    const stuck = idle.find(({ poolId }) => poolId === pool.id);
    const wait =
      stuck === undefined
        ? ''
        : `, ${sayCoreHours(stuck.coreHours)} of these while tasks of ${listJobs(stuck)} wait until someone acts`;
    return [
      { hours: nodes.coreHours.hours, said: `${describeIdleCost({ poolId: pool.id, ...nodes }, 'idle')}${wait}` },
    ];
  });
  return [...ofIdle, ...ofCause]
    .filter(({ hours }) => hours >= 1)
    .sort((one, other) => other.hours - one.hours)
    .slice(0, 2)
    .map(({ said }, index) => `${index === 0 ? 'most core-hours' : 'after that'}: ${said}`);
}

function listJobs({ jobIds }: IdleNodes): string {
  return `${jobIds.length === 1 ? 'job' : 'jobs'} ${jobIds.join(', ')}`;
}

const mostCountedJobs = 8;

/** Describes how many tasks failed in each of several jobs. */
function describeJobs(causes: readonly Cause[], snapshot: AccountSnapshot): readonly string[] {
  const counts = countTasksBy(causes, ({ resource }) => resource.jobId);
  if (counts.length < 2) return [];
  const said = counts.slice(0, mostCountedJobs).map(([job, count]) => {
    const { state } = findJob(snapshot, job) ?? {};
    const tasks = snapshot.taskCounts.get(job);
    const rest = tasks && `${tasks.succeeded} succeeded, ${tasks.running} running, ${tasks.active} waiting`;
    return `${count} in ${job} (${[state, rest].filter(Boolean).join('; ')})`;
  });
  const others = counts.length - said.length;
  return [`listed failed tasks by job: ${said.join(', ')}${others === 0 ? '' : `, the rest in ${others} other jobs`}`];
}

/** Describes on which of several nodes most tasks failed, and whether their causes occur on others too. */
function describeNodes(all: readonly Cause[]): readonly string[] {
  // Tasks that ended because of another failure say nothing about their nodes.
  const causes = all.map((cause) => ({
    ...cause,
    failures: cause.failures.filter(({ isFollowOn }) => isFollowOn !== true),
  }));
  const counts = countTasksBy(causes, nameNode);
  const [most, second] = counts;
  if (most === undefined || second === undefined || most[1] === second[1]) return [];
  const total = sum(counts.map(([, count]) => count));
  // A failure that only ended the same way, and whose logs may be lost, may have another cause.
  const nodesOf = causes
    .filter(({ cluster }) => !isUnread(cluster))
    .map((cause) => countTasksBy([{ ...cause, failures: cause.failures.filter(speaksForItself) }], nameNode))
    .filter((nodes) => nodes.some(([node]) => node === most[0]));
  const shared = nodesOf.filter((nodes) => nodes.length > 1);
  const others = new Set(shared.flatMap((nodes) => nodes.map(([node]) => node))).size - 1;
  const onIt = sum(shared.flatMap((nodes) => nodes.filter(([node]) => node === most[0]).map(([, count]) => count)));
  const verdict =
    shared.length === 0
      ? ''
      : `; ${onIt === most[1] ? 'the node alone is not the cause' : `for ${onIt} of these, the node alone is not the cause`}: the same failures occurred on ${others} other ${others === 1 ? 'node' : 'nodes'}`;
  return [`most failed tasks on one of ${counts.length} nodes: ${most[1]} of ${total}, on ${most[0]}${verdict}`];
}

function nameNode({ task: { nodeInfo } }: FailedTask): string | undefined {
  return nodeInfo?.nodeId === undefined ? undefined : `${nodeInfo.nodeId} in pool ${nodeInfo.poolId ?? '?'}`;
}

/** Counts the failed tasks with these causes by what `find` returns for each, the most frequent first. */
function countTasksBy(
  causes: readonly Cause[],
  find: (failing: FailedTask) => string | undefined,
): readonly (readonly [found: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { failing } of causes.flatMap(({ failures }) => failures)) {
    const found = failing.kind === 'task' ? find(failing) : undefined;
    if (found !== undefined) counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}

/** Describes how many failures who can mend. */
function describeResponsible(causes: readonly Cause[]): readonly string[] {
  const counts = countResponsible(causes);
  const said = responsibles.filter((one) => counts[one] > 0).map((one) => `${counts[one]} ${words[one]}`);
  return said.length === 0 ? [] : [`failures (tasks, nodes, pools, jobs) by who is responsible: ${said.join(', ')}`];
}

/** Describes until when the files of failed tasks, such as their logs, can be read. */
function describeRetention(causes: readonly Cause[], snapshot: AccountSnapshot, now: number): readonly string[] {
  const { kept, firstEnd, over } = findKeptFiles(snapshot, causes, new Date(now));
  const said = [
    ...(firstEnd === undefined ? [] : [`until ${formatTime(firstEnd)}${kept > 1 ? ' or later' : ''} for ${kept}`]),
    ...(over === 0 ? [] : [`no longer for ${over}`]),
  ];
  if (said.length === 0) return [];
  return [`files of failed tasks, with their logs, are kept on nodes that still exist: ${said.join(', ')}`];
}

const words: Readonly<Record<(typeof responsibles)[number], string>> = {
  program: 'program (code, data, command)',
  definition: 'definition (of task, job, pool)',
  azure: 'azure (service, quota, capacity, machines)',
  elsewhere: 'elsewhere (another host, license, network)',
  unknown: 'unknown',
};

const mostUnreadJobs = 20;

/** Returns the call that lists the failures of a job. It names the account if there are several. */
function toListCall({ all }: AgentServices['accounts'], account: string, job: string): string {
  return `azurebatch_list_failures ${JSON.stringify({ ...(all.length > 1 ? { account } : {}), job })}`;
}

/** Describes tasks that belong to a cause only because they ended the same way as others, with the call that reads more. */
export function describeAssumed(
  { accounts }: Pick<AgentServices, 'accounts'>,
  { id: account }: Account,
  count: number,
  ofJob: Job | undefined,
): readonly string[] {
  if (count === 0) return [];
  const call =
    ofJob === undefined
      ? 'A call with their job reads more of their logs.'
      : `To read more of their logs, call again: ${toListCall(accounts, account, ofJob.id)}`;
  return ['', `failed tasks that only ended the same way as tasks that were checked: ${count}. ${call}`];
}

/** Describes failed tasks without a known cause, by job, each with the call that returns more. */
export function describeUnread(
  { accounts, clock }: AgentServices,
  { id: account }: Account,
  causes: readonly Cause[],
  { unread: unlisted }: Coverage,
  ofJob: Job | undefined,
): readonly string[] {
  const [unread] = causes.filter(({ cluster }) => isUnread(cluster));
  const counts = new Map(unlisted);
  for (const [job, count] of countTasksBy(unread === undefined ? [] : [unread], ({ resource }) => resource.jobId))
    counts.set(job, (counts.get(job) ?? 0) + count);
  if (counts.size === 0) return [];
  const toCall = (job: string): string => {
    const call = toListCall(accounts, account, job);
    return ofJob === undefined ? `: ${call}` : `. To read more of them, call again: ${call}`;
  };
  const jobs = [...counts].sort(([, one], [, other]) => other - one);
  return [
    '',
    `failed tasks that weren't checked, so their causes are unknown: ${sum(counts.values())}`,
    ...(unread === undefined ? [] : [`   cost: ${describeCost(unread, clock.now())}`]),
    ...jobs.slice(0, mostUnreadJobs).map(([job, count]) => `   ${count} in job ${job}${toCall(job)}`),
    ...(jobs.length <= mostUnreadJobs
      ? []
      : [
          `   ${sum(jobs.slice(mostUnreadJobs).map(([, count]) => count))} in ${jobs.length - mostUnreadJobs} other jobs`,
        ]),
  ];
}
