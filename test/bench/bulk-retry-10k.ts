import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runEditorTests } from '../workbench/editorRun.ts';
import { out, root } from '../workbench/places.ts';
import { type Figure, report } from './harness.ts';

/**
 * Retrying 10,000 failed tasks by our command in a real extension host (tasks judged, both log ends of each read and
 * kept on the disk, each reactivated, progress shown), against the bare requests for the same logs (the length of each, and
 * its end) and reactivations with the same concurrency and nothing done with what they bring. Another process serves both. Wanted: at most 5: the
 * service takes tens of milliseconds for a request and a few of them at a time, so that our part is not noticed then.
 */
const most = 5;
const idleMs = 10 * 60_000;

const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-retry-'));
const figureFile = path.join(folder, 'figure.json');
const server = spawn(process.execPath, [path.join(root, 'test/fakes/failedTaskServer.ts')], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
try {
  const [line] = await once(server.stdout, 'data');
  const errors: string[] = [];
  const { problems } = await runEditorTests({
    entry: path.join(out, 'bench-bulk-retry/index.cjs'),
    idleMs,
    onEvent: ({ error }) => errors.push(...(error ? [error] : [])),
    env: { BENCH_SERVER: String(line).trim(), BENCH_FIGURE: figureFile },
  });
  const reasons = [...problems, ...errors];
  if (reasons.length > 0) throw new Error(`the host could not measure: ${reasons.join('\n')}`);
  const figure: Figure = JSON.parse(readFileSync(figureFile, 'utf8'));
  report(figure);
  assert.ok(figure.value <= most, `retrying costs ${figure.value} times its requests`);
} finally {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
