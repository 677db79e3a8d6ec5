import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { toFix } from '../explanation/instruction.ts';
import { type CodePlace, describeCauses } from './entry.ts';
import { codeTables, findCode } from './find.ts';
import { findExit } from './findExit.ts';

interface KnownCode {
  readonly place: CodePlace | 'exitCode';
  readonly code: string;
  /** Documentation, client source, or recording in which the code was seen. */
  readonly source: string;
}

const listUrl = new URL('../../../../test/golden/catalogue/knownCodes.json', import.meta.url);
const known: readonly KnownCode[] = JSON.parse(readFileSync(listUrl, 'utf8'));

test('every known code has an entry in its section', () => {
  for (const { place, code } of known) {
    if (place === 'exitCode') assert.ok(findExit(Number(code)), `exit code ${code}`);
    else assert.equal(findCode(place, code)?.code, code, `${place} ${code}`);
  }
});

test('every entry is a known code with a source', () => {
  for (const [place, table] of Object.entries(codeTables)) {
    if (place === 'local') continue;
    for (const code of Object.keys(table)) {
      const listed = known.find((candidate) => candidate.place === place && candidate.code === code);
      assert.ok(listed, `${place} ${code} is not in the list of known codes`);
      assert.match(listed.source, /\S{4}/);
    }
  }
});

test('no code is listed twice in one section', () => {
  const keys = known.map(({ place, code }) => `${place} ${code.toLowerCase()}`);
  assert.equal(new Set(keys).size, keys.length);
});

test('every entry has a meaning and at least one fix, as sentences', () => {
  for (const table of Object.values(codeTables)) {
    for (const [code, { text }] of Object.entries(table)) {
      const { meaning, causes, fixes, again, wait } = text();
      const advice = [...fixes.map((fix) => toFix(fix).text), again, wait].filter((sentence) => sentence !== undefined);
      for (const sentence of [meaning, ...causes, ...advice]) assert.match(sentence, /^\S.*[.)]$/, code);
      assert.ok(advice.length > 0, code);
    }
  }
});

test('a code is found regardless of case, and only in its own section', () => {
  assert.equal(findCode('poolAllocation', 'AllocationTimedout')?.code, 'AllocationTimedOut');
  assert.equal(findCode('node', 'DiskFull')?.entry.category, 'disk-full');
  assert.equal(findCode('taskFailure', 'DiskFull'), undefined);
  assert.equal(findCode('rest', 'constructor'), undefined);
});

test('several causes are described as possible, and a single one as certain', () => {
  const text = { meaning: 'M.', fixes: [] };
  assert.equal(describeCauses({ ...text, causes: [] }), '');
  assert.equal(describeCauses({ ...text, causes: ['A.'] }), 'A.');
  assert.equal(describeCauses({ ...text, causes: ['A.', 'B.'] }), 'Possible causes: (1) A. (2) B.');
});
