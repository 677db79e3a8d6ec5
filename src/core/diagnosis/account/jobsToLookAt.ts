import * as l10n from '@vscode/l10n';
import { sayDisabled, sayEnding } from '../../impact/endingJobs.ts';
import { comingStates } from '../../impact/unableNodes.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import { findPoolOfJob, isDisabled, type Job } from '../../model/job.ts';
import { findScheduleId } from '../../model/jobSchedule.ts';
import { areNodesCounted, countNodes, isMeantEmpty } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import type { DocumentTarget } from '../../places/documentPath.ts';
import { plural } from '../../text/plural.ts';
import { asCount } from '../../words/numbers.ts';
import { type Draft, toSentence } from '../explanation/draft.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import { joinSentences, listSome } from '../explanation/sentences.ts';
import { explainStalled } from '../job/jobRunning.ts';
import { adviseCreating } from '../job/jobState.ts';
import { adviseTerminating } from '../job/jobWaiting.ts';
import { adviseEnable, findNearLimit } from '../task/jobFacts.ts';
import type { JobsEvidence } from './chartJobs.ts';

/** Jobs of an account in which nothing failed, but that need attention. */
export interface JobsToLookAt {
  readonly count: number;
  readonly items: readonly Evidence[];
  readonly fixes: readonly Fix[];
  /** Fixes that have a deadline, except for jobs whose pool has no nodes, which need those first. */
  readonly urgent: readonly Fix[];
  /** Fixes that come after those for failures: the others with a deadline, and those that nothing else ends. */
  readonly later: readonly Fix[];
}

type Overview = Pick<JobsEvidence, 'accountId' | 'jobs' | 'counts' | 'pools' | 'areAllPools' | 'nodeCounts' | 'now'> & {
  /** Running tasks by job, with tasks that succeeded, if they were read. */
  readonly running?: ReadonlyMap<string, readonly Task[]> | undefined;
  readonly idle?: readonly { readonly nodes: readonly ComputeNode[] }[] | undefined;
};

type Known = Overview & {
  /** Jobs whose tasks wait for a known failure. */
  readonly blocked: ReadonlySet<string>;
  /** Explanations of running tasks that may never end, by job. */
  readonly stalled: ReadonlyMap<string, Draft>;
};

interface Kind {
  readonly isSo: (job: Job, known: Known) => boolean;
  readonly say: (count: number, jobs: string) => string;
  /** The first step on the page of such a job, or the way to that page if only the page knows the step. */
  readonly step: (job: Job, known: Known) => string;
  readonly toName?: (job: Job) => string;
  /** True if the step has a deadline, so that it comes even before those for failures. */
  readonly isUrgent?: true;
  /** True if the step is also needed after those for failures. */
  readonly isBeside?: true;
  /** Set if neither a list of failures nor one of waiting tasks shows this. */
  readonly unlisted?: UnlistedJobs['kind'];
}

/** Jobs that nothing is left to do in, whether or not a schedule waits for them. */
const doneKind: Omit<Kind, 'isSo'> = {
  say: (count, jobs) =>
    plural(count, {
      one: l10n.t('{count} job has nothing left to do and is still active: {jobs}', { ...asCount(count), jobs }),
      other: l10n.t('{count} jobs have nothing left to do and are still active: {jobs}', { ...asCount(count), jobs }),
    }),
  toName: ({ id }) => {
    const schedule = findScheduleId(id);
    return schedule === undefined ? id : l10n.t('{job} (job schedule {schedule} waits for it)', { job: id, schedule });
  },
  step: adviseTerminating,
  unlisted: 'done',
};

const kinds: readonly Kind[] = [
  {
    isSo: (job, { counts, now }) => (counts.get(job.id)?.active ?? 0) > 0 && findNearLimit(job, now) !== undefined,
    say: sayEnding,
    step: (job, { now }) => findNearLimit(job, now)?.fix.text ?? '',
    isUrgent: true,
    unlisted: 'nearLimit',
  },
  {
    isSo: (job, { counts }) => isDisabled(job) && (counts.get(job.id)?.active ?? 0) > 0,
    say: sayDisabled,
    step: () => adviseEnable(undefined),
    isBeside: true,
  },
  {
    isSo: isWithoutPool,
    say: (count, jobs) =>
      plural(count, {
        one: l10n.t('{count} active job names a pool that does not exist: {jobs}', { ...asCount(count), jobs }),
        other: l10n.t('{count} active jobs name pools that do not exist: {jobs}', { ...asCount(count), jobs }),
      }),
    toName: ({ id, poolInfo }) => `${id} (${poolInfo?.poolId ?? ''})`,
    step: ({ poolInfo }) => adviseCreating(poolInfo?.poolId ?? ''),
    unlisted: 'withoutPool',
  },
  {
    isSo: isWaitingAlone,
    say: (count, jobs) =>
      plural(count, {
        one: l10n.t('Tasks wait in {count} job while nothing runs on its pool: {jobs}', { ...asCount(count), jobs }),
        other: l10n.t('Tasks wait in {count} jobs while nothing runs on their pools: {jobs}', {
          ...asCount(count),
          jobs,
        }),
      }),
    step: ({ id: job }) => l10n.t('Explain job {job}: that shows what keeps its tasks from starting.', { job }),
  },
  {
    isSo: ({ id }, { stalled }) => stalled.has(id),
    say: (count, jobs) =>
      plural(count, {
        one: l10n.t('{count} job has running tasks that may never end: {jobs}', { ...asCount(count), jobs }),
        other: l10n.t('{count} jobs have running tasks that may never end: {jobs}', { ...asCount(count), jobs }),
      }),
    step: ({ id }, { stalled }) => stalled.get(id)?.fixes?.[0]?.text ?? '',
    isBeside: true,
  },
  { ...doneKind, isSo: (job, known) => isDone(job, known) && findScheduleId(job.id) === undefined },
  // Its schedule creates no other job until it ends.
  { ...doneKind, isSo: (job, known) => isDone(job, known) && findScheduleId(job.id) !== undefined, isBeside: true },
];

/**
 * Finds jobs that will soon reach their time limit, are disabled while tasks wait, have no pool, have waiting tasks
 * while nothing runs, have running tasks that may never end, or have nothing left to do.
 */
export function findJobsToLookAt({
  causes = [],
  ...overview
}: Overview & Partial<Pick<JobsEvidence, 'causes'>>): JobsToLookAt {
  const known: Known = { ...overview, blocked: listBlocked(causes), stalled: listStalled(overview) };
  const found = kinds
    .map((kind) => ({ kind, jobs: known.jobs.filter((job) => kind.isSo(job, known)) }))
    .filter(({ jobs }) => jobs.length > 0);
  const listFixes = (some: typeof found): readonly Fix[] =>
    some.flatMap(({ kind, jobs: [first], jobs }) => (first === undefined ? [] : toFix(kind, first, jobs, known)));
  // Pages of jobs with failed tasks have another step, which comes after those for the failures.
  const keepUnfailed = (kind: Kind, jobs: readonly Job[]): typeof found =>
    [{ kind, jobs: jobs.filter(({ id }) => known.counts.get(id)?.failed === 0) }].filter(({ jobs: [one] }) => one);
  const listUrgent = (isSo: (job: Job) => boolean): readonly Fix[] =>
    listFixes(found.flatMap(({ kind, jobs }) => (kind.isUrgent === true ? [{ kind, jobs: jobs.filter(isSo) }] : [])));
  return {
    count: found.reduce((sum, { jobs }) => sum + jobs.length, 0),
    items: found.map(({ kind, jobs }) => toItem(kind, jobs, known.accountId)),
    fixes: listFixes(found),
    urgent: listUrgent((job) => !isOfEmptyPool(job, known)),
    later: [
      ...listUrgent((job) => isOfEmptyPool(job, known)),
      ...listFixes(found.flatMap(({ kind, jobs }) => (kind.isBeside === true ? keepUnfailed(kind, jobs) : []))),
    ],
  };
}

function toItem(kind: Kind, jobs: readonly Job[], accountId: string): Evidence {
  const [only, ...others] = jobs;
  const text = sayAll(kind, jobs);
  if (only === undefined || others.length > 0) return { text };
  return { text, leadsTo: toPage(only, accountId) };
}

/** Returns the same step as on the page of the first job, where its buttons are. */
function toFix(kind: Kind, first: Job, jobs: readonly Job[], known: Known): Fix {
  const [title, step] = [sayAll(kind, jobs), kind.step(first, known)];
  const text = l10n.t('{title}: {step}', { title, step });
  return { text, place: { title, step, leadsTo: toPage(first, known.accountId) } };
}

function sayAll({ say, toName = ({ id }) => id }: Kind, jobs: readonly Job[]): string {
  return say(jobs.length, listSome(jobs.map(toName)));
}

function toPage({ id: jobId }: Job, accountId: string): DocumentTarget {
  return { resource: { kind: 'job', accountId, jobId }, document: 'explanation' };
}

function isOfEmptyPool({ poolInfo }: Job, { pools }: Known): boolean {
  return pools.some((pool) => pool.id === poolInfo?.poolId && isMeantEmpty(pool));
}

/** Checks whether a job has no pool and no tasks. A job whose tasks wait is a failure of the account instead. */
function isWithoutPool(job: Job, { pools, areAllPools, counts }: Known): boolean {
  const poolId = job.poolInfo?.poolId;
  const { active, completed, running } = counts.get(job.id) ?? {};
  if (job.state !== 'active' || poolId === undefined || !areAllPools) return false;
  return active === 0 && completed === 0 && running === 0 && pools.every(({ id }) => id !== findPoolOfJob(job));
}

/**
 * Checks whether tasks wait although no others run and no nodes are being added, and no known failure explains this.
 */
function isWaitingAlone(job: Job, { pools, counts, nodeCounts, blocked }: Known): boolean {
  const { active = 0, running, failed } = counts.get(job.id) ?? {};
  const pool = pools.find(({ id }) => id === findPoolOfJob(job));
  const nodes = nodeCounts.get(pool?.id ?? '');
  if (job.state !== 'active' || active === 0 || running !== 0 || failed !== 0) return false;
  if (pool?.allocationState !== 'steady' || nodes === undefined || !areNodesCounted(nodes, 'total', 'running'))
    return false;
  return countNodes(nodes, 'running', ...comingStates) === 0 && !blocked.has(job.id);
}

function listBlocked(causes: JobsEvidence['causes']): ReadonlySet<string> {
  const blocked = new Set<string>();
  for (const { failures } of causes)
    for (const { failing } of failures)
      if (failing.kind !== 'task') for (const jobId of failing.blocks?.tasks.keys() ?? []) blocked.add(jobId);
  return blocked;
}

/** Jobs that need attention, and that lists of failures and of waiting tasks would not show. */
export interface UnlistedJobs {
  readonly kind: 'nearLimit' | 'withoutPool' | 'done';
  readonly jobs: readonly string[];
  readonly text: string;
}

/** Lists the jobs that lists of failures and of waiting tasks would not show, by what is the matter with them. */
export function listUnlistedJobs(overview: Overview): readonly UnlistedJobs[] {
  const known: Known = { ...overview, blocked: new Set(), stalled: new Map() };
  return kinds.flatMap((one) => {
    const jobs = one.unlisted === undefined ? [] : known.jobs.filter((job) => one.isSo(job, known));
    const [first] = jobs;
    if (one.unlisted === undefined || first === undefined) return [];
    const said = sayAll(one, jobs);
    // The page of the job has the other steps; after a deadline, none of them helps.
    const text = one.isUrgent === true ? joinSentences([toSentence(said), one.step(first, known)]) : said;
    return [{ kind: one.unlisted, jobs: jobs.map(({ id }) => id), text }];
  });
}

/** A job with running tasks that may never end. */
export interface StalledJob {
  readonly jobId: string;
  readonly poolId: string | undefined;
  readonly title: string;
  /** The first step on the job's page. */
  readonly step: string | undefined;
}

/** Lists the jobs with running tasks that may never end. */
export function listStalledJobs(evidence: StalledEvidence): readonly StalledJob[] {
  const stalled = listStalled(evidence);
  return evidence.jobs.flatMap((job) => {
    const draft = stalled.get(job.id);
    if (draft === undefined) return [];
    return [{ jobId: job.id, poolId: findPoolOfJob(job), title: draft.title, step: draft.fixes?.[0]?.text }];
  });
}

type StalledEvidence = Pick<Overview, 'accountId' | 'jobs' | 'running' | 'idle' | 'now'>;

function listStalled({ accountId, jobs, running, idle = [], now }: StalledEvidence): ReadonlyMap<string, Draft> {
  const nodes = idle.flatMap((one) => one.nodes);
  const drafts = jobs.flatMap((job) => {
    const tasks = running?.get(job.id);
    const evidence = { job, accountId, nodes, now, areTasksKnown: false, preparation: [] };
    const draft = tasks && explainStalled({ ...evidence, tasks });
    return draft === undefined ? [] : [[job.id, draft] as const];
  });
  return new Map(drafts);
}

/** Checks whether a job has nothing left to do. Excludes jobs with failures, which the account lists first. */
function isDone(job: Job, { counts }: Known): boolean {
  const { active, running, failed, completed = 0 } = counts.get(job.id) ?? {};
  return job.state === 'active' && active === 0 && running === 0 && failed === 0 && completed > 0;
}

/** Describes the jobs as consecutive sentences. */
export function describeJobsToLookAt({ items }: JobsToLookAt): readonly string[] {
  return items.map(({ text }) => `${text}.`);
}
