import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { root } from '../workbench/places.ts';
import type { StorageAccount } from './sas.ts';

const program = path.join(root, 'node_modules/azurite/dist/src/blob/main.js');

/** A blob service on loopback, in memory, with one account. */
export interface Azurite {
  readonly account: StorageAccount;
  /** `access` lets anyone read its blobs. */
  createContainer(name: string, access?: 'blob'): Promise<void>;
  /** `encoding` sets the `Content-Encoding` of the blob. */
  putBlob(container: string, name: string, content: string | Uint8Array<ArrayBuffer>, encoding?: string): Promise<void>;
  /** Returns the text of a blob; `undefined` if there is none. */
  readBlob(container: string, name: string): Promise<string | undefined>;
  deleteBlob(container: string, name: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts Azurite in a separate process. */
export async function startAzurite(): Promise<Azurite> {
  const { port, close, ...account } = await startProcess();
  return { ...useAccount({ ...account, url: `http://127.0.0.1:${port}/${account.name}` }), close };
}

/** Starts the process of Azurite with one account. `options` can enable TLS and tokens. */
export async function startProcess(options: readonly string[] = []) {
  const name = 'testaccount';
  const key = randomBytes(32).toString('base64');
  const usual = ['--blobHost', '127.0.0.1', '--blobPort', '0', '--inMemoryPersistence', '--skipApiVersionCheck'];
  const child = spawn(
    process.env['PLAIN_NODE'] ?? process.execPath,
    [program, ...usual, '--disableTelemetry', ...options],
    {
      env: { PATH: process.env['PATH'], AZURITE_ACCOUNTS: `${name}:${key}` },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const port = await portOf(child);
  const close = async (): Promise<void> => {
    const exited = once(child, 'exit');
    child.kill();
    await exited;
  };
  return { name, key, port, close };
}

/** Returns access to the blobs of an account by its key. */
export function useAccount(account: StorageAccount): Omit<Azurite, 'close'> {
  const request = (
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ) => sendSigned(account, { method, path, headers, ...(body !== undefined && { body }) });
  return {
    account,
    async createContainer(container, access) {
      const headers = access === undefined ? {} : { 'x-ms-blob-public-access': access };
      expectStatus(await request('PUT', `${container}?restype=container`, '', headers), 201);
    },
    async putBlob(container, blob, content, encoding) {
      const headers = {
        'x-ms-blob-type': 'BlockBlob',
        ...(encoding === undefined ? {} : { 'x-ms-blob-content-encoding': encoding }),
      };
      expectStatus(await request('PUT', `${container}/${blob}`, content, headers), 201);
    },
    async readBlob(container, blob) {
      const answer = await request('GET', `${container}/${blob}`);
      return answer.status === 404 ? undefined : answer.text();
    },
    async deleteBlob(container, blob) {
      expectStatus(await request('DELETE', `${container}/${blob}`), 202);
    },
  };
}

/** Returns the port that Azurite prints. Continues to read after that line, since a full pipe would stop Azurite. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const port = /listens on https?:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    child.once('exit', () => reject(new Error(`Azurite did not start: ${text}`)));
  });
}

interface SignedRequest {
  readonly method: string;
  /** Path below the account, with its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** Sends a request with SharedKey. Storage documentation: "Authorize with Shared Key". */
function sendSigned(account: StorageAccount, { method, path, headers, body }: SignedRequest): Promise<Response> {
  const url = new URL(`${account.url}/${path}`);
  const own: Record<string, string> = {
    ...headers,
    'x-ms-date': new Date().toUTCString(),
    'x-ms-version': '2021-12-02',
  };
  const length = body === undefined || body.length === 0 ? '' : String(Buffer.byteLength(body));
  const canonicalHeaders = Object.keys(own)
    .sort()
    .map((header) => `${header}:${own[header]}\n`)
    .join('');
  const query = [...url.searchParams].sort().map(([name, value]) => `\n${name}:${value}`);
  const resource = `/${account.name}${url.pathname}${query.join('')}`;
  const contentType = body === undefined ? '' : 'text/plain';
  const toSign = `${method}\n\n\n${length}\n\n${contentType}\n\n\n\n\n\n\n${canonicalHeaders}${resource}`;
  const signature = createHmac('sha256', Buffer.from(account.key, 'base64')).update(toSign, 'utf8').digest('base64');
  return fetch(url, {
    method,
    headers: {
      ...own,
      authorization: `SharedKey ${account.name}:${signature}`,
      ...(body !== undefined && { 'content-type': contentType }),
    },
    ...(body !== undefined && { body }),
  });
}

function expectStatus(answer: Response, status: number): void {
  if (answer.status !== status) throw new Error(`Azurite answered ${answer.status}, not ${status}`);
}
