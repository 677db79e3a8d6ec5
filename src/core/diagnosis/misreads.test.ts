import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Aspect, countRight, isRight, type Reading, readLogs } from '../../../test/golden/diagnosisScore.ts';
import { listGoldenLogs, listMisreads, misreadsFile } from '../../../test/golden/goldenLogs.ts';
import type { Expected } from '../../../test/golden/parseGoldenLogs.ts';
import { longestTitle } from './explanation/fitTitle.ts';

/**
 * A ratchet: all outputs of the development set are read correctly, except those in this file, each with the actual
 * reading. `UPDATE_GOLDEN=1` removes outputs that are now read correctly. It never adds any: the failure message has
 * the line to add.
 */
const update = process.env['UPDATE_GOLDEN'] === '1';

/**
 * Number of correct readings at the last count among the outputs kept out of development; 98% of this number must
 * remain correct.
 */
const counted: Readonly<Record<'short' | 'long', Readonly<Record<Aspect, number>>>> = {
  short: { line: 922, category: 908, frame: 934 },
  long: { line: 69, category: 67, frame: 72 },
};

const readings = readLogs(listGoldenLogs());
const misreads = new Map(
  readings
    .filter((reading) => !reading.log.heldBack && !isRight(reading))
    .map((reading) => [reading.log.name, reading]),
);

test('the development set is read correctly, except for known misreads', () => {
  const known = listMisreads();
  const unknown = [...misreads.values()].filter(({ log }) => !known.has(log.name));
  const lines = unknown.map((reading) => `${format(reading)}\n  instead of ${formatFinding(reading.log.expect)}`);
  assert.ok(unknown.length === 0, `${unknown.length} outputs are misread:\n${lines.join('\n')}`);
});

test('the list of known misreads contains only actual misreads', () => {
  const lines = [...listMisreads().keys()].flatMap((name) => misreads.get(name) ?? []).map(format);
  if (update) writeFileSync(misreadsFile, lines.map((line) => `${line}\n`).join(''));
  assert.deepEqual([...listMisreads().values()], lines, 'UPDATE_GOLDEN=1 strikes out what is read rightly now');
});

for (const length of ['short', 'long'] as const)
  for (const aspect of ['line', 'category', 'frame'] as const)
    test(`the ${aspect} of ${length} held-back outputs is right at least as often as before`, () => {
      const heldBack = readings.filter(({ log }) => log.heldBack && log.isLong === (length === 'long'));
      const right = countRight(heldBack, aspect);
      const wanted = counted[length][aspect];
      assert.ok(right >= wanted * 0.98, `${right} of ${heldBack.length} are right, and ${wanted} were`);
    });

test('a title names only what is in the line, in the form for its kind', () => {
  for (const { name, text, title, subject, category, rootCause } of listExplained()) {
    if (subject === undefined) continue;
    // A bare message is the reason for the report above, which has the name.
    const isBare = /^\W*(?:\d+: |Caused by: )?No such file or directory(?: \(os error 2\))?$/.test(rootCause.text);
    const from = isBare ? text : rootCause.text;
    assert.ok(from.includes(subject), `${name}: ${title}\n${rootCause.text}`);
    assert.doesNotMatch(subject, /:\d+:\d+$|(?:Error|Exception)$|[*?${}"`‘“”]|["'’.,;:]$/, `${name}: ${title}`);
    if (category === 'network-dns' || category === 'network')
      assert.match(subject, /^[\w[\].:-]+$/, `${name}: ${title}`);
    if (category === 'missing-program') assert.doesNotMatch(subject, /^\.|^[\w.-]+\//, `${name}: ${title}`);
  }
});

test('titles are short, on one line, and never a generic sentence', () => {
  const vague =
    /^(?:A file does not exist|An input is malformed|The code failed|A time limit was exceeded|A network connection failed)$/;
  for (const { name, title } of listExplained()) {
    assert.ok(!title.includes('\n') && title.length <= longestTitle, `${name}: ${title}`);
    assert.doesNotMatch(title, vague, name);
  }
});

function listExplained() {
  return readings.flatMap(({ log: { name, text }, explanation }) =>
    explanation ? [{ name, text, ...explanation }] : [],
  );
}

function format({ log, found }: Reading): string {
  return `${log.name}: ${formatFinding(found)}`;
}

function formatFinding(finding: Expected | null): string {
  if (finding === null) return 'nothing to blame';
  const { line, category, frame } = finding;
  return `line ${line}, ${category}${frame ? `, ${frame.file}:${frame.line}` : ''}`;
}
