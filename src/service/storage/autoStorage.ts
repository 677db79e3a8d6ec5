import type { WhyNoRecord } from '../../core/model/accountRecord.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { isObject } from '../../core/model/shape.ts';
import type { CallOptions } from '../ports.ts';
import type { AccountRecord } from '../resourceManager/accountRecord.ts';
import type { LazyClient } from '../resourceManager/lazyClient.ts';

const storageVersion = '2023-05-01';
/** Azure IDs become parts of addresses, so only well-formed ones are accepted. */
const storageAccountId =
  /^\/subscriptions\/[^/?#]+\/resourceGroups\/[^/?#]+\/providers\/Microsoft\.Storage\/storageAccounts\/([a-z\d]{3,24})$/i;

/** The blob endpoint of an account's auto-storage, or why it is unknown. */
export type AutoStorageAnswer = { readonly blobEndpoint: string } | { readonly whyNot: WhyNoRecord | { kind: 'none' } };

/**
 * The storage account that is linked to an account, according to Resource Manager. Sends nothing before it is needed.
 */
export class AutoStorage {
  readonly #record: AccountRecord;
  readonly #resourceManager: LazyClient | WhyNoRecord;
  readonly #blobDomain: string | undefined;
  readonly #endpoints = new Map<string, Promise<string | undefined>>();

  /** `blobDomain` is the domain of blob services in the account's cloud. */
  constructor(record: AccountRecord, resourceManager: LazyClient | WhyNoRecord, blobDomain: string | undefined) {
    this.#record = record;
    this.#resourceManager = resourceManager;
    this.#blobDomain = blobDomain;
  }

  /** Finds the blob endpoint of the auto-storage. Throws `Cancelled` only. */
  async find(options: CallOptions = {}): Promise<AutoStorageAnswer> {
    const answer = await this.#record.get(options);
    if ('whyNot' in answer) return answer;
    const { properties } = answer.record;
    const autoStorage = isObject(properties) ? properties['autoStorage'] : undefined;
    const id = isObject(autoStorage) ? autoStorage['storageAccountId'] : undefined;
    const name = storageAccountId.exec(typeof id === 'string' ? id : '')?.[1];
    if (typeof id !== 'string' || name === undefined) return { whyNot: { kind: 'none' } };
    const known = this.#endpoints.get(id) ?? this.#ask(id, name.toLowerCase());
    this.#endpoints.set(id, known);
    const blobEndpoint = await known;
    return blobEndpoint === undefined ? { whyNot: { kind: 'none' } } : { blobEndpoint };
  }

  /** Users who may read blobs often may not read the storage account; then its usual name is used. */
  async #ask(id: string, name: string): Promise<string | undefined> {
    const usual = this.#blobDomain === undefined ? undefined : `https://${name}.${this.#blobDomain}`;
    if ('kind' in this.#resourceManager) return usual;
    try {
      const account = await this.#resourceManager.get().get(id, storageVersion, new AbortController().signal);
      const endpoints = isObject(account['properties']) ? account['properties']['primaryEndpoints'] : undefined;
      const blob = isObject(endpoints) ? endpoints['blob'] : undefined;
      return typeof blob === 'string' && URL.canParse(blob) ? blob.replace(/\/$/, '') : usual;
    } catch (error) {
      if (BatchError.is(error)) return usual;
      throw error;
    }
  }
}
