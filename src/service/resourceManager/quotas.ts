import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import type { CredentialTarget } from '../../core/model/credentialTarget.ts';
import type { Credential } from '../azure/credentials.ts';
import type { AttemptOutcome } from '../azure/policies/attempts.ts';
import { untilAborted } from '../cancellation.ts';
import type { Clock } from '../clock.ts';
import type { CallOptions, QuotaAnswer, QuotaPort } from '../ports.ts';
import { accountsVersion, findAccount } from './findAccount.ts';
import { readQuotas } from './readQuotas.ts';
import { type Json, type ResourceManagerAccess, ResourceManagerClient } from './resourceManagerClient.ts';

/** Quotas change when somebody asks for more, which takes hours. */
const keptMs = 5 * 60_000;
/** Who has just been given a role, or has come back online, tries again soon. */
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
  readonly #access: ResourceManagerAccess | string;
  readonly #host: string;
  readonly #clock: Clock;
  readonly #onAttempt: (outcome: AttemptOutcome) => void;
  readonly #disposed = new AbortController();
  #client: ResourceManagerClient | undefined;
  /** Where Resource Manager has the account, once it was found. */
  #resourceId: string | undefined;
  #answer: { readonly answer: QuotaAnswer; readonly untilMs: number } | undefined;
  #pending: Promise<QuotaAnswer> | undefined;

  /** `access` may be the sentence why there is none; `onAttempt` is told of every request. */
  constructor(
    access: ResourceManagerAccess | string,
    endpoint: string,
    clock: Clock,
    onAttempt: (outcome: AttemptOutcome) => void,
  ) {
    this.#onAttempt = onAttempt;
    this.#access = access;
    this.#host = new URL(endpoint).host.toLowerCase();
    this.#clock = clock;
  }

  getQuotas({ signal }: CallOptions = {}): Promise<QuotaAnswer> {
    const known = this.#answer;
    if (known !== undefined && this.#clock.elapsedMs() < known.untilMs) return Promise.resolve(known.answer);
    this.#pending ??= this.#ask().finally(() => {
      this.#pending = undefined;
    });
    return untilAborted(this.#pending, signal);
  }

  dispose(): void {
    this.#disposed.abort();
    this.#client?.dispose();
  }

  async #ask(): Promise<QuotaAnswer> {
    const answer = typeof this.#access === 'string' ? { whyUnknown: this.#access } : await this.#read(this.#access);
    const untilMs = this.#clock.elapsedMs() + ('limits' in answer ? keptMs : failureKeptMs);
    this.#answer = { answer, untilMs };
    return answer;
  }

  async #read(access: ResourceManagerAccess): Promise<QuotaAnswer> {
    const late = new AbortController();
    const timer = this.#clock.schedule(patienceMs, () => late.abort());
    try {
      const account = await this.#getAccount(access, AbortSignal.any([late.signal, this.#disposed.signal]));
      return account === undefined ? { whyUnknown: this.#toNotFound() } : { limits: readQuotas(account) };
    } catch (error) {
      return { whyUnknown: late.signal.aborted ? toLate() : toSentence(error) };
    } finally {
      timer.cancel();
    }
  }

  /** One request, once it is known where the account is; a search before that, or when it is there no more. */
  async #getAccount(access: ResourceManagerAccess, signal: AbortSignal): Promise<Json | undefined> {
    this.#client ??= new ResourceManagerClient(access, this.#clock, this.#onAttempt);
    if (this.#resourceId !== undefined) {
      try {
        return await this.#client.get(this.#resourceId, accountsVersion, signal);
      } catch (error) {
        if (!BatchError.is(error) || error.status !== 404) throw error;
      }
    }
    const account = await findAccount(this.#client, this.#host, signal);
    const id = account?.['id'];
    this.#resourceId = typeof id === 'string' && id.startsWith('/') ? id : undefined;
    return account;
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
  const why = error instanceof Error ? error.message : String(error);
  return l10n.t('The limits are unknown: {0}', why);
}
