import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listTests, stageNames } from './kinds.mjs';
import { isNight } from './night.mjs';
import { days, listToday } from './turns.mjs';

const all = stageNames.flatMap(listTests);
const listDay = (day, host = { takesTurns: true }) => stageNames.flatMap((stage) => listToday(stage, host, day));

test('the files that take turns exist, and each has one turn', () => {
  const files = days.flat();
  assert.deepEqual(
    files.filter((file) => !all.includes(file)),
    [],
  );
  assert.equal(new Set(files).size, files.length);
});

test('every file runs on at least one of three days, whatever the first, and those without turns on each', {
  skip: isNight,
}, () => {
  const runs = [19_700, 19_701, 19_702].map((day) => listDay(day));
  assert.deepEqual([...new Set(runs.flat())].sort(), [...all].sort());
  const withoutTurns = all.filter((file) => !days.flat().includes(file));
  for (const run of runs) {
    assert.ok(run.length < all.length);
    assert.deepEqual(
      withoutTurns.filter((file) => !run.includes(file)),
      [],
    );
  }
});

test('stages that are named run all of their files', () => {
  assert.deepEqual(listDay(19_700, {}), all);
});
