import { double, type FormulaValue, type Series, vector } from './formulaValues.ts';

/** Thrown if there are no samples; becomes an evaluation error. */
export class SampleShortage extends Error {}

/** Runs the documented methods of sampled variables. Returns undefined for an unknown method or wrong arguments. */
export function callSampleMethod(
  of: Extract<FormulaValue, { type: 'samples' }>,
  method: string,
  args: readonly FormulaValue[],
): FormulaValue | undefined {
  const { series, name } = of;
  switch (method) {
    case 'GetSample':
      return getSample(series, name, args);
    case 'GetSamplePeriod':
      return { type: 'timeinterval', ms: series.periodMs };
    case 'Count':
      return double(series.samples.length);
    case 'HistoryBeginTime':
      return { type: 'timestamp', ms: series.samples[0]?.atMs ?? series.nowMs };
    case 'GetSamplePercent': {
      const span = findSpan(series, args);
      return span === undefined ? undefined : double(measurePercent(series, span));
    }
    default:
      return undefined;
  }
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Reads a time span from `(start)` or `(start, end)`: from the past until now, or between two times or intervals ago,
 * in either order.
 */
function findSpan(series: Series, [start, end]: readonly FormulaValue[]): Span | undefined {
  if (start?.type !== 'timeinterval' && start?.type !== 'timestamp') return undefined;
  const at = (value: FormulaValue | undefined): number => {
    if (value?.type === 'timestamp') return value.ms;
    return value?.type === 'timeinterval' ? series.nowMs - value.ms : series.nowMs;
  };
  return { fromMs: Math.min(at(start), at(end)), toMs: Math.max(at(start), at(end)) };
}

function within(series: Series, { fromMs, toMs }: Span): readonly number[] {
  return series.samples.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs).map(({ value }) => value);
}

/** Returns the percentage of the expected samples in the span that exist. */
function measurePercent(series: Series, span: Span): number {
  const wanted = Math.max(1, Math.floor((span.toMs - span.fromMs) / series.periodMs));
  return Math.min(100, (within(series, span).length / wanted) * 100);
}

function getSample(series: Series, name: string, args: readonly FormulaValue[]): FormulaValue | undefined {
  const [first] = args;
  if (first?.type === 'double') return lastSamples(series, name, Math.trunc(first.value));
  const [end] = args.slice(1);
  const isTime = end?.type === 'timeinterval' || end?.type === 'timestamp';
  const span = findSpan(series, isTime ? args.slice(0, 2) : args.slice(0, 1));
  if (span === undefined) return undefined;
  const percent = args[isTime ? 2 : 1];
  requirePercent(series, name, span, percent?.type === 'double' ? percent.value : undefined);
  return vector(within(series, span));
}

function lastSamples(series: Series, name: string, count: number): FormulaValue {
  const values = series.samples.slice(-count).map(({ value }) => value);
  if (values.length === 0) {
    throw new SampleShortage(`Insufficient data from data set: ${name} wanted ${count} samples, received 0`);
  }
  return vector(values);
}

function requirePercent(series: Series, name: string, span: Span, wanted: number | undefined): void {
  const received = measurePercent(series, span);
  const isEmpty = within(series, span).length === 0;
  if (isEmpty || (wanted !== undefined && received < wanted)) {
    const percents = `wanted ${wanted ?? 0}%, received ${Math.round(received)}%`;
    throw new SampleShortage(`Insufficient data from data set: ${name} ${percents}`);
  }
}
