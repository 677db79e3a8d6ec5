import assert from 'node:assert/strict';
import { test } from 'node:test';
import { revealFound } from './revealFound.ts';

const refusal = new Error('Cannot resolve tree item for element 1//job:a');

/** A tree that refuses so many times; `shown` are the rows that it was asked for. */
function makeTree(refusals: number) {
  const shown: string[] = [];
  let found = 0;
  const find = async (): Promise<string> => {
    found += 1;
    return `row ${found}`;
  };
  const reveal = async (row: string): Promise<void> => {
    shown.push(row);
    if (shown.length <= refusals) throw refusal;
  };
  return { shown, find, reveal };
}

test('a row whose list is drawn anew at that moment is found and shown again', async () => {
  const { shown, find, reveal } = makeTree(2);
  assert.equal(await revealFound(find, reveal), undefined);
  assert.deepEqual(shown, ['row 1', 'row 2', 'row 3']);
});

test('a row that is refused each time is given up with what was said of it', async () => {
  const { shown, find, reveal } = makeTree(Number.POSITIVE_INFINITY);
  assert.equal(await revealFound(find, reveal), refusal);
  assert.equal(shown.length, 3);
});

test('what cannot be found is not looked for again', async () => {
  const gone = new Error('gone');
  let asked = 0;
  const find = async (): Promise<never> => {
    asked += 1;
    throw gone;
  };
  await assert.rejects(
    revealFound(find, async () => undefined),
    gone,
  );
  assert.equal(asked, 1);
});
