import { appendFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { Recorder } from './support/recorder.ts';

/** Appends an event of the run to the file that the harness reads while we run. */
function report(event: string, facts: Record<string, unknown> = {}): void {
  const file = process.env['EDITOR_TEST_RESULTS'];
  if (file) appendFileSync(file, `${JSON.stringify({ event, ...facts })}\n`);
}

function errorText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Longer than what a test awaits takes to give up: that tells more. */
const testTimeoutMs = 120_000;

/**
 * The entry that VS Code loads in its extension host: runs every `*.test.cjs` beside this file.
 * Rejects when a test fails. The run is good only when its "end" has been reported.
 */
export async function run(): Promise<void> {
  report('run', { pid: process.pid, node: process.version });
  const mocha = new Mocha({ ui: 'tdd', timeout: testTimeoutMs, color: false });
  const shown = process.env['EDITOR_TEST_SHOWN'];
  const recorder = shown === undefined ? undefined : new Recorder(shown);
  mocha.rootHooks({ afterEach: () => recorder?.noteClipboard() });
  for (const file of readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).sort())
    if (file.endsWith('.test.cjs')) mocha.addFile(path.join(__dirname, file));
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => report('pass', { title: test.fullTitle(), ms: test.duration }));
    runner.on('fail', (test, error) => report('fail', { title: test.fullTitle(), error: errorText(error) }));
    runner.on('pending', (test) => report('skip', { title: test.fullTitle() }));
  });
  recorder?.dispose();
  report('end', { failures });
  if (failures > 0) throw new Error(`${failures} failed`);
}
