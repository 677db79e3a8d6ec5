import * as l10n from '@vscode/l10n';
import { describeEffect } from '../changes/bulk/effect.ts';
import { listSavedChanges } from '../definitions/savedChanges.ts';
import { type Resource, toOwnId } from '../model/resource.ts';
import type { SavedObject } from '../model/savedObject.ts';
import { toShortVisible } from '../text/escape.ts';
import { escapeMarkdown } from '../text/markdown.ts';
import { plural } from '../text/plural.ts';
import { redactText } from '../text/redact.ts';
import { redactJson } from '../text/redactJson.ts';
import { asCount } from '../words/numbers.ts';
import { formatTime } from '../words/times.ts';
import { type ReportPlace, toFact, toKeptLogs, toOpenLog, toPropertiesFold } from './attemptsReport.ts';
import { type Links, toPlain, toSpans } from './links.ts';
import { makePart } from './makePage.ts';
import type { Page, Part, Span } from './page.ts';

const mostChanges = 30;
const mostOfValue = 120;

/** Current data of the item; `gone` if it no longer exists. Undefined if unknown. */
export type NowOf = object | 'gone' | undefined;

interface SavedContext extends ReportPlace {
  readonly links: Links;
  readonly now?: NowOf;
  toActionName(action: string): string;
}

/**
 * Returns a page with the records of a node, pool or job that were saved before the user's actions, newest first; the
 * newest is compared with the current state.
 */
export function toSavedPage(
  resource: Resource,
  kept: readonly SavedObject[],
  context: SavedContext,
): Pick<Page, 'title' | 'notice' | 'parts'> {
  const { notice, part } = describeNow(kept.at(-1), context.now);
  const id = toOwnId(resource);
  const name = resource.kind === 'node' ? l10n.t('node {id}', { id }) : id;
  return {
    title: toPlain(l10n.t('Saved evidence for {0}', name)),
    ...(notice === undefined ? {} : { notice }),
    parts: [...(part === undefined ? [] : [part]), ...kept.toReversed().map((one) => toPart(resource, one, context))],
  };
}

function toPart(
  resource: Resource,
  { savedAt, action, why, effect, object, logs }: SavedObject,
  { links, toActionName, timeZone }: SavedContext,
): Part {
  const known = toKeptLogs(logs, (path) =>
    resource.kind === 'node' ? toOpenLog(links, { resource, document: 'attemptLog', savedAt, path }) : undefined,
  );
  return makePart({
    id: savedAt,
    title: l10n.t('Before “{action}”: {time}', {
      action: toPlain(toActionName(action)),
      time: formatTime(savedAt, timeZone),
    }),
    rows: [
      ...(why === undefined ? [] : [toFact(l10n.t('What was wrong'), why)]),
      ...(effect === undefined ? [] : [toFact(l10n.t('Afterwards'), describeEffect(effect))]),
      ...known.rows,
    ],
    folds: [...(known.folds ?? []), toPropertiesFold(object)],
  });
}

function describeNow(last: SavedObject | undefined, now: NowOf): { readonly notice?: string; readonly part?: Part } {
  if (last === undefined) return { notice: l10n.t('No evidence for this item is saved on this computer.') };
  if (now === undefined) return {};
  if (now === 'gone') return { notice: l10n.t('Azure Batch no longer has this item.') };
  const changes = listSavedChanges(last.object, redactJson(now) as object);
  if (changes.length === 0) return { notice: l10n.t('Its properties are the same now.') };
  const rest = changes.length - mostChanges;
  return {
    part: makePart({
      id: 'now',
      title: l10n.t('Different now'),
      rows: rest > 0 ? [{ text: toSpans(describeRest(rest)) }] : [],
      table: {
        columns: [
          l10n.t({ message: 'Property', comment: ['Heading of a column with what differs between two tasks'] }),
          l10n.t({ message: 'saved', comment: ['How a thing was when it was saved, beside how it is now'] }),
          l10n.t({ message: 'now', comment: ['How a task is now, beside an earlier attempt'] }),
        ],
        rows: changes.slice(0, mostChanges).map(({ path, before, now: value }) => ({
          name: toPlain(path),
          cells: [toCell(before), toCell(value)],
        })),
      },
    }),
  };
}

function describeRest(count: number): string {
  return plural(count, {
    one: l10n.t('{count} more property is different.', asCount(count)),
    other: l10n.t('{count} more properties are different.', asCount(count)),
  });
}

function toCell(value: unknown): readonly Span[] {
  if (value === undefined) return [];
  return [{ text: toShortVisible(redactText(JSON.stringify(value)), mostOfValue), isCode: true }];
}

/** Text of the document with an item's saved evidence, and the name of the item's account. */
export interface ExportedThing {
  readonly account: string;
  readonly text: string;
}

/** Renders the saved evidence of items as one file to share: the text of their documents, without secrets. */
export function renderExport(things: readonly ExportedThing[], exportedAt: Date, place: ReportPlace = {}): string {
  const time = escapeMarkdown(formatTime(exportedAt.toISOString(), place.timeZone));
  const parts = things.map(({ account, text }) =>
    [l10n.t('Exported {time} from account {account}', { time, account: escapeMarkdown(account) }), text.trim()].join(
      '\n\n',
    ),
  );
  return redactText(`${parts.join('\n\n---\n\n')}\n`);
}
