import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { NodeFileProperties } from '../../core/model/nodeFile.ts';
import type { StorageAnswer } from '../../core/model/unread.ts';
import {
  describeNoBlob,
  describeNoCredential,
  describeNoInput,
  describePendingInput,
  describeStorageRefusal,
  joinAnswers,
} from '../../core/refusals/storageAnswers.ts';
import { percentDecode } from '../../core/text/percentEncode.ts';
import type { CallOptions, InputPort, ReadOptions } from '../ports.ts';
import { listAccesses, type StorageParts, toAsked, toStorageUrl } from './blobAccess.ts';
import type { BlobAccess, BlobPlace } from './blobService.ts';

/**
 * Reads tasks' input files from storage, with their signatures or the user's own token, and as Batch does without either
 * from an address that anyone may read.
 */
export class InputsInStorage implements InputPort {
  readonly #parts: StorageParts;

  constructor(parts: StorageParts) {
    this.#parts = parts;
  }

  getInputProperties(httpUrl: string, options: CallOptions = {}): Promise<NodeFileProperties | StorageAnswer> {
    return this.#ask(httpUrl, (place, access) => this.#parts.blobs.getProperties(place, access, options));
  }

  readInput(httpUrl: string, options: ReadOptions = {}): Promise<Uint8Array | StorageAnswer> {
    return this.#ask(httpUrl, (place, access) => this.#parts.blobs.read(place, access, options));
  }

  async #ask<T>(
    httpUrl: string,
    request: (place: BlobPlace, access: BlobAccess) => Promise<T>,
  ): Promise<T | StorageAnswer> {
    const url = toStorageUrl(httpUrl);
    const place = url && toBlobPlace(url);
    if (place === undefined) return describeNoBlob();
    const container = new URL(place.containerUrl);
    const isSigned = container.searchParams.has('sig');
    const known = listAccesses(container, 'r', this.#parts);
    if (isSigned && known.length === 0) return describeNoCredential(toAsked(container, 'signature', this.#parts));
    const accesses: readonly BlobAccess[] = isSigned ? known : [...known, 'signature'];
    if (!this.#parts.storageHosts.includes(container.host)) return describePendingInput(container.host);
    const answers: StorageAnswer[] = [];
    for (const access of accesses) {
      const asked = toAsked(container, access, this.#parts);
      try {
        return await request(place, access);
      } catch (refusal) {
        // The file itself, and not the access to it, is the reason.
        if (Cancelled.is(refusal) || BatchError.is(refusal, 'InvalidRange', 'InvalidInput')) throw refusal;
        // Without a credential, Azure reports a private container as missing.
        const isAnonymous = access === 'signature' && !isSigned;
        if (isAnonymous && this.#parts.target.findStorageScope(container.href) !== undefined) {
          if (answers.length === 0) answers.push(describeNoCredential(asked));
          continue;
        }
        // Other credentials would get the same response.
        if (BatchError.is(refusal) && refusal.status === 404) return describeNoInput(asked);
        answers.push(describeStorageRefusal(asked, refusal));
      }
    }
    return joinAnswers(answers);
  }
}

/** Returns the blob at an address, without its container; undefined if the address names only a container. */
function toBlobPlace(url: URL): BlobPlace | undefined {
  const [, container = '', ...rest] = url.pathname.split('/');
  const blob = percentDecode(rest.join('/'));
  const isBlob = container !== '' && blob !== undefined && blob !== '';
  return isBlob ? { containerUrl: `${url.origin}/${container}${url.search}`, blob } : undefined;
}
