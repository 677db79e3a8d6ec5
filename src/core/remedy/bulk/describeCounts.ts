import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../query/numbers.ts';
import { listPlain } from '../../text/lists.ts';
import type { BulkCounts } from './bulkRecord.ts';

/** How many items came out how: "90 done, 4 not begun". What none came out as is not named. */
export function describeCounts({ done, failed, unknown, notStarted }: BulkCounts): string {
  const parts = [
    ...(done > 0 ? [l10n.t('{0} done', formatNumber(done))] : []),
    ...(failed > 0 ? [l10n.t('{0} failed', formatNumber(failed))] : []),
    ...(unknown > 0 ? [l10n.t('{0} unknown', formatNumber(unknown))] : []),
    ...(notStarted > 0 ? [l10n.t('{0} not started', formatNumber(notStarted))] : []),
  ];
  return listPlain(parts.length > 0 ? parts : [l10n.t('nothing done')]);
}
