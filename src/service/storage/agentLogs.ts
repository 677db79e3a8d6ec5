import type { Clock } from '../../core/clock.ts';
import { agentLogsFolder, readSavedAgentLogs, toAgentLogsFolder } from '../../core/model/agentLogs.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { CredentialTarget } from '../../core/model/credentialTarget.ts';
import type { NodeFile, NodeFileProperties } from '../../core/model/nodeFile.ts';
import { readAs } from '../../core/model/shape.ts';
import { describeNoAutoStorage, describeNoTokens, describeNoUpload } from '../../core/refusals/storageAnswers.ts';
import { describePlace } from '../../core/refusals/unreadFile.ts';
import { minuteMs } from '../../core/words/durations.ts';
import type { AgentLogContainer, AgentLogPort, AgentLogUpload, CallOptions, NodeOwner, ReadOptions } from '../ports.ts';
import type { AutoStorage } from './autoStorage.ts';
import type { BlobAccess, BlobService } from './blobService.ts';
import { signForWriting } from './writeSignature.ts';

const containerName = 'batch-node-agent-logs';
/** Time for which a signature is valid; nodes with slow agents take a while to upload. */
const validMs = 120 * minuteMs;
/** Time by which the start of a signature is backdated, to allow for clock differences. */
const backdatedMs = 15 * minuteMs;

export interface AgentLogParts {
  readonly blobs: BlobService;
  readonly autoStorage: AutoStorage | undefined;
  readonly target: CredentialTarget;
  readonly clock: Clock;
  readonly accountId: string;
  /** Earlier uploads, not validated. */
  readonly saved: () => unknown;
}

/** Logs of node agents, in the account's auto-storage or in a container that the user chooses. */
export class AgentLogs implements AgentLogPort {
  readonly #parts: AgentLogParts;
  /** Uploads of this session, by node; their addresses may have signatures. */
  readonly #uploads = new Map<string, AgentLogUpload[]>();

  constructor(parts: AgentLogParts) {
    this.#parts = parts;
  }

  async findContainer(options: CallOptions = {}): Promise<AgentLogContainer> {
    const { autoStorage, blobs, target } = this.#parts;
    const found = await autoStorage?.find(options);
    if (found === undefined || 'whyNot' in found)
      return { whyNot: describePlace(describeNoAutoStorage(found?.whyNot ?? { kind: 'none' })) };
    const containerUrl = `${found.blobEndpoint}/${containerName}`;
    return blobs.hasTokens && target.findStorageScope(containerUrl) !== undefined
      ? { containerUrl }
      : { whyNot: describeNoTokens(new URL(containerUrl).host) };
  }

  async signContainer(options: CallOptions = {}): Promise<string> {
    const found = await this.findContainer(options);
    if ('whyNot' in found) throw new BatchError({ code: 'InvalidInput', message: found.whyNot });
    const { blobs, clock, target } = this.#parts;
    const { containerUrl } = found;
    const scope = target.findStorageScope(containerUrl);
    if (scope === undefined) throw new Error('a container without a scope was found');
    const nowMs = clock.now();
    const period = { start: toSeconds(nowMs - backdatedMs), expiry: toSeconds(nowMs + validMs) };
    try {
      await blobs.ensureContainer(containerUrl, { scope }, options);
      const endpoint = containerUrl.slice(0, -`/${containerName}`.length);
      return signForWriting(containerUrl, await blobs.getDelegationKey(endpoint, { scope }, period, options));
    } catch (error) {
      if (!BatchError.is(error)) throw error;
      const message = describeNoUpload(new URL(containerUrl).host, error);
      throw new BatchError({ code: 'InvalidInput', message, cause: error });
    }
  }

  remember(owner: NodeOwner, upload: AgentLogUpload): void {
    const key = toNodeKey(owner);
    this.#uploads.set(key, [...(this.#uploads.get(key) ?? []), upload]);
  }

  async listFiles(_owner: NodeOwner, upload: AgentLogUpload, options: CallOptions = {}): Promise<readonly NodeFile[]> {
    const { blobs } = this.#parts;
    const folder = `${upload.folder}/`;
    const at = { containerUrl: upload.containerUrl, blob: folder };
    const listed = await this.#ask(upload, 'l', (access) => blobs.list(at, access, options));
    return listed.map(({ name, properties }) => ({
      name: `${toAgentLogsFolder(upload.at)}/${name.slice(folder.length)}`,
      isDirectory: false,
      properties,
    }));
  }

  /** Returns true if a path among a node's files belongs to its agent logs. */
  has(path: string): boolean {
    return path === agentLogsFolder || path.startsWith(`${agentLogsFolder}/`);
  }

  /** Lists the agent logs below `namePrefix` among a node's files, with folders. */
  async list(owner: NodeOwner, namePrefix: string, options: CallOptions): Promise<readonly NodeFile[]> {
    const files: NodeFile[] = [];
    for (const upload of this.#findUploads(owner)) {
      const folder = toAgentLogsFolder(upload.at);
      if (!`${folder}/`.startsWith(namePrefix) && !namePrefix.startsWith(folder)) continue;
      files.push({ name: folder, isDirectory: true });
      if (namePrefix.startsWith(folder))
        for (const each of await this.listFiles(owner, upload, options)) files.push(each);
    }
    return files.filter(({ name }) => name.startsWith(namePrefix));
  }

  /** Returns the folder that contains all agent logs; nothing if the node has uploaded none. */
  listTop(owner: NodeOwner): readonly NodeFile[] {
    return this.#findUploads(owner).length === 0 ? [] : [{ name: agentLogsFolder, isDirectory: true }];
  }

  async getProperties(owner: NodeOwner, path: string, options: CallOptions): Promise<NodeFileProperties> {
    const { upload, blob } = this.#findBlob(owner, path);
    const at = { containerUrl: upload.containerUrl, blob };
    return this.#ask(upload, 'r', (access) => this.#parts.blobs.getProperties(at, access, options));
  }

  async read(owner: NodeOwner, path: string, options: ReadOptions): Promise<Uint8Array> {
    const { upload, blob } = this.#findBlob(owner, path);
    const at = { containerUrl: upload.containerUrl, blob };
    return this.#ask(upload, 'r', (access) => this.#parts.blobs.read(at, access, options));
  }

  /** Lists the uploads of a node, newest first: those of this session, and those that were saved. */
  #findUploads({ poolId, nodeId }: NodeOwner): readonly AgentLogUpload[] {
    const own = this.#uploads.get(toNodeKey({ poolId, nodeId })) ?? [];
    const saved = (readAs(readSavedAgentLogs, this.#parts.saved()).value ?? []).filter(
      (one) => one.accountId === this.#parts.accountId && one.poolId === poolId && one.nodeId === nodeId,
    );
    const byTime = new Map([...saved, ...own].map((upload) => [upload.at, upload]));
    return [...byTime.values()].sort((one, other) => (one.at < other.at ? 1 : -1));
  }

  /** Throws `FileNotFound` for a path outside the agent logs. */
  #findBlob(owner: NodeOwner, path: string): { readonly upload: AgentLogUpload; readonly blob: string } {
    for (const upload of this.#findUploads(owner)) {
      const folder = `${toAgentLogsFolder(upload.at)}/`;
      if (path.startsWith(folder)) return { upload, blob: `${upload.folder}/${path.slice(folder.length)}` };
    }
    throw new BatchError({ code: 'FileNotFound', message: path, status: 404 });
  }

  /** Uses the signature that the user entered if it grants the permission, otherwise the user's own token. */
  async #ask<T>({ containerUrl }: AgentLogUpload, permission: 'r' | 'l', ask: (access: BlobAccess) => Promise<T>) {
    const { blobs, target } = this.#parts;
    const { searchParams, host } = new URL(containerUrl);
    const isSigned = searchParams.has('sig') && (searchParams.get('sp') ?? permission).includes(permission);
    if (isSigned) return ask('signature');
    const scope = blobs.hasTokens ? target.findStorageScope(containerUrl) : undefined;
    if (scope === undefined) throw new BatchError({ code: 'NotSignedIn', message: describeNoTokens(host) });
    return ask({ scope });
  }
}

function toNodeKey({ poolId, nodeId }: NodeOwner): string {
  return JSON.stringify([poolId, nodeId]);
}

/** Formats a time in whole seconds, because storage accepts no fractions. */
function toSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+/, '');
}
