import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../../core/query/numbers.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import type { DiagnosisWith } from '../../ports.ts';
import type { RowFact } from '../row.ts';

/**
 * How much of its quotas an account uses, for its tooltip: by the pools that are loaded. Empty where the limits cannot
 * be known. The diagnosis is loaded when there is something to count.
 */
export async function readQuotaFacts(
  { service, snapshot }: Pick<AccountStore, 'service' | 'snapshot'>,
  bundles: DiagnosisWith<'listQuotaUse'>,
): Promise<readonly RowFact[]> {
  const answer = await service.quotas.getQuotas();
  if (!('limits' in answer)) return [];
  const { items, hasMore, loadedAt } = snapshot.slice({ kind: 'pools' });
  const pools = loadedAt === undefined || hasMore ? {} : { pools: items };
  return bundles
    .diagnosis()
    .listQuotaUse({ ...answer, ...pools })
    .map(({ what, limit, used }) => ({
      name: l10n.t({ message: 'Quota of {what}', args: { what }, comment: ['What is limited, such as "pools"'] }),
      value:
        used === undefined
          ? formatNumber(limit)
          : l10n.t('{used} of {limit} in use', { used: formatNumber(used), limit: formatNumber(limit) }),
    }));
}
