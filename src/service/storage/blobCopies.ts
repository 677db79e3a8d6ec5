import type { Clock } from '../../core/clock.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { CredentialTarget } from '../../core/model/credentialTarget.ts';
import { definedOnly } from '../../core/model/defined.ts';
import type { FileCopy, NodeFile, NodeFileProperties } from '../../core/model/nodeFile.ts';
import type { Task } from '../../core/model/task.ts';
import type { OtherPlace } from '../../core/model/unread.ts';
import {
  type AskedPlace,
  describeDeleted,
  describeNoCredential,
  describeNotUploaded,
  describeOtherRun,
  describePendingHost,
  describeStorageRefusal,
  joinAnswers,
} from '../../core/query/storageAnswers.ts';
import { isLocalHost } from '../../core/query/storageHost.ts';
import type { UploadTarget } from '../../core/query/uploadedFiles.ts';
import type { CallOptions } from '../ports.ts';
import type { BlobAccess, BlobPlace, BlobService } from './blobService.ts';
import { type Copy, withElsewhere } from './copy.ts';

/** Uploads of large files go on for so long after a program has ended. A later copy is that of another run. */
const longestUploadMs = 60 * 60_000;
/** Clocks of storage and of Batch differ by no more. */
const clockDifferenceMs = 60_000;

export type PlaceInStorage = Exclude<OtherPlace['place'], 'saved'>;
type Answer = Omit<OtherPlace, 'place'>;

export interface BlobCopyParts {
  readonly blobs: BlobService;
  readonly target: CredentialTarget;
  readonly clock: Clock;
  /** The hosts that the user allows to be asked. */
  readonly storageHosts: readonly string[];
}

/** What copies are sought of: a file of a run of a task, which is unknown where the task was deleted. */
export interface Sought {
  readonly path: string;
  readonly task: Task | undefined;
}

/**
 * Copies of files of tasks in storage, each asked for by the signature that the definition of the task has for it, and then
 * by the user's own right.
 */
export class BlobCopies {
  readonly #parts: BlobCopyParts;

  constructor(parts: BlobCopyParts) {
    this.#parts = parts;
  }

  async find(
    place: PlaceInStorage,
    { containerUrl, toBlobs }: UploadTarget,
    { path, task }: Sought,
    options: CallOptions,
  ): Promise<Copy | Answer> {
    const url = toHost(containerUrl);
    if (url === undefined) return describeNotUploaded('noUploads');
    const { host } = url;
    if (!this.#parts.storageHosts.includes(host)) return describePendingHost(place, host);
    const accesses = this.#listAccesses(url, 'r');
    if (accesses.length === 0) return describeNoCredential(this.#toAsked(url, 'signature'));
    const answers: Answer[] = [];
    for (const access of accesses) {
      const asked = this.#toAsked(url, access);
      let answer: Answer | undefined;
      for (const blob of toBlobs(path)) {
        const at = { containerUrl, blob };
        try {
          const properties = await this.#parts.blobs.getProperties(at, access, options);
          return describeOther(task, host, properties) ?? this.#toCopy(place, at, { access, asked, properties });
        } catch (refusal) {
          if (Cancelled.is(refusal)) throw refusal;
          answer = describeStorageRefusal(asked, refusal);
          if (!isNotFound(refusal)) break;
          const deleted = await this.#findDeleted(at, task, asked, options);
          if (deleted !== undefined) return deleted;
          // Another access would be answered the same.
          if (blob === toBlobs(path).at(-1)) return joinAnswers([...answers, answer]);
        }
      }
      if (answer !== undefined) answers.push(answer);
    }
    return joinAnswers(answers);
  }

  /** What is there of a task. A container that can't be listed is left out: the logs of a task are asked for by name. */
  async list(
    place: PlaceInStorage,
    { containerUrl, blobPrefix, toPath }: UploadTarget,
    task: Task | undefined,
    options: CallOptions,
  ): Promise<readonly NodeFile[]> {
    const url = toHost(containerUrl);
    if (url === undefined || !this.#parts.storageHosts.includes(url.host)) return [];
    for (const access of this.#listAccesses(url, 'l')) {
      try {
        const at = { containerUrl, blob: blobPrefix };
        return (await this.#parts.blobs.list(at, access, options)).flatMap(({ name, address, properties }) => {
          const path = toPath(name);
          if (path === undefined || describeOther(task, url.host, properties) !== undefined) return [];
          return [{ name: path, isDirectory: false, properties: withCopy(properties, place, address) }];
        });
      } catch (refusal) {
        if (!BatchError.is(refusal)) throw refusal;
      }
    }
    return [];
  }

  #toCopy(
    place: PlaceInStorage,
    at: BlobPlace,
    {
      access,
      asked,
      properties,
    }: { readonly access: BlobAccess; readonly asked: AskedPlace; readonly properties: NodeFileProperties },
  ): Copy {
    const { blobs } = this.#parts;
    return {
      properties: withCopy(properties, place, blobs.toAddress(at)),
      async read(options) {
        try {
          return await blobs.read(at, access, options);
        } catch (refusal) {
          // What is asked of a copy as of any file is answered as of any file.
          if (!BatchError.is(refusal) || BatchError.is(refusal, 'InvalidRange', 'InvalidInput')) throw refusal;
          throw withElsewhere(refusal, [{ place, ...describeStorageRefusal(asked, refusal) }]);
        }
      },
    };
  }

  /** That a blob of this run was deleted, and storage keeps it for a while; undefined where it does not, or does not say so. */
  async #findDeleted(
    at: BlobPlace,
    task: Task | undefined,
    asked: AskedPlace,
    options: CallOptions,
  ): Promise<Answer | undefined> {
    for (const access of this.#listAccesses(new URL(at.containerUrl), 'l')) {
      try {
        const deleted = await this.#parts.blobs.findDeleted(at, access, options);
        if (deleted === undefined || describeOther(task, asked.host, deleted) !== undefined) return undefined;
        return describeDeleted(asked, deleted.deletedAt, deleted.remainingDays);
      } catch (refusal) {
        if (!BatchError.is(refusal)) throw refusal;
      }
    }
    return undefined;
  }

  /** How a container may be asked by those who want a permission there (Storage documentation: `sp` of "Create a service SAS"). */
  #listAccesses(url: URL, permission: 'r' | 'l'): readonly BlobAccess[] {
    const { blobs, target } = this.#parts;
    const scope = blobs.hasTokens ? target.findStorageScope(url.href) : undefined;
    const permissions = url.searchParams.get('sp');
    // The rights of a signature by a stored policy are not in the address.
    const isGranted = url.searchParams.has('sig') && (permissions === null || permissions.includes(permission));
    return [...(isGranted ? (['signature'] as const) : []), ...(scope === undefined ? [] : [{ scope }])];
  }

  #toAsked(url: URL, access: BlobAccess): AskedPlace {
    const { blobs, clock } = this.#parts;
    const expiry = url.searchParams.get('se') ?? '';
    return {
      host: url.host,
      container: `${url.host}${url.pathname.replace(/\/$/, '')}`,
      isSigned: access === 'signature' && url.searchParams.has('sig'),
      expiredAt: access === 'signature' && Date.parse(expiry) < clock.now() ? expiry : undefined,
      couldSignIn: !blobs.hasTokens,
    };
  }
}

function isNotFound(refusal: unknown): boolean {
  return BatchError.is(refusal) && refusal.status === 404;
}

function withCopy(properties: NodeFileProperties, place: PlaceInStorage, address: string): NodeFileProperties {
  return { ...properties, copy: definedOnly<FileCopy>({ place, address, at: properties.lastModified }) };
}

/** An address of storage that is asked at all: encrypted, or on this computer. */
function toHost(containerUrl: string): URL | undefined {
  const url = URL.canParse(containerUrl) ? new URL(containerUrl) : undefined;
  const isUsable = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocalHost(url.hostname));
  return isUsable && url.username === '' && url.password === '' ? url : undefined;
}

/** That a copy is not of this run of the task; undefined where it is, as far as its time says. */
function describeOther(
  task: Pick<Task, 'executionInfo'> | undefined,
  host: string,
  { lastModified }: Pick<NodeFileProperties, 'lastModified'>,
): Answer | undefined {
  const { startTime, endTime } = task?.executionInfo ?? {};
  if (lastModified === undefined) return undefined;
  const writtenMs = Date.parse(lastModified);
  if (writtenMs < Date.parse(startTime ?? '') - clockDifferenceMs) return describeOtherRun(host, lastModified, false);
  if (writtenMs > Date.parse(endTime ?? '') + longestUploadMs) return describeOtherRun(host, lastModified, true);
  return undefined;
}
