import { findObject, findText, type WireObject } from '../state/wire.ts';
import type { ExportedAccount, ExportedJob, ExportedNode, ExportedPool, ExportedTask } from './exportedAccount.ts';

/** Owner of logs. */
export type LogOwner =
  | { readonly jobId: string; readonly taskId: string }
  | { readonly poolId: string; readonly nodeId: string };

/**
 * A source of an account's data; items are as in responses of REST 2025-06-01. Each method rejects with the refusal.
 */
export interface AccountSource {
  listPools(): Promise<readonly WireObject[]>;
  listNodes(poolId: string): Promise<readonly WireObject[]>;
  listJobs(): Promise<readonly WireObject[]>;
  /** Lists tasks of a job, up to about `most`. */
  listTasks(jobId: string, most: number): Promise<readonly WireObject[]>;
  countTasks(jobId: string): Promise<number>;
  /** From `jobpreparationandreleasetaskstatus`. */
  listNodeTasks(jobId: string): Promise<readonly WireObject[]>;
  listJobSchedules(): Promise<readonly WireObject[]>;
  listApplications(): Promise<readonly WireObject[]>;
  /** Reads at most this many bytes from the end of a file; undefined if it doesn't exist. */
  readEnd(owner: LogOwner, name: string, most: number): Promise<string | undefined>;
}

export interface ReadOptions {
  /** IDs of the pools and jobs to read; all when empty. */
  readonly poolIds: readonly string[];
  readonly jobIds: readonly string[];
  /** Maximum number of a job's tasks to read: failed ones first, then those that have not ended. */
  readonly mostTasks: number;
  /** Bytes to read from the end of each log of a failed task; none when 0. */
  readonly logBytes: number;
  readonly onProgress: (what: string) => void;
}

/** Maximum number of a job's tasks that are listed; the others are only counted. */
const mostListed = 10_000;
const concurrency = 8;

/** Reads the data that a scenario of an account needs, and changes nothing. Rejects with the refusal. */
export async function readAccount(source: AccountSource, options: ReadOptions): Promise<ExportedAccount> {
  const { poolIds, jobIds, onProgress } = options;
  onProgress('pools');
  const pools: ExportedPool[] = [];
  for (const pool of chosen(await source.listPools(), poolIds)) pools.push(await readPool(source, pool, options));
  onProgress('jobs');
  const jobs: ExportedJob[] = [];
  for (const job of chosen(await source.listJobs(), jobIds)) {
    onProgress(`job ${String(job['id'])}`);
    jobs.push(await readJob(source, job, options));
  }
  const isAll = poolIds.length + jobIds.length === 0;
  return {
    pools,
    jobs,
    jobSchedules: isAll ? await source.listJobSchedules() : [],
    applications: isAll ? await source.listApplications() : [],
  };
}

function chosen(things: readonly WireObject[], ids: readonly string[]): readonly WireObject[] {
  const wanted = new Set(ids.map((id) => id.toLowerCase()));
  return wanted.size === 0 ? things : things.filter(({ id }) => wanted.has(String(id).toLowerCase()));
}

async function readPool(source: AccountSource, pool: WireObject, { logBytes }: ReadOptions): Promise<ExportedPool> {
  const poolId = String(pool['id']);
  return {
    pool,
    nodes: await mapAll(await source.listNodes(poolId), async (node): Promise<ExportedNode> => {
      const hasFailed = findText(findObject(node, 'startTaskInfo'), 'result') === 'failure';
      const owner = { poolId, nodeId: String(node['id']) };
      return { node, ...(hasFailed ? await readLogs(source, owner, 'startup/', logBytes) : {}) };
    }),
  };
}

async function readJob(source: AccountSource, job: WireObject, options: ReadOptions): Promise<ExportedJob> {
  const jobId = String(job['id']);
  const tasks = await source.listTasks(jobId, mostListed);
  const total = await source.countTasks(jobId);
  const first = tasks.toSorted((one, other) => rank(one) - rank(other)).slice(0, options.mostTasks);
  const hasHelpers = job['jobPreparationTask'] !== undefined || job['jobReleaseTask'] !== undefined;
  return {
    job,
    tasks: await mapAll(first, async (task): Promise<ExportedTask> => {
      const owner = { jobId, taskId: String(task['id']) };
      return { task, ...(rank(task) === 0 ? await readLogs(source, owner, '', options.logBytes) : {}) };
    }),
    nodeTasks: hasHelpers ? await source.listNodeTasks(jobId) : [],
    leftOut: Math.max(0, Math.max(total, tasks.length) - first.length),
  };
}

/** Returns the rank of a task: failed tasks come first, then tasks that have not ended. */
function rank(task: WireObject): number {
  if (findText(findObject(task, 'executionInfo'), 'result') === 'failure') return 0;
  return findText(task, 'state') === 'completed' ? 2 : 1;
}

/** Reads up to `most` bytes from the end of both logs. Leaves out logs that cannot be read. */
async function readLogs(source: AccountSource, owner: LogOwner, folder: string, most: number) {
  if (most === 0) return {};
  const stdout = await source.readEnd(owner, `${folder}stdout.txt`, most);
  const stderr = await source.readEnd(owner, `${folder}stderr.txt`, most);
  return { ...(stdout === undefined ? {} : { stdout }), ...(stderr === undefined ? {} : { stderr }) };
}

async function mapAll<T, U>(items: readonly T[], map: (item: T) => Promise<U>): Promise<readonly U[]> {
  const mapped: U[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) mapped[index] = await map(item);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return mapped;
}
