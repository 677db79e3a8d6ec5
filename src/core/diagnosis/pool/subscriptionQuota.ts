import * as l10n from '@vscode/l10n';
import type { AccountQuotas } from '../../model/accountQuotas.ts';
import { formatNumber } from '../../words/numbers.ts';
import type { QuotaEvidence } from '../evidence/quotaEvidence.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { describeShortage, type QuotaStatement, quotaPage } from './quotaStatement.ts';
import { findSaidFigures } from './saidFigures.ts';

interface Limited {
  readonly what: string;
  readonly areCores: boolean;
}

/**
 * Advises how to get a higher quota of the subscription in which nodes are created, with the quota's page in the
 * portal, if known.
 */
export function adviseSubscriptionRequest(
  { what, areCores }: Limited,
  atLeast: number | undefined,
  { location, quotaPages }: Pick<AccountQuotas, 'location' | 'quotaPages'>,
): { readonly text: string; readonly help: string } {
  const region = location ?? l10n.t("the account's region");
  const request =
    atLeast === undefined
      ? l10n.t('Request more {0} for the subscription: in the Azure portal, “Quotas”, “Compute”, {1}.', what, region)
      : l10n.t(
          'Request at least {0} {1} for the subscription: in the Azure portal, “Quotas”, “Compute”, {2}.',
          formatNumber(atLeast),
          what,
          region,
        );
  const why = l10n.t("The account creates its nodes in your subscription, so its own core quotas don't apply.");
  // Public IP addresses and load balancers of pools in a virtual network belong to the subscription in any allocation
  // mode.
  return { text: areCores ? `${request} ${why}` : request, help: quotaPages?.subscription ?? quotaPage };
}

/** States a quota of the subscription according to Azure's messages; undefined if `texts` have no numbers. */
export function stateSubscriptionQuota(
  texts: readonly string[],
  { limits }: QuotaEvidence,
): QuotaStatement | undefined {
  const said = findSaidFigures(texts);
  if (said === undefined) return undefined;
  const { limit, used, asked, location } = said;
  const what = said.name ?? l10n.t('cores');
  const areCores = said.name === undefined || /core|vcpu/i.test(said.name);
  return {
    headline: used === undefined || asked === undefined ? undefined : describeShortage(limit, used, what, asked),
    cause: joinSentences([
      used === undefined
        ? l10n.t('The limit for {0} is {1}.', what, formatNumber(limit))
        : l10n.t('The limit for {0} is {1}; {2} are in use.', what, formatNumber(limit), formatNumber(used)),
      asked === undefined ? undefined : l10n.t('The resize asked for {0} more.', formatNumber(asked)),
    ]),
    evidence: [],
    fixes: [
      l10n.t("Delete virtual machines and pools in the subscription that aren't needed, or lower the target."),
      adviseSubscriptionRequest(
        { what, areCores },
        used === undefined || asked === undefined ? undefined : used + asked,
        { ...limits, ...(location === undefined ? {} : { location }) },
      ),
    ],
  };
}
