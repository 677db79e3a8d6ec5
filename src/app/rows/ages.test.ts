import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { toPromisedAgeMs } from '../../core/model/freshness.ts';
import type { JobState } from '../../core/model/job.ts';
import { toRow } from './explorer/toRow.ts';
import type { Row, Viewer } from './row.ts';

/** The time at which everything was loaded. */
const loaded = Date.parse('2026-11-20T09:00:00Z');
const jobs = { kind: 'jobs' } as const;
const job = { id: 'frames', state: 'active' } as const;

/** Makes a reader this many seconds after everything was loaded. */
function readerAfter(seconds: number, promisedAgeMs = toPromisedAgeMs(15_000)): Viewer {
  return { now: new Date(loaded + seconds * 1000), timeZone: 'UTC', promisedAgeMs };
}

function findFact(row: Row, name: string): string | undefined {
  return row.facts?.().find((fact) => fact.name === name)?.value;
}

test('an account shows the age of its data if that exceeds the promised age', () => {
  const account = snapshot().with(jobs, []).with({ kind: 'pools' }, []).build();
  const read = (reader: Viewer) => toRow({ kind: 'account' }, account, reader);
  assert.equal(read(readerAfter(90)).description, 'westeurope');
  assert.equal(findFact(read(readerAfter(90)), 'As of'), undefined);
  assert.equal(read(readerAfter(91)).description, 'as of 09:00 · westeurope');
  assert.match(findFact(read(readerAfter(91)), 'As of') ?? '', /09:00 UTC/);
  assert.equal(read(readerAfter(91, toPromisedAgeMs(60_000))).description, 'westeurope');
  assert.equal(read(readerAfter(31, toPromisedAgeMs(0))).description, 'as of 09:00 · westeurope');
});

test('the age is also shown for an account that is throttled or unreachable', () => {
  const known = snapshot().with(jobs, []).with({ kind: 'pools' }, []);
  const read = (account: ReturnType<typeof known.build>) =>
    toRow({ kind: 'account' }, account, readerAfter(3600)).description;
  assert.equal(
    read(known.throttledUntil('2026-11-20T10:00:12Z').build()),
    'throttled, next try 10:00:12 · as of 09:00 · westeurope',
  );
  const failing = known.withStale(jobs, [], { code: 'ConnectionReset', message: 'It ended.' }).build();
  assert.equal(read(failing), 'cannot be reached · as of 09:00 · westeurope');
});

test('an account that has not been loaded has no age', () => {
  assert.equal(toRow({ kind: 'account' }, snapshot().build(), readerAfter(3600)).description, 'westeurope');
});

test('the tooltip of a job shows how long ago it was counted, and so does its row if that may mislead', () => {
  const read = (state: JobState, seconds: number) => {
    const counted = snapshot()
      .with(jobs, [{ ...job, state }])
      .withTaskCounts('frames', { failed: 3 }, '2026-11-20T09:00:00Z');
    const row = toRow({ kind: 'job', jobId: 'frames' }, counted.build(), readerAfter(seconds));
    return [row.description, findFact(row, 'Tasks counted')];
  };
  assert.deepEqual(read('active', 120), ['3 failed', undefined]);
  assert.deepEqual(read('active', 200), ['3 failed', '3 min ago']);
  assert.deepEqual(read('active', 601), ['3 failed · as of 09:00', '10 min ago']);
  assert.deepEqual(read('completed', 3600), ['completed · 3 failed', undefined]);
});

test('if the counts of many jobs are old, a single note above the jobs shows the age of the oldest', () => {
  const read = (count: number) => {
    const ids = Array.from({ length: count }, (_, index) => `job-${index}`);
    const counted = ids
      .reduce(
        (all, id, index) =>
          all.withTaskCounts(id, { failed: 1 }, index === 4 ? '2026-11-20T08:00:00Z' : '2026-11-20T09:00:00Z'),
        snapshot().with(
          jobs,
          ids.map((id) => ({ id, state: 'active' })),
        ),
      )
      .build();
    const reader = readerAfter(25 * 60);
    const places = [{ kind: 'jobs' }, { kind: 'job', jobId: 'job-4' }] as const;
    return places.map((place) => toRow(place, counted, reader).description);
  };
  assert.deepEqual(read(10), ['10 · 10 need attention', '1 failed · as of 08:00']);
  assert.deepEqual(read(11), ['11 · 11 need attention · counts up to 1 hr 25 min old', '1 failed']);
});
