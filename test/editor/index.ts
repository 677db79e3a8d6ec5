import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';
import { Recorder } from './support/recorder.ts';

/** Appends an event of the run to the file that the harness reads during the run. */
function report(event: string, facts: Record<string, unknown> = {}): void {
  const file = process.env['EDITOR_TEST_RESULTS'];
  if (file) appendFileSync(file, `${JSON.stringify({ event, ...facts })}\n`);
}

function errorText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Milliseconds after which a test counts as hanging; 0 means never. */
const testTimeoutMs = Number(process.env['EDITOR_TEST_HANG_MS'] ?? 0);

/** Files with suites to load, separated by `;`; all when absent. */
const chosenFiles = process.env['EDITOR_TEST_FILES']?.replaceAll('\\', '/').split(';');
/** Filter for the full names of tests; a regular expression between slashes, or a text. */
const chosenName = process.env['EDITOR_TEST_NAME'];

/** Returns a test's or hook's full title, and its file. */
function toFacts(test: Mocha.Test): Record<string, unknown> {
  return { title: test.fullTitle(), file: test.file ?? test.parent?.file ?? '' };
}

/**
 * Runs the suites in the extension host of VS Code: those of every file in `files`, or of the chosen ones. Rejects if a
 * test fails. A run without a reported "end" counts as failed.
 */
export async function runSuites(files: Readonly<Record<string, () => unknown>>): Promise<void> {
  report('run', { pid: process.pid, node: process.version });
  const mocha = new Mocha({ ui: 'tdd', timeout: testTimeoutMs, color: false });
  const shown = process.env['EDITOR_TEST_SHOWN'];
  if (chosenName) mocha.grep(chosenName);
  const recorder = shown === undefined ? undefined : new Recorder(shown);
  mocha.rootHooks({ afterEach: () => recorder?.noteClipboard() });
  for (const [file, load] of Object.entries(files).filter(([file]) => chosenFiles?.includes(file) ?? true)) {
    mocha.suite.emit('pre-require', globalThis, file, mocha);
    load();
  }
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('suite', ({ file }) => report('load', { file }));
    runner.on('test', (test) => report('start', toFacts(test)));
    runner.on('pass', (test) => report('pass', { ...toFacts(test), ms: test.duration }));
    runner.on('fail', (test, error) => report('fail', { ...toFacts(test), error: errorText(error) }));
    runner.on('pending', (test) => report('skip', toFacts(test)));
  });
  recorder?.dispose();
  report('end', { failures });
  if (failures > 0) throw new Error(`${failures} failed`);
}
