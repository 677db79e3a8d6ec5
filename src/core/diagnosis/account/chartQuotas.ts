import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../query/numbers.ts';
import { type Chart, type ChartRow, toExact } from '../explanation/chart.ts';
import type { QuotaUse } from '../pool/listQuotaUse.ts';

/** How much of each quota of an account is used. Undefined where no limit is known. */
export function chartQuotas(uses: readonly QuotaUse[]): Chart | undefined {
  if (uses.length === 0) return undefined;
  return {
    form: 'shares',
    title: '',
    of: l10n.t('Quota'),
    series: [
      { name: l10n.t({ message: 'used', comment: ['Names a share of a quota'] }), look: 'used' },
      { name: l10n.t({ message: 'free', comment: ['Names a share of a quota'] }), look: 'free' },
    ],
    rows: uses.map(toRow),
    notes: [],
  };
}

function toRow({ what, limit, used }: QuotaUse): ChartRow {
  if (used === undefined)
    return {
      label: what,
      values: [undefined, undefined],
      note: l10n.t('The limit is {limit}.', { limit: formatNumber(limit) }),
    };
  return { label: what, values: [toExact(used), toExact(Math.max(0, limit - used))] };
}
