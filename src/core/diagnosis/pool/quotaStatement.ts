import * as l10n from '@vscode/l10n';
import type { AccountQuotas } from '../../model/accountQuotas.ts';
import { formatNumber } from '../../words/numbers.ts';
import type { QuotaEvidence } from '../evidence/quotaEvidence.ts';
import { isSame } from '../evidence/time.ts';
import type { Evidence } from '../explanation/explanation.ts';
import type { Instruction } from '../explanation/instruction.ts';

/** The state of a quota that is used up. */
export interface QuotaStatement {
  /** The state of the quota in a few words for a title; absent unless both limit and usage are known for certain. */
  readonly headline?: string | undefined;
  /** Sentences with the limit, the usage, and the request; empty if nothing is known. */
  readonly cause: string;
  readonly evidence: readonly Evidence[];
  readonly fixes: readonly Instruction[];
}

/** Describes the limit as evidence, with the name of its property in Resource Manager. */
export function describeLimit(
  limit: number,
  what: string,
  property: keyof AccountQuotas,
  limits: AccountQuotas | undefined,
): Evidence {
  const text =
    limits?.location === undefined
      ? l10n.t("The account's limit is {0} {1}.", formatNumber(limit), what)
      : l10n.t("The account's limit in {2} is {0} {1}.", formatNumber(limit), what, limits.location);
  return { text, source: property };
}

/** Describes why the limit is unknown; empty if it is known. */
export function describeUnknownLimits({ limits, whyUnknown }: QuotaEvidence): readonly Evidence[] {
  return limits === undefined && whyUnknown !== undefined ? [{ text: whyUnknown, source: 'Resource Manager' }] : [];
}

/** Checks whether the nodes of the account are created in the user's subscription, whose core quotas then apply. */
export function isUserSubscription({ limits }: QuotaEvidence): boolean {
  return isSame(limits?.poolAllocationMode, 'UserSubscription');
}

/** Microsoft's page about requesting a quota increase. */
export const quotaPage = 'https://learn.microsoft.com/azure/batch/batch-quota-limit';

/**
 * Advises how to get a higher quota for the account, with its page in the portal, if known. `atLeast` is a sufficient
 * quota, if known.
 */
export function adviseRequest(
  what: string,
  atLeast: number | undefined,
  limits: AccountQuotas | undefined,
): { readonly text: string; readonly help: string } {
  const text =
    atLeast === undefined
      ? l10n.t(
          'Request more {0}: in the Azure portal, open the Batch account and select “Quotas”, then “Request quota increase”.',
          what,
        )
      : l10n.t(
          'Request at least {0} {1}: in the Azure portal, open the Batch account and select “Quotas”, then “Request quota increase”.',
          formatNumber(atLeast),
          what,
        );
  return { text, help: limits?.quotaPages?.account ?? quotaPage };
}

/** Describes usage and shortage for a title. `what` follows a number. */
export function describeShortage(limit: number, used: number, what: string, needed: number): string {
  const numbers = [formatNumber(used), formatNumber(limit), what, formatNumber(needed)] as const;
  return needed === 1
    ? l10n.t('{0} of {1} {2} are in use, and {3} more is needed', ...numbers)
    : l10n.t('{0} of {1} {2} are in use, and {3} more are needed', ...numbers);
}

/** Returns the places where users can find the limit and usage, for an explanation that doesn't have them. */
export function adviseLook(): string {
  return l10n.t(
    'See the limit and usage in the Azure portal (Batch account, “Quotas”), or with `az batch account show`.',
  );
}
