import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toRunsSection, type WorkRun } from './runsSection.ts';

const dayMs = 24 * 3_600_000;

function makeRun(index: number, run: Partial<WorkRun> = {}): WorkRun {
  return {
    resource: { kind: 'job', accountId: 'a', jobId: `nightly:job-${index}` },
    createdAt: Date.parse('2026-11-01T02:00:00Z') + index * dayMs,
    isGoingOn: false,
    counts: { active: 0, running: 0, completed: 4, succeeded: 4, failed: 0 },
    causes: [],
    retried: { count: 0, isComplete: true },
    ...run,
  };
}

const failing = { active: 0, running: 0, completed: 4, succeeded: 1, failed: 3 };
const lead = { resource: { kind: 'account', accountId: 'a' }, document: 'cause', fingerprint: 'f' } as const;
const noFile = { fingerprint: 'f', title: 'scene.usd is missing', leadsTo: lead };
const read = (runs: readonly WorkRun[], hasMore = false) => {
  const { title, items, charts = [] } = toRunsSection({ runs, hasMore }) ?? assert.fail();
  return { title, texts: items.map(({ text }) => text), chart: charts[0] ?? assert.fail() };
};

test('what was not read or counted is unknown or a minimum, never none', () => {
  const { title, texts, chart } = read([
    makeRun(1, { counts: failing, causes: [{ ...noFile, count: 2 }], retried: undefined }),
    makeRun(2, { counts: undefined, retried: undefined }),
  ]);
  assert.equal(title, 'The last 2 runs');
  assert.match(texts[0] ?? '', /^Tasks failed in ≥ 1 of 2 runs, most recently in job-1 \(/);
  assert.match(texts[1] ?? '', /^“scene\.usd is missing”: in ≥ 1 run, job-1 \(/);
  assert.equal(texts[2], 'For 2 of 2 runs, it is unknown whether tasks succeeded only after a retry.');
  assert.deepEqual(
    chart.series.map(({ name }) => name),
    ['scene.usd is missing', 'failed, with a cause not yet known', 'succeeded'],
  );
  assert.deepEqual(
    chart.rows.map(({ values }) => values.map((value) => value && [value.count, value.isComplete])),
    [
      [
        [2, false],
        [1, true],
        [1, true],
      ],
      [undefined, undefined, undefined],
    ],
  );
});

test('a run without tasks and one that goes on say so, and the causes beyond the first few share a lane', () => {
  const causes = ['a', 'b', 'c', 'd', 'e'].map((fingerprint) => ({
    ...noFile,
    fingerprint,
    title: fingerprint,
    count: 1,
  }));
  const none = { active: 0, running: 0, completed: 0, succeeded: 0, failed: 0 };
  const { chart, title } = read(
    [
      makeRun(1, { counts: none }),
      makeRun(2, { counts: { ...failing, failed: 5, running: 1 }, causes, isGoingOn: true }),
    ],
    true,
  );
  assert.equal(title, 'Some of the latest runs');
  assert.deepEqual(
    chart.rows.map(({ note }) => note),
    ['no tasks', 'not over yet'],
  );
  assert.deepEqual(
    chart.series.map(({ name }) => name),
    ['a', 'b', 'c', 'other causes', 'succeeded'],
  );
  assert.deepEqual(
    chart.rows[1]?.values.map((value) => value?.count),
    [1, 1, 1, 2, 1],
  );
});

test('a run whose failures were retried since is one in which tasks failed', () => {
  const { texts, chart } = read([
    makeRun(1, { causes: [{ ...noFile, count: 0, before: 2 }] }),
    makeRun(2, { counts: failing, causes: [{ ...noFile, count: 3 }] }),
    makeRun(3),
  ]);
  assert.match(texts[0] ?? '', /^Tasks failed in 2 of 3 runs, most recently in job-2 \(/);
  assert.match(texts[1] ?? '', /^“scene\.usd is missing”: in 2 runs, from job-1 \(.*\) to job-2 \(/);
  assert.equal(texts[2], 'Failures that earlier looks saw in job-1 were retried or removed since.');
  assert.deepEqual(
    chart.rows.map(({ values }) => values.map((value) => value?.count)),
    [
      [2, 4],
      [3, 1],
      [0, 4],
    ],
  );
});

test('a single run, or runs without tasks, are no section', () => {
  assert.equal(toRunsSection({ runs: [makeRun(1)], hasMore: false }), undefined);
  const none = { active: 0, running: 0, completed: 0, succeeded: 0, failed: 0 };
  const empty = [1, 2].map((index) => makeRun(index, { counts: none }));
  assert.equal(toRunsSection({ runs: empty, hasMore: false }), undefined);
});
