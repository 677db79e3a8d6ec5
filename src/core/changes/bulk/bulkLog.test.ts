import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bulkPlan } from '../../../../test/builders/bulkPlan.ts';
import { toLogLines } from './bulkLog.ts';
import type { ItemOutcome } from './bulkRecord.ts';

const at = '2026-11-20T09:00:01.000Z';
const done: ItemOutcome = { outcome: 'done', at };
const failed: ItemOutcome = { outcome: 'failed', at, code: 'ServerBusy', message: 'The service is busy.' };

function log(count: number, outcomes: readonly ItemOutcome[]): readonly string[] {
  const record = { plan: bulkPlan(count), outcomes, lastAt: at, owner: 0 };
  return [...toLogLines('Retry', record)].map(({ level, text }) => `${level} ${text}`);
}

test('each item of a small action has a line in the log', () => {
  const note: ItemOutcome = { ...done, note: 'It ran already.' };
  const [first = '', ...others] = log(5, [done, note, failed, { outcome: 'unknown', at, reason: 'Lost.' }]);
  assert.match(first, /^info Retry: .*: done$/);
  assert.deepEqual(
    others.map((line) => line.replace(/Retry: .*?: /, '')),
    ['info done: It ran already.', 'warn ServerBusy: The service is busy.', 'warn unknown: Lost.', 'info not started'],
  );
});

test('of many items, only those that did not succeed have a line, and the others are counted', () => {
  const [first = '', ...others] = log(1000, [...Array<ItemOutcome>(998).fill(done), failed, { outcome: 'notBegun' }]);
  assert.match(first, /^warn Retry: .*: ServerBusy: The service is busy\.$/);
  assert.deepEqual(others, ["info Retry: 998 done, 1 not started; the action's report lists them"]);
});
