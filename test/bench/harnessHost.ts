import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runEditorTests } from '../workbench/editorRun.ts';
import { out, root } from '../workbench/places.ts';
import { type Figure, report } from './harness.ts';

const idleMs = 10 * 60_000;

/**
 * Runs the probe that is built as `entry` in a real extension host against a server in a process of its own, and reports
 * the figure that it writes down. Throws when that is more than `most`. `keep` is what is chosen of what to keep of many.
 */
export async function measureBulk(entry: string, most: number, keep = 'Retry 10,000'): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-bench-'));
  const figureFile = path.join(folder, 'figure.json');
  const server = spawn(process.execPath, [path.join(root, 'test/fakes/bulkServer.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(server.stdout, 'data');
    const errors: string[] = [];
    const { problems } = await runEditorTests({
      entry: path.join(out, entry, 'index.cjs'),
      idleMs,
      onEvent: ({ error }) => errors.push(...(error ? [error] : [])),
      env: { BENCH_SERVER: String(line).trim(), BENCH_FIGURE: figureFile, BENCH_KEEP: keep },
    });
    const reasons = [...problems, ...errors];
    if (reasons.length > 0) throw new Error(`the host could not measure: ${reasons.join('\n')}`);
    const figure: Figure = JSON.parse(readFileSync(figureFile, 'utf8'));
    report(figure);
    assert.ok(figure.value <= most, `${figure.name} costs ${figure.value} times its requests`);
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}
