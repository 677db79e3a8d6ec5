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

/** After this long a test counts as hanging; 0 is never. */
const testTimeoutMs = Number(process.env['EDITOR_TEST_HANG_MS'] ?? 0);

/** The suites to load, as the files that they were built from, `;` between them; all when there are none. */
const chosenFiles = process.env['EDITOR_TEST_FILES']?.split(';').map((file) => path.parse(file).name);
/** Filter for the full names of tests; a regular expression between slashes, or a text. */
const chosenName = process.env['EDITOR_TEST_NAME'];

function isChosen(file: string): boolean {
  return file.endsWith('.test.cjs') && (chosenFiles?.includes(path.parse(file).name) ?? true);
}

/** Returns a test's or hook's full title, and the name of its built file. */
function toFacts(test: Mocha.Test): Record<string, unknown> {
  return { title: test.fullTitle(), file: path.basename(test.file ?? test.parent?.file ?? '') };
}

/**
 * The entry that VS Code loads in its extension host: runs every `*.test.cjs` beside this file, or those that are chosen.
 * Rejects when a test fails. The run is good only when its "end" has been reported.
 */
export async function run(): Promise<void> {
  report('run', { pid: process.pid, node: process.version });
  const mocha = new Mocha({ ui: 'tdd', timeout: testTimeoutMs, color: false });
  const shown = process.env['EDITOR_TEST_SHOWN'];
  if (chosenName) mocha.grep(chosenName);
  const recorder = shown === undefined ? undefined : new Recorder(shown);
  mocha.rootHooks({ afterEach: () => recorder?.noteClipboard() });
  for (const file of readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).sort())
    if (isChosen(file)) mocha.addFile(path.join(__dirname, file));
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('test', (test) => report('start', toFacts(test)));
    runner.on('pass', (test) => report('pass', { ...toFacts(test), ms: test.duration }));
    runner.on('fail', (test, error) => report('fail', { ...toFacts(test), error: errorText(error) }));
    runner.on('pending', (test) => report('skip', toFacts(test)));
  });
  recorder?.dispose();
  report('end', { failures });
  if (failures > 0) throw new Error(`${failures} failed`);
}
