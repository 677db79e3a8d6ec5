import { createHmac } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { stringsToSign } from '../http/sharedKey.ts';
import { findNumber, findObject, findObjects, findText, type WireObject } from '../state/wire.ts';
import type { AccountSource, LogOwner } from './readAccount.ts';

/** URL of an account, and its key. */
export interface AccountAddress {
  readonly url: string;
  readonly accountName: string;
  readonly accountKey: string;
}

const apiVersion = '2025-06-01';
const mostAttempts = 6;
const longestWaitMs = 60_000;

/** Opens an account by its key. */
export function openByKey(address: AccountAddress): AccountSource {
  const reader = new Reader(address);
  return {
    listPools: () => reader.list('/pools'),
    listNodes: (poolId) => reader.list(`/pools/${toSegment(poolId)}/nodes`),
    listJobs: () => reader.list('/jobs'),
    listTasks: (jobId, most) => reader.list(`/jobs/${toSegment(jobId)}/tasks`, most),
    async countTasks(jobId) {
      const counts = findObject(await reader.get(`/jobs/${toSegment(jobId)}/taskcounts`), 'taskCounts');
      return ['active', 'running', 'completed'].reduce((sum, name) => sum + (findNumber(counts, name) ?? 0), 0);
    },
    listNodeTasks: (jobId) => reader.list(`/jobs/${toSegment(jobId)}/jobpreparationandreleasetaskstatus`),
    listJobSchedules: () => reader.list('/jobschedules'),
    listApplications: () => reader.list('/applications'),
    readEnd: (owner, name, most) => readEnd(reader, owner, name, most),
  };
}

/** Reads up to `most` bytes from the end of a log. Undefined if it is empty or cannot be read. */
async function readEnd(reader: Reader, owner: LogOwner, name: string, most: number): Promise<string | undefined> {
  const path =
    'taskId' in owner
      ? `/jobs/${toSegment(owner.jobId)}/tasks/${toSegment(owner.taskId)}/files`
      : `/pools/${toSegment(owner.poolId)}/nodes/${toSegment(owner.nodeId)}/files`;
  try {
    const size = await reader.measure(`${path}/${name}`);
    if (size === 0) return undefined;
    return await reader.getText(`${path}/${name}`, { 'ocp-range': `bytes=${Math.max(0, size - most)}-${size - 1}` });
  } catch {
    return undefined;
  }
}

function toSegment(id: string): string {
  return encodeURIComponent(id);
}

/** Sends requests to an account that change nothing: it supports only GET and HEAD. */
class Reader {
  readonly #address: AccountAddress;
  readonly #base: URL;

  constructor(address: AccountAddress) {
    this.#address = address;
    this.#base = new URL(address.url);
    const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(this.#base.hostname);
    if (this.#base.protocol !== 'https:' && !isHere) throw new Error('The account endpoint must be https:.');
  }

  async get(path: string): Promise<WireObject> {
    return JSON.parse(await this.getText(path, {}));
  }

  /** Returns the size of a file in bytes. */
  async measure(path: string): Promise<number> {
    const { headers } = await this.#send(this.#toUrl(path), {}, 'HEAD');
    return Number(headers.get('content-length') ?? 0);
  }

  async getText(path: string, headers: Readonly<Record<string, string>>): Promise<string> {
    return (await this.#send(this.#toUrl(path), headers)).text;
  }

  /** Reads a list page by page, up to about `most` items. */
  async list(path: string, most = Infinity): Promise<readonly WireObject[]> {
    const all: WireObject[] = [];
    let url: URL | undefined = this.#toUrl(path);
    while (url !== undefined && all.length < most) {
      const page: WireObject = JSON.parse((await this.#send(url, {})).text);
      for (const each of findObjects(page, 'value')) all.push(each);
      const link = findText(page, 'odata.nextLink');
      url = link === undefined ? undefined : new URL(link);
      // The key must be sent only to this account.
      if (url !== undefined && url.origin !== this.#base.origin)
        throw new Error(`The list at ${path} leads to ${url.origin}.`);
    }
    return all;
  }

  #toUrl(path: string): URL {
    const url = new URL(path, this.#base);
    url.searchParams.set('api-version', apiVersion);
    return url;
  }

  /** Retries while the service is busy, after the delay that it asks for. */
  async #send(url: URL, more: Readonly<Record<string, string>>, method: 'GET' | 'HEAD' = 'GET') {
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(url, { method, headers: this.#sign(method, url, more), redirect: 'error' });
      const text = await response.text();
      if (response.ok) return { headers: response.headers, text };
      const isBusy = response.status === 429 || response.status >= 500;
      if (!isBusy || attempt === mostAttempts) throw new Error(describeRefusal(url, response.status, text));
      const seconds = Number(response.headers.get('retry-after') ?? 2 ** attempt / 2);
      await setTimeout(Math.min(longestWaitMs, (Number.isNaN(seconds) ? 1 : seconds) * 1000));
    }
  }

  #sign(method: string, url: URL, more: Readonly<Record<string, string>>): Record<string, string> {
    const { accountName, accountKey } = this.#address;
    const headers: Record<string, string> = { 'ocp-date': new Date().toUTCString(), ...more };
    const [text = ''] = stringsToSign({ method, url: `${url.pathname}${url.search}`, headers }, accountName);
    const signature = createHmac('sha256', Buffer.from(accountKey, 'base64')).update(text, 'utf8').digest('base64');
    return { ...headers, authorization: `SharedKey ${accountName}:${signature}` };
  }
}

/** Describes a refused request and the reason, without the request's data. */
function describeRefusal(url: URL, status: number, text: string): string {
  const { code = '' }: { readonly code?: string } = text.startsWith('{') ? JSON.parse(text) : {};
  return `GET ${url.pathname} returned ${status} ${code}.`.replace(' .', '.');
}
