import * as l10n from '@vscode/l10n';
import type { Clock } from '../../core/clock.ts';
import type { Account } from '../../core/model/account.ts';
import type { AccountQuotas } from '../../core/model/accountQuotas.ts';
import { readAccountQuotas } from '../../core/model/accountQuotasShape.ts';
import { untilAborted } from '../../core/model/cancelled.ts';
import type { CredentialTarget } from '../../core/model/credentialTarget.ts';
import { takesTokens } from '../../core/model/foundAccount.ts';
import { findNow } from '../../core/model/missing.ts';
import { isObject, readAs } from '../../core/model/shape.ts';
import { findPortal, toQuotaPages } from '../../core/query/portalPage.ts';
import { readAccountId } from '../../core/query/resourceId.ts';
import { describeError } from '../../core/text/describeError.ts';
import type { Credential, ResourceManagerAccess } from '../connectOptions.ts';
import type { CallOptions, QuotaAnswer, QuotaPort } from '../ports.ts';
import { accountsVersion, findAccount } from './findAccount.ts';
import type { LazyClient } from './lazyClient.ts';
import { readModes } from './readFound.ts';
import type { Json } from './resourceManagerClient.ts';

/** Quotas change on request, which takes hours. */
const keptMs = 5 * 60_000;
/** Short, since users try again soon after they were given a role or came back online. */
const failureKeptMs = 30_000;
/** An explanation does not wait longer for what only adds to it. */
const patienceMs = 15_000;

/** Access to the Resource Manager of the account's cloud, for those who have signed in; else why there is none. */
export function toAccess(credential: Credential, target: CredentialTarget): ResourceManagerAccess | string {
  if (credential.kind === 'sharedKey') {
    return l10n.t(
      'The limits are unknown. Azure Resource Manager has them, and it does not accept account keys. To see the limits, sign in to the account with Microsoft Entra ID.',
    );
  }
  const { origin, resourceManager } = target;
  return resourceManager === undefined
    ? l10n.t('The limits are unknown: {0} isn’t in an Azure cloud.', new URL(origin).host)
    : { endpoint: resourceManager, scope: `${resourceManager}/.default`, source: credential.source };
}

/** The quotas of one account. Sends nothing before they are wanted. */
export class AccountQuotaPort implements QuotaPort {
  readonly #resourceManager: LazyClient | string;
  readonly #host: string;
  readonly #tenantId: string | undefined;
  readonly #clock: Clock;
  readonly #onResourceId: (resourceId: string) => void;
  readonly #disposed = new AbortController();
  #resourceId: string | undefined;
  #modes: readonly string[] | undefined;
  #answer: { readonly answer: QuotaAnswer; readonly untilMs: number } | undefined;
  #pending: Promise<QuotaAnswer> | undefined;

  /**
   * `resourceManager` may be a sentence that says why there is none. `onResourceId` is called with the place of the
   * account when that was unknown before, or has changed.
   */
  constructor(
    resourceManager: LazyClient | string,
    { endpoint, resourceId, tenantId }: Pick<Account, 'endpoint' | 'resourceId' | 'tenantId'>,
    clock: Clock,
    onResourceId: (resourceId: string) => void = () => undefined,
  ) {
    this.#resourceManager = resourceManager;
    this.#host = new URL(endpoint).host.toLowerCase();
    this.#tenantId = tenantId;
    this.#resourceId = resourceId;
    this.#clock = clock;
    this.#onResourceId = onResourceId;
  }

  /** Where Resource Manager has the account, once that is known. */
  get resourceId(): string | undefined {
    return this.#resourceId;
  }

  getQuotas({ signal }: CallOptions = {}): Promise<QuotaAnswer> {
    const known = this.#answer;
    if (known !== undefined && this.#clock.elapsedMs() < known.untilMs) return Promise.resolve(known.answer);
    this.#pending ??= this.#ask().finally(() => {
      this.#pending = undefined;
    });
    return untilAborted(this.#pending, signal);
  }

  /** Whether the account accepts tokens, as far as Resource Manager knows; asks it if that has not been done. */
  async takesTokens(): Promise<boolean> {
    await this.getQuotas();
    return takesTokens(this.#modes);
  }

  dispose(): void {
    this.#disposed.abort();
  }

  async #ask(): Promise<QuotaAnswer> {
    const answer =
      typeof this.#resourceManager === 'string'
        ? { whyUnknown: this.#resourceManager }
        : await this.#read(this.#resourceManager);
    const untilMs = this.#clock.elapsedMs() + ('limits' in answer ? keptMs : failureKeptMs);
    this.#answer = { answer, untilMs };
    return answer;
  }

  async #read(resourceManager: LazyClient): Promise<QuotaAnswer> {
    const late = new AbortController();
    const timer = this.#clock.schedule(patienceMs, () => late.abort());
    try {
      const account = await this.#getAccount(resourceManager, AbortSignal.any([late.signal, this.#disposed.signal]));
      this.#modes = isObject(account?.['properties']) ? readModes(account['properties']) : undefined;
      return account === undefined
        ? { whyUnknown: this.#toNotFound() }
        : { limits: this.#withPages(readQuotas(account)) };
    } catch (error) {
      return { whyUnknown: late.signal.aborted ? toLate() : toSentence(error) };
    } finally {
      timer.cancel();
    }
  }

  /** One request, once it is known where the account is; a search before that, or when it is there no more. */
  async #getAccount(resourceManager: LazyClient, signal: AbortSignal): Promise<Json | undefined> {
    const client = resourceManager.get();
    if (this.#resourceId !== undefined) {
      const known = await findNow(client.get(this.#resourceId, accountsVersion, signal));
      if (known !== undefined) return known;
    }
    const account = await findAccount(client, this.#host, signal);
    const id = account?.['id'];
    this.#resourceId = typeof id === 'string' && readAccountId(id) !== undefined ? id : undefined;
    if (this.#resourceId !== undefined) this.#onResourceId(this.#resourceId);
    return account;
  }

  #withPages(limits: AccountQuotas): AccountQuotas {
    const portal = findPortal(this.#host);
    const { id: resourceId } = limits;
    if (portal === undefined || resourceId === undefined) return limits;
    const quotaPages = toQuotaPages({ portal, resourceId, tenantId: this.#tenantId });
    return quotaPages === undefined ? limits : { ...limits, quotaPages };
  }

  #toNotFound(): string {
    return l10n.t(
      'The limits are unknown: none of the subscriptions that you can see has the account at {0}. To see the limits, you need the role Reader on the account.',
      this.#host,
    );
  }
}

function toLate(): string {
  return l10n.t('The limits are unknown: Azure Resource Manager did not answer in time.');
}

function toSentence(error: unknown): string {
  const why = describeError(error);
  return l10n.t('The limits are unknown: {0}', why);
}

/** What of an account's properties is a limit; the rest is none of our business. */
const names: readonly (keyof AccountQuotas)[] = [
  'poolAllocationMode',
  'dedicatedCoreQuota',
  'lowPriorityCoreQuota',
  'dedicatedCoreQuotaPerVMFamily',
  'dedicatedCoreQuotaPerVMFamilyEnforced',
  'poolQuota',
  'activeJobAndJobScheduleQuota',
];

/** The limits in what Resource Manager says of an account; what is not there or of another type is left out. */
function readQuotas({ id = null, location = null, properties }: Json): AccountQuotas {
  const limits = isObject(properties) ? names.map((name) => [name, properties[name] ?? null]) : [];
  return readAs(readAccountQuotas, { id, location, ...Object.fromEntries(limits) }).value ?? {};
}
