import { abortAfter, type Clock } from '../../core/clock.ts';
import type { Account } from '../../core/model/account.ts';
import type { WhyNoRecord } from '../../core/model/accountRecord.ts';
import { untilAborted } from '../../core/model/cancelled.ts';
import type { CredentialTarget } from '../../core/model/credentialTarget.ts';
import { findNow } from '../../core/model/missing.ts';
import { readAccountId } from '../../core/places/resourceId.ts';
import { describeError } from '../../core/text/describeError.ts';
import type { Credential, ResourceManagerAccess } from '../connectOptions.ts';
import type { CallOptions } from '../ports.ts';
import { accountsVersion, findAccountAt } from './findAccount.ts';
import type { LazyClient } from './lazyClient.ts';
import type { Json } from './resourceManagerClient.ts';

/** Time for which the record is reused; account properties change only on request, which takes hours. */
const keptMs = 5 * 60_000;
/** Time for which failures are reused: short, because users retry soon after getting a role or going online. */
const failureKeptMs = 30_000;
/** Maximum time that an explanation waits for optional information. */
const patienceMs = 15_000;

export type RecordAnswer = { readonly record: Json } | { readonly whyNot: WhyNoRecord };

/** Returns access to the Resource Manager of the account's cloud for a signed-in user; otherwise why there is none. */
export function toAccess(credential: Credential, target: CredentialTarget): ResourceManagerAccess | WhyNoRecord {
  if (credential.kind === 'sharedKey') return { kind: 'key' };
  const { origin, resourceManager } = target;
  return resourceManager === undefined
    ? { kind: 'otherCloud', host: new URL(origin).host }
    : { endpoint: resourceManager, scope: `${resourceManager}/.default`, source: credential.source };
}

/** Resource Manager's record of one account, requested on first use and kept for minutes. */
export class AccountRecord {
  readonly #resourceManager: LazyClient | WhyNoRecord;
  readonly #host: string;
  readonly #clock: Clock;
  readonly #onResourceId: (resourceId: string) => void;
  readonly #disposed = new AbortController();
  #resourceId: string | undefined;
  #answer: { readonly answer: RecordAnswer; readonly untilMs: number } | undefined;
  #pending: Promise<RecordAnswer> | undefined;

  /** `onResourceId` is called with the account's resource ID when it was unknown before or has changed. */
  constructor(
    resourceManager: LazyClient | WhyNoRecord,
    { endpoint, resourceId }: Pick<Account, 'endpoint' | 'resourceId'>,
    clock: Clock,
    onResourceId: (resourceId: string) => void = () => undefined,
  ) {
    this.#resourceManager = resourceManager;
    this.#host = new URL(endpoint).host.toLowerCase();
    this.#resourceId = resourceId;
    this.#clock = clock;
    this.#onResourceId = onResourceId;
  }

  /** Returns the account's resource ID; undefined until the ID is known. */
  get resourceId(): string | undefined {
    return this.#resourceId;
  }

  /**
   * Returns the account's resource ID, requested if unknown; otherwise why it remains unknown. Throws `Cancelled` only.
   */
  async locate(options?: CallOptions): Promise<string | WhyNoRecord> {
    if (this.#resourceId !== undefined) return this.#resourceId;
    const answer = await this.get(options);
    if ('whyNot' in answer) return answer.whyNot;
    return this.#resourceId ?? { kind: 'notFound', host: this.#host };
  }

  /** Returns the record, or why it is unknown. Throws `Cancelled` only. */
  get({ signal }: CallOptions = {}): Promise<RecordAnswer> {
    const known = this.#answer;
    if (known !== undefined && this.#clock.elapsedMs() < known.untilMs) return Promise.resolve(known.answer);
    this.#pending ??= this.#ask().finally(() => {
      this.#pending = undefined;
    });
    return untilAborted(this.#pending, signal);
  }

  dispose(): void {
    this.#disposed.abort();
  }

  async #ask(): Promise<RecordAnswer> {
    const answer =
      'kind' in this.#resourceManager ? { whyNot: this.#resourceManager } : await this.#read(this.#resourceManager);
    const untilMs = this.#clock.elapsedMs() + ('record' in answer ? keptMs : failureKeptMs);
    this.#answer = { answer, untilMs };
    return answer;
  }

  #read(resourceManager: LazyClient): Promise<RecordAnswer> {
    return abortAfter(this.#clock, patienceMs, this.#disposed.signal, async (signal) => {
      try {
        const record = await this.#getAccount(resourceManager, signal);
        return record === undefined ? { whyNot: { kind: 'notFound', host: this.#host } } : { record };
      } catch (error) {
        return { whyNot: signal.aborted ? { kind: 'late' } : { kind: 'failed', why: describeError(error) } };
      }
    });
  }

  /** Sends one request if the resource ID is known; searches if it is unknown, or if the account is no longer there. */
  async #getAccount(resourceManager: LazyClient, signal: AbortSignal): Promise<Json | undefined> {
    const client = resourceManager.get();
    if (this.#resourceId !== undefined) {
      const known = await findNow(client.get(this.#resourceId, accountsVersion, signal));
      if (known !== undefined) return known;
    }
    const account = await findAccountAt(client, this.#host, signal);
    const id = account?.['id'];
    this.#resourceId = typeof id === 'string' && readAccountId(id) !== undefined ? id : undefined;
    if (this.#resourceId !== undefined) this.#onResourceId(this.#resourceId);
    return account;
  }
}
