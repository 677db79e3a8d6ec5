import * as l10n from '@vscode/l10n';
import { pickExplained } from '../../failures/representative.ts';
import { groupBy } from '../../groupBy.ts';
import { comingStates, mayAnyRecover } from '../../impact/unableNodes.ts';
import { findPoolOfJob, isDisabled, isOver, type Job, type TaskCounts } from '../../model/job.ts';
import { areNodesCounted, countNodes, isResizeFailed, type Pool, type PoolNodeCounts } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import { mayManagerHold } from '../../relations/exclusiveManager.ts';
import { plural } from '../../text/plural.ts';
import { hourMs } from '../../words/durations.ts';
import { asCount } from '../../words/numbers.ts';
import { toHeadline } from '../causes/causeExtent.ts';
import type { Cause } from '../causes/causes.ts';
import { elapsedMs } from '../evidence/time.ts';
import { type Chart, type ChartRow, foldRows, nameOtherJobs, toExact } from '../explanation/chart.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { listTaskSeries } from '../job/jobContext.ts';
import { sayNeverRun } from '../job/jobEnd.ts';
import { countExpired } from '../task/expiredAccess.ts';
import { findNearLimit } from '../task/jobFacts.ts';
import { findReachedLimit } from '../task/waitingJob.ts';

/** Maximum number of rows. Jobs in trouble come first; the rest share one bar. */
const maxRows = 15;

/** Known facts about the progress of an account's jobs. */
export interface JobsEvidence {
  readonly accountId: string;
  readonly jobs: readonly Job[];
  readonly counts: ReadonlyMap<string, TaskCounts>;
  readonly pools: readonly Pool[];
  readonly areAllPools: boolean;
  readonly nodeCounts: ReadonlyMap<string, PoolNodeCounts>;
  readonly causes: readonly Cause[];
  /** Waiting tasks by job, as far as they were read. */
  readonly waiting?: ReadonlyMap<string, readonly Task[]> | undefined;
  /** Why a job's tasks wait, by job, where a task was read because the lists don't show every reason. */
  readonly explainedWaits?: ReadonlyMap<string, string> | undefined;
  readonly now: Date;
}

/**
 * Charts the jobs of an account with their tasks by state, and the reasons that jobs wait. Undefined if there are no
 * jobs.
 */
export function chartJobs(evidence: JobsEvidence): Chart | undefined {
  const { accountId, jobs, counts, causes } = evidence;
  if (jobs.length === 0) return undefined;
  const series = listTaskSeries();
  const blocked = listBlocked(evidence);
  const dependents = listDependents(causes);
  const rows = [...jobs].sort(byTrouble(counts)).map((job): ChartRow => {
    const counted = counts.get(job.id);
    const note =
      counted === undefined || counted.active === 0
        ? undefined
        : evidence.explainedWaits?.get(job.id) ||
          joinSentences(listWaits(job, counted, { ...evidence, blocked, dependents }).map(({ text }) => text));
    return {
      label: job.id,
      values: series.map(({ count }) => (counted === undefined ? undefined : toExact(count(counted)))),
      leadsTo: { resource: { kind: 'job', accountId, jobId: job.id }, document: 'explanation' },
      ...(note === undefined || note === '' ? {} : { note }),
    };
  });
  const shown = series.map(({ count: _, ...one }) => one);
  return {
    form: 'shares',
    title: '',
    of: l10n.t('Job'),
    series: shown,
    rows: foldRows(rows, shown, maxRows, nameOtherJobs),
    notes: [],
  };
}

/** A job with waiting tasks, and what is known of the reasons without inspecting each task. */
export interface WaitingJob {
  readonly job: Job;
  readonly count: number;
  readonly reasons: readonly string[];
  /** True if the waiting ends on its own, false if someone must act for some tasks; undefined if that isn't known. */
  readonly endsAlone: boolean | undefined;
  /** Number of tasks that don't start until someone acts, as far as is known without a request for each task. */
  readonly stuck: number;
  /** IDs of the tasks that these reasons are for, if the lists don't show why the others wait. */
  readonly explained?: ReadonlySet<string>;
}

/** Lists the jobs with waiting tasks, most waiting tasks first. */
export function listWaitingJobs(evidence: JobsEvidence): readonly WaitingJob[] {
  const all = { ...evidence, blocked: listBlocked(evidence), dependents: listDependents(evidence.causes) };
  return evidence.jobs
    .flatMap((job) => {
      const counts = evidence.counts.get(job.id);
      if (counts === undefined || counts.active === 0) return [];
      const waits = listWaits(job, counts, all);
      const endsAlone = findEnd(waits);
      const stuck = waits.reduce((sum, one) => sum + (one.endsAlone === false ? (one.count ?? counts.active) : 0), 0);
      const reasons = waits.map(({ text }) => text);
      const explained = listExplained(waits, counts.active);
      const one = { job, count: counts.active, reasons, endsAlone, stuck: Math.min(stuck, counts.active) };
      return [explained === undefined ? one : { ...one, explained }];
    })
    .sort((one, other) => other.count - one.count);
}

/** Determines whether all of a job's tasks start on their own; undefined if that isn't known of some. */
function findEnd(waits: readonly Wait[]): boolean | undefined {
  if (waits.some(({ endsAlone }) => endsAlone === false)) return false;
  const ofTasks = waits.filter(({ count }) => count !== 0);
  return ofTasks.length > 0 && ofTasks.every(({ endsAlone }) => endsAlone === true) ? true : undefined;
}

/** Orders jobs by failures, waiting tasks, and running tasks, and then unfinished jobs before completed ones. */
function byTrouble(counts: ReadonlyMap<string, TaskCounts>) {
  const rank = ({ id, state }: Job): readonly number[] => {
    const { failed = 0, active = 0, running = 0 } = counts.get(id) ?? {};
    return [failed, active, running, state === 'completed' ? 0 : 1];
  };
  return (one: Job, other: Job): number => {
    const [left, right] = [rank(one), rank(other)];
    const index = left.findIndex((value, place) => value !== right[place]);
    if (index >= 0) return (right[index] ?? 0) - (left[index] ?? 0);
    return one.id < other.id ? -1 : 1;
  };
}

/** Maps each job to the failure that blocks the job's tasks, and the number of these. */
function listBlocked({ causes, nodeCounts }: JobsEvidence): ReadonlyMap<string, CountedWait> {
  const all = causes.flatMap(({ failures }) => failures);
  const broken = groupBy(
    all.flatMap(({ failing }) => (failing.kind === 'node' ? [failing] : [])),
    ({ resource }) => resource.poolId,
  );
  const recovering = new Set(
    [...nodeCounts.keys(), ...broken.keys()].filter((poolId) =>
      mayAnyRecover(nodeCounts.get(poolId), broken.get(poolId)?.map(({ node }) => node) ?? []),
    ),
  );
  const blocked = new Map<string, CountedWait>();
  for (const cause of causes) {
    const title = toHeadline(cause, pickExplained(cause));
    for (const { failing } of cause.failures) {
      if (failing.kind === 'task' || failing.blocks === undefined) continue;
      const mayEnd = failing.kind !== 'job' && recovering.has(failing.resource.poolId);
      for (const [jobId, count] of failing.blocks.tasks)
        if (!blocked.has(jobId))
          blocked.set(jobId, {
            text: `${title}.`,
            count,
            ids: failing.blocks.ids,
            ...(mayEnd ? {} : { endsAlone: false }),
          });
    }
  }
  return blocked;
}

/** Maps each job to the job's waiting tasks that depend on failed tasks, without those that never start anyway. */
function listDependents(causes: readonly Cause[]): ReadonlyMap<string, ReadonlySet<string>> {
  const dependents = new Map<string, Set<string>>();
  for (const { failing } of causes.flatMap(({ failures }) => failures)) {
    if (failing.kind !== 'task' || failing.dependents === undefined) continue;
    const { jobId } = failing.resource;
    const ids = dependents.get(jobId) ?? new Set();
    for (const id of failing.dependents.ids) ids.add(id);
    dependents.set(jobId, ids);
  }
  for (const { failing } of causes.flatMap(({ failures }) => failures))
    if (failing.kind === 'job')
      for (const id of failing.blocks?.ids ?? []) dependents.get(failing.resource.jobId)?.delete(id);
  return dependents;
}

interface WaitsEvidence extends JobsEvidence {
  readonly blocked: ReadonlyMap<string, CountedWait>;
  readonly dependents: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A reason that tasks wait, as a sentence. */
interface Wait {
  readonly text: string;
  readonly endsAlone?: boolean;
  /** Number of tasks that wait for this reason; all that aren't counted otherwise, if absent. */
  readonly count?: number;
  /** IDs of these tasks, if known. */
  readonly ids?: Iterable<string> | undefined;
}

type CountedWait = Wait & { readonly count: number };

/** Lists the reasons that a job's tasks wait, if they are known without inspecting each task. */
function listWaits(job: Job, counts: TaskCounts, evidence: WaitsEvidence): readonly Wait[] {
  const near = findNearLimit(job, evidence.now);
  const end: Wait[] = near === undefined ? [] : [{ text: near.consequence, count: 0, ids: [] }];
  const expired = countExpired(evidence.waiting?.get(job.id) ?? [], evidence.now.getTime());
  if (expired > 0)
    end.push({
      text: plural(expired, {
        one: l10n.t(
          '{count} waiting task has an expired SAS, so it fails once it runs: submit a copy with a new one.',
          asCount(expired),
        ),
        other: l10n.t(
          '{count} waiting tasks have an expired SAS, so they fail once they run: submit copies with new ones.',
          asCount(expired),
        ),
      }),
      count: 0,
      ids: [],
    });
  if (isOver(job)) return [{ text: sayNeverRun(counts.active), endsAlone: false }];
  const known = evidence.blocked.get(job.id);
  if (known !== undefined && known.count >= counts.active) return [known, ...end];
  const ids = evidence.dependents.get(job.id) ?? new Set();
  const count = ids.size;
  const ofFailed =
    count === 0
      ? []
      : [
          {
            text: plural(count, {
              one: l10n.t('{count} task is waiting for one that failed.', asCount(count)),
              other: l10n.t('{count} tasks are waiting for ones that failed.', asCount(count)),
            }),
            endsAlone: false,
            count,
            ids,
          },
        ];
  const held = count + (known?.count ?? 0);
  const ofRest = held < counts.active ? describeWait(job, counts, evidence) : undefined;
  // Tasks that could start on their own may not do so before the job ends, or fail then.
  const rest = end.length === 0 || ofRest?.endsAlone === false ? ofRest : ofRest && { text: ofRest.text };
  return [...(known === undefined ? [] : [known]), ...ofFailed, ...(rest === undefined ? [] : [rest]), ...end];
}

/** Lists the tasks that reasons are for; undefined if those are all of the job's waiting tasks, or it isn't known which. */
function listExplained(waits: readonly Wait[], active: number): ReadonlySet<string> | undefined {
  const count = waits.reduce((sum, one) => sum + (one.count ?? active), 0);
  const areKnown = waits.every(({ ids }) => ids !== undefined);
  return count < active && areKnown ? new Set(waits.flatMap(({ ids }) => [...(ids ?? [])])) : undefined;
}

/** Describes why the job's tasks wait, as far as the job and its pool show it without a request for each task. */
function describeWait(job: Job, { running }: TaskCounts, evidence: JobsEvidence): Wait | undefined {
  if (isDisabled(job)) {
    const { text, endsAlone } = describePool(findPoolOfJob(job) ?? '', evidence) ?? {};
    // Enabling the job isn't enough if its pool gives it no nodes.
    const besides = endsAlone === true || text === undefined ? [] : [text];
    const said = joinSentences([l10n.t('Its tasks are waiting for the job to be enabled.'), ...besides]);
    return { text: said, endsAlone: false };
  }
  const limit = findReachedLimit(job, running);
  if (limit !== undefined)
    return {
      text: plural(limit, {
        one: l10n.t('The job may run {count} task at once (maxParallelTasks).', asCount(limit)),
        other: l10n.t('The job may run {count} tasks at once (maxParallelTasks).', asCount(limit)),
      }),
      endsAlone: true,
    };
  const poolId = findPoolOfJob(job);
  if (poolId === undefined) return undefined;
  const ofPool = describePool(poolId, evidence);
  // If tasks depend on others, the waiting ones may not need room yet.
  if (ofPool !== undefined || job.usesTaskDependencies === true) return ofPool;
  const room = withUrgent(describeRoom(poolId, evidence), job, poolId, evidence);
  return room !== undefined && mayManagerHold(poolId, evidence) ? { text: room.text } : room;
}

function describePool(poolId: string, { pools, areAllPools, nodeCounts }: JobsEvidence): Wait | undefined {
  const pool = pools.find(({ id }) => id === poolId);
  if (pool === undefined)
    return areAllPools
      ? { text: l10n.t('Its pool {poolId} is not in this account.', { poolId }), endsAlone: false }
      : undefined;
  if (pool.allocationState === 'resizing')
    return { text: l10n.t('Its pool {poolId} is being resized.', { poolId }), endsAlone: true };
  const counts = nodeCounts.get(poolId);
  return counts !== undefined && areNodesCounted(counts, 'total') && countNodes(counts, 'total') === 0
    ? { text: l10n.t('Its pool {poolId} has no nodes.', { poolId }) }
    : undefined;
}

/** Checks whether the pool's last allocation is so recent that its nodes may still be on their way. */
function wasJustAllocated(pool: Pool | undefined, now: Date): boolean {
  const elapsed = elapsedMs(pool?.allocationStateTransitionTime, now.getTime());
  return elapsed !== undefined && elapsed < hourMs;
}

/** Adds to a wait for room which job's tasks get it first (Batch documentation: "Job: priority"). */
function withUrgent(
  room: Wait | undefined,
  { priority: own = 0 }: Job,
  poolId: string,
  { jobs, counts }: JobsEvidence,
): Wait | undefined {
  const [first] = jobs
    .filter(
      (one) =>
        findPoolOfJob(one) === poolId &&
        one.state === 'active' &&
        one.usesTaskDependencies !== true &&
        (counts.get(one.id)?.active ?? 0) > 0,
    )
    .sort((one, other) => (other.priority ?? 0) - (one.priority ?? 0));
  const { id = '', priority = 0 } = first ?? {};
  if (room === undefined || priority <= own) return room;
  const waiting = counts.get(id)?.active ?? 0;
  const said = plural(waiting, {
    one: l10n.t('Job {job} goes first, with priority {priority} and {count} waiting task.', {
      ...asCount(waiting),
      job: id,
      priority,
    }),
    other: l10n.t('Job {job} goes first, with priority {priority} and {count} waiting tasks.', {
      ...asCount(waiting),
      job: id,
      priority,
    }),
  });
  return { ...room, text: joinSentences([room.text, said]) };
}

/** Returns a sentence if no node has a free slot; undefined if one may have. */
function describeRoom(poolId: string, { pools, nodeCounts, now }: JobsEvidence): Wait | undefined {
  const counts = nodeCounts.get(poolId);
  // A number that the service did not return may have any value.
  if (counts === undefined || !areNodesCounted(counts, 'total', 'idle', 'running')) return undefined;
  // A node that runs tasks may have free slots.
  const pool = pools.find(({ id }) => id === poolId);
  const { taskSlotsPerNode = 1 } = pool ?? {};
  const mayHaveRoom = taskSlotsPerNode > 1 && countNodes(counts, 'running') > 0;
  if (countNodes(counts, 'idle') > 0 || mayHaveRoom) return undefined;
  const coming = countNodes(counts, ...comingStates);
  if (coming === countNodes(counts, 'total'))
    return {
      text: l10n.t('No node in its pool {poolId} is ready yet.', { poolId }),
      // Nodes are ready within minutes of their allocation. If it takes longer, their start task may never succeed.
      ...(wasJustAllocated(pool, now) ? { endsAlone: true } : {}),
    };
  const isBusy = countNodes(counts, 'running') > 0;
  if (pool !== undefined && isResizeFailed(pool))
    return {
      text: l10n.t('No node in its pool {poolId} is free, and the pool has fewer nodes than it should ({code}).', {
        poolId,
        code: pool.resizeErrors?.[0]?.code ?? '?',
      }),
      ...(isBusy ? { endsAlone: true } : {}),
    };
  return countNodes(counts, 'running') === countNodes(counts, 'total')
    ? { text: l10n.t('All nodes in its pool {poolId} are running tasks.', { poolId }), endsAlone: true }
    : {
        text: l10n.t('No node in its pool {poolId} is free.', { poolId }),
        // Nodes that run tasks take the next ones, however many others are broken.
        ...(isBusy ? { endsAlone: true } : {}),
      };
}
