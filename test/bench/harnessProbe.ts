import { writeFileSync } from 'node:fs';

/** Request of a benchmark for a measurement in an extension host. */
export interface ProbeRun {
  readonly name: string;
  /** Name of the probe in the file `PROBE.probe.ts`. */
  readonly probe: string;
  /** Arguments of the probe. */
  readonly given: unknown;
  readonly resultFile: string;
}

const timeoutMs = 10 * 60_000;

/** Registers a probe in the extension host, each run as a test that writes the result of `measure`. */
export function registerProbe<T>(probe: string, measure: (given: T, name: string) => Promise<unknown>): void {
  const runs: readonly ProbeRun[] = JSON.parse(process.env['BENCH_RUNS'] ?? '[]');
  for (const { name, given, resultFile } of runs.filter((run) => run.probe === probe))
    test(name, async function () {
      this.timeout(timeoutMs);
      writeFileSync(resultFile, JSON.stringify(await measure(given as T, name)));
    });
}
