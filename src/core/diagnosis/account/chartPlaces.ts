import * as l10n from '@vscode/l10n';
import { findJobId, findNodeId, findPoolId } from '../../failures/narrowCause.ts';
import type { TaskCounts } from '../../model/job.ts';
import { toKey } from '../../model/resource.ts';
import { describeStateOfMany } from '../../model/states.ts';
import { isSucceeded, type Task } from '../../model/task.ts';
import type { DocumentTarget } from '../../places/documentPath.ts';
import type { Count } from '../../words/count.ts';
import type { Cause } from '../causes/causes.ts';
import type { Failing } from '../causes/failing.ts';
import {
  type Chart,
  type ChartRow,
  type ChartSeries,
  foldRows,
  nameOtherJobs,
  nameOtherNodes,
  nameOtherPools,
  toExact,
} from '../explanation/chart.ts';
import type { Evidence } from '../explanation/explanation.ts';

/** Known facts about tasks that succeeded where tasks of a cause failed. */
export interface SucceededEvidence {
  readonly counts?: ReadonlyMap<string, TaskCounts> | undefined;
  /** Tasks of one job that were read, including those that succeeded. */
  readonly read?: { readonly jobId: string; readonly tasks: readonly Task[] } | undefined;
}

/** Maximum number of rows. Places with the most failures come first; the rest share one bar. */
const maxRows = 8;

interface Place {
  readonly id: string;
  readonly leadsTo: DocumentTarget;
}

interface Kind {
  readonly title: string;
  readonly of: string;
  readonly name: (id: string) => string;
  readonly nameOthers: (count: number) => string;
  readonly find: (failing: Failing) => Place | undefined;
  readonly countSucceeded: (id: string) => Count | undefined;
}

/** Charts the failures of a cause by job, pool, and node, compared with the tasks that succeeded there. */
export function chartPlaces({ failures, isComplete }: Cause, evidence: SucceededEvidence): readonly Chart[] {
  const all = failures.map(({ failing }) => failing);
  const hasTasks = all.some(({ kind }) => kind === 'task');
  return listKinds(evidence, findPoolsOfJobs(all)).flatMap((kind) => {
    const counted = countBy(all, kind.find);
    if (counted.length === 0 || isOnly(all, counted[0]?.place)) return [];
    // The only pool of several tasks has the same numbers as their jobs, and each job's page leads to it.
    if (kind.find === findPool && counted.length === 1 && all.length > 1 && hasTasks) return [];
    const series = toSeries(all);
    const rows = counted.map(
      ({ place: { id, leadsTo }, count }): ChartRow => ({
        label: kind.name(id),
        values: [{ count, isComplete }, ...(hasTasks ? [kind.countSucceeded(id)] : [])],
        leadsTo,
      }),
    );
    return [
      {
        form: 'bars',
        title: kind.title,
        of: kind.of,
        series,
        rows: foldRows(rows, series, maxRows, kind.nameOthers),
        notes: [],
      },
    ];
  });
}

/** Checks whether the only failure is this place itself, which is then not mentioned. */
function isOnly([first, ...others]: readonly Failing[], place: Place | undefined): boolean {
  if (first === undefined || place === undefined || others.length > 0) return false;
  return toKey(place.leadsTo.resource) === toKey(first.resource);
}

function toSeries(all: readonly Failing[]): readonly ChartSeries[] {
  const failed: ChartSeries = {
    name: all.every((failing) => failing.kind === 'job' && failing.waiting !== undefined)
      ? l10n.t({ message: 'held up by this cause', comment: ['Follows a number of jobs'] })
      : l10n.t({ message: 'failed with this cause', comment: ['Follows a number of tasks, nodes, pools or jobs'] }),
    look: 'failed',
  };
  if (all.every(({ kind }) => kind !== 'task')) return [failed];
  return [failed, { name: describeStateOfMany('taskGroup', 'succeeded'), look: 'succeeded' }];
}

function findPoolsOfJobs(all: readonly Failing[]): ReadonlyMap<string, ReadonlySet<string>> {
  const pools = new Map<string, Set<string>>();
  for (const failing of all) {
    const [jobId, poolId] = [findJobId(failing), findPoolId(failing)];
    if (jobId === undefined) continue;
    const known = pools.get(jobId) ?? new Set();
    if (poolId !== undefined) known.add(poolId);
    pools.set(jobId, known);
  }
  return pools;
}

/**
 * Counts the tasks that are known to have succeeded in each pool, which are the tasks of counted jobs that failed only
 * there. The tasks that were read are too few to compare with the failures of a very large job.
 */
function countByPool(
  counts: SucceededEvidence['counts'],
  poolsOfJobs: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, number> {
  const byPool = new Map<string, number>();
  for (const [jobId, pools] of poolsOfJobs) {
    const [poolId] = pools;
    if (poolId === undefined || pools.size !== 1) continue;
    byPool.set(poolId, (byPool.get(poolId) ?? 0) + (counts?.get(jobId)?.succeeded ?? 0));
  }
  return byPool;
}

function listKinds(
  evidence: SucceededEvidence,
  poolsOfJobs: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Kind[] {
  const read = (evidence.read?.tasks ?? []).filter((task) => isSucceeded(task));
  const byId = new Map(read.map((task) => [task.id, task]));
  const succeeded = [...byId.values()];
  const isAll = isReadWhole(evidence, new Set(poolsOfJobs.keys()), succeeded.length);
  const counted = countByPool(evidence.counts, poolsOfJobs);
  const byPool = countTasksByPlace(succeeded, (task) => task.nodeInfo?.poolId);
  const byNode = countTasksByPlace(succeeded, (task) => task.nodeInfo?.nodeId);
  const toCount = (count: number): Count | undefined =>
    count === 0 && !isAll ? undefined : { count, isComplete: isAll };
  return [
    {
      title: l10n.t('By job'),
      of: l10n.t('Job'),
      name: (id) => id,
      nameOthers: nameOtherJobs,
      find: findJob,
      countSucceeded: (id) => {
        const counts = evidence.counts?.get(id);
        if (counts !== undefined) return toExact(counts.succeeded);
        return evidence.read?.jobId === id && byId.size > 0 ? { count: byId.size, isComplete: false } : undefined;
      },
    },
    {
      title: l10n.t('By pool'),
      of: l10n.t('Pool'),
      name: (id) => id,
      nameOthers: nameOtherPools,
      find: findPool,
      countSucceeded: (id) =>
        toCount(isAll ? (byPool.get(id) ?? 0) : Math.max(byPool.get(id) ?? 0, counted.get(id) ?? 0)),
    },
    {
      title: l10n.t('By node'),
      of: l10n.t('Node'),
      name: (id) => l10n.t('node {id}', { id }),
      nameOthers: nameOtherNodes,
      find: findNode,
      countSucceeded: (id) => toCount(byNode.get(id) ?? 0),
    },
  ];
}

/** Checks whether all succeeded tasks of the cause's only job were read. */
function isReadWhole({ counts, read }: SucceededEvidence, jobs: ReadonlySet<string>, succeeded: number): boolean {
  if (read === undefined || jobs.size !== 1 || !jobs.has(read.jobId)) return false;
  const counted = counts?.get(read.jobId)?.succeeded;
  return counted !== undefined && succeeded >= counted;
}

function countTasksByPlace(
  tasks: readonly Task[],
  find: (task: Task) => string | undefined,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const id of tasks.map(find)) if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** Describes unknown numbers of successful tasks for readers of the charts; empty if all numbers are known. */
export function describeUnknownCounts(charts: readonly Chart[], { read }: SucceededEvidence): readonly Evidence[] {
  const values = charts.flatMap(({ rows }) => rows.flatMap((row) => row.values.slice(1)));
  if (values.every((value) => value?.isComplete === true)) return [];
  const text =
    read === undefined
      ? l10n.t("The number of tasks that succeeded isn't known everywhere.")
      : l10n.t(
          'Not all tasks that succeeded are known. For nodes, only the tasks in job {jobId} that were read are counted.',
          { jobId: read.jobId },
        );
  return [{ text }];
}

function countBy(
  all: readonly Failing[],
  find: (failing: Failing) => Place | undefined,
): readonly { readonly place: Place; readonly count: number }[] {
  const counts = new Map<string, { readonly place: Place; count: number }>();
  for (const failing of all) {
    const place = find(failing);
    if (place === undefined) continue;
    const known = counts.get(place.id);
    if (known === undefined) counts.set(place.id, { place, count: 1 });
    else known.count++;
  }
  return [...counts.values()].sort((one, other) => other.count - one.count || (one.place.id < other.place.id ? -1 : 1));
}

function findJob(failing: Failing): Place | undefined {
  const jobId = findJobId(failing);
  if (jobId === undefined) return undefined;
  const { accountId } = failing.resource;
  return { id: jobId, leadsTo: { resource: { kind: 'job', accountId, jobId }, document: 'explanation' } };
}

function findPool(failing: Failing): Place | undefined {
  const poolId = findPoolId(failing);
  if (poolId === undefined) return undefined;
  const { accountId } = failing.resource;
  return { id: poolId, leadsTo: { resource: { kind: 'pool', accountId, poolId }, document: 'explanation' } };
}

function findNode(failing: Failing): Place | undefined {
  const [nodeId, poolId] = [findNodeId(failing), findPoolId(failing)];
  if (nodeId === undefined || poolId === undefined) return undefined;
  const { accountId } = failing.resource;
  return { id: nodeId, leadsTo: { resource: { kind: 'node', accountId, poolId, nodeId }, document: 'explanation' } };
}
