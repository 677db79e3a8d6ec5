import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completedTask, smallWorld, someSucceeded } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs, succeeded } from '../../src/simulator/scenarios/runs.ts';
import type { JobSeed, Scenario, TaskSeed } from '../../src/simulator/scenarios/scenario.ts';
import { startCold } from './support/coldApp.ts';

const dayMs = 24 * hourMs;
const badValue = failed(1, 5000, { stderr: "ValueError: could not convert string to float: '12,7'\n" });
const noModule = failed(1, 5000, { stderr: "ModuleNotFoundError: No module named 'pandas'\n" });

/** Returns the job of a night in which six tasks ran; the first of them have the outcomes of `bad`. */
function night(id: string, nightsAgo: number, bad: readonly TaskSeed[]): JobSeed {
  const endedAgoMs = nightsAgo * dayMs + hourMs;
  return {
    body: { id, poolInfo: { poolId: 'pool' } },
    createdAgoMs: nightsAgo * dayMs + 3 * hourMs,
    tasks: [...bad, ...someSucceeded(6 - bad.length)].map((task) => ({ ...task, endedAgoMs })),
  };
}

const fail = (outcome: typeof badValue, ...ids: readonly string[]): readonly TaskSeed[] =>
  ids.map((id) => completedTask(id, outcome, { body: { commandLine: `python load.py ${id}` } }));

/** Maximum number of requests for the page of a job without anything loaded. */
const mostOfPage = 60;

/** The outcomes of five nights, the oldest first. */
const outcomes: readonly (readonly TaskSeed[])[] = [
  [],
  [...fail(badValue, 'a', 'b'), ...fail(noModule, 'c', 'd', 'e')],
  [completedTask('shaky', succeeded(5000), { executionInfo: { retryCount: 2 } })],
  fail(badValue, 'a', 'b', 'c'),
  fail(badValue, 'b'),
];

const toWorld = (toId: (index: number) => string): Scenario =>
  smallWorld('nights', 'Two causes, on some of five nights.', {
    jobs: [
      ...outcomes.map((bad, index) => night(toId(index), outcomes.length - 1 - index, bad)),
      night('other', 0, fail(noModule, 'a')),
    ],
  });

const listed = [
  /^## The last 5 runs$/m,
  /Tasks failed in 3 of 5 runs, most recently in \S+ \(/,
  /“[^”]*12,7[^”]*”: in 3 runs, from \S+ \([^)]*\) to \S+ \(/,
  /“[^”]*pandas[^”]*”: in 1 run, \S+ \(/,
  /1 task succeeded only after an automatic retry\./,
];

test('the page of a job schedule shows which causes its last runs had', async (context) => {
  const scheduleId = 'nightly';
  const cold = await startCold(context, {
    ...toWorld((index) => `${scheduleId}:job-${index + 1}`),
    jobSchedules: [
      {
        id: scheduleId,
        schedule: { doNotRunUntil: '2036-01-01T00:00:00Z', recurrenceInterval: 'P1D' },
        jobSpecification: { poolInfo: { poolId: 'pool' } },
      },
    ],
  });
  const resource = { kind: 'jobSchedule', accountId: cold.store.account.id, scheduleId } as const;
  const { text } = await cold.explain({ resource, document: 'explanation' });
  for (const said of listed) assert.match(text, said);
  const lines = [
    /^- nightly:job-1 \(succeeded: 6\)$/m,
    /^- nightly:job-2 \([^)]*12,7[^:]*: 2, [^:]*pandas[^:]*: 3, succeeded: 1\)$/m,
    /^- nightly:job-3 \(succeeded: 6, retried before success: 1\)$/m,
    /^- nightly:job-5 \([^)]*12,7[^:]*: 1, succeeded: 5\)$/m,
  ];
  for (const line of lines) assert.match(text, line);
  assert.doesNotMatch(text, /^- other/m);
});

test("the page of a job shows the runs with names like its own, and causes of others as far as they're known", async (context) => {
  const cold = await startCold(
    context,
    toWorld((index) => `nightly-2026-11-0${index + 1}`),
  );
  const accountId = cold.store.account.id;
  const resource = { kind: 'job', accountId, jobId: 'nightly-2026-11-05' } as const;
  const own = await cold.explain({ resource, document: 'explanation' });
  assert.match(own.text, /“[^”]*12,7[^”]*”: in ≥ 1 run, nightly-2026-11-05 \(/);
  assert.match(own.text, /^- nightly-2026-11-04 \([^)]*failed, with a cause not yet known: 3, /m);
  assert.ok(own.asked.length <= mostOfPage, own.asked.join('\n'));
  const other = await cold.explain({ resource: { ...resource, jobId: 'other' }, document: 'explanation' });
  assert.doesNotMatch(other.text, /The last \d runs/);
});
