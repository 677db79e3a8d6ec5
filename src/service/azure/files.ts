import { BatchError } from '../../core/model/batchError.ts';
import { definedOnly } from '../../core/model/defined.ts';
import type { NodeFile, NodeFileProperties } from '../../core/model/nodeFile.ts';
import { readNodeFile } from '../../core/model/nodeFileShape.ts';
import { startsWith } from '../../core/query/odata.ts';
import { mapPages } from '../pages.ts';
import type { ByteRange, CallOptions, FileListOptions, FilePort, ReadOptions } from '../ports.ts';
import type { AccountClient } from './account.ts';
import { malformedResponse } from './errors/toBatchError.ts';
import { type FileCalls, nodeFileCalls, taskFileCalls } from './fileCalls.ts';
import { toNodeFile, toProperties } from './fileMapping.ts';
import { readPages } from './pages.ts';
import { toAbortOptions } from './policies/signal.ts';

/** Files of tasks (Batch documentation: "File - … From Task"). */
export function createTaskFilePort(account: AccountClient) {
  return new Files(account, taskFileCalls(account.client));
}

/** Files of nodes (Batch documentation: "File - … From Compute Node"). */
export function createNodeFilePort(account: AccountClient) {
  return new Files(account, nodeFileCalls(account.client));
}

class Files<Owner> implements FilePort<Owner> {
  readonly #account: AccountClient;
  readonly #calls: FileCalls<Owner>;

  constructor(account: AccountClient, calls: FileCalls<Owner>) {
    this.#account = account;
    this.#calls = calls;
  }

  listFiles(owner: Owner, options: FileListOptions = {}): AsyncGenerator<readonly NodeFile[]> {
    const { recursive = false, namePrefix } = options;
    const filter = namePrefix === undefined ? undefined : startsWith('name', namePrefix);
    const call = { ...toAbortOptions(options), recursive };
    const pages = readPages(readNodeFile, {
      account: this.#account,
      options,
      first: (pageSize) => this.#calls.list(owner, call, definedOnly({ filter, maxResults: pageSize })),
      next: (link) => this.#calls.listNext(link, call),
    });
    return mapPages(pages, toNodeFile);
  }

  async getFileProperties(owner: Owner, path: string, options: CallOptions = {}): Promise<NodeFileProperties> {
    try {
      const { _response } = await this.#calls.getProperties(owner, path, toAbortOptions(options));
      return toProperties((name) => _response.headers.get(name));
    } catch (error) {
      throw await this.#explain(error, owner, path, options);
    }
  }

  async readFile(owner: Owner, path: string, { range, ...options }: ReadOptions = {}): Promise<Uint8Array> {
    const headers = definedOnly<{ ocpRange?: string }>({
      ocpRange: range === undefined ? undefined : toOcpRange(range),
    });
    const { _response } = await this.#calls.read(owner, path, toAbortOptions(options), headers);
    const { bodyBytes, status, request: asked } = _response;
    if (!(bodyBytes instanceof Uint8Array)) throw malformedResponse(undefined, { status, asked });
    return bodyBytes;
  }

  /** An answer to HEAD has no body, hence no code: the same question is asked once more in a way that gets one. */
  async #explain(error: unknown, owner: Owner, path: string, options: CallOptions): Promise<unknown> {
    if (!BatchError.is(error) || error.status === undefined || error.status >= 500) return error;
    try {
      await this.readFile(owner, path, { ...options, range: { start: 0, end: 0 } });
    } catch (explained) {
      // That an empty file has no first byte, or an answer made no sense, says nothing about the properties.
      const saysNothing = BatchError.is(explained, 'InvalidRange', 'MalformedResponse');
      return saysNothing ? error : explained;
    }
    return error;
  }
}

function toOcpRange({ start, end }: ByteRange): string {
  return `bytes=${start}-${end}`;
}
