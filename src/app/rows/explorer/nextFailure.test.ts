import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findNextFailure } from './nextFailure.ts';

interface Row {
  readonly name: string;
  readonly parent?: Row;
}

const account: Row = { name: 'account, failed' };
const pool: Row = { name: 'pool', parent: account };
const job: Row = { name: 'job, failed', parent: account };
const cause: Row = { name: 'cause', parent: job };
const [first, second]: readonly Row[] = [
  { name: 'first, failed', parent: cause },
  { name: 'second, failed', parent: cause },
];
const closed: Row = { name: 'closed job, failed', parent: account };
const rows = [account, pool, job, cause, first, second, closed] as readonly Row[];
const isFailed = ({ name }: Row): boolean => name.includes('failed');

test('the next failure is the innermost row that has failed', () => {
  assert.equal(findNextFailure(rows, account, isFailed), first);
  assert.equal(findNextFailure(rows, first, isFailed), second);
  assert.equal(findNextFailure(rows, second, isFailed), closed, 'what is in it was not opened');
});

test('after the last failure, or without a selected row, the next failure is the first one', () => {
  assert.equal(findNextFailure(rows, closed, isFailed), first);
  assert.equal(findNextFailure(rows, undefined, isFailed), first);
  assert.equal(
    findNextFailure(rows, account, () => false),
    undefined,
  );
});
