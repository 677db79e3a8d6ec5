import * as l10n from '@vscode/l10n';
import { formatClock } from '../../../core/query/times.ts';
import { describeCounts } from '../../../core/remedy/bulk/bulkProgress.ts';
import { type BulkPlan, type BulkRecord, countOutcomes } from '../../../core/remedy/bulk/bulkRecord.ts';
import { renderBulkReport } from '../../../core/remedy/bulk/bulkReport.ts';
import { toItemName } from '../../../core/remedy/bulk/reasons.ts';
import type { App } from '../../app.ts';
import { verbs } from '../verbs.ts';
import { findEffects } from './findEffects.ts';
import { listNoted } from './noteEffects.ts';
import { runsHere } from './running.ts';
import { toReportAction, toRestAction } from './showOutcome.ts';

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

/** What a bulk action does: "Retrying 12 tasks", and of a single thing its name as well. Not escaped for Markdown. */
export function toBulkTitle({ verb, items }: BulkPlan): string {
  const title = verbs.get(verb)?.texts.title(items.length) ?? verb;
  const [first, ...others] = items;
  return first === undefined || others.length > 0
    ? title
    : l10n.t('{title}: {name}', { title, name: toItemName(first) });
}

/** Reports bulk actions that were interrupted: each once, in one of all windows. Nothing is sent. */
export async function notifyInterrupted(services: App): Promise<void> {
  const folder = services.bulks;
  for (const id of (await folder.listOpen()).filter((open) => !runsHere(open))) {
    if (await folder.isRunning(id)) continue;
    const held = await folder.resume(id, { onlyOpen: true });
    if (held === undefined) continue; // Another window was faster, and reports it; or it has ended.
    const { record, journal } = held;
    // One that had come to its end was only looked at again when the window was closed.
    const isOver = record.end !== undefined && record.end !== 'interrupted';
    if (!isOver) journal.append({ line: 'end', at: record.lastAt, end: 'interrupted' });
    await folder.letGo(held, true);
    if (isOver) continue;
    services.ui.notify('warning', describeInterruption(record), toReportAction(record), toRestAction(record));
  }
}

function describeInterruption({ plan, outcomes, lastAt }: BulkRecord): string {
  const when = formatClock(new Date(lastAt));
  const counts = describeCounts(countOutcomes(outcomes));
  return l10n.t({
    message: '{action} was interrupted at {time}: {counts}.',
    args: { action: toBulkTitle(plan), time: when, counts },
    comment: ['The action is a title such as "Retrying 12 tasks"'],
  });
}
