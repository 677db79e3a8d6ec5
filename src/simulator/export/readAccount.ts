import { createHmac } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { stringsToSign } from '../http/sharedKey.ts';
import { findNumber, findObject, findObjects, findText, type WireObject } from '../state/wire.ts';
import type { ExportedAccount, ExportedJob, ExportedNode, ExportedPool, ExportedTask } from './exportedAccount.ts';

/** Where an account is, and its key. */
export interface AccountAddress {
  readonly url: string;
  readonly accountName: string;
  readonly accountKey: string;
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

const apiVersion = '2025-06-01';
/** Of a job with more tasks than that the others are counted, and not looked at. */
const mostListed = 10_000;
const mostAttempts = 6;
const longestWaitMs = 60_000;
/** Files that are asked for at the same time. */
const concurrency = 8;

/** Reads an account by GET alone. Rejects with what it was refused. */
export async function readAccount(address: AccountAddress, options: ReadOptions): Promise<ExportedAccount> {
  const reader = new Reader(address);
  const { poolIds, jobIds, onProgress } = options;
  onProgress('pools');
  const pools: ExportedPool[] = [];
  for (const pool of chosen(await reader.list('/pools'), poolIds)) pools.push(await readPool(reader, pool, options));
  onProgress('jobs');
  const jobs: ExportedJob[] = [];
  for (const job of chosen(await reader.list('/jobs'), jobIds)) {
    onProgress(`job ${String(job['id'])}`);
    jobs.push(await readJob(reader, job, options));
  }
  const isAll = poolIds.length + jobIds.length === 0;
  return {
    pools,
    jobs,
    jobSchedules: isAll ? await reader.list('/jobschedules') : [],
    applications: isAll ? await reader.list('/applications') : [],
  };
}

function chosen(things: readonly WireObject[], ids: readonly string[]): readonly WireObject[] {
  const wanted = new Set(ids.map((id) => id.toLowerCase()));
  return wanted.size === 0 ? things : things.filter(({ id }) => wanted.has(String(id).toLowerCase()));
}

async function readPool(reader: Reader, pool: WireObject, { logBytes }: ReadOptions): Promise<ExportedPool> {
  const path = `/pools/${toSegment(pool['id'])}/nodes`;
  const nodes = await reader.list(path);
  return {
    pool,
    nodes: await mapAll(nodes, async (node): Promise<ExportedNode> => {
      const hasFailed = findText(findObject(node, 'startTaskInfo'), 'result') === 'failure';
      return {
        node,
        ...(hasFailed ? await readLogs(reader, `${path}/${toSegment(node['id'])}`, 'startup/', logBytes) : {}),
      };
    }),
  };
}

async function readJob(reader: Reader, job: WireObject, options: ReadOptions): Promise<ExportedJob> {
  const path = `/jobs/${toSegment(job['id'])}`;
  const tasks = await reader.list(`${path}/tasks`, mostListed);
  const counts = findObject(await reader.get(`${path}/taskcounts`), 'taskCounts');
  const total = ['active', 'running', 'completed'].reduce((sum, name) => sum + (findNumber(counts, name) ?? 0), 0);
  const first = tasks.toSorted((one, other) => rank(one) - rank(other)).slice(0, options.mostTasks);
  const hasHelpers = job['jobPreparationTask'] !== undefined || job['jobReleaseTask'] !== undefined;
  return {
    job,
    tasks: await mapAll(first, async (task): Promise<ExportedTask> => {
      const logs =
        rank(task) === 0 ? readLogs(reader, `${path}/tasks/${toSegment(task['id'])}`, '', options.logBytes) : {};
      return { task, ...(await logs) };
    }),
    nodeTasks: hasHelpers ? await reader.list(`${path}/jobpreparationandreleasetaskstatus`) : [],
    leftOut: Math.max(0, Math.max(total, tasks.length) - first.length),
  };
}

/** What failed comes first, then what has not ended. */
function rank(task: WireObject): number {
  if (findText(findObject(task, 'executionInfo'), 'result') === 'failure') return 0;
  return findText(task, 'state') === 'completed' ? 2 : 1;
}

/** The ends of both logs, as far as they are there. */
async function readLogs(reader: Reader, owner: string, folder: string, most: number) {
  if (most === 0) return {};
  const files = await reader.list(`${owner}/files`, 1000, folder === '' ? {} : { recursive: 'true' }).catch(() => []);
  const read = async (name: string): Promise<string | undefined> => {
    const file = files.find((one) => findText(one, 'name') === `${folder}${name}`);
    const size = Number(findText(findObject(file, 'properties'), 'contentLength') ?? 0);
    if (size === 0) return undefined;
    const range = { 'ocp-range': `bytes=${Math.max(0, size - most)}-${size - 1}` };
    return reader.getText(`${owner}/files/${folder}${name}`, range).catch(() => undefined);
  };
  const [stdout, stderr] = [await read('stdout.txt'), await read('stderr.txt')];
  return { ...(stdout === undefined ? {} : { stdout }), ...(stderr === undefined ? {} : { stderr }) };
}

function toSegment(id: unknown): string {
  return encodeURIComponent(String(id));
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

/** Asks an account, and changes nothing: it knows no other verb than GET. */
class Reader {
  readonly #address: AccountAddress;
  readonly #base: URL;

  constructor(address: AccountAddress) {
    this.#address = address;
    this.#base = new URL(address.url);
    const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(this.#base.hostname);
    if (this.#base.protocol !== 'https:' && !isHere) throw new Error('The endpoint of an account is https:.');
  }

  async get(path: string): Promise<WireObject> {
    return JSON.parse(await this.#send(this.#toUrl(path, {}), {}));
  }

  getText(path: string, headers: Readonly<Record<string, string>>): Promise<string> {
    return this.#send(this.#toUrl(path, {}), headers);
  }

  /** Everything in a list, page by page, up to about so much. */
  async list(
    path: string,
    most = Infinity,
    query: Readonly<Record<string, string>> = {},
  ): Promise<readonly WireObject[]> {
    const all: WireObject[] = [];
    let url: URL | undefined = this.#toUrl(path, query);
    while (url !== undefined && all.length < most) {
      const page: WireObject = JSON.parse(await this.#send(url, {}));
      all.push(...findObjects(page, 'value'));
      const link = findText(page, 'odata.nextLink');
      url = link === undefined ? undefined : new URL(link);
      // The key signs for this account alone.
      if (url !== undefined && url.origin !== this.#base.origin)
        throw new Error(`The list of ${path} leads to ${url.origin}.`);
    }
    return all;
  }

  #toUrl(path: string, query: Readonly<Record<string, string>>): URL {
    const url = new URL(path, this.#base);
    for (const [name, value] of Object.entries({ 'api-version': apiVersion, ...query }))
      url.searchParams.set(name, value);
    return url;
  }

  /** A service that is busy is asked again, after as long as it wants. */
  async #send(url: URL, more: Readonly<Record<string, string>>): Promise<string> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(url, { headers: this.#sign(url, more), redirect: 'error' });
      const text = await response.text();
      if (response.ok) return text;
      const isBusy = response.status === 429 || response.status >= 500;
      if (!isBusy || attempt === mostAttempts) throw new Error(describeRefusal(url, response.status, text));
      const seconds = Number(response.headers.get('retry-after') ?? 2 ** attempt / 2);
      await setTimeout(Math.min(longestWaitMs, (Number.isNaN(seconds) ? 1 : seconds) * 1000));
    }
  }

  #sign(url: URL, more: Readonly<Record<string, string>>): Record<string, string> {
    const { accountName, accountKey } = this.#address;
    const headers: Record<string, string> = { 'ocp-date': new Date().toUTCString(), ...more };
    const [text = ''] = stringsToSign({ method: 'GET', url: `${url.pathname}${url.search}`, headers }, accountName);
    const signature = createHmac('sha256', Buffer.from(accountKey, 'base64')).update(text, 'utf8').digest('base64');
    return { ...headers, authorization: `SharedKey ${accountName}:${signature}` };
  }
}

/** What was refused and why, without what was sent. */
function describeRefusal(url: URL, status: number, text: string): string {
  const { code = '' }: { readonly code?: string } = text.startsWith('{') ? JSON.parse(text) : {};
  return `GET ${url.pathname} was answered with ${status} ${code}.`.replace(' .', '.');
}
