import * as l10n from '@vscode/l10n';
import { describeCounts } from '../../../core/changes/bulk/bulkProgress.ts';
import { type BulkPlan, type BulkRecord, countOutcomes } from '../../../core/changes/bulk/bulkRecord.ts';
import { toItemName } from '../../../core/changes/bulk/reasons.ts';
import { type BulkReportPlace, toBulkPage } from '../../../core/page/bulkReport.ts';
import { Links } from '../../../core/page/links.ts';
import type { BulkReportTarget } from '../../../core/places/documentPath.ts';
import { formatClock } from '../../../core/words/times.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import { drawDocument } from '../../documents/drawnDocument.ts';
import type { DrawnDocument } from '../../explain/explained.ts';
import { toRefresh } from '../../explain/explanationLooks.ts';
import type { NotificationAction } from '../../ui.ts';
import type { KeptBulk } from '../run/bulkFolder.ts';
import { findEffects } from '../run/findEffects.ts';
import { listNoted } from '../run/noteEffects.ts';
import { runsHere } from '../run/running.ts';
import { listTryAgain, toReportAction, toRestAction } from '../run/showOutcome.ts';
import type { AnyVerb } from '../verb/verb.ts';
import { verbs } from '../verb/verbs.ts';
import { describeEarlierAccount } from './earlierAccount.ts';

/** Renders the report of a bulk action as a document. */
export async function drawReport(services: App, target: BulkReportTarget): Promise<DrawnDocument> {
  const links = new Links();
  const kept = await services.bulks.get(target.bulkId);
  if (kept === undefined) {
    const notice = l10n.t(
      'Nothing is known about this action. Its journal was deleted, or was removed because of its age.',
    );
    return drawDocument(target, { title: l10n.t('Action report'), notice }, links);
  }
  const { record } = kept;
  const place = await findReportPlace(services, kept);
  const verb = verbs.get(record.plan.verb);
  const notice = place.running === undefined ? describeEarlierAccount(services, record.plan) : undefined;
  const mayAct = place.running === undefined && notice === undefined;
  const actions = mayAct && verb !== undefined ? listActions(services, verb, record) : [];
  const page = toBulkPage(toBulkTitle(record.plan), record, place, {
    links,
    actions: actions.map(({ title, command, arguments: args = [] }, index) => ({
      ...links.toButton(title, { kind: 'command', command, arguments: args }),
      ...(index === 0 ? { isPrimary: true } : {}),
    })),
    again: verb !== undefined && notice === undefined && mayActAgain(verb) ? toCommandId('bulk.actAgain') : undefined,
    isRemoval: /\.(?:delete|remove)$/.test(record.plan.verb),
  });
  const said = notice === undefined ? page : { ...page, notice };
  return drawDocument(target, said, links, [toRefresh(new Date(services.clock.now()))]);
}

/** Finds the state of a bulk action and the effects on its items. */
export async function findReportPlace(services: App, { record, state }: KeptBulk): Promise<BulkReportPlace> {
  if (state === 'running') return { running: runsHere(record.plan.id) ? 'here' : 'elsewhere' };
  const noted = await listNoted(services, record);
  const now = describeEarlierAccount(services, record.plan) === undefined ? await findEffects(services, record) : [];
  return { effects: new Map([...noted, ...now]) };
}

/** Checks whether a verb's command can run on existing items, which is not the case for submitting a definition. */
export function mayActAgain({ id }: AnyVerb): boolean {
  return !id.startsWith(toCommandId('definition.submit'));
}

/** Lists buttons for the rest of an action and for items that may succeed now. */
function listActions({ clock }: App, verb: AnyVerb, record: BulkRecord): readonly NotificationAction[] {
  const { notStarted, unknown } = countOutcomes(record.outcomes);
  return [...(notStarted + unknown > 0 ? [toRestAction(record)] : []), ...listTryAgain(verb, record, clock.now())];
}

/**
 * Returns the title of a bulk action, such as "Retrying 12 tasks"; a single item is named. Not escaped for Markdown.
 */
export function toBulkTitle({ verb, items }: BulkPlan): string {
  const title = verbs.get(verb)?.texts.title(items.length) ?? verb;
  const [first, ...others] = items;
  return first === undefined || others.length > 0
    ? title
    : l10n.t('{title}: {name}', { title, name: toItemName(first) });
}

/** Reports each interrupted bulk action once, in one window only. Sends nothing. */
export async function notifyInterrupted(services: App): Promise<void> {
  const folder = services.bulks;
  for (const id of (await folder.listOpen()).filter((open) => !runsHere(open))) {
    if (await folder.isRunning(id)) continue;
    const held = await folder.resume(id, { onlyOpen: true });
    if (held === undefined) continue; // Another window has already reported the action, or the action has ended.
    const { record, journal } = held;
    // If the action had ended, its results were only being checked again when its window closed.
    const isOver = record.end !== undefined && record.end !== 'interrupted';
    if (!isOver) journal.append({ line: 'end', at: record.lastAt, end: 'interrupted' });
    await folder.letGo(held, true);
    if (isOver) continue;
    services.ui.notify('warning', describeInterruption(record), toReportAction(record), ...toRest(services, record));
  }
}

function toRest(services: App, record: BulkRecord): readonly NotificationAction[] {
  return describeEarlierAccount(services, record.plan) === undefined ? [toRestAction(record)] : [];
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
