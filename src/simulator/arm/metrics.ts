import type { RequestRecord } from '../logRecords.ts';
import type { NodeMoment, WorldEvent } from '../state/eventLog.ts';
import type { NodeState } from '../state/records.ts';
import { isoTime, parseDurationMs } from '../state/time.ts';
import { findObject, findText } from '../state/wire.ts';
import { type ArmReply, armError } from './message.ts';
import type { Monitoring } from './monitoring.ts';

/** Data from which the metrics are computed. */
export interface MetricsSource {
  readonly events: readonly WorldEvent[];
  readonly nodes: readonly NodeMoment[];
  readonly requests: readonly RequestRecord[];
  readonly nowMs: number;
  readonly resourceId: string;
}

type Dimensions = Readonly<Record<string, string>>;

/** One observation: an event, a request, or a number of nodes in one minute. */
interface Sample {
  readonly atMs: number;
  readonly value: number;
  readonly dimensions: Dimensions;
}

interface Metric {
  /** Spelled as in REST; compared without regard to case. */
  readonly dimensions: readonly string[];
  samples(source: MetricsSource, fromMs: number, toMs: number): readonly Sample[];
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Azure documentation: "Supported metrics", and "Azure Monitor Metrics overview". */
const keptMs = 93 * dayMs;
const longestMs = 30 * dayMs;
const unsureMs = 3 * minuteMs;
const mostNames = 20;
/** Number of series with a dimension in the filter, unless the request asks for more. */
const defaultTop = 10;
const grains = ['PT1M', 'PT5M', 'PT15M', 'PT30M', 'PT1H', 'PT6H', 'PT12H', 'P1D'];
const aggregations = ['count', 'average', 'total', 'minimum', 'maximum'] as const;

function ofTask(name: string): Metric {
  return { dimensions: ['poolId', 'jobId'], samples: (source) => listEvents(source, name, ['poolId', 'jobId']) };
}

function ofJob(name: string): Metric {
  return { dimensions: ['jobId'], samples: (source) => listEvents(source, name, ['jobId']) };
}

function ofPool(name: string): Metric {
  return { dimensions: ['poolId'], samples: (source) => listEvents(source, name, ['poolId']) };
}

function ofNodes(...states: readonly NodeState[]): Metric {
  return { dimensions: [], samples: (source, from, to) => countNodes(source, from, to, (one) => states.includes(one)) };
}

const metrics: Readonly<Record<string, Metric>> = {
  ...Object.fromEntries(
    ['TaskStartEvent', 'TaskCompleteEvent', 'TaskFailEvent', 'TaskRequeueEvent', 'TaskScheduleFailEvent'].map(
      (name) => [name, ofTask(name)],
    ),
  ),
  JobDeleteCompleteEvent: ofJob('JobDeleteCompleteEvent'),
  ...Object.fromEntries(
    [
      'PoolCreateEvent',
      'PoolResizeStartEvent',
      'PoolResizeCompleteEvent',
      'PoolDeleteStartEvent',
      'PoolDeleteCompleteEvent',
    ].map((name) => [name, ofPool(name)]),
  ),
  TotalNodeCount: { dimensions: [], samples: (source, from, to) => countNodes(source, from, to, () => true, true) },
  TotalLowPriorityNodeCount: {
    dimensions: [],
    samples: (source, from, to) => countNodes(source, from, to, () => true, false),
  },
  IdleNodeCount: ofNodes('idle'),
  RunningNodeCount: ofNodes('running'),
  UnusableNodeCount: ofNodes('unusable'),
  StartTaskFailedNodeCount: ofNodes('starttaskfailed'),
  PreemptedNodeCount: ofNodes('preempted'),
  OfflineNodeCount: ofNodes('offline'),
  ApiCount: {
    dimensions: ['operation', 'result'],
    samples: ({ requests }) =>
      requests.map(({ atMs, operation = 'Unknown', status }) => ({
        atMs,
        value: 1,
        dimensions: { operation, result: String(status) },
      })),
  },
};

/** Answers `GET …/providers/Microsoft.Insights/metrics` (Azure documentation: "Metrics - List"). */
export function metricsReply(query: URLSearchParams, source: MetricsSource, monitoring: Monitoring): ArmReply {
  const names = (query.get('metricnames') ?? 'TaskStartEvent').split(',');
  const unknown = names.find((name) => metrics[name] === undefined);
  if (unknown !== undefined)
    return badRequest(`Failed to find metric configuration for provider: Microsoft.Batch, metric: ${unknown}.`);
  if (names.length > mostNames) return badRequest(`At most ${mostNames} metrics can be requested at a time.`);
  const span = readSpan(query.get('timespan'), source.nowMs);
  if (typeof span === 'string') return badRequest(span);
  const interval = query.get('interval') ?? 'PT1M';
  const stepMs = grains.includes(interval) ? (parseDurationMs(interval) ?? minuteMs) : undefined;
  if (stepMs === undefined)
    return badRequest(`Detected invalid time grain input: ${interval}. Supported: ${grains.join(', ')}.`);
  const asked = (query.get('aggregation') ?? 'Count').split(',').map((one) => one.toLowerCase());
  const wrong = asked.find((one) => !aggregations.some((known) => known === one));
  if (wrong !== undefined) return badRequest(`Invalid aggregation type: ${wrong}.`);
  const filter = readFilter(query.get('$filter'));
  if (typeof filter === 'string') return badRequest(filter);
  const lacking = names.flatMap((name) =>
    [...filter.keys()]
      .filter((dimension) => !metrics[name]?.dimensions.some((one) => one.toLowerCase() === dimension))
      .map((dimension) => `Metric: ${name} does not support requested dimension combination: ${dimension}.`),
  );
  if (lacking[0] !== undefined) return badRequest(lacking[0]);
  const top = Number(query.get('top') ?? defaultTop);
  const order = /^(\w+) (asc|desc)$/i.exec(query.get('orderby') ?? '');
  return {
    status: 200,
    body: {
      cost: 0,
      timespan: `${isoTime(span.fromMs)}/${isoTime(span.toMs)}`,
      interval,
      value: names.map((name) => {
        const failed = monitoring.failingMetrics?.includes(name) === true;
        const series = failed ? [] : toSeries(metrics[name] as Metric, source, { ...span, stepMs, filter, asked });
        const ordered = order === null ? series : sortSeries(series, order[1] ?? 'count', order[2] === 'desc');
        return {
          id: `${source.resourceId}/providers/Microsoft.Insights/metrics/${name}`,
          type: 'Microsoft.Insights/metrics',
          name: { value: name, localizedValue: name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ') },
          displayDescription: name,
          unit: 'Count',
          timeseries: (filter.size === 0 ? ordered : ordered.slice(0, top)).map(({ metadatavalues, data }) => ({
            metadatavalues,
            data,
          })),
          errorCode: failed ? 'InternalServerError' : 'Success',
          ...(failed ? { errorMessage: `The values of ${name} could not be read.` } : {}),
        };
      }),
      namespace: 'Microsoft.Batch/batchAccounts',
      resourceregion: 'local',
    },
  };
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

function readSpan(text: string | null, nowMs: number): Span | string {
  if (text === null) return { fromMs: nowMs - 60 * minuteMs, toMs: nowMs };
  const [from = '', to = ''] = text.split('/');
  const durationMs = parseDurationMs(from);
  const fromMs = durationMs === undefined ? Date.parse(from) : nowMs - durationMs;
  const toMs = durationMs === undefined ? Date.parse(to) : nowMs;
  if (Number.isNaN(fromMs) || Number.isNaN(toMs) || fromMs >= toMs) return `The timespan ${text} is not valid.`;
  if (toMs - fromMs > longestMs + dayMs) return 'The requested time range is too large: at most 30 days.';
  return fromMs < nowMs - keptMs ? 'Start time is before the retention of 93 days.' : { fromMs, toMs };
}

/** Reads a filter such as `jobId eq '*' and poolId eq 'p'` by lowercase dimension name, or returns its error. */
function readFilter(text: string | null): ReadonlyMap<string, string> | string {
  if (text === null || text.trim() === '') return new Map();
  const conditions = text.split(/\sand\s/i).map((part) => /^\s*(\w+)\s+eq\s+'([^']*)'\s*$/i.exec(part));
  if (conditions.includes(null)) return `The filter ${text} is not valid.`;
  return new Map(conditions.map((match) => [match?.[1]?.toLowerCase() ?? '', match?.[2] ?? '']));
}

interface Question extends Span {
  readonly stepMs: number;
  readonly filter: ReadonlyMap<string, string>;
  readonly asked: readonly string[];
}

interface Series {
  readonly metadatavalues: readonly object[];
  readonly data: readonly Readonly<Record<string, string | number>>[];
}

/**
 * Returns a series for each combination of values of the filter's dimensions; a single series if there are no
 * dimensions.
 */
function toSeries(
  metric: Metric,
  source: MetricsSource,
  { fromMs, toMs, stepMs, filter, asked }: Question,
): readonly Series[] {
  const groups = new Map<string, Sample[]>();
  const names = metric.dimensions.filter((name) => filter.has(name.toLowerCase()));
  const lastMs = Math.min(toMs, source.nowMs - unsureMs);
  for (const sample of metric.samples(source, fromMs, lastMs)) {
    if (sample.atMs < fromMs || sample.atMs >= lastMs || !fits(sample, filter)) continue;
    const key = JSON.stringify(names.map((name) => sample.dimensions[name] ?? ''));
    const group = groups.get(key) ?? [];
    group.push(sample);
    groups.set(key, group);
  }
  // Without a dimension there is always exactly one series.
  if (names.length === 0 && groups.size === 0) groups.set('[]', []);
  return [...groups].map(([key, samples]) => ({
    metadatavalues: (JSON.parse(key) as readonly string[]).map((value, index) => ({
      name: { value: names[index]?.toLowerCase(), localizedValue: names[index] },
      value,
    })),
    data: toPoints(samples, fromMs, toMs, stepMs, asked),
  }));
}

function fits({ dimensions }: Sample, filter: ReadonlyMap<string, string>): boolean {
  return Object.entries(dimensions).every(([name, value]) => {
    const wanted = filter.get(name.toLowerCase());
    return wanted === undefined || wanted === '*' || wanted.toLowerCase() === value.toLowerCase();
  });
}

/** Returns all time spans; a span without observations has a count and a total of 0, and no other values. */
function toPoints(
  samples: readonly Sample[],
  fromMs: number,
  toMs: number,
  stepMs: number,
  asked: readonly string[],
): Series['data'] {
  const bins = new Map<number, number[]>();
  for (const { atMs, value } of samples) {
    const bin = Math.floor((atMs - fromMs) / stepMs);
    const values = bins.get(bin) ?? [];
    values.push(value);
    bins.set(bin, values);
  }
  return Array.from({ length: Math.ceil((toMs - fromMs) / stepMs) }, (_, bin) => {
    const values = bins.get(bin) ?? [];
    const total = values.reduce((sum, value) => sum + value, 0);
    const all = {
      count: values.length,
      total,
      ...(values.length === 0
        ? {}
        : {
            average: total / values.length,
            minimum: values.reduce((one, other) => Math.min(one, other)),
            maximum: values.reduce((one, other) => Math.max(one, other)),
          }),
    };
    const shown = Object.entries(all).filter(([name]) => asked.includes(name));
    return { timeStamp: isoTime(fromMs + bin * stepMs).replace('.000Z', 'Z'), ...Object.fromEntries(shown) };
  });
}

function sortSeries(series: readonly Series[], by: string, isDescending: boolean): readonly Series[] {
  const weigh = ({ data }: Series): number =>
    data.reduce((sum, point) => sum + Number(point[by.toLowerCase()] ?? 0), 0);
  return [...series].sort((one, other) => (weigh(one) - weigh(other)) * (isDescending ? -1 : 1));
}

function listEvents({ events }: MetricsSource, name: string, dimensions: readonly string[]): readonly Sample[] {
  return events.flatMap((event) => {
    if (event.name !== name) return [];
    const { body, atMs } = event;
    const poolId =
      findText(findObject(body, 'nodeInfo'), 'poolId') ?? (name.startsWith('Pool') ? findText(body, 'id') : '');
    const known = { jobId: findText(body, 'jobId') ?? '', poolId: poolId ?? '' };
    const kept = Object.entries(known).filter(([dimension]) => dimensions.includes(dimension));
    return [{ atMs, value: 1, dimensions: Object.fromEntries(kept) }];
  });
}

/** Counts the nodes in certain states, minute by minute; nothing before the first node. */
function countNodes(
  { nodes }: MetricsSource,
  fromMs: number,
  toMs: number,
  counts: (state: NodeState) => boolean,
  isDedicated?: boolean,
): readonly Sample[] {
  const states = new Map<string, NodeMoment>();
  const samples: Sample[] = [];
  let next = 0;
  const stepMs = Math.max(minuteMs, Math.ceil((toMs - fromMs) / 2000 / minuteMs) * minuteMs);
  for (let atMs = fromMs; atMs < toMs; atMs += stepMs) {
    for (let moment = nodes[next]; moment !== undefined && moment.atMs <= atMs; moment = nodes[next]) {
      states.set(moment.nodeId, moment);
      next += 1;
    }
    if (next === 0) continue;
    const value = [...states.values()].filter(
      (one) =>
        one.state !== undefined && counts(one.state) && (isDedicated === undefined || one.isDedicated === isDedicated),
    ).length;
    samples.push({ atMs, value, dimensions: {} });
  }
  return samples;
}

function badRequest(message: string): ArmReply {
  return armError(400, 'BadRequest', message);
}
