import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayMs, hourMs } from '../words/durations.ts';
import { describeRecurrence } from './describeRecurrence.ts';
import { type FinishedRun, type Look, Past, type PastLine, parsePastLine, type SeenCause } from './recurrence.ts';
import { toSeries } from './seenWork.ts';

const start = Date.parse('2026-11-02T02:00:00Z');
const accountId = 'contoso.westeurope.batch.azure.com';

/** Returns the time of this night's run, which starts at two. */
function night(index: number): number {
  return start + index * dayMs;
}

/** Returns the time at which someone looks at this night's run: at nine. */
function morning(index: number): number {
  return night(index) + 7 * hourMs;
}

interface Night {
  readonly cause?: string;
  readonly program?: string;
  readonly series?: string;
  readonly failed?: number;
}

/** Makes the cause of a night's failures. */
function toCause(index: number, { cause = 'v1:missing-file::0000000000000001', ...night_ }: Night): SeenCause {
  const { program = 'python load.py', series = 'nightly-#', failed = 6 } = night_;
  const runs = [{ run: night(index), first: night(index) + hourMs, count: failed }];
  return {
    fingerprint: cause,
    title: 'weights.pt is missing',
    count: failed,
    coreHours: 1,
    works: [{ program, series, runs }],
  };
}

function toFinished(index: number, failed: number, series = 'nightly-#'): FinishedRun {
  const programs = new Set(['python load.py']);
  return { series, job: `job-${index}`, run: night(index), failed, succeeded: failed === 0 ? 6 : 0, programs };
}

/** Looks at an account, and returns the states of its causes with what the look added. */
function lookAt(past: Past, now: number, causes: readonly SeenCause[], finished: readonly FinishedRun[] = []) {
  const look: Look = { accountId, now, readAt: now, causes, finished, isSettled: true, isWhole: true };
  const { states, lines } = past.judge(look);
  for (const line of lines) past.add(line);
  return { states: causes.map(({ fingerprint }) => states.get(fingerprint)?.state), lines, judged: states };
}

test('a first look calls nothing new, and a later one what it could not have missed', () => {
  const past = new Past();
  assert.deepEqual(lookAt(past, morning(0), [toCause(0, {})]).states, [undefined]);
  const other = toCause(1, { cause: 'v1:out-of-memory::0000000000000002' });
  const second = lookAt(past, morning(1), [toCause(1, {}), other]);
  assert.deepEqual(second.states, ['ongoing', 'new']);
  assert.equal(second.judged.get(other.fingerprint)?.since, night(1) + hourMs);
  const old = toCause(-1, { cause: 'v1:quota::0000000000000003' });
  assert.deepEqual(lookAt(past, morning(1), [old]).states, [undefined], 'it failed before the first look');
  assert.deepEqual(lookAt(past, morning(1) + hourMs, [other]).states, ['new'], 'it stays news');
  assert.deepEqual(lookAt(past, morning(2), [toCause(2, { cause: other.fingerprint })]).states, ['ongoing']);
});

test('older failures whose cause is named differently once their logs are deleted are not new', () => {
  const past = new Past();
  lookAt(past, morning(0), []);
  assert.deepEqual(lookAt(past, morning(1), [toCause(1, {})]).states, ['new']);
  lookAt(past, morning(8), [toCause(1, {})]);
  const byCode = toCause(1, { cause: 'v1:exit-code::0000000000000004' });
  assert.deepEqual(lookAt(past, morning(9), [byCode]).states, [undefined]);
  assert.deepEqual(lookAt(past, morning(10), [toCause(10, { cause: byCode.fingerprint })]).states, ['ongoing']);
});

test('older failures that are regrouped once their logs are deleted are not back, nor are those of a first look', () => {
  const byCode = 'v1:exit-code::0000000000000004';
  const runs = [1, 3].flatMap((index) => toCause(index, {}).works[0]?.runs ?? []);
  const regrouped = {
    ...toCause(1, { cause: byCode }),
    works: toCause(1, {}).works.map((work) => ({ ...work, runs })),
  };
  const past = new Past();
  lookAt(past, morning(0), []);
  for (const index of [1, 2, 3, 4, 5]) lookAt(past, morning(index), []);
  assert.deepEqual(lookAt(past, morning(10), [regrouped], [toFinished(2, 0)]).states, ['ongoing']);
  assert.deepEqual(lookAt(past, morning(10) + 2 * hourMs, [regrouped], [toFinished(2, 0)]).states, ['ongoing']);
  assert.deepEqual(lookAt(new Past(), morning(10), [regrouped], [toFinished(2, 0)]).states, ['ongoing']);
});

test('nights that were not looked at, and were deleted since, are no absence', () => {
  const past = new Past();
  lookAt(past, morning(0), [toCause(0, {})]);
  const { states, judged } = lookAt(past, morning(4), [toCause(4, {})]);
  assert.deepEqual(states, ['ongoing']);
  assert.equal([...judged.values()][0]?.since, night(0) + hourMs);
});

test('a cause is gone after a run that finished without it, and back after the next one with it', () => {
  const past = new Past();
  lookAt(past, morning(0), [toCause(0, {})], [toFinished(0, 6)]);
  lookAt(past, morning(1), [], [toFinished(1, 0)]);
  assert.deepEqual(lookAt(past, morning(2), [toCause(0, {})]).states, ['quiet'], 'only the old failures are left');
  const { states, judged } = lookAt(past, morning(3), [toCause(3, {})], [toFinished(3, 6)]);
  assert.deepEqual(states, ['back']);
  const [back] = judged.values();
  assert.deepEqual(back, {
    state: 'back',
    since: night(3) + hourMs,
    first: night(0) + hourMs,
    times: 2,
    gone: night(1),
  });
  assert.deepEqual(lookAt(past, morning(4), [toCause(4, {})]).states, ['ongoing']);
  lookAt(past, morning(5), [], [toFinished(5, 0)]);
  assert.equal([...lookAt(past, morning(6), [toCause(6, {})]).judged.values()][0]?.times, 3);
});

test('a run that failed for other reasons does not show that a cause is gone', () => {
  const past = new Past();
  lookAt(past, morning(0), [toCause(0, {})]);
  const other = toCause(1, { cause: 'v1:out-of-memory::0000000000000002' });
  lookAt(past, morning(1), [other], [toFinished(1, 6)]);
  assert.deepEqual(lookAt(past, morning(2), [toCause(2, {})]).states, ['ongoing']);
});

test('jobs that run at the same time, or fail now and then, are no absences', () => {
  const minute = (index: number): number => start + (index * hourMs) / 60;
  const toRuns = (failing: readonly number[], late: number) =>
    failing.map((index) => ({ run: minute(index), first: minute(index) + late, count: 1 }));
  const finished = [2, 4, 6].map((index) => ({ ...toFinished(0, 0), run: minute(index), succeeded: 9 }));
  const judge = (late: number) => {
    const cause = toCause(0, {});
    const works = cause.works.map((work) => ({ ...work, runs: toRuns([1, 3, 5], late) }));
    return lookAt(new Past(), morning(0), [{ ...cause, works }], finished);
  };
  assert.deepEqual(judge(hourMs).states, [undefined], 'all were created before the first failed');
  assert.equal([...judge(hourMs / 100).judged.values()][0]?.state, 'quiet');
  assert.equal([...judge(hourMs / 100).judged.values()][0]?.times, 1);
  const past = new Past();
  const look = (failing: readonly number[], now: number) => {
    const works = toCause(0, {}).works.map((work) => ({ ...work, runs: toRuns(failing, hourMs / 100) }));
    return lookAt(past, now, [{ ...toCause(0, {}), works }], finished);
  };
  look([1, 3], minute(4));
  const [state] = look([1, 3, 5, 7], morning(1)).judged.values();
  assert.deepEqual([state?.state, state?.isMixed, state?.times], ['ongoing', true, 1]);
  assert.match(
    describeRecurrence(state).join(' '),
    /^It has occurred since .*, now and then: runs in between show no such failure\.$/,
  );
});

test('one look at several kept runs finds that a cause came back', () => {
  const cause = toCause(0, {});
  const runs = [0, 1, 3].flatMap((index) => toCause(index, {}).works[0]?.runs ?? []);
  const works = cause.works.map((work) => ({ ...work, runs }));
  const { states } = lookAt(new Past(), morning(3), [{ ...cause, works }], [toFinished(2, 0)]);
  assert.deepEqual(states, ['back']);
});

test('another program with the same title, or other work, has a past of its own', () => {
  const past = new Past();
  lookAt(past, morning(0), []);
  lookAt(past, morning(1), [toCause(1, {})]);
  const otherProgram = toCause(2, { program: 'python report.py', series: 'report-#' });
  assert.deepEqual(lookAt(past, morning(2), [otherProgram]).states, ['new']);
  const otherSeries = toCause(3, { series: 'weekly-#' });
  assert.deepEqual(lookAt(past, morning(3), [otherSeries]).states, [undefined], 'neither new nor the same work');
  lookAt(past, morning(4), [], [toFinished(4, 0)]);
  assert.deepEqual(lookAt(past, morning(5), [toCause(5, { series: 'weekly-#' })]).states, ['ongoing']);
  assert.deepEqual(lookAt(past, morning(5), [toCause(5, {})]).states, ['back']);
  const own = toCause(6, { cause: 'v1:own-rule::0000000000000009' });
  assert.deepEqual(lookAt(past, morning(6), [own]).states, ['new'], 'a rule of the user finds it');
});

test('a cause that is back names the corrected definition that helped before', () => {
  const past = new Past();
  const helped = night(0) + 2 * hourMs;
  lookAt(past, morning(0), [toCause(0, {})]);
  assert.equal(lookAt(past, morning(0), [{ ...toCause(0, {}), helped }]).lines.length, 1);
  lookAt(past, morning(1), [], [toFinished(1, 0)]);
  const [back] = lookAt(past, morning(2), [toCause(2, {})]).judged.values();
  assert.deepEqual([back?.state, back?.helped], ['back', helped]);
  assert.deepEqual(
    lookAt(past, morning(2), [toCause(2, {})]).lines,
    [],
    'nothing is added while the first run is gone',
  );
});

test('a clock that jumps makes no known cause new, and no time negative', () => {
  const past = new Past();
  lookAt(past, morning(0), []);
  lookAt(past, morning(400), [toCause(1, {})]);
  assert.deepEqual(lookAt(past, morning(2), [toCause(2, {})]).states, ['ongoing']);
  const [known] = lookAt(past, morning(2), [toCause(2, {})]).judged.values();
  assert.ok(known !== undefined && known.since <= morning(2) && known.first > 0);
});

test('a look adds lines only for what has changed since the last of the day', () => {
  const past = new Past();
  assert.equal(lookAt(past, morning(0), [toCause(0, {})]).lines.length, 2);
  assert.equal(lookAt(past, morning(0) + hourMs, [toCause(0, {})]).lines.length, 0);
  assert.equal(lookAt(past, morning(0) + hourMs, [toCause(0, { failed: 7 })]).lines.length, 0);
  assert.equal(lookAt(past, morning(0) + hourMs, [toCause(0, { failed: 12 })]).lines.length, 1);
  assert.equal(lookAt(past, morning(1), [toCause(0, {})]).lines.length, 2, 'a line for each day');
});

test('of many kept runs, a look remembers those at which the cause came and went', () => {
  const past = new Past();
  const runs = Array.from({ length: 100 }, (_, index) => toCause(index, {}).works[0]?.runs ?? []).flat();
  const cause = toCause(0, {});
  const works = cause.works.map((work) => ({ ...work, runs: runs.filter((_, index) => index !== 50) }));
  const look = () => lookAt(past, morning(99), [{ ...cause, works }], [toFinished(50, 0)]);
  assert.deepEqual(
    look().lines[0]?.works.map(({ failed, gone }) => [failed.map(({ run }) => run), gone]),
    [[[0, 49, 51, 99].map(night), [night(50)]]],
  );
  assert.deepEqual([look().lines.length, look().states], [0, ['back']]);
});

test('lines can be read in any order, again, and truncated', () => {
  const lines: PastLine[] = [];
  const first = new Past();
  for (const index of [0, 1, 2, 4]) lines.push(...lookAt(first, morning(index), [toCause(index, {})]).lines);
  lines.push(...lookAt(first, morning(5), [], [toFinished(5, 0)]).lines);
  const texts = [...lines, ...lines].reverse().map((line) => JSON.stringify(line));
  const second = new Past();
  for (const text of [...texts, texts[0]?.slice(0, 40) ?? '', '{}', 'null']) {
    const line = parsePastLine(text);
    if (line !== undefined) second.add(line);
  }
  const now = [toCause(6, {})];
  assert.deepEqual(lookAt(second, morning(6), now).judged, lookAt(first, morning(6), now).judged);
});

test('ten thousand causes are five megabytes at most, and a look compares only those of its jobs', () => {
  const past = new Past();
  const causes = Array.from({ length: 10_000 }, (_, index) =>
    toCause(0, { cause: `v1:missing-file::${index.toString(16).padStart(16, '0')}`, series: `work-${index}-#` }),
  );
  const { lines } = lookAt(past, morning(0), causes);
  const size = lines.reduce((sum, line) => sum + JSON.stringify(line).length + 1, 0);
  assert.ok(size <= 5 * 1024 * 1024, String(size));
  let asked = 0;
  const counted: SeenCause = {
    ...toCause(1, { cause: causes[7]?.fingerprint ?? '', series: 'work-7-#' }),
    get works() {
      asked += 1;
      return toCause(1, { series: 'work-7-#' }).works;
    },
  };
  assert.equal(lookAt(past, morning(1), [counted]).lines.length, 2);
  assert.ok(asked < 10, String(asked));
});

test('runs of a series differ only in the part that changes', () => {
  assert.equal(toSeries('nightly-2026-11-03'), toSeries('nightly-2026-11-04'));
  assert.notEqual(toSeries('nightly-1'), toSeries('weekly-1'));
});
