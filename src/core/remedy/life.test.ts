import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { drawTransition } from '../../../test/builders/drawTransition.ts';
import { jobStates } from '../model/job.ts';
import { scheduleStates } from '../model/jobSchedule.ts';
import { jobLife } from './jobLife.ts';
import { jobScheduleLife } from './jobScheduleLife.ts';

const drawings = {
  job: Object.entries(jobLife).map(([name, one]) => [name, drawTransition(one, { states: jobStates })]),
  jobSchedule: Object.entries(jobScheduleLife).map(([name, one]) => [
    name,
    drawTransition(one, { states: scheduleStates }),
  ]),
};

for (const [noun, drawn] of Object.entries(drawings))
  test(`what follows from the state of a ${noun} is what was reviewed`, () => {
    const file = new URL(`../../../test/golden/lives/${noun}.md`, import.meta.url);
    const text = drawn.map(([name, table]) => `## ${name}\n\n${table}\n`).join('\n');
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
    assert.equal(text, readFileSync(file, 'utf8'));
  });
