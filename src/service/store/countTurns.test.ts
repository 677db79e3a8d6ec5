import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CountTurns } from './countTurns.ts';

const second = 1000;

/** Jobs `j0` … that were counted just now. */
function openTurns(count: number) {
  const jobIds = Array.from({ length: count }, (_, index) => `j${index}`);
  const state = { nowMs: Date.parse('2026-11-20T09:00:00Z') };
  const turns = new CountTurns(() => state.nowMs);
  for (const jobId of jobIds) turns.noteCounts(jobId, true);
  /** Takes the jobs that are due after this many seconds, and reports changed counts for those in `changing`. */
  const take = (seconds: number, { inSight = [], changing = [] }: Record<string, readonly string[]> = {}) => {
    state.nowMs += seconds * second;
    const taken = turns.take({ jobIds, inSight: new Set(inSight) });
    for (const jobId of taken) turns.noteCounts(jobId, changing.includes(jobId));
    return taken;
  };
  return { turns, take, jobIds, state };
}

test('jobs that were just counted are not counted again', () => {
  const { take } = openTurns(2);
  assert.deepEqual(take(5), []);
  assert.deepEqual(take(5), ['j0', 'j1']);
});

test('unchanged counts are requested at increasing intervals, of at most two minutes', () => {
  const { take } = openTurns(1);
  const gaps: number[] = [];
  let gap = 0;
  for (let turn = 0; turn < 80; turn++) {
    gap += 15;
    if (take(15).length === 0) continue;
    gaps.push(gap);
    gap = 0;
  }
  assert.deepEqual(gaps.slice(0, 4), [15, 30, 45, 90]);
  assert.deepEqual(new Set(gaps.slice(4)), new Set([105]));
});

test('changing counts are requested in every turn', () => {
  const { take } = openTurns(1);
  for (let turn = 0; turn < 5; turn++) assert.deepEqual(take(15, { changing: ['j0'] }), ['j0']);
});

test('visible jobs are counted first, with one other job in each turn', () => {
  const { take } = openTurns(9);
  const inSight = ['j6', 'j7', 'j8'];
  const turns = Array.from({ length: 4 }, () => take(15, { inSight, changing: inSight }));
  assert.deepEqual(turns, [
    ['j6', 'j7', 'j0'],
    ['j8', 'j6', 'j1'],
    ['j7', 'j6', 'j2'],
    ['j8', 'j6', 'j3'],
  ]);
});

test('a changed job is counted at once, and again if it was requested before the change', () => {
  const { turns, take } = openTurns(1);
  turns.noteJob('j0');
  turns.noteCounts('j0', true);
  assert.equal(turns.hasChanged('j0'), true);
  assert.deepEqual(take(0), ['j0']);
  assert.equal(turns.hasChanged('j0'), false);
  assert.deepEqual(take(1), []);
});

test('24 jobs are counted every two minutes, and the jobs that wait longer are listed', () => {
  const { turns, take, jobIds, state } = openTurns(24);
  const lastMs = new Map(jobIds.map((jobId) => [jobId, state.nowMs]));
  let oldestMs = 0;
  for (let turn = 0; turn < 100; turn++) {
    const taken = take(15);
    for (const jobId of taken) lastMs.set(jobId, state.nowMs);
    oldestMs = Math.max(oldestMs, state.nowMs - Math.min(...lastMs.values()));
  }
  assert.ok(oldestMs <= 120 * second, `${oldestMs / second} s`);
  assert.equal(turns.hasOverdue(jobIds), true);
  const few = openTurns(1);
  assert.equal(few.turns.hasOverdue(few.jobIds), false);
});

test('a job that could not be counted does not prevent other jobs from being counted', () => {
  const { turns, state, jobIds } = openTurns(4);
  turns.noteJob('j0');
  const takeInVain = () => {
    state.nowMs += 15 * second;
    return turns.take({ jobIds, inSight: new Set() });
  };
  assert.deepEqual(takeInVain(), ['j0', 'j1', 'j2']);
  assert.deepEqual(takeInVain(), ['j0', 'j3']);
  assert.deepEqual(takeInVain(), ['j1', 'j2']);
});
