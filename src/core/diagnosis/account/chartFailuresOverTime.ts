import * as l10n from '@vscode/l10n';
import { toCausePage } from '../../failures/causePage.ts';
import { leaveOutFollowOn } from '../../failures/failingKinds.ts';
import { isStillComing } from '../../failures/ongoingFailures.ts';
import { toOwnId } from '../../model/resource.ts';
import type { ChartLook } from '../../page/page.ts';
import { plural } from '../../text/plural.ts';
import { dayMs, hourMs, minuteMs } from '../../words/durations.ts';
import { asCount } from '../../words/numbers.ts';
import type { Cause } from '../causes/causes.ts';
import type { Failing } from '../causes/failing.ts';
import { toTime, toTimeText } from '../evidence/time.ts';
import type { Chart, ChartRow, ChartSeries } from '../explanation/chart.ts';

interface FailureSeries extends ChartSeries {
  readonly failures: readonly Failing[];
  readonly isComplete: boolean;
}

/** Bounds of the maximum number of bars: 24 fit on a page 300 pixels wide, and 8 are enough for a few failures. */
const [fewestBars, mostBars] = [8, 24];

const steps = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minuteMs),
  ...[1, 2, 3, 6, 12].map((hours) => hours * hourMs),
  ...[1, 2, 7, 14, 28].map((days) => days * dayMs),
];

/**
 * Charts the times of failures as bars of equal spans. Extends to `until` if given, because failures still occur.
 * Undefined if all failed within one span, which a sentence describes equally well.
 */
export function chartFailuresOverTime(groups: readonly FailureSeries[], until?: number): Chart | undefined {
  const times = groups.map(({ failures }) => failures.map(({ at }) => toTime(at)));
  const known = times.flat().filter((time) => time !== undefined);
  const [first, last] = findEnds(known);
  const end = Math.max(last, until ?? last);
  const step = chooseStep(first, end, Math.min(mostBars, Math.max(fewestBars, known.length)));
  const begin = Math.floor(first / step) * step;
  const bars = Math.floor((end - begin) / step) + 1;
  if (known.length < 2 || bars < 2) return undefined;
  const place = (time: number): number => Math.floor((time - begin) / step);
  const counts = times.map((ofGroup) => {
    const counted = new Array<number>(bars).fill(0);
    for (const time of ofGroup) if (time !== undefined) counted[place(time)] = (counted[place(time)] ?? 0) + 1;
    return counted;
  });
  const earliest = findEarliest(groups, place);
  const rows = Array.from({ length: bars }, (_, index): ChartRow => {
    const at = begin + index * step;
    const one = earliest.get(index);
    return {
      label: toTimeText(at),
      at,
      values: counts.map((counted, group) => ({
        count: counted[index] ?? 0,
        isComplete: groups[group]?.isComplete === true,
      })),
      ...(one === undefined
        ? {}
        : { leadsTo: { resource: one.resource, document: 'explanation' }, leadsToName: toOwnId(one.resource) }),
    };
  });
  return {
    form: 'columns',
    title: l10n.t('Failures over time'),
    of: l10n.t('Time'),
    series: groups.map(({ failures: _, isComplete: __, ...series }) => series),
    rows,
    stepMs: step,
    ...(until === undefined ? {} : { isGoingOn: true, isFailing: true }),
    notes: describeUntimed(times.flat().length - known.length),
  };
}

function findEnds(times: readonly number[]): readonly [first: number, last: number] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const time of times) {
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  return [first, last];
}

/** Chooses the shortest span that needs at most `most` bars. */
function chooseStep(first: number, last: number, most: number): number {
  const isEnough = (step: number): boolean => Math.floor(last / step) - Math.floor(first / step) < most;
  const longest = steps.at(-1) ?? dayMs;
  return steps.find(isEnough) ?? Math.ceil((last - first) / (most - 2) / longest) * longest;
}

function findEarliest(groups: readonly FailureSeries[], place: (time: number) => number): ReadonlyMap<number, Failing> {
  const earliest = new Map<number, { readonly failing: Failing; readonly time: number }>();
  for (const { failures } of groups)
    for (const failing of failures) {
      const time = toTime(failing.at);
      if (time === undefined) continue;
      const known = earliest.get(place(time));
      if (known === undefined || time < known.time) earliest.set(place(time), { failing, time });
    }
  return new Map([...earliest].map(([index, { failing }]) => [index, failing]));
}

function describeUntimed(count: number): readonly string[] {
  if (count === 0) return [];
  return [
    plural(count, {
      one: l10n.t("{count} failure isn't shown because its time is unknown.", asCount(count)),
      other: l10n.t("{count} failures aren't shown because their times are unknown.", asCount(count)),
    }),
  ];
}

/** Looks of the causes with the most failures. Other causes share a series. */
const looks: readonly ChartLook[] = ['failed', 'second', 'third', 'fourth'];

/** Charts the times of an account's failures by the most frequent causes, up to now if some still occur. */
export function chartCauses(causes: readonly Cause[], now: Date | undefined): Chart | undefined {
  const ordered = [...causes].sort((one, other) => other.failures.length - one.failures.length);
  const [named, others] = [ordered.slice(0, looks.length), ordered.slice(looks.length)];
  const isComing = now !== undefined && causes.some((cause) => isStillComing(cause, now));
  const series = named.map(
    (cause, index): FailureSeries => ({
      name: cause.cluster.title,
      look: looks[index] ?? 'others',
      leadsTo: toCausePage(cause, { kind: 'account', accountId: cause.accountId }),
      failures: leaveOutFollowOn(cause.failures).map(({ failing }) => failing),
      isComplete: cause.isComplete,
    }),
  );
  const rest = others.flatMap(({ failures }) => leaveOutFollowOn(failures).map(({ failing }) => failing));
  const name = l10n.t({ message: 'other causes', comment: ['Names a number of failures'] });
  return chartFailuresOverTime(
    rest.length === 0
      ? series
      : [...series, { name, look: 'others', failures: rest, isComplete: others.every(({ isComplete }) => isComplete) }],
    isComing ? now.getTime() : undefined,
  );
}
