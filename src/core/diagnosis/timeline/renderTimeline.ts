import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../query/numbers.ts';
import { formatTime } from '../../query/times.ts';
import { escapeMarkdown } from '../../text/markdown.ts';
import type { Timeline, TimelineEvent } from './timeline.ts';

export interface TimelinePlace {
  /** BCP 47; decides how times are written. */
  /** IANA name; the local one when left out. */
  readonly timeZone?: string | undefined;
}

/** Events shown at most; of more the last ones, and the first failure. */
const maxEvents = 30;
const maxUndated = 5;

/**
 * What happened when, as a section of a Markdown document; failures stand out. Empty when it would say no more than
 * one thing. All that comes from the service is escaped.
 */
export function renderTimeline({ events, firstFailure, undated }: Timeline, place: TimelinePlace = {}): string {
  if (events.length + undated.length < 2) return '';
  const last = events.slice(-maxEvents);
  const shown = firstFailure === undefined || last.includes(firstFailure) ? last : [firstFailure, ...last];
  const lines = shown.map((event) => renderEvent(event, place));
  const without = undated
    .slice(0, maxUndated)
    .map((text) => `- ${l10n.t('time not known')}: **${escapeMarkdown(text)}**`);
  const leftOut = events.length - shown.length;
  const failures = events.filter(({ kind }) => kind === 'failure');
  const first = failures.length > 1 && undated.length === 0 ? renderFirst(firstFailure, place) : [];
  return [
    `## ${l10n.t('What happened when')}`,
    ...first,
    [...lines, ...without].join('\n'),
    ...renderLeftOut(leftOut),
  ].join('\n\n');
}

function renderLeftOut(leftOut: number): readonly string[] {
  if (leftOut === 0) return [];
  return [
    leftOut === 1
      ? l10n.t('One earlier event is left out.')
      : l10n.t('{0} earlier events are left out.', formatNumber(leftOut)),
  ];
}

/** Of several failures the one that came first is mostly the cause of the others. */
function renderFirst(failure: TimelineEvent | undefined, place: TimelinePlace): readonly string[] {
  if (failure === undefined) return [];
  const time = escapeMarkdown(formatTime(failure.at, place.timeZone));
  return [l10n.t('The failure that came first: {0}, {1}.', escapeMarkdown(failure.text), time)];
}

function renderEvent({ at, text, kind }: TimelineEvent, place: TimelinePlace): string {
  const time = escapeMarkdown(formatTime(at, place.timeZone));
  const what = escapeMarkdown(text);
  return kind === 'failure' ? `- ${time}: **${what}**` : `- ${time}: ${what}`;
}
