import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../query/numbers.ts';
import { formatTime, formatTimes } from '../../query/times.ts';
import { withLabel } from '../../text/label.ts';
import { escapeMarkdown } from '../../text/markdown.ts';
import type { Timeline, TimelineEvent } from './timeline.ts';

export interface TimelinePlace {
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
export function renderTimeline(timeline: Timeline, place: TimelinePlace = {}): string {
  const { events, undated } = timeline;
  if (events.length + undated.length < 2) return '';
  const shown = chooseEvents(timeline);
  const times = formatTimes(
    shown.map(({ at }) => at),
    place.timeZone,
  );
  const lines = shown.map((event, index) => renderEvent(event, times[index] ?? event.at));
  const without = undated
    .slice(0, maxUndated)
    .map((text) => `- ${l10n.t('time not known')}: **${escapeMarkdown(text)}**`);
  const first = describeFirst(timeline, place, escapeMarkdown);
  return [
    `## ${l10n.t('What happened when')}`,
    ...(first === undefined ? [] : [first]),
    [...lines, ...without].join('\n'),
    ...describeLeftOut(timeline, shown.length),
  ].join('\n\n');
}

/** The events that are shown, in order: of many the last ones, and the first failure. */
export function chooseEvents({ events, firstFailure }: Timeline): readonly TimelineEvent[] {
  const last = events.slice(-maxEvents);
  return firstFailure === undefined || last.includes(firstFailure) ? last : [firstFailure, ...last];
}

/** That earlier events are not shown, or other failed tasks; nothing where none is left out. */
export function describeLeftOut({ events, failedTasks }: Timeline, shown: number): readonly string[] {
  const leftOut = events.length - shown;
  return [
    ...(leftOut === 0
      ? []
      : [
          leftOut === 1
            ? l10n.t('One earlier event is left out.')
            : l10n.t('{0} earlier events are left out.', formatNumber(leftOut)),
        ]),
    ...(failedTasks === undefined
      ? []
      : [
          l10n.t('Only {shown} of {total} failed tasks are shown here.', {
            shown: formatNumber(failedTasks.shown),
            total: formatNumber(failedTasks.total),
          }),
        ]),
  ];
}

/** Of several failures the one that came first is mostly the cause of the others. */
export function describeFirst(
  { events, firstFailure, undated }: Timeline,
  { timeZone }: TimelinePlace = {},
  toShown: (text: string) => string = String,
): string | undefined {
  const failures = events.filter(({ kind }) => kind === 'failure');
  if (firstFailure === undefined || failures.length < 2 || undated.length > 0) return undefined;
  const time = toShown(formatTime(firstFailure.at, timeZone));
  return l10n.t('The failure that came first: {0}, {1}.', toShown(firstFailure.text), time);
}

function renderEvent({ text, kind }: TimelineEvent, at: string): string {
  const time = escapeMarkdown(at);
  const what = escapeMarkdown(text);
  return `- ${withLabel(time, kind === 'failure' ? `**${what}**` : what)}`;
}
