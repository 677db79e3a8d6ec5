import type { RequestOptionsBase } from '@azure/ms-rest-js';
import type { NodeOwner, TaskOwner } from '../ports.ts';
import type { BatchClient } from './batchClient.ts';
import type { AskedRequest } from './errors/askedRequest.ts';
import type { WireAnswer } from './wire.ts';

type Call = Pick<RequestOptionsBase, 'abortSignal'>;
type ListCall = Call & { readonly recursive: boolean };

/** An answer whose headers or bytes are what was asked for. */
interface FileResponse {
  readonly _response: {
    readonly status: number;
    readonly headers: { get(name: string): string | undefined };
    readonly bodyBytes?: unknown;
    readonly request: AskedRequest;
  };
}

/** The client library's calls for files, which it has twice: by task and by node. */
export interface FileCalls<Owner> {
  list(owner: Owner, call: ListCall, query: { filter?: string; maxResults?: number }): Promise<WireAnswer>;
  listNext(link: string, call: ListCall): Promise<WireAnswer>;
  getProperties(owner: Owner, path: string, call: Call): Promise<FileResponse>;
  read(owner: Owner, path: string, call: Call, headers: { ocpRange?: string }): Promise<FileResponse>;
}

/** The calls for files of tasks. */
export function taskFileCalls({ file }: BatchClient): FileCalls<TaskOwner> {
  return {
    list: ({ jobId, taskId }, call, query) =>
      file.listFromTask(jobId, taskId, { ...call, fileListFromTaskOptions: query }),
    listNext: (link, call) => file.listFromTaskNext(link, call),
    getProperties: ({ jobId, taskId }, path, call) => file.getPropertiesFromTask(jobId, taskId, path, call),
    read: ({ jobId, taskId }, path, call, headers) =>
      file.getFromTask(jobId, taskId, path, { ...call, fileGetFromTaskOptions: headers }),
  };
}

/** The calls for files of nodes. */
export function nodeFileCalls({ file }: BatchClient): FileCalls<NodeOwner> {
  return {
    list: ({ poolId, nodeId }, call, query) =>
      file.listFromComputeNode(poolId, nodeId, { ...call, fileListFromComputeNodeOptions: query }),
    listNext: (link, call) => file.listFromComputeNodeNext(link, call),
    getProperties: ({ poolId, nodeId }, path, call) => file.getPropertiesFromComputeNode(poolId, nodeId, path, call),
    read: ({ poolId, nodeId }, path, call, headers) =>
      file.getFromComputeNode(poolId, nodeId, path, { ...call, fileGetFromComputeNodeOptions: headers }),
  };
}
