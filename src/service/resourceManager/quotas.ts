import * as l10n from '@vscode/l10n';
import type { Account } from '../../core/model/account.ts';
import { type AccountQuotas, readAccountQuotas } from '../../core/model/accountQuotas.ts';
import type { WhyNoRecord } from '../../core/model/accountRecord.ts';
import { takesTokens } from '../../core/model/foundAccount.ts';
import { isObject, readAs } from '../../core/model/shape.ts';
import { findPortal, toQuotaPages } from '../../core/places/portalPage.ts';
import type { CallOptions, QuotaAnswer, QuotaPort } from '../ports.ts';
import type { AccountRecord } from './accountRecord.ts';
import { readModes } from './readFound.ts';
import type { Json } from './resourceManagerClient.ts';

/** The quotas of one account. Sends nothing before they are requested. */
export class AccountQuotaPort implements QuotaPort {
  readonly #record: AccountRecord;
  readonly #host: string;
  readonly #tenantId: string | undefined;

  constructor(record: AccountRecord, { endpoint, tenantId }: Pick<Account, 'endpoint' | 'tenantId'>) {
    this.#record = record;
    this.#host = new URL(endpoint).host.toLowerCase();
    this.#tenantId = tenantId;
  }

  async getQuotas(options?: CallOptions): Promise<QuotaAnswer> {
    const answer = await this.#record.get(options);
    return 'record' in answer
      ? { limits: this.#withPages(readQuotas(answer.record)) }
      : { whyUnknown: describeUnknown(answer.whyNot) };
  }

  /** Checks whether the account accepts tokens, according to Resource Manager; sends a request if necessary. */
  async takesTokens(): Promise<boolean> {
    const answer = await this.#record.get();
    const properties = 'record' in answer ? answer.record['properties'] : undefined;
    return takesTokens(isObject(properties) ? readModes(properties) : undefined);
  }

  #withPages(limits: AccountQuotas): AccountQuotas {
    const portal = findPortal(this.#host);
    const { id: resourceId } = limits;
    if (portal === undefined || resourceId === undefined) return limits;
    const quotaPages = toQuotaPages({ portal, resourceId, tenantId: this.#tenantId });
    return quotaPages === undefined ? limits : { ...limits, quotaPages };
  }
}

function describeUnknown(whyNot: WhyNoRecord): string {
  switch (whyNot.kind) {
    case 'key':
      return l10n.t(
        'The limits are unknown. Azure Resource Manager has them, and it does not accept account keys. To see the limits, sign in to the account with Microsoft Entra ID.',
      );
    case 'otherCloud':
      return l10n.t("The limits are unknown: {0} isn't in an Azure cloud.", whyNot.host);
    case 'notFound':
      return l10n.t(
        'The limits are unknown: none of the subscriptions that you can see contains the account at {0}. To see the limits, you need the Reader role on the account.',
        whyNot.host,
      );
    case 'late':
      return l10n.t("The limits are unknown: Azure Resource Manager didn't respond in time.");
    case 'failed':
      return l10n.t('The limits are unknown: {0}', whyNot.why);
  }
}

const names: readonly (keyof AccountQuotas)[] = [
  'poolAllocationMode',
  'dedicatedCoreQuota',
  'lowPriorityCoreQuota',
  'dedicatedCoreQuotaPerVMFamily',
  'dedicatedCoreQuotaPerVMFamilyEnforced',
  'poolQuota',
  'activeJobAndJobScheduleQuota',
];

/** Reads the limits from Resource Manager's record of an account, without those that are missing or of another type. */
function readQuotas({ id = null, location = null, properties }: Json): AccountQuotas {
  const limits = isObject(properties) ? names.map((name) => [name, properties[name] ?? null]) : [];
  return readAs(readAccountQuotas, { id, location, ...Object.fromEntries(limits) }).value ?? {};
}
