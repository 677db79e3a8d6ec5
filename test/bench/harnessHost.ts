import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { listBenchmarks } from '../../scripts/lib/benchmarks.mjs';
import { runEditorTests } from '../workbench/editorRun.ts';
import { out, root } from '../workbench/places.ts';
import { assertWanted, type Figure, report, sized } from './harness.ts';
import type { ProbeRun } from './harnessProbe.ts';

const idleMs = 10 * 60_000;

/** Measurement of a benchmark in an extension host. */
interface HostRun extends Omit<ProbeRun, 'resultFile'> {
  /** Folder of the extension under test; this extension when absent. */
  readonly extension?: string;
  /** Folders of further extensions. */
  readonly extensions?: readonly string[];
}

/** Runs that share a host, and their results, by name. */
interface Batch {
  readonly runs: HostRun[];
  readonly measured: PromiseWithResolvers<ReadonlyMap<string, unknown>>;
}

const makeBatch = (): Batch => ({ runs: [], measured: Promise.withResolvers() });
let batch = makeBatch();

/** Lists the benchmarks that measure in an extension host: those that import this file. */
export function listHosted(): readonly string[] {
  const isHosted = (name: string): boolean =>
    readFileSync(path.join(import.meta.dirname, `${name}.ts`), 'utf8').includes("from './harnessHost.ts'");
  return listBenchmarks().filter(isHosted);
}

/**
 * Runs a probe in a real extension host, and resolves to its result. A trial waits until all other such benchmarks are
 * ready, and shares their host, since starting one takes longer than the trials.
 */
export async function measureInHost<T>(run: HostRun): Promise<T> {
  const own = batch;
  own.runs.push(run);
  if (own.runs.length === sized(1, listHosted().length)) {
    batch = makeBatch();
    own.measured.resolve(measureAll(own.runs));
  }
  return (await own.measured.promise).get(run.name) as T;
}

/** Makes benchmarks that wait for a host fail, because one that should share it has failed. */
export function giveUp(error: unknown): void {
  batch.measured.reject(error);
}

async function measureAll(hosted: readonly HostRun[]): Promise<ReadonlyMap<string, unknown>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-bench-'));
  const runs = hosted.map(
    ({ name, probe, given }): ProbeRun => ({ name, probe, given, resultFile: path.join(folder, `${name}.json`) }),
  );
  const extension = hosted.find((run) => run.extension !== undefined)?.extension;
  const errors: string[] = [];
  try {
    const { problems } = await runEditorTests({
      entry: path.join(out, 'bench/index.cjs'),
      idleMs,
      ...(extension === undefined ? {} : { extension }),
      extensions: hosted.flatMap(({ extensions = [] }) => extensions),
      onEvent: ({ title, error }) => errors.push(...(error ? [`${title}: ${error}`] : [])),
      env: {
        EDITOR_TEST_FILES: [...new Set(runs.map(({ probe }) => `test/bench/${probe}.probe.ts`))].join(';'),
        BENCH_RUNS: JSON.stringify(runs),
      },
    });
    const reasons = [...problems, ...errors];
    if (reasons.length > 0) throw new Error(`the host could not measure: ${reasons.join('\n')}`);
    return new Map(runs.map(({ name, resultFile }) => [name, JSON.parse(readFileSync(resultFile, 'utf8'))]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface BulkRun {
  readonly name: string;
  readonly probe: string;
  /** Number of tasks and nodes, all of which are acted on. */
  readonly count: number;
  /** True if the logs of all items are saved. */
  readonly keepsAll?: boolean;
  /** Highest figure that does not fail. */
  readonly most: number;
}

/** Runs a probe of a bulk action against a server in a separate process, and reports the figure. */
export async function measureBulk({ name, probe, count, keepsAll = false, most }: BulkRun): Promise<void> {
  const server = spawn(process.execPath, [path.join(root, 'test/fakes/bulkServer.ts'), String(count)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(server.stdout, 'data');
    const given = { url: String(line).trim(), count, keepsAll };
    const figure = await measureInHost<Figure>({ name, probe, given });
    report(figure);
    assertWanted(figure.value <= most, `${name} costs ${figure.value} times its requests`);
  } finally {
    server.kill();
  }
}
