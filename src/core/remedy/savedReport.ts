import * as l10n from '@vscode/l10n';
import type { SavedObject } from '../model/savedObject.ts';
import { formatNumber } from '../query/numbers.ts';
import { formatTime } from '../query/times.ts';
import { escapeMarkdown, toCodeSpan } from '../text/markdown.ts';
import { redactText } from '../text/redact.ts';
import { redactJson } from '../text/redactJson.ts';
import { type ReportPlace, renderLogEnd, renderProperties } from './attemptsReport.ts';
import { describeEffect } from './bulk/effect.ts';
import { listSavedChanges } from './savedChanges.ts';

/** So many properties are compared with now; more are in the properties themselves. */
const mostChanges = 30;
/** The longest value that is shown of a property. */
const mostOfValue = 120;

/** The thing as it is now; `gone` where the service has it no more. Absent where that is not known. */
export type NowOf = object | 'gone' | undefined;

/**
 * What was kept of a node, a pool or a job before actions of the user, newest first, as Markdown; the newest compared with
 * how it is now.
 */
export function renderSaved(
  name: string,
  kept: readonly SavedObject[],
  toActionName: (action: string) => string,
  { now, ...place }: ReportPlace & { readonly now?: NowOf } = {},
): string {
  const title = l10n.t('# Saved evidence of {0}', escapeMarkdown(name));
  const none = l10n.t('No evidence of it is saved on this computer.');
  const parts = kept.toReversed().map(({ savedAt, action, why, effect, object, logs }) =>
    [
      l10n.t('## Before “{action}”: {time}', {
        action: escapeMarkdown(toActionName(action)),
        time: escapeMarkdown(formatTime(savedAt, place.timeZone)),
      }),
      ...(why === undefined ? [] : [escapeMarkdown(why)]),
      ...(effect === undefined ? [] : [escapeMarkdown(describeEffect(effect))]),
      ...logs.flatMap(renderLogEnd),
      ...renderProperties(object),
    ].join('\n\n'),
  );
  const compared = describeNow(kept.at(-1), now);
  return `${[title, ...compared, ...(parts.length === 0 ? [none] : parts)].join('\n\n')}\n`;
}

function describeNow(last: SavedObject | undefined, now: NowOf): readonly string[] {
  if (last === undefined || now === undefined) return [];
  if (now === 'gone') return [l10n.t('Azure Batch no longer has this item.')];
  const changes = listSavedChanges(last.object, redactJson(now) as object);
  if (changes.length === 0) return [l10n.t('Its properties are the same now.')];
  const lines = changes.slice(0, mostChanges).map(({ path, before, now: value }) =>
    l10n.t('- {property}: {before}, now {now}', {
      property: toCodeSpan(path),
      before: toValue(before),
      now: toValue(value),
    }),
  );
  const rest = changes.length - mostChanges;
  const more = rest > 0 ? [l10n.t('- and {0} more', formatNumber(rest))] : [];
  return [l10n.t('## Different now'), [...lines, ...more].join('\n')];
}

function toValue(value: unknown): string {
  return value === undefined ? l10n.t('none') : toCodeSpan(JSON.stringify(value).slice(0, mostOfValue));
}

/** What is kept of a thing, as its document has it, and the name of its account. */
export interface ExportedThing {
  readonly account: string;
  readonly text: string;
}

/** What is kept of some things as one file for others: as their documents have it, without secrets. */
export function renderExport(things: readonly ExportedThing[], exportedAt: Date, place: ReportPlace = {}): string {
  const time = escapeMarkdown(formatTime(exportedAt.toISOString(), place.timeZone));
  const parts = things.map(({ account, text }) =>
    [l10n.t('Exported {time} from account {account}', { time, account: escapeMarkdown(account) }), text.trim()].join(
      '\n\n',
    ),
  );
  return redactText(`${parts.join('\n\n---\n\n')}\n`);
}
