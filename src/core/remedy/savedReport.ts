import * as l10n from '@vscode/l10n';
import type { SavedObject } from '../model/savedObject.ts';
import { formatTime } from '../query/times.ts';
import { escapeMarkdown } from '../text/markdown.ts';
import { redactText } from '../text/redact.ts';
import { type ReportPlace, renderLogEnd, renderProperties } from './attemptsReport.ts';
import { describeEffect } from './bulk/effect.ts';

/** What was kept of a node, a pool or a job before actions of the user, newest first, as Markdown. */
export function renderSaved(
  name: string,
  kept: readonly SavedObject[],
  toActionName: (action: string) => string,
  place: ReportPlace = {},
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
  return `${[title, ...(parts.length === 0 ? [none] : parts)].join('\n\n')}\n`;
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
