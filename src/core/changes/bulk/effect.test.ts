import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherWord } from '../../../../test/builders/otherWord.ts';
import type { RunResult } from '../../model/common.ts';
import { judgeEffect } from './effect.ts';

const at = (minute: number): string => `2026-11-20T09:0${minute}:00Z`;
const ran = (minute: number, result: RunResult) => ({
  state: 'completed' as const,
  executionInfo: { startTime: at(minute), endTime: at(minute + 1), result },
});

test('the effect on a task that will run again is known only after its next run', () => {
  const before = ran(1, 'failure');
  assert.equal(judgeEffect(before, ran(3, 'success')), 'succeeded');
  assert.equal(judgeEffect(before, ran(3, 'failure')), 'failedAgain');
  assert.equal(judgeEffect(before, before), undefined);
  assert.equal(judgeEffect(undefined, before), undefined);
  assert.equal(judgeEffect(before, { state: 'active' }), 'waiting');
  assert.equal(judgeEffect(before, { state: 'preparing' }), 'running');
  assert.equal(judgeEffect(before, { state: otherWord('of tomorrow') }), undefined);
});
