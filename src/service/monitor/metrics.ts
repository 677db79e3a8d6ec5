import {
  type AccountMetrics,
  type LevelMetric,
  type LevelSeries,
  levelMetrics,
  type MetricPoint,
  type MetricsOfSpan,
  type RequestSeries,
  type TaskMetric,
  type TaskSeries,
  taskMetrics,
} from '../../core/model/monitor.ts';
import { isObject } from '../../core/model/shape.ts';
import { dayMs, hourMs } from '../../core/words/durations.ts';
import { malformedResponse } from '../azure/errors/toBatchError.ts';
import type { Json, ResourceManagerClient } from '../resourceManager/resourceManagerClient.ts';

const version = '2018-01-01';
/**
 * Maximum number of series in a response: ten by default, without further pages (Azure documentation: "Metrics -
 * List"). The largest series come first, so that any missing ones are small.
 */
const mostSeries = '1000';

const weekMs = 7 * dayMs;
const weekStepMs = 6 * hourMs;

interface MetricsQuestion {
  readonly names: readonly string[];
  /** `Count` counts events, `Average` averages levels, `Total` counts requests. */
  readonly aggregation: string;
  /**
   * Dimensions whose values have separate series. A metric that lacks one of the dimensions makes the whole request
   * fail.
   */
  readonly by?: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
}

/** A series as received: its metric, the values of its dimensions by lowercase name, and its data. */
interface RawSeries {
  readonly metric: string;
  readonly values: ReadonlyMap<string, string>;
  readonly data: readonly Json[];
}

/** Reads the metrics of an account for the last day and the last week, with five requests. Throws `BatchError`. */
export async function readMetrics(
  client: ResourceManagerClient,
  resourceId: string,
  nowMs: number,
  signal: AbortSignal,
): Promise<AccountMetrics> {
  const missing = new Set<string>();
  const ask = (question: MetricsQuestion) => readSeries(client, resourceId, question, missing, signal);
  const day = { fromMs: toStart(nowMs - dayMs, hourMs), toMs: nowMs, stepMs: hourMs };
  const week = { fromMs: toStart(nowMs - weekMs, weekStepMs), toMs: nowMs, stepMs: weekStepMs };
  const byJob = { names: taskMetrics, aggregation: 'Count', by: ['jobId', 'poolId'] };
  const [ofDay, ofWeek, totals, requests, deleted] = await Promise.all([
    ask({ ...byJob, ...day }),
    ask({ ...byJob, ...week }),
    ask({ names: [...taskMetrics, ...levelMetrics], aggregation: 'Count,Average', ...week, stepMs: hourMs }),
    ask({ names: ['ApiCount'], aggregation: 'Total', by: ['operation', 'result'], ...week }),
    ask({ names: ['JobDeleteCompleteEvent'], aggregation: 'Count', by: ['jobId'], ...week }),
  ]);
  const isTask = ({ metric }: RawSeries): boolean => taskMetrics.some((name) => name === metric);
  const isLevel = ({ metric }: RawSeries): boolean => levelMetrics.some((name) => name === metric);
  return {
    day: toSpan(ofDay.filter(isTask), day),
    week: toSpan(ofWeek.filter(isTask), week),
    totals: totals.filter(isTask).map(toTaskSeries),
    levels: totals.filter(isLevel).map(toLevelSeries),
    requests: requests.map(toRequestSeries),
    deletedJobs: Object.fromEntries(deleted.flatMap(toDeletion)),
    missing: [...missing],
  };
}

/** Rounds a time down to a full step, because time spans begin on the hour. */
function toStart(atMs: number, stepMs: number): number {
  return Math.floor(atMs / stepMs) * stepMs;
}

async function readSeries(
  client: ResourceManagerClient,
  resourceId: string,
  { names, aggregation, by, fromMs, toMs, stepMs }: MetricsQuestion,
  missing: Set<string>,
  signal: AbortSignal,
): Promise<readonly RawSeries[]> {
  const path = `${resourceId}/providers/Microsoft.Insights/metrics`;
  const answer = await client.get(path, version, signal, {
    metricnames: names.join(','),
    aggregation,
    interval: `PT${stepMs / hourMs}H`,
    timespan: `${new Date(fromMs).toISOString()}/${new Date(toMs).toISOString()}`,
    ...(by === undefined
      ? {}
      : { $filter: by.map((name) => `${name} eq '*'`).join(' and '), top: mostSeries, orderby: `${aggregation} desc` }),
  });
  const { value } = answer;
  if (!Array.isArray(value)) throw malformedResponse(answer);
  return value.filter(isObject).flatMap((metric) => toRawSeries(metric, missing));
}

/** Reads the series of one metric, which may have failed while others succeeded. */
function toRawSeries(metric: Json, missing: Set<string>): readonly RawSeries[] {
  const { name, timeseries, errorCode, errorMessage } = metric;
  const id = isObject(name) ? name['value'] : undefined;
  if (typeof id !== 'string') return [];
  if (typeof errorCode === 'string' && errorCode !== 'Success')
    missing.add(`${id}: ${typeof errorMessage === 'string' && errorMessage !== '' ? errorMessage : errorCode}`);
  if (!Array.isArray(timeseries)) return [];
  return timeseries.filter(isObject).map(({ metadatavalues, data }) => ({
    metric: id,
    values: toValues(metadatavalues),
    data: Array.isArray(data) ? data.filter(isObject) : [],
  }));
}

function toValues(metadata: unknown): ReadonlyMap<string, string> {
  const given = Array.isArray(metadata) ? metadata.filter(isObject) : [];
  return new Map(
    given.flatMap(({ name, value }) => {
      const dimension = isObject(name) ? name['value'] : undefined;
      return typeof dimension === 'string' && typeof value === 'string' ? [[dimension.toLowerCase(), value]] : [];
    }),
  );
}

/**
 * Returns the points that have a value of the aggregation. Intervals without observations have only counts and
 * totals.
 */
function toPoints(data: readonly Json[], aggregation: 'count' | 'average' | 'total'): readonly MetricPoint[] {
  return data.flatMap((point) => {
    const { timeStamp: at, [aggregation]: value } = point;
    return typeof at === 'string' && typeof value === 'number' && Number.isFinite(value) ? [{ at, value }] : [];
  });
}

function toSpan(
  series: readonly RawSeries[],
  { fromMs, toMs, stepMs }: Pick<MetricsQuestion, 'fromMs' | 'toMs' | 'stepMs'>,
): MetricsOfSpan {
  const counts = taskMetrics.map((name) => series.filter(({ metric }) => metric === name).length);
  return {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    stepMs,
    tasks: series.map(toTaskSeries).filter(({ points }) => points.some(({ value }) => value > 0)),
    isCut: counts.some((count) => count >= Number(mostSeries)),
  };
}

function toTaskSeries({ metric, values, data }: RawSeries): TaskSeries {
  const [jobId, poolId] = [values.get('jobid'), values.get('poolid')];
  return {
    metric: metric as TaskMetric,
    ...(jobId === undefined ? {} : { jobId }),
    ...(poolId === undefined ? {} : { poolId }),
    points: toPoints(data, 'count').filter(({ value }) => value > 0),
  };
}

function toLevelSeries({ metric, data }: RawSeries): LevelSeries {
  return { metric: metric as LevelMetric, points: toPoints(data, 'average') };
}

function toRequestSeries({ values, data }: RawSeries): RequestSeries {
  return {
    operation: values.get('operation') ?? '',
    result: values.get('result') ?? '',
    points: toPoints(data, 'total').filter(({ value }) => value > 0),
  };
}

/** Returns the last time span in which a job with that ID was deleted. */
function toDeletion({ values, data }: RawSeries): readonly (readonly [string, string])[] {
  const jobId = values.get('jobid');
  const last = toPoints(data, 'count').findLast(({ value }) => value > 0);
  return jobId === undefined || last === undefined ? [] : [[jobId.toLowerCase(), last.at]];
}
