import * as l10n from '@vscode/l10n';
import { findSmallest } from '../../extremes.ts';
import { toPlain } from '../../page/links.ts';
import type { PageMoment, PageSpell, PageTimeline } from '../../page/page.ts';
import { withLabel } from '../../text/label.ts';
import { plural } from '../../text/plural.ts';
import { formatNumber } from '../../words/numbers.ts';
import { formatClock, formatTime, formatTimeSpan, formatTimes } from '../../words/times.ts';
import type { Step } from './moment.ts';
import type { PageContext } from './pageContext.ts';
import { isEarlier, type Timeline, type TimelineEvent } from './timeline.ts';

/** Maximum number of events shown; if there are more, only the last ones and the first failure. */
const maxEvents = 30;
/** Range of percentages of the width within which marks are placed, so that none is cut off. */
const [firstPlace, lastPlace] = [2, 98];
/** Minimum distance between two labels, as a percentage of the width. */
const labelGap = 16;
/** Maximum length of a pause, as a multiple of the shortest; otherwise, all else would collapse into one dot. */
const longestPause = 12;

/** Pairs of steps that begin and end the same span. */
const spellSteps: readonly (readonly [Step, Step])[] = [
  ['node allocated', 'node booted'],
  ['start task began', 'start task ended'],
  ['preparation began', 'preparation ended'],
  ['earlier attempt began', 'earlier attempt ended'],
  ['task began', 'task ended'],
  ['release began', 'release ended'],
];

/** Converts a timeline to what pages draw: events on a line, and spans between them. Undefined below two events. */
export function toPageTimeline(timeline: Timeline, context: PageContext): PageTimeline | undefined {
  const { nameNodes, timeZone } = context;
  const { events, undated } = timeline;
  if (events.length + undated.length < 2) return undefined;
  const shown = chooseEvents(timeline);
  const places = placeEvents(shown);
  const label = chooseLabels(shown, places);
  const toText = (text: string): string => toPlain(nameNodes(text));
  const times = formatTimes(
    shown.map(({ at }) => at),
    timeZone,
  );
  const moments = shown.map((event, index): PageMoment => {
    const [time, text] = [times[index] ?? event.at, toText(event.text)];
    return {
      time,
      text,
      tip: withLabel(time, text),
      kind: event.kind,
      place: places[index] ?? firstPlace,
      ...(label.has(index)
        ? { label: { name: nameStep(event), time: formatClock(new Date(event.at), timeZone) } }
        : {}),
    };
  });
  const first = describeFirst(timeline, context);
  const summary = describePicture(shown, timeZone);
  const leftOut = describeLeftOut(timeline, shown.length);
  return {
    title: l10n.t('What happened when'),
    ...(summary === undefined ? {} : { summary }),
    ...(first === undefined ? {} : { first: toText(first) }),
    moments,
    spells: listSpells(shown, places, toText),
    notes: [...undated.map((text) => withLabel(l10n.t('time unknown'), toText(text))), ...leftOut],
    listTitle: plural(shown.length, {
      one: l10n.t('{count} event', { count: formatNumber(shown.length) }),
      other: l10n.t('{count} events', { count: formatNumber(shown.length) }),
    }),
  };
}

/** Chooses the shown events in order: of many events, only the last events and the first failure. */
function chooseEvents({ events, firstFailure }: Timeline): readonly TimelineEvent[] {
  const last = events.slice(-maxEvents);
  return firstFailure === undefined || last.includes(firstFailure) ? last : [firstFailure, ...last];
}

/** Describes that earlier events or other failed tasks are not shown; empty if none are left out. */
function describeLeftOut({ events, failedTasks }: Timeline, shown: number): readonly string[] {
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

/**
 * Names the first of several failures, which usually causes the other failures. Only the first failed task of a job is
 * "the first failure", as elsewhere on the job's page: of a node, or around a task, it is the first of what is shown.
 */
function describeFirst(
  { events, firstFailure, isOfJob, undated }: Timeline,
  { timeZone }: PageContext,
): string | undefined {
  const failures = events.filter(({ kind }) => kind === 'failure');
  if (firstFailure === undefined || failures.length < 2 || undated.length > 0) return undefined;
  const parts = { failure: firstFailure.text, time: formatTime(firstFailure.at, timeZone) };
  if (isOfJob === true && isEarlier(firstFailure))
    return l10n.t('The first failure, including earlier attempts: {failure}, {time}.', parts);
  return isOfJob === true && firstFailure.step === 'task ended'
    ? l10n.t('The first failure: {0}, {1}.', parts.failure, parts.time)
    : l10n.t('The first failure shown here: {failure}, {time}.', parts);
}

/** Describes the picture in words, for screen readers. Undefined if all events were at once: there is no picture. */
function describePicture(events: readonly TimelineEvent[], timeZone: string | undefined): string | undefined {
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined || first.at === last.at) return undefined;
  const span = formatTimeSpan(Date.parse(first.at), Date.parse(last.at), timeZone);
  return l10n.t({
    message: '{span}. Long pauses are shortened.',
    args: { span },
    comment: ['{span} is from one time to another'],
  });
}

/** Returns the positions of the events, according to the time between them, with long pauses shortened. */
function placeEvents(events: readonly TimelineEvent[]): readonly number[] {
  const pauses = events.map(({ at }, index) => {
    const before = events[index - 1];
    return before === undefined ? 0 : Math.max(0, Date.parse(at) - Date.parse(before.at));
  });
  const shortest = findSmallest(
    pauses.filter((pause) => pause > 0),
    Number.MAX_SAFE_INTEGER,
  );
  const lengths = pauses.map((pause) => (pause === 0 ? 0 : Math.min(longestPause, 1 + Math.log2(pause / shortest))));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  let passed = 0;
  return lengths.map((length) => {
    passed += length;
    const share = whole === 0 ? 0 : passed / whole;
    return Math.round((firstPlace + share * (lastPlace - firstPlace)) * 10) / 10;
  });
}

/**
 * Chooses the events whose time is written below: failures first, then the two ends, and then others for which there is
 * room.
 */
function chooseLabels(events: readonly TimelineEvent[], places: readonly number[]): ReadonlySet<number> {
  const indexes = [...events.keys()];
  const rank = (index: number): number =>
    events[index]?.kind === 'failure' ? 0 : index === 0 || index === events.length - 1 ? 1 : 2;
  const chosen = new Set<number>();
  for (const index of indexes.sort((one, other) => rank(one) - rank(other) || one - other)) {
    const place = places[index] ?? 0;
    if ([...chosen].every((other) => Math.abs((places[other] ?? 0) - place) >= labelGap)) chosen.add(index);
  }
  return chosen;
}

/** Lists spans such as attempts and start tasks, from their beginning to their end. */
function listSpells(
  events: readonly TimelineEvent[],
  places: readonly number[],
  toText: (text: string) => string,
): readonly PageSpell[] {
  const starts = new Map<Step, number>();
  return events.flatMap(({ step, text, kind }, index) => {
    for (const [began, ended] of spellSteps) {
      if (step === began) starts.set(began, index);
      const from = starts.get(began);
      if (step !== ended || from === undefined) continue;
      starts.delete(began);
      const spell = { text: toText(text), from: places[from] ?? 0, to: places[index] ?? 0 };
      return [kind === 'failure' ? { ...spell, isFailed: true } : spell];
    }
    return [];
  });
}

const names: Readonly<Record<Step, () => string>> = {
  action: () => l10n.t('Action'),
  'pool added': () => l10n.t('Pool added'),
  'pool changed': () => l10n.t('Pool changed'),
  'job added': () => l10n.t('Job added'),
  'node allocated': () => l10n.t('Allocated'),
  'node booted': () => l10n.t('Started'),
  'start task began': () => l10n.t('Start task'),
  'start task ended': () => l10n.t('Start task ended'),
  'node changed': () => l10n.t('Node changed'),
  'preparation began': () => l10n.t('Preparation'),
  'preparation ended': () => l10n.t('Preparation ended'),
  'task added': () => l10n.t('Task added'),
  'earlier attempt began': () => l10n.t('Earlier attempt'),
  'earlier attempt ended': () => l10n.t('Attempt ended'),
  'task again': () => l10n.t('Rerun'),
  'task began': () => l10n.t('Attempt'),
  'task ended': () => l10n.t('Ended'),
  'job changed': () => l10n.t('Job changed'),
  'release began': () => l10n.t('Release'),
  'release ended': () => l10n.t('Release ended'),
};

/** Names an event in a word or two, for use where a sentence doesn't fit. */
function nameStep({ step, kind }: Pick<TimelineEvent, 'step' | 'kind'>): string {
  return kind === 'failure' && step.endsWith('ended') ? l10n.t('Failed') : names[step]();
}
