import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../workbench/places.ts';

/** docs/security.md names the tests of each case, whose titles begin with the number of the case. */
const paper = path.join(root, 'docs/security.md');
const caseCount = 49;
/** Title of a test, or of a table of tests. */
const title = /['"`]A9-(\d+) /g;
const row = /^\| (\d+) \| (.+?) \| (.*?) ?\|$/;

interface Case {
  readonly number: number;
  /** The row without its last cell. */
  readonly begin: string;
  readonly heldBy: string;
}

function readCases(text: string): readonly Case[] {
  return text.split('\n').flatMap((line) => {
    const [, number = '', what = '', heldBy = ''] = row.exec(line) ?? [];
    return number === '' ? [] : [{ number: Number(number), begin: `| ${number} | ${what} |`, heldBy }];
  });
}

/** Returns the files with tests of each case, in order. */
function findTests(): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, Set<string>>();
  const folders = ['src', 'test'].flatMap((folder) => {
    const files = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
    return files
      .filter((file) => /\.test\.ts$/.test(file) && !file.includes('node_modules'))
      .map((file) => path.posix.join(folder, file.replaceAll(path.sep, '/')));
  });
  for (const file of folders) {
    for (const [, number] of readFileSync(path.join(root, file), 'utf8').matchAll(title)) {
      found.set(Number(number), (found.get(Number(number)) ?? new Set()).add(file));
    }
  }
  return new Map([...found].map(([number, files]) => [number, [...files].sort()]));
}

const isNotApplicable = ({ heldBy }: Case): boolean => /^not applicable: \S/.test(heldBy);

/** Renders the table from the tests; a case that does not apply keeps its reason. */
function renderTable(cases: readonly Case[], tests: ReadonlyMap<number, readonly string[]>): readonly string[] {
  return cases.map((each) => {
    const files = (tests.get(each.number) ?? []).map((file) => `\`${file}\``).join(' ');
    const heldBy = isNotApplicable(each) ? each.heldBy : files;
    return `${each.begin} ${heldBy}${heldBy === '' ? '' : ' '}|`;
  });
}

function update(text: string, cases: readonly Case[], tests: ReadonlyMap<number, readonly string[]>): void {
  const rows = renderTable(cases, tests).values();
  const lines = text.split('\n').map((line) => (row.test(line) ? (rows.next().value ?? line) : line));
  writeFileSync(paper, lines.join('\n'));
}

const tests = findTests();
if (process.env['UPDATE_GOLDEN'] === '1')
  update(readFileSync(paper, 'utf8'), readCases(readFileSync(paper, 'utf8')), tests);
const text = readFileSync(paper, 'utf8');
const cases = readCases(text);

test('every security case is in the table, once and in order', () => {
  assert.deepEqual(
    cases.map(({ number }) => number),
    Array.from({ length: caseCount }, (_, index) => index + 1),
  );
});

test('every applicable security case has a test with its number', () => {
  const held = cases.filter((each) => !isNotApplicable(each)).map(({ number }) => number);
  assert.deepEqual(
    held.filter((number) => !tests.has(number)),
    [],
  );
});

test('the table names exactly the files that contain these tests', () => {
  const lines = text.split('\n').filter((line) => row.test(line));
  assert.deepEqual(lines, renderTable(cases, tests), 'write it anew with UPDATE_GOLDEN=1 npm test -- house');
});

test('no test has the number of a missing or inapplicable security case', () => {
  const applicable = new Set(cases.filter((each) => !isNotApplicable(each)).map(({ number }) => number));
  assert.deepEqual(
    [...tests.keys()].filter((number) => !applicable.has(number)),
    [],
  );
});

test('a case without a test, a test without a row, and a missing file are found', () => {
  const one: Case = { number: 1, begin: '| 1 | a → b |', heldBy: '`src/gone.test.ts`' };
  assert.deepEqual(renderTable([one], new Map([[1, ['src/a.test.ts', 'src/b.test.ts']]])), [
    '| 1 | a → b | `src/a.test.ts` `src/b.test.ts` |',
  ]);
  assert.deepEqual(renderTable([one], new Map()), ['| 1 | a → b | |']);
  assert.deepEqual(
    readCases('| 1 | a → b | `src/gone.test.ts` |\n| 2 | c → d | |').map(({ heldBy }) => heldBy),
    ['`src/gone.test.ts`', ''],
  );
});
