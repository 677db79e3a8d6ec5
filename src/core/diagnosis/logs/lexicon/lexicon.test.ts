import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { explainLog } from '../../explainLog.ts';
import { categoryOfLine } from './lexicon.ts';

/** What programs say when they fail: a heading for each category, and below it the lines that mean it. */
const table = readFileSync(path.join(import.meta.dirname, '../../../../../test/golden/lines.txt'), 'utf8');

for (const part of table.trimEnd().split('\n\n')) {
  const [heading = '', ...lines] = part.split('\n');
  const category = heading.replace('# ', '');
  test(`reads ${category} in single lines`, () => {
    assert.ok(lines.length > 0);
    assert.deepEqual(
      lines.flatMap((line) => {
        const found = explainLog(line, { exitCode: 1 })?.category;
        return found === category ? [] : [`${line}: ${found}`];
      }),
      [],
    );
  });
}

test('takes numbers for an HTTP status only where one is spoken of', () => {
  assert.equal(categoryOfLine('mesh partition 429 is empty'), 'bad-input');
  assert.equal(categoryOfLine('surface has 429 open edges'), undefined);
  assert.equal(categoryOfLine('residual 403 did not converge'), undefined);
  assert.equal(categoryOfLine('the API answered 429'), 'throttled');
  assert.equal(categoryOfLine('HTTP 403 while reading the input'), 'auth-storage');
});

test('says nothing of a thing by words that belong to another clause', () => {
  assert.equal(categoryOfLine('sigma NOT AVAILABLE: PROGRAM STOPS'), undefined);
  assert.equal(categoryOfLine('a.pdf: unable to find trailer dictionary while recovering damaged file'), 'bad-input');
});
