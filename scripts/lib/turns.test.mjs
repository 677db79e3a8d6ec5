import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listTests, stageNames } from './kinds.mjs';
import { isNight, turns } from './night.mjs';
import { describeTurns, listTaking, listToday } from './turns.mjs';

const all = stageNames.flatMap(listTests);
const takesTurns = { takesTurns: true };
const listDay = (day, host = takesTurns) => stageNames.flatMap((stage) => listToday(stage, host, day));

test('every file runs on at least one of the days, whatever the first, and those without turns on each', {
  skip: isNight,
}, () => {
  const runs = Array.from({ length: turns }, (_, index) => listDay(19_700 + index));
  assert.deepEqual([...new Set(runs.flat())].sort(), [...all].sort());
  const withoutTurns = all.filter((file) => !listTaking().includes(file));
  for (const run of runs) {
    assert.ok(run.length < all.length - listTaking().length / 2);
    assert.deepEqual(
      withoutTurns.filter((file) => !run.includes(file)),
      [],
    );
  }
  assert.match(
    describeTurns(stageNames, takesTurns),
    /^Run on another of \d+ days, or by name: .*journeys \d+ of \d+ files/,
  );
});

test('pure tests, and those of the promises of safety, run every day', () => {
  for (const file of [
    'src/core/text/redact.test.ts',
    'test/app/agentsFence.test.ts',
    'test/cli/killed.test.ts',
    'test/editor/question.test.ts',
    'test/produced/secrets.test.ts',
  ])
    assert.ok(all.includes(file) && !listTaking().includes(file), file);
});

test('a file that has the name of something changed runs every day', { skip: isNight }, () => {
  const journeys = [0, 1].map((day) => listToday('journeys', takesTurns, day, new Set(['explorer', 'signIn'])));
  for (const name of ['explorer', 'signIn'])
    for (const files of journeys) assert.ok(files.includes(`test/journeys/${name}.test.ts`), name);
});

test('stages that are named run all of their files', () => {
  assert.deepEqual(listDay(19_700, {}), all);
});
