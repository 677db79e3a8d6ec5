import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findNeighbour, revealFound } from './findRow.ts';

interface Row {
  readonly id: string;
  readonly parent?: Row;
}

const job: Row = { id: 'job' };
const failed: Row = { id: 'failed', parent: job };
const running: Row = { id: 'running', parent: job };
const cause: Row = { id: 'cause', parent: failed };
const [a, b, c] = ['a', 'b', 'c'].map((id): Row => ({ id, parent: cause })) as [Row, Row, Row];

/** Makes a tree from the rows below each row. */
function toTree(below: Readonly<Record<string, readonly Row[]>>, top: readonly Row[] = [job]) {
  return (above: Row | undefined): readonly Row[] => (above === undefined ? top : (below[above.id] ?? []));
}

const whole = { job: [failed, running], failed: [cause] };

test('a row that still exists keeps its place', () => {
  assert.equal(findNeighbour(b, [a, b, c], toTree({ ...whole, cause: [a, b, c] })), undefined);
});

test('if a row has left the list, the next row is the neighbor below it, or else the one above', () => {
  assert.equal(findNeighbour(b, [a, b, c], toTree({ ...whole, cause: [a, c] })), c);
  assert.equal(findNeighbour(c, [a, b, c], toTree({ ...whole, cause: [a, b] })), b);
  assert.equal(findNeighbour(a, [a, b, c], toTree({ ...whole, cause: [c] })), c);
});

test('without remaining neighbors, the next row is the nearest existing ancestor', () => {
  assert.equal(findNeighbour(b, [a, b, c], toTree({ ...whole, failed: [cause], cause: [] })), cause);
  assert.equal(findNeighbour(b, [a, b, c], toTree({ job: [failed], failed: [] })), failed);
  assert.equal(findNeighbour(b, [a, b, c], toTree({ job: [running] })), job);
});

test('neighbors that have moved to another cause are considered at their new place', () => {
  const below: Row = { id: 'c', parent: failed };
  assert.equal(findNeighbour(b, [a, b, c], toTree({ job: [failed], failed: [below] })), below);
});

test('a row that is now below another cause is found there', () => {
  const [task, other] = ['task', 'other'].map((id): Row => ({ id, parent: failed })) as [Row, Row];
  const moved: Row = { id: 'task', parent: cause };
  const split = toTree({ ...whole, cause: [moved] });
  assert.equal(findNeighbour(task, [task, other], split), moved, 'there was one cause before');
  const second: Row = { id: 'second', parent: failed };
  assert.equal(findNeighbour({ id: 'task', parent: second }, [], split), moved);
});

test('top-level rows have neighbors too, until none is left', () => {
  assert.equal(findNeighbour(job, [job], toTree({})), undefined, 'it is there');
  const other: Row = { id: 'other' };
  assert.equal(findNeighbour(job, [job, other], toTree({}, [other])), other);
  assert.equal(findNeighbour(failed, [failed, running], toTree({}, [other])), other, 'nothing above it is left');
  assert.equal(findNeighbour(job, [job], toTree({}, [])), undefined);
});

const refusal = new Error('Cannot resolve tree item for element 1//job:a');

/** A tree that refuses a number of times; `shown` are the requested rows. */
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

test('a row whose list is redrawn at that moment is found and shown again', async () => {
  const { shown, find, reveal } = makeTree(2);
  assert.equal(await revealFound(find, reveal), undefined);
  assert.deepEqual(shown, ['row 1', 'row 2', 'row 3']);
});

test('a row that is refused each time is abandoned with the last error', async () => {
  const { shown, find, reveal } = makeTree(Number.POSITIVE_INFINITY);
  assert.equal(await revealFound(find, reveal), refusal);
  assert.equal(shown.length, 3);
});

test('a row that cannot be found is not searched for again', async () => {
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
