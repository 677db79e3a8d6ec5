import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../query/numbers.ts';
import type { BulkCounts } from './bulkRecord.ts';

/** How many items came out how: "90 done, 4 not begun". What none came out as is not named. */
export function describeCounts({ done, failed, unknown, notBegun }: BulkCounts, locale?: string): string {
  const number = (count: number): string => formatNumber(count, locale);
  const parts = [
    ...(done > 0 ? [l10n.t('{0} done', number(done))] : []),
    ...(failed > 0 ? [l10n.t('{0} failed', number(failed))] : []),
    ...(unknown > 0 ? [l10n.t('{0} unknown', number(unknown))] : []),
    ...(notBegun > 0 ? [l10n.t('{0} not begun', number(notBegun))] : []),
  ];
  return new Intl.ListFormat(locale, { type: 'unit' }).format(parts.length > 0 ? parts : [l10n.t('nothing done')]);
}
