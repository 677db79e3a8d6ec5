import { existsSync } from 'node:fs';
import path from 'node:path';
import { runDesktopTests } from '../workbench/desktopRun.ts';
import { type EditorRunOptions, readHost, runEditorTests } from '../workbench/editorRun.ts';
import { agentStandIn, out, remoteSshStandIn, root } from '../workbench/places.ts';
import type { TestEvent } from '../workbench/testLog.ts';

/** Runs the built editor suites in the VS Code of this machine, prints each test, and the counts as the last line. */

/** Longer than any test may take, so that a hanging test is reported as such; unlimited while debugging. */
const idleMs = 1.2 * Number(process.env['EDITOR_TEST_HANG_MS'] ?? Number.POSITIVE_INFINITY);

/** Results of the tests by file. */
const files = new Map<string, { passed: number; failed: number; skipped: number }>();
const times = new Map<string, number>();

let running = 'a host that has not begun its tests';

// The parent process stops a run that exceeds its limits, and needs to know the current test.
process.once('SIGTERM', () => {
  console.log(`  FAIL  still running: ${running}`);
  process.exit(1);
});

function note(test: TestEvent): void {
  print(test);
  const { event, file, title } = test;
  if (title !== undefined) running = event === 'start' ? title : `what follows ${title}`;
  if (file === undefined) return;
  // The parent process attributes processor time to the file that this one names.
  process.title = `node ${file}`;
  const counts = files.get(file) ?? { passed: 0, failed: 0, skipped: 0 };
  if (event === 'pass') counts.passed += 1;
  if (event === 'skip') counts.skipped += 1;
  if (event === 'fail') counts.failed += 1;
  files.set(file, counts);
  times.set(file, (times.get(file) ?? 0) + (test.ms ?? 0));
}

function print({ event, title, error, ms }: TestEvent): void {
  if (event === 'pass') console.log(`  ok    ${title} (${ms} ms)`);
  if (event === 'skip') console.log(`  skip  ${title}`);
  if (event === 'fail') console.log(`  FAIL  ${title}\n${error}`);
}

const sample = path.join(root, 'media/sample');
const coverage = process.env['EDITOR_COVERAGE'];
const options: EditorRunOptions = {
  // Files of the first run are searched for secrets, also after failed ones ran again.
  produced: path.join(out, 'produced', process.env['EDITOR_TEST_PRODUCED'] ?? 'editorAgain'),
  entry: path.join(out, 'editor/index.cjs'),
  extensions: [remoteSshStandIn, agentStandIn],
  idleMs,
  onEvent: note,
  mayBeEmpty: process.env['EDITOR_TEST_NAME'] !== undefined,
  ...(existsSync(sample) ? { folder: sample } : {}),
  ...(coverage ? { env: { NODE_V8_COVERAGE: coverage } } : {}),
};
const host = readHost();
const result =
  host.kind === 'desktop' && host.code ? await runDesktopTests(host.code, options) : await runEditorTests(options);
for (const problem of result.problems) console.log(`  FAIL  ${problem}`);
const counts = {
  passed: result.passed,
  failed: result.failed + result.problems.length,
  skipped: result.skipped,
  // A run that did not finish does not know which files failed.
  ...(result.problems.length === 0 ? { files: Object.fromEntries(files), ms: Object.fromEntries(times) } : {}),
};
console.log(`#counts ${JSON.stringify(counts)}`);
