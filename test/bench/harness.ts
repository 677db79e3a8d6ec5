/** One figure of a benchmark, as one line of JSON. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ratio' | 'ms' | 'bytes' | 'count' | 'MB' | 'kB';
  readonly ours?: number;
  readonly reference?: number;
  readonly runs: number;
  /** Between which values the true one is in 95 of 100 cases, where the figure is a share of a sample. */
  readonly low?: number;
  readonly high?: number;
}

/** Prints a figure. */
export function report(figure: Figure): void {
  const round = (value: number): number => Number(value.toPrecision(4));
  console.log(JSON.stringify(figure, (_name, value: unknown) => (typeof value === 'number' ? round(value) : value)));
}

export interface RatioOptions {
  /** One run of what is measured; returns its cost (milliseconds, bytes, …). */
  readonly ours: () => Promise<number> | number;
  /** One run of what it is compared with. */
  readonly reference: () => Promise<number> | number;
  /** Pairs of runs; odd, so that the median is one of them. */
  readonly runs?: number;
  /** Pairs before the first that counts. */
  readonly warmUps?: number;
}

const defaultRuns = 7;
const defaultWarmUps = 1;

/** The value in the middle; of an even number, the mean of the two there. */
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
 * Runs both interleaved, so that a slow moment of the machine meets both; the figure is the median of ours/reference.
 * Every other pair starts with the reference.
 */
export async function measureRatio(name: string, options: RatioOptions): Promise<Figure> {
  const { ours, reference, runs = defaultRuns, warmUps = defaultWarmUps } = options;
  const pairs: { readonly ours: number; readonly reference: number }[] = [];
  // The product's own timers keep no process alive, and what is measured may wait for nothing else.
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

/** Milliseconds that `work` takes. */
export async function timeMs(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
