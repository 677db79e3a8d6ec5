import assert from 'node:assert/strict';
import { type FinishedRun, Past, parsePastLine, type SeenCause } from '../../src/core/failures/recurrence.ts';
import { dayMs, hourMs } from '../../src/core/words/durations.ts';
import { assertWanted, ratio, sized, timeMs } from './harness.ts';

/**
 * Measures judging a look against a memory of 10,000 causes, relative to parsing the lines of the memory. Of these
 * causes, 40 failed again, and none of the others' work has run.
 */
const causeCount = sized(10_000, 100);
const againCount = Math.min(40, causeCount);

const start = Date.UTC(2026, 10, 1);
const toFingerprint = (index: number): string => `v1:missing-file::${index.toString(16).padStart(16, '0')}`;
const lines = Array.from({ length: causeCount }, (_, index) => {
  const at = start + (index % 20) * dayMs;
  const works = [
    {
      program: `tool-${index % 300}`,
      series: `job-${index % 500}-#`,
      failed: [{ run: at, first: at, count: 3 }],
      gone: [],
    },
  ];
  return JSON.stringify({
    of: 'bench',
    at,
    cause: toFingerprint(index),
    title: 'x'.repeat(200),
    count: 3,
    coreHours: 2,
    works,
  });
});
const past = new Past();
for (const line of lines) {
  const known = parsePastLine(line);
  assert.ok(known);
  past.add(known);
}

const now = start + 21 * dayMs;
const causes = Array.from({ length: againCount }, (_, index): SeenCause => {
  const runs = [{ run: now - hourMs, first: now - hourMs, count: 3 }];
  const works = [{ program: `tool-${index % 300}`, series: `job-${index % 500}-#`, runs }];
  return { fingerprint: toFingerprint(index), title: 'x', count: 3, coreHours: 2, works };
});
const finished = Array.from(
  { length: 300 },
  (_, index): FinishedRun => ({
    series: `other-${index}-#`,
    job: `other-${index}`,
    run: now - hourMs,
    failed: 0,
    succeeded: 9,
  }),
);
const look = { accountId: 'bench', now, readAt: now, causes, finished, isSettled: true, isWhole: true };

const figure = await ratio('remember-10k', {
  ours: () => timeMs(() => assert.equal(past.judge(look).states.size, againCount)),
  reference: () => timeMs(() => assert.equal(lines.filter((line) => parsePastLine(line)).length, causeCount)),
});
assertWanted(figure.value <= 0.5, `a look costs ${figure.value} times reading the memory`);
