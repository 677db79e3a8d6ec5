import * as l10n from '@vscode/l10n';
import { renderBulkReport } from '../../../core/remedy/bulk/bulkReport.ts';
import type { App } from '../../app.ts';
import { toBulkTitle } from './bulkTitle.ts';
import { findEffects } from './findEffects.ts';
import { listNoted } from './noteEffects.ts';
import { runsHere } from './running.ts';

/** What became of a bulk action, as Markdown. */
export async function renderReport(services: App, bulkId: string): Promise<string> {
  const kept = await services.bulks.get(bulkId);
  if (kept === undefined) {
    return `${l10n.t('Nothing is known of this action. Its journal was deleted, or was removed because of its age.')}\n`;
  }
  const { record, state } = kept;
  const place =
    state === 'running'
      ? ({ running: runsHere(bulkId) ? 'here' : 'elsewhere' } as const)
      : { effects: new Map([...(await listNoted(services, record)), ...(await findEffects(services, record))]) };
  return renderBulkReport(toBulkTitle(record.plan), record, place);
}
