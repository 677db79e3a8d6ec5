import type { UploadTarget } from '../../core/files/uploadedFiles.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { definedOnly } from '../../core/model/defined.ts';
import type { FileCopy, NodeFile, NodeFileProperties } from '../../core/model/nodeFile.ts';
import type { Task } from '../../core/model/task.ts';
import type { OtherPlace, StorageAnswer } from '../../core/model/unread.ts';
import {
  type AskedPlace,
  describeDeleted,
  describeNoCredential,
  describeNotUploaded,
  describeOtherRun,
  describePendingHost,
  describeStorageRefusal,
  joinAnswers,
} from '../../core/refusals/storageAnswers.ts';
import type { CallOptions } from '../ports.ts';
import { listAccesses, type StorageParts, toAsked, toStorageUrl } from './blobAccess.ts';
import type { BlobAccess, BlobPlace } from './blobService.ts';
import { type Copy, withElsewhere } from './copy.ts';

/** Maximum time after the end of a program for which large files may be uploaded. A later copy is from another run. */
const longestUploadMs = 60 * 60_000;
/** Maximum difference between the clocks of storage and Batch. */
const clockDifferenceMs = 60_000;

export type PlaceInStorage = Exclude<OtherPlace['place'], 'saved'>;

/** The file whose copies are sought; `task` is undefined if the task was deleted. */
export interface Sought {
  readonly path: string;
  readonly task: Task | undefined;
}

/**
 * Copies of task files in storage, requested with the signature in the task's definition, then with the user's token.
 */
export class BlobCopies {
  readonly #parts: StorageParts;

  constructor(parts: StorageParts) {
    this.#parts = parts;
  }

  async find(
    place: PlaceInStorage,
    { containerUrl, toBlobs }: UploadTarget,
    { path, task }: Sought,
    options: CallOptions,
  ): Promise<Copy | StorageAnswer> {
    const url = toStorageUrl(containerUrl);
    if (url === undefined) return describeNotUploaded('noUploads');
    const { host } = url;
    const accesses = listAccesses(url, 'r', this.#parts);
    // Don't ask the user about a host that couldn't be read anyway.
    if (accesses.length === 0) return describeNoCredential(toAsked(url, 'signature', this.#parts));
    if (!this.#parts.storageHosts.includes(host)) return describePendingHost(place, host);
    const answers: StorageAnswer[] = [];
    for (const access of accesses) {
      const asked = toAsked(url, access, this.#parts);
      let answer: StorageAnswer | undefined;
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
          // Other credentials would get the same response.
          if (blob === toBlobs(path).at(-1)) return joinAnswers([...answers, answer]);
        }
      }
      if (answer !== undefined) answers.push(answer);
    }
    return joinAnswers(answers);
  }

  /**
   * Lists the files of a task in storage. A container that cannot be listed is skipped, because logs are requested by
   * name.
   */
  async list(
    place: PlaceInStorage,
    { containerUrl, blobPrefix, toPath }: UploadTarget,
    task: Task | undefined,
    options: CallOptions,
  ): Promise<readonly NodeFile[]> {
    const url = toStorageUrl(containerUrl);
    if (url === undefined || !this.#parts.storageHosts.includes(url.host)) return [];
    for (const access of listAccesses(url, 'l', this.#parts)) {
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
          // These errors are about the request itself, as with any file.
          if (!BatchError.is(refusal) || BatchError.is(refusal, 'InvalidRange', 'InvalidInput')) throw refusal;
          throw withElsewhere(refusal, [{ place, ...describeStorageRefusal(asked, refusal) }]);
        }
      },
    };
  }

  /**
   * Describes a blob of this run that was deleted but that storage keeps for a while; undefined if there is none, or
   * storage doesn't report it.
   */
  async #findDeleted(
    at: BlobPlace,
    task: Task | undefined,
    asked: AskedPlace,
    options: CallOptions,
  ): Promise<StorageAnswer | undefined> {
    for (const access of listAccesses(new URL(at.containerUrl), 'l', this.#parts)) {
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
}

function isNotFound(refusal: unknown): boolean {
  return BatchError.is(refusal) && refusal.status === 404;
}

function withCopy(properties: NodeFileProperties, place: PlaceInStorage, address: string): NodeFileProperties {
  return { ...properties, copy: definedOnly<FileCopy>({ place, address, at: properties.lastModified }) };
}

/** Describes a copy that isn't from this run of the task; undefined if it may be from this run, judging by its time. */
function describeOther(
  task: Pick<Task, 'executionInfo'> | undefined,
  host: string,
  { lastModified }: Pick<NodeFileProperties, 'lastModified'>,
): StorageAnswer | undefined {
  const { startTime, endTime } = task?.executionInfo ?? {};
  if (lastModified === undefined) return undefined;
  const writtenMs = Date.parse(lastModified);
  if (writtenMs < Date.parse(startTime ?? '') - clockDifferenceMs) return describeOtherRun(host, lastModified, false);
  if (writtenMs > Date.parse(endTime ?? '') + longestUploadMs) return describeOtherRun(host, lastModified, true);
  return undefined;
}
