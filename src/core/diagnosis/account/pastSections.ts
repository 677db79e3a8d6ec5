import * as l10n from '@vscode/l10n';
import { findLargest, findSmallest } from '../../extremes.ts';
import type {
  AccountChange,
  AccountMetrics,
  LevelMetric,
  MetricPoint,
  MetricsOfSpan,
  MonitorAnswer,
  RequestSeries,
  TaskMetric,
  TaskSeries,
} from '../../model/monitor.ts';
import { describeStateOfMany } from '../../model/states.ts';
import { describeSource, describeUnknownSource, isOutOfReach } from '../../refusals/monitorAnswers.ts';
import { withLabel } from '../../text/label.ts';
import { joinParts } from '../../text/lists.ts';
import { plural } from '../../text/plural.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import { formatTime, formatTimeSpan } from '../../words/times.ts';
import { toTime, toTimeText } from '../evidence/time.ts';
import {
  type Chart,
  type ChartRow,
  type ChartSeries,
  foldRows,
  nameOtherJobs,
  nameOtherPools,
} from '../explanation/chart.ts';
import type { Evidence, Section } from '../explanation/explanation.ts';
import { type EndedSpan, findTurn } from './turningPoint.ts';

/** Azure's records of an account outside Batch. */
export interface AccountPast {
  readonly metrics: MonitorAnswer<AccountMetrics>;
  readonly changes: MonitorAnswer<readonly AccountChange[]>;
}

interface Now {
  readonly accountId: string;
  readonly jobIds: ReadonlySet<string>;
  readonly areAllJobs: boolean;
}

/** Maximum number of rows. Jobs and pools with the most failures come first; the rest share one bar. */
const maxRows = 15;
const maxChanges = 10;

/** Creates the sections on the last 24 hours and seven days, on throttled requests, and on changes to the account. */
export function listPastSections({ metrics, changes }: AccountPast, now: Now): readonly (Section | undefined)[] {
  return [...listMetricsSections(metrics, now), toChangesSection(changes)];
}

function listMetricsSections(metrics: AccountPast['metrics'], now: Now): readonly (Section | undefined)[] {
  if ('unknown' in metrics) {
    const text = describeUnknownSource('metrics', metrics);
    return [{ id: 'lastDay', title: l10n.t('The last 24 hours'), items: [{ text }] }];
  }
  const { value, asOf } = metrics;
  const from: Evidence = { text: describeSource('metrics', asOf) };
  const missing = value.missing.map((text) => ({ text: withLabel(l10n.t('Not all metrics could be read'), text) }));
  const hours = toSpans(value.totals);
  const lastHours = hours.filter(({ atMs }) => atMs >= Date.parse(value.day.from));
  return [
    toSpanSection('lastDay', l10n.t('The last 24 hours'), value.day, lastHours, value, now, [from, ...missing]),
    toSpanSection('lastWeek', l10n.t('The last 7 days'), value.week, hours, value, now, []),
    toNodesSection(value),
    toRequestsSection(value.requests),
  ];
}

/** Creates the section on how the tasks in one span of time ended: totals, over time, by job, and by pool. */
function toSpanSection(
  id: 'lastDay' | 'lastWeek',
  title: string,
  span: MetricsOfSpan,
  hours: readonly EndedSpan[],
  { totals, deletedJobs, week }: AccountMetrics,
  now: Now,
  rest: readonly Evidence[],
): Section {
  const isInSpan = ({ at }: MetricPoint): boolean => Date.parse(at) >= Date.parse(span.from);
  const count = (metric: TaskMetric): number =>
    sumPoints(totals.filter((one) => one.metric === metric).flatMap(({ points }) => points.filter(isInSpan)));
  const charts = [
    chartTimes(span),
    chartOwners(span, 'jobId', now, (id) => describeDeleted(deletedJobs[id], week)),
    chartOwners(span, 'poolId', now, () => undefined),
  ];
  return {
    id,
    title,
    items: [
      { text: describeCounts(count) },
      ...describeTurn(hours),
      ...(span.isCut
        ? [
            {
              text: l10n.t(
                'Azure returns at most 1,000 jobs and pools at a time. Those with the most events are shown; others are missing.',
              ),
            },
          ]
        : []),
      ...rest,
    ],
    charts: charts.filter((chart) => chart !== undefined),
  };
}

function describeCounts(count: (metric: TaskMetric) => number): string {
  const [starts, ended, failed] = [count('TaskStartEvent'), count('TaskCompleteEvent'), count('TaskFailEvent')];
  if (starts + ended + failed === 0) return l10n.t('No task started or ended.');
  return [
    l10n.t('About {starts} task starts; about {failed} of {ended} completed tasks failed.', {
      starts: formatNumber(starts),
      failed: formatNumber(failed),
      ended: formatNumber(ended),
    }),
    ...describeSome(count('TaskRequeueEvent'), (n) =>
      plural(n, {
        one: l10n.t('About {count} task was requeued.', asCount(n)),
        other: l10n.t('About {count} tasks were requeued.', asCount(n)),
      }),
    ),
    ...describeSome(count('TaskScheduleFailEvent'), (n) =>
      plural(n, {
        one: l10n.t('A task could not be scheduled about {count} time.', asCount(n)),
        other: l10n.t('A task could not be scheduled about {count} times.', asCount(n)),
      }),
    ),
  ].join(' ');
}

function describeSome(count: number, describe: (count: number) => string): readonly string[] {
  return count === 0 ? [] : [describe(count)];
}

/** Says since which hour noticeably more tasks have failed. */
function describeTurn(hours: readonly EndedSpan[]): readonly Evidence[] {
  const turn = findTurn(hours);
  if (turn === undefined) return [];
  const { atMs, before, since } = turn;
  const text = l10n.t(
    'Problems started around {time}: before then, about {failedBefore} of {endedBefore} tasks failed; since then, about {failed} of {ended}.',
    {
      time: toTimeText(atMs),
      failedBefore: formatNumber(before.failed),
      endedBefore: formatNumber(before.ended),
      failed: formatNumber(since.failed),
      ended: formatNumber(since.ended),
    },
  );
  return [{ text }];
}

/** Counts ended and failed tasks by hour, in chronological order. */
function toSpans(totals: readonly TaskSeries[]): readonly EndedSpan[] {
  const spans = new Map<number, { ended: number; failed: number }>();
  for (const { metric, points } of totals) {
    if (metric !== 'TaskCompleteEvent' && metric !== 'TaskFailEvent') continue;
    for (const { at, value } of points) {
      const atMs = toTime(at);
      if (atMs === undefined) continue;
      const span = spans.get(atMs) ?? { ended: 0, failed: 0 };
      if (metric === 'TaskFailEvent') span.failed += value;
      else span.ended += value;
      spans.set(atMs, span);
    }
  }
  return [...spans]
    .map(([atMs, { ended, failed }]) => ({ atMs, ended: Math.max(ended, failed), failed }))
    .toSorted((one, other) => one.atMs - other.atMs);
}

interface CountedSeries extends ChartSeries {
  count(counts: Counts): number;
}

type Counts = Readonly<Partial<Record<TaskMetric, number>>>;

/** Lists the series of a chart. A failed task has two events, one for its failure and one for its end. */
function listSeries(): readonly CountedSeries[] {
  const of = (metric: TaskMetric) => (counts: Counts) => counts[metric] ?? 0;
  return [
    { name: describeStateOfMany('taskGroup', 'failed'), look: 'failed', count: of('TaskFailEvent') },
    {
      name: describeStateOfMany('taskGroup', 'succeeded'),
      look: 'succeeded',
      count: ({ TaskCompleteEvent: ended = 0, TaskFailEvent: failed = 0 }) => Math.max(0, ended - failed),
    },
    {
      name: l10n.t({ message: 'requeued', comment: ['Names a number of tasks'] }),
      look: 'moving',
      count: of('TaskRequeueEvent'),
    },
    {
      name: l10n.t({ message: 'not scheduled', comment: ['Names a number of tasks'] }),
      look: 'waiting',
      count: of('TaskScheduleFailEvent'),
    },
  ];
}

function chartTimes({ tasks, from, to, stepMs }: MetricsOfSpan): Chart | undefined {
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  const bars = Math.max(1, Math.ceil((toMs - fromMs) / stepMs));
  const counts = Array.from({ length: bars }, (): Partial<Record<TaskMetric, number>> => ({}));
  for (const { metric, points } of tasks)
    for (const { at, value } of points) {
      const bar = counts[Math.floor((Date.parse(at) - fromMs) / stepMs)];
      if (bar !== undefined) bar[metric] = (bar[metric] ?? 0) + value;
    }
  const series = usedSeries(counts);
  if (series.length === 0) return undefined;
  return {
    form: 'columns',
    title: l10n.t('Over time'),
    of: l10n.t('Time'),
    series: series.map(({ count: _, ...one }) => one),
    rows: counts.map((one, index): ChartRow => {
      const at = fromMs + index * stepMs;
      return { label: toTimeText(at), at, values: series.map(({ count }) => toAbout(count(one))) };
    }),
    stepMs,
    isGoingOn: true,
    notes: [],
  };
}

/** Charts failures by job or by pool, starting with the most. Undefined if there is nothing to compare. */
function chartOwners(
  { tasks }: MetricsOfSpan,
  dimension: 'jobId' | 'poolId',
  { accountId, jobIds, areAllJobs }: Now,
  findDeletion: (jobId: string) => string | undefined,
): Chart | undefined {
  const owners = new Map<string, { id: string; counts: Partial<Record<TaskMetric, number>> }>();
  for (const one of tasks) {
    const id = one[dimension];
    if (id === undefined || id === '') continue;
    const owner = owners.get(id.toLowerCase()) ?? { id, counts: {} };
    owner.counts[one.metric] = (owner.counts[one.metric] ?? 0) + sumPoints(one.points);
    owners.set(id.toLowerCase(), owner);
  }
  const series = usedSeries([...owners.values()].map(({ counts }) => counts));
  const isJob = dimension === 'jobId';
  if (series.length === 0 || (!isJob && owners.size < 2)) return undefined;
  const rows = [...owners.values()].map(({ id, counts }): ChartRow => {
    const note = isJob ? describeGone(id.toLowerCase(), jobIds, areAllJobs, findDeletion) : undefined;
    return {
      label: id,
      values: series.map(({ count }) => toAbout(count(counts))),
      leadsTo: {
        resource: isJob ? { kind: 'job', accountId, jobId: id } : { kind: 'pool', accountId, poolId: id },
        document: 'explanation',
      },
      ...(note === undefined ? {} : { note }),
    };
  });
  const shown = series.map(({ count: _, ...one }) => one);
  return {
    form: 'bars',
    title: isJob ? l10n.t('By job') : l10n.t('By pool'),
    of: isJob ? l10n.t('Job') : l10n.t('Pool'),
    series: shown,
    rows: foldRows(rows.toSorted(byFailures), shown, maxRows, isJob ? nameOtherJobs : nameOtherPools),
    notes: [],
  };
}

function byFailures(one: ChartRow, other: ChartRow): number {
  const index = one.values.findIndex((value, place) => value?.count !== other.values[place]?.count);
  return index < 0
    ? one.label.localeCompare(other.label)
    : (other.values[index]?.count ?? 0) - (one.values[index]?.count ?? 0);
}

/** Describes that a job no longer exists, and approximately since when. */
function describeGone(
  id: string,
  jobIds: ReadonlySet<string>,
  areAllJobs: boolean,
  findDeletion: (jobId: string) => string | undefined,
): string | undefined {
  if (jobIds.has(id)) return undefined;
  return findDeletion(id) ?? (areAllJobs ? l10n.t('No longer in the account.') : undefined);
}

/** Says in which interval of the metrics the job was deleted. */
function describeDeleted(at: string | undefined, { stepMs, to }: MetricsOfSpan): string | undefined {
  const from = toTime(at);
  if (from === undefined) return undefined;
  return l10n.t({
    message: 'Deleted: {span}.',
    args: { span: formatTimeSpan(from, Math.min(from + stepMs, Date.parse(to))) },
    comment: ['{span} is the stretch of time in which a job was deleted'],
  });
}

function usedSeries(counts: readonly Counts[]): readonly CountedSeries[] {
  return listSeries().filter(({ count }) => counts.some((one) => count(one) > 0));
}

function sumPoints(points: readonly MetricPoint[]): number {
  return points.reduce((sum, { value }) => sum + value, 0);
}

/** Converts a count of a metric. Metrics are approximate, so no count is a lower bound. */
function toAbout(count: number) {
  return { count, isComplete: true };
}

/** Charts the number of nodes by state over the last day. */
function toNodesSection({ levels, day }: AccountMetrics): Section | undefined {
  const shown: readonly (ChartSeries & { readonly metrics: readonly LevelMetric[] })[] = [
    { name: describeStateOfMany('node', 'running'), look: 'running', metrics: ['RunningNodeCount'] },
    { name: describeStateOfMany('node', 'idle'), look: 'idle', metrics: ['IdleNodeCount'] },
    {
      name: describeStateOfMany('node', 'unusable'),
      look: 'failed',
      metrics: ['UnusableNodeCount', 'StartTaskFailedNodeCount'],
    },
    { name: describeStateOfMany('node', 'preempted'), look: 'lost', metrics: ['PreemptedNodeCount'] },
    { name: describeStateOfMany('node', 'offline'), look: 'offline', metrics: ['OfflineNodeCount'] },
  ];
  const find = (metric: LevelMetric) => levels.find((one) => one.metric === metric)?.points ?? [];
  const inDay = ({ at }: MetricPoint): boolean => Date.parse(at) >= Date.parse(day.from);
  const times = [...new Set(levels.flatMap(({ points }) => points.filter(inDay).map(({ at }) => at)))].toSorted();
  const sum = (metrics: readonly LevelMetric[], at: string): number | undefined => {
    const known = metrics.flatMap((metric) => find(metric).find((point) => point.at === at)?.value ?? []);
    return known.length === 0 ? undefined : Math.round(known.reduce((total, value) => total + value, 0));
  };
  const used = shown.filter(({ metrics }) => times.some((at) => (sum(metrics, at) ?? 0) > 0));
  const totals = times.flatMap((at) => sum(['TotalNodeCount', 'TotalLowPriorityNodeCount'], at) ?? []);
  if (times.length === 0 || used.length === 0 || totals.length === 0) return undefined;
  const chart: Chart = {
    form: 'columns',
    title: '',
    of: l10n.t('Time'),
    series: used.map(({ metrics: _, ...one }) => one),
    rows: times.map((at): ChartRow => {
      const values = used.map(({ metrics }) => sum(metrics, at));
      return {
        label: formatTime(at),
        at: Date.parse(at),
        values: values.map((value) => (value === undefined ? undefined : toAbout(value))),
      };
    }),
    stepMs: 3_600_000,
    isGoingOn: true,
    notes: [],
  };
  const [least, most] = [formatNumber(findSmallest(totals)), formatNumber(findLargest(totals))];
  const text =
    least === most
      ? plural(Math.round(findLargest(totals)), {
          one: l10n.t('About {count} node all the time, as hourly averages.', { count: most }),
          other: l10n.t('About {count} nodes all the time, as hourly averages.', { count: most }),
        })
      : l10n.t('Between about {least} and {most} nodes, as hourly averages.', { least, most });
  return { id: 'levels', title: l10n.t('Nodes in the last 24 hours'), items: [{ text }], charts: [chart] };
}

/**
 * Matches the names, a status or a word, that Azure's metrics give to throttled requests; Azure doesn't document them.
 */
const throttled = /^(?:429|503)$|throttl|toomanyrequests|serverbusy/i;

/** Says how many requests the service throttled, or returns undefined if there were none. */
function toRequestsSection(requests: readonly RequestSeries[]): Section | undefined {
  const refused = requests.filter(({ result }) => throttled.test(result));
  const count = refused.reduce((sum, { points }) => sum + sumPoints(points), 0);
  if (count === 0) return undefined;
  const all = requests.reduce((sum, { points }) => sum + sumPoints(points), 0);
  const byOperation = [...refused].sort((one, other) => sumPoints(other.points) - sumPoints(one.points));
  const [most] = byOperation;
  const last = refused
    .flatMap(({ points }) => points.map(({ at }) => at))
    .toSorted()
    .at(-1);
  const text = l10n.t(
    'In the last 7 days, the account asked its clients to wait for about {count} of {all} requests, most often for {operation} and most recently around {time}.',
    {
      count: formatNumber(count),
      all: formatNumber(all),
      operation: most?.operation ?? '',
      time: formatTime(last ?? ''),
    },
  );
  return { id: 'requests', title: l10n.t('Throttling'), items: [{ text }] };
}

/** Creates the section on changes. Keys, network, and quota of the account are changed in Resource Manager. */
function toChangesSection(changes: AccountPast['changes']): Section | undefined {
  const title = l10n.t('Account changes in the last 7 days');
  if ('unknown' in changes)
    return isOutOfReach(changes)
      ? undefined
      : { id: 'changes', title, items: [{ text: describeUnknownSource('activityLog', changes) }] };
  const { value, asOf } = changes;
  const shown = value.slice(0, maxChanges).map(({ at, operation, status, caller }) => ({
    text: withLabel(formatTime(at), joinParts(operation, status, caller) ?? operation),
  }));
  const rest = value.length - shown.length;
  return {
    id: 'changes',
    title,
    items: [
      ...shown,
      ...(rest > 0
        ? [
            {
              text: plural(rest, {
                one: l10n.t('{count} earlier change', asCount(rest)),
                other: l10n.t('{count} earlier changes', asCount(rest)),
              }),
            },
          ]
        : []),
      ...(value.length === 0
        ? [{ text: l10n.t('No keys, network settings or other properties of the account were changed.') }]
        : []),
      { text: describeSource('activityLog', asOf) },
    ],
  };
}
