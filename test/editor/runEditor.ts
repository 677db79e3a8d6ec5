import { existsSync } from 'node:fs';
import path from 'node:path';
import { runDesktopTests } from '../workbench/desktopRun.ts';
import { type EditorRunOptions, readHost, runEditorTests } from '../workbench/editorRun.ts';
import { out, root } from '../workbench/places.ts';
import type { TestEvent } from '../workbench/testLog.ts';

/** Runs the built editor suites in the VS Code of this machine, prints each test, and the counts as the last line. */

/** Longer than any test may take. */
const idleMs = 150_000;

function print({ event, title, error, ms }: TestEvent): void {
  if (event === 'pass') console.log(`  ok    ${title} (${ms} ms)`);
  if (event === 'skip') console.log(`  skip  ${title}`);
  if (event === 'fail') console.log(`  FAIL  ${title}\n${error}`);
}

const sample = path.join(root, 'media/sample');
const coverage = process.env['EDITOR_COVERAGE'];
const options: EditorRunOptions = {
  produced: path.join(out, 'produced/editor'),
  entry: path.join(out, 'editor/index.cjs'),
  idleMs,
  onEvent: print,
  mayBeEmpty: process.env['EDITOR_TEST_NAME'] !== undefined,
  ...(existsSync(sample) ? { folder: sample } : {}),
  ...(coverage ? { env: { NODE_V8_COVERAGE: coverage } } : {}),
};
const host = readHost();
const result =
  host.kind === 'desktop' && host.code ? await runDesktopTests(host.code, options) : await runEditorTests(options);
for (const problem of result.problems) console.log(`  FAIL  ${problem}`);
const counts = { passed: result.passed, failed: result.failed + result.problems.length, skipped: result.skipped };
console.log(`#counts ${JSON.stringify(counts)}`);
