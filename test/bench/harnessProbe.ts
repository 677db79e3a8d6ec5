import { writeFileSync } from 'node:fs';

/** What a benchmark wants measured in an extension host. */
export interface ProbeRun {
  readonly name: string;
  /** What measures it: the file `PROBE.probe.ts`. */
  readonly probe: string;
  /** What it is handed. */
  readonly given: unknown;
  readonly resultFile: string;
}

const timeoutMs = 10 * 60_000;

/** Registers, in the extension host, what is wanted of a probe: each as a test that writes down what `measure` resolves to. */
export function registerProbe<T>(probe: string, measure: (given: T, name: string) => Promise<unknown>): void {
  const runs: readonly ProbeRun[] = JSON.parse(process.env['BENCH_RUNS'] ?? '[]');
  for (const { name, given, resultFile } of runs.filter((run) => run.probe === probe))
    test(name, async function () {
      this.timeout(timeoutMs);
      writeFileSync(resultFile, JSON.stringify(await measure(given as T, name)));
    });
}
