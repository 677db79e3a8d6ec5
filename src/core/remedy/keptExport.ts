import * as l10n from '@vscode/l10n';
import { formatTime } from '../query/times.ts';
import { escapeMarkdown } from '../text/markdown.ts';
import { redactText } from '../text/redact.ts';
import type { ReportPlace } from './attemptsReport.ts';

/** What is kept of a thing, as its document has it, and the name of its account. */
export interface ExportedThing {
  readonly account: string;
  readonly text: string;
}

/** What is kept of some things as one file for others: as their documents have it, without secrets. */
export function renderKeptExport(things: readonly ExportedThing[], exportedAt: Date, place: ReportPlace = {}): string {
  const time = escapeMarkdown(formatTime(exportedAt.toISOString(), place.timeZone));
  const parts = things.map(({ account, text }) =>
    [l10n.t('Exported {time} from account {account}', { time, account: escapeMarkdown(account) }), text.trim()].join(
      '\n\n',
    ),
  );
  return redactText(`${parts.join('\n\n---\n\n')}\n`);
}
