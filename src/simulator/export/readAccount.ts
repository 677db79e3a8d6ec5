import { findObject, findText, type WireObject } from '../state/wire.ts';
import type { ExportedAccount, ExportedJob, ExportedNode, ExportedPool, ExportedTask } from './exportedAccount.ts';

/** What logs are of. */
export type LogOwner =
  | { readonly jobId: string; readonly taskId: string }
  | { readonly poolId: string; readonly nodeId: string };

/** An account that is read, by whatever means; things are as REST 2025-06-01 answers them. Each rejects with what it was refused. */
export interface AccountSource {
  listPools(): Promise<readonly WireObject[]>;
  listNodes(poolId: string): Promise<readonly WireObject[]>;
  listJobs(): Promise<readonly WireObject[]>;
  /** Tasks of a job, up to about so many. */
  listTasks(jobId: string, most: number): Promise<readonly WireObject[]>;
  countTasks(jobId: string): Promise<number>;
  /** Of `jobpreparationandreleasetaskstatus`. */
  listNodeTasks(jobId: string): Promise<readonly WireObject[]>;
  listJobSchedules(): Promise<readonly WireObject[]>;
  listApplications(): Promise<readonly WireObject[]>;
  /** At most so many bytes from the end of a file; undefined where there is nothing of it. */
  readEnd(owner: LogOwner, name: string, most: number): Promise<string | undefined>;
}

export interface ReadOptions {
  /** Ids of the pools and jobs that are read; all when empty. */
  readonly poolIds: readonly string[];
  readonly jobIds: readonly string[];
  /** Of a job at most so many tasks are read: those that failed first, then those that have not ended. */
  readonly mostTasks: number;
  /** So much of the end of each log of a task that failed is read; none when 0. */
  readonly logBytes: number;
  /** Called with what is read next. */
  readonly onProgress: (what: string) => void;
}

/** Of a job with more tasks than that the others are counted, and not looked at. */
const mostListed = 10_000;
/** Files that are asked for at the same time. */
const concurrency = 8;

/** Reads what a scenario of an account needs, and changes nothing. Rejects with what it was refused. */
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

/** What failed comes first, then what has not ended. */
function rank(task: WireObject): number {
  if (findText(findObject(task, 'executionInfo'), 'result') === 'failure') return 0;
  return findText(task, 'state') === 'completed' ? 2 : 1;
}

/** The ends of both logs, as far as they are there. */
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
