import assert from 'node:assert/strict';
import { test } from 'node:test';
import { root } from '../workbench/places.ts';
import { runProgram } from './runProgram.ts';

/* A single test, as developers run it while they work: `npm test -- FILE -t NAME`. */
const file = 'src/core/filters/odata.test.ts';

function npmTest(...args: readonly string[]): { readonly code: number | null; readonly lines: readonly string[] } {
  const program = process.env['PLAIN_NODE'] ?? process.execPath;
  const env = { ...process.env };
  delete env['NODE_TEST_CONTEXT'];
  const { status, stdout, stderr } = runProgram(program, ['scripts/test.mjs', ...args], { cwd: root, env });
  return { code: status, lines: `${stderr}${stdout}`.trimEnd().split('\n') };
}

test('a single file can be run, each of its tests is shown, and the last line is the overall result', () => {
  const { code, lines } = npmTest(file);
  assert.equal(code, 0);
  assert.match(lines[0] ?? '', /^ {2}ok {4}filters are written as Batch reads them \(\d+ ms\)$/);
  assert.equal(lines.at(-1), '3 passed, 0 failed');
});

test('tests are chosen by a part of their names, or by a regular expression', () => {
  assert.deepEqual(npmTest(file, '-t', 'no value can').lines.at(-1), '1 passed, 0 failed');
  assert.deepEqual(npmTest(file, '-t', '/^(no value|invalid)/').lines.at(-1), '2 passed, 0 failed');
});

test('a name that matches no test is an error', () => {
  const { code, lines } = npmTest(file, '-t', 'no val.e');
  assert.equal(code, 1);
  assert.deepEqual(lines, ["  FAIL  no test there has 'no val.e' in its name", '0 passed, 1 failed']);
});

const refused = [
  [['--fast'], /Unknown option '--fast'/],
  [['src/core/nothing.test.ts'], /there is no such stage, file or folder/],
  [['-t', 'x'], /name files, folders or stages/],
  [['test/journeys', '--watch'], /stages that are built first cannot be watched: journeys/],
  [[file, '--headed'], /none of these tests drives a browser/],
] as const;

for (const [args, why] of refused)
  test(`refused before anything is set up: npm test -- ${args.join(' ')}`, () => {
    const { code, lines } = npmTest(...args);
    assert.equal(code, 1);
    assert.match(lines.join('\n'), why);
    assert.doesNotMatch(lines.join('\n'), /Setting up/);
  });
