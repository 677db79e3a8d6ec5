import * as l10n from '@vscode/l10n';
import { sum } from '../../../../core/extremes.ts';
import { isOver, type Job } from '../../../../core/model/job.ts';
import { countNodes } from '../../../../core/model/pool.ts';
import type { StateSeverity } from '../../../../core/model/states.ts';
import { joinParts } from '../../../../core/text/lists.ts';
import { plural } from '../../../../core/text/plural.ts';
import { type Count, formatCount, sayCount } from '../../../../core/words/count.ts';
import { asCount, formatNumber } from '../../../../core/words/numbers.ts';
import type { AccountSnapshot, AccountStore } from '../../../../service/store/accountStore.ts';
import { describeJobsInNeed } from '../../../lists/endingJobs.ts';
import { countUnprepared } from '../../../lists/failingPreparations.ts';
import { countFailingNodes, toJobSeverity, toPoolSeverity } from '../../../lists/severity.ts';
import { findStuck } from '../../../lists/stuckJob.ts';
import {
  countFailedTasks,
  describeCounted,
  findCountedJobs,
  findFailedRelease,
  isAllCounted,
} from '../../../lists/taskCount.ts';
import type { DiagnosisWith } from '../../../ports.ts';
import { type AccountTrouble, findAccountTrouble } from '../../accountTrouble.ts';
import { findAccountAge, toAsOfText, toOldCountsText, toSilenceText } from '../../ages.ts';
import type { ContextWord } from '../../contextValue.ts';
import { toAttentionText, toFailedTasksText } from '../../counts.ts';
import { type Row, type RowFact, type RowIcon, toFacts, toLongTime, type Viewer } from '../../row.ts';
import { toNamed } from '../../spoken.ts';
import { toUnseenNodesText } from './poolRow.ts';
import { describeWhere, toAccountFacts, toAccountWords, toTroubleFacts } from './stateRow.ts';

function countNodesToLookAt(snapshot: AccountSnapshot): number {
  const { items } = snapshot.slice({ kind: 'pools' });
  return sum(items.map((pool) => countFailingNodes(pool, snapshot) + countUnprepared(pool.id, snapshot)));
}

/** Checks whether a task, node, pool, or job in an account has failed, or waits until someone acts. */
export function hasFailures(snapshot: AccountSnapshot): boolean {
  return (
    countFailedTasks(snapshot).count > 0 ||
    countNodesToLookAt(snapshot) > 0 ||
    countStuckPools(snapshot) > 0 ||
    countStuckJobs(snapshot) + countUnscheduled(snapshot) > 0
  );
}

/** Counts pools that do not get their target number of nodes, or none of whose nodes can run tasks. */
function countStuckPools(snapshot: AccountSnapshot): number {
  return snapshot.slice({ kind: 'pools' }).items.filter((pool) => toPoolSeverity(pool, snapshot) === 'error').length;
}

/** Counts jobs whose tasks wait in vain, or never run because the job ended, or that can't be scheduled. */
function countStuckJobs(snapshot: AccountSnapshot): number {
  const { items } = snapshot.slice({ kind: 'jobs' });
  return items.filter((job) => (isUnscheduled(job) && !isOver(job)) || findStuck(job, snapshot) !== undefined).length;
}

function countUnscheduled(snapshot: AccountSnapshot): number {
  return snapshot.slice({ kind: 'jobs' }).items.filter((job) => isUnscheduled(job) && isOver(job)).length;
}

function isUnscheduled({ executionInfo }: Job): boolean {
  return executionInfo?.schedulingError !== undefined;
}

/** Counts the jobs that have ended and left something on nodes, because their release task failed. */
function countUnreleased(snapshot: AccountSnapshot): number {
  const { items } = snapshot.slice({ kind: 'jobs' });
  return items.filter((job) => findFailedRelease(job, snapshot) !== undefined).length;
}

function countPreempted(snapshot: AccountSnapshot): number {
  return sum([...snapshot.nodeCounts.values()].map((counts) => countNodes(counts, 'preempted')));
}

/**
 * Creates the row of an open account. The reason that it is not up to date comes first, because a narrow view cuts off
 * the rest.
 */
export function toAccountRow(snapshot: AccountSnapshot, reader: Viewer): Row {
  const { account } = snapshot;
  const failed = countFailedTasks(snapshot);
  const nodes = countNodesToLookAt(snapshot);
  const [jobs, unscheduled] = [countStuckJobs(snapshot), countUnscheduled(snapshot)];
  const [pools, preempted] = [countStuckPools(snapshot), countPreempted(snapshot)];
  const inNeed = describeJobsInNeed(snapshot, reader.now);
  const unreleased = countUnreleased(snapshot);
  const isLittle = failed.count + jobs + unscheduled + nodes === 0;
  const trouble = findAccountTrouble(account, snapshot, reader);
  const age = findAccountAge(snapshot, reader);
  const describe = (format: (count: Count) => string): string | undefined =>
    joinParts(
      trouble?.reason ?? toAsOfText(age, reader),
      failed.count > 0 && toFailedTasksText(failed, format),
      jobs > 0 && toStuckJobsText(jobs),
      unscheduled > 0 && toUnscheduledText(unscheduled),
      nodes > 0 && toNodesToLookAtText(nodes),
      // Hide minor problems if there are more serious ones.
      isLittle && pools > 0 && toPoolsToLookAtText(pools),
      isLittle && preempted > 0 && toPreemptedNodesText(preempted),
      isLittle && unreleased > 0 && toUnreleasedText(unreleased),
      inNeed,
      snapshot.nodeCountsRefusal !== undefined && toUnseenNodesText(),
      describeCounted(findCountedJobs(snapshot)),
      describeWhere(account),
    );
  const description = describe(formatCount);
  return {
    kind: 'account',
    words: [...toAccountWords(account.authentication, trouble), ...toCountingWords(snapshot)],
    label: account.name,
    ...(description === undefined ? {} : { description }),
    spoken: joinParts(toNamed({ kind: 'account', label: account.name }), describe(sayCount)) ?? account.name,
    icon: toIcon(snapshot, trouble, inNeed !== undefined),
    children: 'expanded',
    failures: failed,
    facts: () =>
      toFacts({
        ...toTroubleFacts(trouble),
        [l10n.t('As of')]: toLongTime(age, reader),
        ...toAccountFacts(account),
        ...countInUse(snapshot),
      }),
  };
}

/** Returns the icon for the state of an account in both views. Failures outweigh a missing response. */
export function judgeAccount(
  snapshot: AccountSnapshot,
  trouble: AccountTrouble | undefined,
  isAnyInNeed: boolean,
): RowIcon | undefined {
  if (hasFailures(snapshot)) return 'error';
  const minor = countPreempted(snapshot) + countUnreleased(snapshot);
  return trouble === undefined && !isAnyInNeed && minor === 0 ? undefined : 'warning';
}

function toIcon(snapshot: AccountSnapshot, trouble: AccountTrouble | undefined, isAnyInNeed: boolean): RowIcon {
  const severity = judgeAccount(snapshot, trouble, isAnyInNeed);
  if (severity !== undefined) return severity;
  const { loadedAt } = snapshot.slice({ kind: 'jobs' });
  return loadedAt !== undefined && snapshot.nodeCountsRefusal === undefined && isAllCounted(findCountedJobs(snapshot))
    ? 'ok'
    : 'account';
}

function toCountingWords(snapshot: AccountSnapshot): readonly ContextWord[] {
  const jobs = findCountedJobs(snapshot);
  if (jobs.isPaused) return ['paused'];
  return isAllCounted(jobs) ? [] : ['counting'];
}

/** Counts pools and nodes, whose numbers quotas limit. */
function countInUse(snapshot: AccountSnapshot): Readonly<Record<string, string>> {
  const { items, hasMore, loadedAt } = snapshot.slice({ kind: 'pools' });
  if (loadedAt === undefined) return {};
  const toText = (count: number): string => toCountText(count, hasMore);
  return {
    [l10n.t('Pools')]: toText(items.length),
    [l10n.t('Dedicated nodes')]: toText(sum(items.map((pool) => pool.currentDedicatedNodes ?? 0))),
    [l10n.t('Spot (low-priority) nodes')]: toText(sum(items.map((pool) => pool.currentLowPriorityNodes ?? 0))),
  };
}

export function toPoolsRow(snapshot: AccountSnapshot, reader: Viewer): Row {
  const { items, hasMore, loadedAt } = snapshot.slice({ kind: 'pools' });
  const bad = countBad(
    items.map((pool) => toPoolSeverity(pool, snapshot)),
    !hasMore,
  );
  const parts = (format: typeof formatCount) => [toCountText(items.length, hasMore), toBadText(bad, format)];
  return {
    kind: 'pools',
    label: l10n.t('Pools'),
    ...describeList(
      l10n.t('Pools'),
      toSilenceText(snapshot, loadedAt, reader),
      loadedAt === undefined ? noParts : parts,
    ),
    icon: 'none',
    children: 'expanded',
  };
}

export function toJobsRow(snapshot: AccountSnapshot, reader: Viewer): Row {
  const { items, hasMore, loadedAt } = snapshot.slice({ kind: 'jobs' });
  const counted = findCountedJobs(snapshot);
  const bad = countBad(
    items.map((job) => toJobSeverity(job, snapshot)),
    isAllCounted(counted),
  );
  const parts = (format: typeof formatCount) => [
    describeCounted(counted) ?? toCountText(items.length, hasMore),
    toBadText(bad, format),
    toOldCountsText(snapshot, reader),
  ];
  return {
    kind: 'jobs',
    label: l10n.t('Jobs'),
    ...describeList(
      l10n.t('Jobs'),
      toSilenceText(snapshot, loadedAt, reader),
      loadedAt === undefined ? noParts : parts,
    ),
    icon: 'none',
    children: 'expanded',
  };
}

type Parts = (format: typeof formatCount) => readonly (string | false | undefined)[];

const noParts: Parts = () => [];

function describeList(label: string, silence: string | undefined, parts: Parts): Pick<Row, 'description' | 'spoken'> {
  const description = joinParts(silence, ...parts(formatCount));
  if (description === undefined) return {};
  return { description, spoken: joinParts(label, silence, ...parts(sayCount)) ?? label };
}

function toBadText(bad: Count, format: typeof formatCount): string | false {
  return bad.count > 0 && toAttentionText(bad, format);
}

function countBad(severities: readonly StateSeverity[], isComplete: boolean): Count {
  return { count: severities.filter((severity) => severity === 'error' || severity === 'warning').length, isComplete };
}

/** Formats the number of items in a list. The number is a lower bound if the list `hasMore`. */
export function toCountText(count: number, hasMore: boolean): string {
  return formatCount({ count, isComplete: !hasMore });
}

export function toFailedText(count: Count): string {
  return l10n.t({
    message: '{count} failed',
    args: { count: formatCount(count) },
    comment: ['Number of tasks that failed'],
  });
}

function toNodesToLookAtText(number: number): string {
  return plural(number, {
    one: l10n.t('{count} node needs attention', asCount(number)),
    other: l10n.t('{count} nodes need attention', asCount(number)),
  });
}

function toPoolsToLookAtText(number: number): string {
  return plural(number, {
    one: l10n.t('{count} pool needs attention', asCount(number)),
    other: l10n.t('{count} pools need attention', asCount(number)),
  });
}

function toPreemptedNodesText(number: number): string {
  return plural(number, {
    one: l10n.t('{count} node preempted', asCount(number)),
    other: l10n.t('{count} nodes preempted', asCount(number)),
  });
}

function toStuckJobsText(number: number): string {
  return plural(number, {
    one: l10n.t('{count} job is stuck', asCount(number)),
    other: l10n.t('{count} jobs are stuck', asCount(number)),
  });
}

function toUnreleasedText(number: number): string {
  return plural(number, {
    one: l10n.t('release task of {count} job failed', asCount(number)),
    other: l10n.t('release tasks of {count} jobs failed', asCount(number)),
  });
}

function toUnscheduledText(number: number): string {
  return plural(number, {
    one: l10n.t('{count} job could not be scheduled', asCount(number)),
    other: l10n.t('{count} jobs could not be scheduled', asCount(number)),
  });
}

/**
 * Describes for the tooltip how much of its quotas an account uses, based on the loaded pools. Empty if the limits are
 * unknown. Loads the diagnosis only if there is something to count.
 */
export async function readQuotaFacts(
  { service, snapshot }: Pick<AccountStore, 'service' | 'snapshot'>,
  bundles: DiagnosisWith<'listQuotaUse'>,
): Promise<readonly RowFact[]> {
  const answer = await service.quotas.getQuotas();
  if (!('limits' in answer)) return [];
  const { items, hasMore, loadedAt } = snapshot.slice({ kind: 'pools' });
  const pools = loadedAt === undefined || hasMore ? {} : { pools: items };
  return bundles
    .diagnosis()
    .listQuotaUse({ ...answer, ...pools })
    .map(({ what, limit, used }) => ({
      name: l10n.t({ message: 'Quota for {what}', args: { what }, comment: ['What is limited, such as "pools"'] }),
      value:
        used === undefined
          ? formatNumber(limit)
          : l10n.t('{used} of {limit} in use', { used: formatNumber(used), limit: formatNumber(limit) }),
    }));
}
