import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** One figure of a benchmark, as one line of JSON. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ratio' | 'ms' | 'bytes' | 'count' | 'MB' | 'kB';
  readonly ours?: number;
  readonly reference?: number;
  readonly runs: number;
  /** 95 % confidence interval, if the figure is a share of a sample. */
  readonly low?: number;
  readonly high?: number;
}

/**
 * Checks whether benchmarks only run once at their smallest size, as in `npm test`; their results then mean nothing.
 */
export const isTrial = (): boolean => process.env['BENCH_TRIAL'] !== undefined;

/** Returns the size of a benchmark: the full one, or one that is enough for a trial. */
export function sized<T>(full: T, trial: T): T {
  return isTrial() ? trial : full;
}

/** Throws if a figure misses its target; a trial never does. */
export function assertWanted(isMet: boolean, message: string): void {
  assert.ok(isMet || isTrial(), message);
}

/** Collects garbage, so that the next measurement does not pay for earlier work. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

const tried: Figure[] = [];

/** Throws unless a benchmark in a trial has reported figures with its name, each of them a number. */
export function assertReported(name: string): void {
  const figures = tried.filter((figure) => figure.name.startsWith(name));
  assert.notEqual(figures.length, 0, `${name} reports nothing`);
  for (const figure of figures) assert.ok(Number.isFinite(figure.value), `${figure.name} is ${figure.value}`);
}

/** Prints a text other than a figure; not in a trial. */
export function note(text: string): void {
  if (!isTrial()) console.error(`  ${text}`);
}

/** Prints a figure; in a trial it is kept for `assertReported` instead. */
export function report(figure: Figure): void {
  if (isTrial()) {
    tried.push(figure);
    return;
  }
  const round = (value: number): number => Number(value.toPrecision(4));
  console.log(JSON.stringify(figure, (_name, value: unknown) => (typeof value === 'number' ? round(value) : value)));
}

export interface RatioOptions {
  /** One run of the measured work; returns its cost (milliseconds, bytes, …). */
  readonly ours: () => Promise<number> | number;
  /** One run of the reference. */
  readonly reference: () => Promise<number> | number;
  /** Pairs of runs; odd, so that the median is one of them. */
  readonly runs?: number;
  /** Number of uncounted pairs at the start. */
  readonly warmUps?: number;
}

const defaultRuns = 7;
const defaultWarmUps = 1;

/** Returns the middle value, or the mean of the two middle values of an even number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new Error('the median of nothing');
  return (upper + lower) / 2;
}

/** Measures a ratio and reports it. */
export async function ratio(name: string, options: RatioOptions): Promise<Figure> {
  const figure = await measureRatio(name, options);
  report(figure);
  return figure;
}

function keepAlive(): Disposable {
  const timer = setInterval(() => undefined, 60_000);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

/**
 * Runs both alternately, so that slow moments of the machine affect both; the figure is the median of ours/reference.
 * Every other pair starts with the reference.
 */
export async function measureRatio(name: string, options: RatioOptions): Promise<Figure> {
  const { ours, reference } = options;
  const runs = sized(options.runs ?? defaultRuns, 1);
  const warmUps = sized(options.warmUps ?? defaultWarmUps, 0);
  const pairs: { readonly ours: number; readonly reference: number }[] = [];
  // The product's timers don't keep a process alive, and the measured work may wait only for them.
  using _alive = keepAlive();
  for (let index = -warmUps; index < runs; index += 1) {
    const first = index % 2 === 0 ? await ours() : await reference();
    const second = index % 2 === 0 ? await reference() : await ours();
    if (index >= 0)
      pairs.push(index % 2 === 0 ? { ours: first, reference: second } : { ours: second, reference: first });
  }
  return {
    name,
    value: median(pairs.map((pair) => pair.ours / pair.reference)),
    unit: 'ratio',
    ours: median(pairs.map((pair) => pair.ours)),
    reference: median(pairs.map((pair) => pair.reference)),
    runs,
  };
}

/** Measures the milliseconds that `work` takes. */
export async function timeMs(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
