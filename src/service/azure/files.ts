import type { RequestOptionsBase } from '@azure/ms-rest-js';
import { startsWith } from '../../core/filters/odata.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { definedOnly } from '../../core/model/defined.ts';
import { type NodeFile, type NodeFileProperties, readNodeFile } from '../../core/model/nodeFile.ts';
import { isWrittenSince, toChanged } from '../../core/refusals/fileRefusals.ts';
import { mapPages } from '../pages.ts';
import type { CallOptions, FileBytes, FileListOptions, FilePort, NodeOwner, ReadOptions, TaskOwner } from '../ports.ts';
import type { AccountClient } from './account.ts';
import type { BatchClient } from './batchClient.ts';
import type { AskedRequest } from './errors/askedRequest.ts';
import { malformedResponse } from './errors/toBatchError.ts';
import { toFileProperties, toIsoTime } from './fileProperties.ts';
import { toAbortOptions } from './policies/signal.ts';
import { readPages } from './readPages.ts';
import type { WireAnswer } from './wire.ts';

/** Creates the port for files of tasks (Batch documentation: "File - … From Task"). */
export function createTaskFilePort(account: AccountClient) {
  return new Files(account, taskFileCalls(account.client));
}

/** Creates the port for files of nodes (Batch documentation: "File - … From Compute Node"). */
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
      return toFileProperties((name) => _response.headers.get(name));
    } catch (error) {
      throw await this.#explain(error, owner, path, options);
    }
  }

  /** Reads the content or a range of it. Throws `BatchError` if the file was written to after `unchangedSince`. */
  async readFile(
    owner: Owner,
    path: string,
    { range, unchangedSince, ...options }: ReadOptions = {},
  ): Promise<FileBytes> {
    const headers = definedOnly<{ ocpRange?: string }>({
      ocpRange: range === undefined ? undefined : `bytes=${range.start}-${range.end}`,
    });
    const { _response } = await this.#calls.read(owner, path, toAbortOptions(options), headers);
    const { bodyBytes, headers: answered, status, request: asked } = _response;
    if (!(bodyBytes instanceof Uint8Array)) throw malformedResponse(undefined, { status, asked });
    const lastModified = toIsoTime(answered.get('last-modified'));
    if (isWrittenSince(unchangedSince, lastModified)) throw toChanged(path);
    return Object.assign(bodyBytes, { properties: lastModified === undefined ? {} : { lastModified } });
  }

  /**
   * Finds the reason for a failed HEAD request, whose response has no body and therefore no code: requests the same
   * file again in a way that returns a code.
   */
  async #explain(error: unknown, owner: Owner, path: string, options: CallOptions): Promise<unknown> {
    if (!BatchError.is(error) || error.status === undefined || error.status >= 500) return error;
    try {
      await this.readFile(owner, path, { ...options, range: { start: 0, end: 0 } });
    } catch (explained) {
      // An empty file has no first byte, and a malformed response shows nothing about the properties.
      const saysNothing = BatchError.is(explained, 'InvalidRange', 'MalformedResponse');
      return saysNothing ? error : explained;
    }
    return error;
  }
}

type Call = Pick<RequestOptionsBase, 'abortSignal'>;
type ListCall = Call & { readonly recursive: boolean };

interface FileResponse {
  readonly _response: {
    readonly status: number;
    readonly headers: { get(name: string): string | undefined };
    readonly bodyBytes?: unknown;
    readonly request: AskedRequest;
  };
}

/** The client library's calls for files, of which there is one set for tasks and one for nodes. */
interface FileCalls<Owner> {
  list(owner: Owner, call: ListCall, query: { filter?: string; maxResults?: number }): Promise<WireAnswer>;
  listNext(link: string, call: ListCall): Promise<WireAnswer>;
  getProperties(owner: Owner, path: string, call: Call): Promise<FileResponse>;
  read(owner: Owner, path: string, call: Call, headers: { ocpRange?: string }): Promise<FileResponse>;
}

function taskFileCalls({ file }: BatchClient): FileCalls<TaskOwner> {
  return {
    list: ({ jobId, taskId }, call, query) =>
      file.listFromTask(jobId, taskId, { ...call, fileListFromTaskOptions: query }),
    listNext: (link, call) => file.listFromTaskNext(link, call),
    getProperties: ({ jobId, taskId }, path, call) => file.getPropertiesFromTask(jobId, taskId, path, call),
    read: ({ jobId, taskId }, path, call, headers) =>
      file.getFromTask(jobId, taskId, path, { ...call, fileGetFromTaskOptions: headers }),
  };
}

function nodeFileCalls({ file }: BatchClient): FileCalls<NodeOwner> {
  return {
    list: ({ poolId, nodeId }, call, query) =>
      file.listFromComputeNode(poolId, nodeId, { ...call, fileListFromComputeNodeOptions: query }),
    listNext: (link, call) => file.listFromComputeNodeNext(link, call),
    getProperties: ({ poolId, nodeId }, path, call) => file.getPropertiesFromComputeNode(poolId, nodeId, path, call),
    read: ({ poolId, nodeId }, path, call, headers) =>
      file.getFromComputeNode(poolId, nodeId, path, { ...call, fileGetFromComputeNodeOptions: headers }),
  };
}

/** Converts a file to our form, with slashes in its path. */
function toNodeFile(file: NodeFile): NodeFile {
  return { ...file, name: toSlashes(file.name, file.url) };
}

/**
 * Windows nodes list their files with backslashes, but the name of a Linux file may contain one. The file's URL shows
 * which separator is meant: on both systems, it has a slash at the end of a folder.
 */
function toSlashes(name: string, url: string | undefined): string {
  if (!name.includes('\\') || url === undefined) return name;
  const slashed = name.replaceAll('\\', '/');
  // Encoded as bytes, because half a surrogate pair can't be encoded.
  const encoded = Buffer.from(slashed).toString().split('/').map(encodeURIComponent).join('/');
  return url.endsWith(encoded) ? slashed : name;
}
