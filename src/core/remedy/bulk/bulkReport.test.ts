import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bulkPlan } from '../../../../test/builders/bulkPlan.ts';
import { describeCounts, describeFinishing, describeProgress } from './bulkProgress.ts';
import type { BulkRecord, ItemOutcome } from './bulkRecord.ts';
import { mayBeSent } from './bulkRecord.ts';
import { renderBulkReport } from './bulkReport.ts';

const at = '2026-11-20T09:00:01.000Z';
const place = { timeZone: 'UTC' };
const failed = (message: string): ItemOutcome => ({ outcome: 'failed', at, code: 'JobNotFound', message });

function record(outcomes: readonly ItemOutcome[], changes: Partial<BulkRecord> = {}): BulkRecord {
  return { plan: bulkPlan(outcomes.length), outcomes, end: 'finished', lastAt: at, owner: 0, ...changes };
}

test('has counts, reasons with the things that they concern, and every item', () => {
  const outcomes: ItemOutcome[] = [
    { outcome: 'done', at },
    { outcome: 'done', at, note: 'It was retried already.' },
    failed('It is gone.'),
    failed('It is gone.'),
    { outcome: 'unknown', at, reason: 'The answer was lost.' },
    { outcome: 'sent', at },
    { outcome: 'notBegun' },
  ];
  assert.equal(
    renderBulkReport('Retrying 7 tasks', record(outcomes, { end: 'cancelled' }), place),
    `# Retrying 7 tasks

- 2 done
- 2 failed
- 2 unknown: check their state before you try again
- 1 not started: nothing was sent for them
- Account: contoso
- Started Nov 20, 2026, 09:00 UTC
- Cancelled Nov 20, 2026, 09:00:01 UTC

## What was not done, and why

- 2 failed: It is gone. (t2 of job job, t3 of job job)
- 1 unknown: The answer was lost. (t4 of job job)

## Every item

### Job job

- t0: done
- t1: done. It was retried already.
- t2: failed (JobNotFound): It is gone.
- t3: failed (JobNotFound): It is gone.
- t4: unknown: The answer was lost.
- t5: unknown; the request was sent, and no answer was recorded
- t6: not started
`,
  );
});

test('says what came of items that were done, as far as it is known', () => {
  const outcomes: ItemOutcome[] = [
    { outcome: 'done', at },
    { outcome: 'done', at, note: 'It was retried already.' },
    { outcome: 'done', at },
  ];
  const effects = new Map([
    [0, 'failedAgain'],
    [1, 'succeeded'],
    [2, 'failedForSameReason'],
  ] as const);
  const text = renderBulkReport('Retrying 3 tasks', record(outcomes), { ...place, effects });
  assert.match(
    text,
    /^- 3 done\n {2}- 1 succeeded since then\n {2}- 1 failed again for the same reason\n {2}- 1 failed again\n- Account/m,
  );
  assert.match(
    text,
    /^- t0: done\. It failed again\.\n- t1: done\. It was retried already\. It has succeeded since\.\n- t2: done\. It failed again for the same reason\.$/m,
  );
});

test('what was seen of what was done to nodes is counted and said of each', () => {
  const effects = new Map([
    [0, 'seen'],
    [1, 'astray'],
  ] as const);
  const outcomes: ItemOutcome[] = [
    { outcome: 'done', at },
    { outcome: 'done', at },
  ];
  const text = renderBulkReport('Rebooting 2 nodes', record(outcomes), { ...place, effects });
  assert.match(text, /^- 2 done\n {2}- 1 took effect\n {2}- 1 did not have the wanted effect\n- Account/m);
  assert.match(text, /^- t1: done\. The action did not have the wanted effect\.$/m);
});

test('what was left out is counted and named with its reason', () => {
  const [item] = bulkPlan(1).items;
  assert.ok(item);
  const leftOut = [{ reason: '1 task would fail again: *a* is missing.', items: [item] }];
  const text = renderBulkReport('Retrying 2 tasks', record([], { plan: bulkPlan(0, { leftOut }) }), place);
  assert.match(text, /^- 1 left out: nothing was sent for them$/m);
  assert.match(
    text,
    /^## What was left out, and why\n\n- 1 task would fail again: \\\*a\\\* is missing\.\n {2}- t0 of job job$/m,
  );
});

test('says while it runs where it does, and calls nothing unknown that is on its way', () => {
  const outcomes: ItemOutcome[] = [{ outcome: 'done', at }, { outcome: 'sent', at }, { outcome: 'notBegun' }];
  const { end: _end, ...running } = record(outcomes);
  const report = renderBulkReport('Retrying 3 tasks', running, { ...place, running: 'elsewhere' });
  assert.match(report, /^- 1 done\n- 1 in progress\n- 1 not started yet\n/m);
  assert.match(report, /^- Running in another window$/m);
  assert.match(report, /^- t1: in progress\n- t2: not started yet$/m);
  assert.doesNotMatch(report, /unknown|Not ended/);
  assert.match(renderBulkReport('Retrying', running, { ...place, running: 'here' }), /^- Running in this window$/m);
});

test('counts leave out what there is none of', () => {
  const counts = { done: 0, failed: 0, unknown: 0, notStarted: 0 };
  assert.equal(describeCounts({ ...counts, done: 2164, notStarted: 4 }), '2,164 done, 4 not started');
  assert.equal(describeCounts({ ...counts, failed: 1, unknown: 2 }), '1 failed, 2 unknown');
  assert.equal(describeCounts(counts), 'nothing done');
});

test('shows foreign names and messages as they are', () => {
  const hostile = '[x](command:y) <img src=x>\n# heading';
  const { plan } = record([failed(hostile)]);
  const items = [
    { resource: { ...plan.items[0]?.resource, taskId: '`id`\u202e<b>' } as BulkRecord['plan']['items'][0]['resource'] },
  ];
  const report = renderBulkReport(
    hostile,
    record([failed(hostile)], { plan: { ...plan, items, accounts: { a: '**b**' } } }),
  );
  assert.doesNotMatch(report, /[^\\]\[x\]|[^\\]<img|[^\\]<b>|^# heading|\u202e/mu);
});

test('ten thousand items of ten thousand reasons take no time', () => {
  const outcomes = Array.from({ length: 10_000 }, (_, index) => failed(`reason ${index}`));
  const startMs = performance.now();
  const report = renderBulkReport('Retrying', record(outcomes));
  assert.ok(performance.now() - startMs < 2000);
  assert.equal(report.match(/^- t\d+: failed/gm)?.length, 10_000);
});

test('says while the service does not take any more how long that lasts', () => {
  const progress = { finished: 40, total: 100, elapsedMs: 20_000, throttledForMs: 0 };
  assert.equal(describeProgress({ ...progress, throttledForMs: 7_400 }), '40 of 100, throttled; next try in 8 sec');
  assert.equal(describeProgress(progress), '40 of 100, about 30 sec left');
  const long = { finished: 1516, total: 2164, elapsedMs: 1_516_000, throttledForMs: 0 };
  assert.equal(describeProgress(long), '1,516 of 2,164, about 11 min left');
  assert.equal(describeProgress({ ...progress, finished: 100 }), '100 of 100');
  const waiting = { ...progress, isWaiting: true };
  assert.equal(describeProgress(waiting), '40 of 100; the others follow when the resize of the pool is over');
  assert.equal(describeProgress({ ...waiting, finished: 0 }), 'waiting until the resize of the pool is over');
  assert.equal(describeProgress({ ...progress, finished: 0 }), '0 of 100');
});

test('what may be sent again is what surely did nothing', () => {
  const nowMs = Date.parse(at);
  const lost: ItemOutcome = { outcome: 'unknown', at, reason: '', mayRepeat: true };
  const table: readonly [ItemOutcome, boolean, number, boolean][] = [
    [{ outcome: 'notBegun' }, false, nowMs, true],
    [{ outcome: 'sent', at }, true, nowMs, false],
    [{ outcome: 'done', at }, true, nowMs, false],
    [failed('no'), true, nowMs, false],
    [{ ...failed('busy'), mayRepeat: true } as ItemOutcome, false, nowMs, true],
    [{ outcome: 'unknown', at, reason: '' }, true, nowMs + 3_600_000, false],
    [lost, true, nowMs, true],
    [lost, false, nowMs + 60_000, false],
    [lost, false, nowMs + 60_001, true],
  ];
  for (const [outcome, isRepeatable, when, expected] of table) {
    assert.equal(mayBeSent(outcome, isRepeatable, when), expected, JSON.stringify([outcome, isRepeatable, when]));
  }
});

test('items that are known by another name than their id are called by it', () => {
  const { plan } = record([failed('no')]);
  const resource = { kind: 'node', accountId: 'contoso', poolId: 'cpu', nodeId: 'tvmps_1a2b3c4d' } as const;
  const named = { ...plan, items: [{ resource, name: 'node 3 (tvmps…) *' }] };
  const report = renderBulkReport('Rebooting the node', record([failed('no')], { plan: named }), place);
  assert.match(report, /^- 1 failed: no \(node 3 \(tvmps…\) \\\*\)$/m);
  assert.match(report, /^- node 3 \(tvmps…\) \\\*: failed/m);
});

test('who cancels sees how many answers are awaited, and of how many things', () => {
  const describe = (requests: number, items: number): string => describeFinishing({ requests, items });
  assert.deepEqual(
    [describe(1, 1), describe(4, 4), describe(1, 90), describe(2, 190)],
    [
      'cancelled; waiting for 1 answer…',
      'cancelled; waiting for 4 answers…',
      'cancelled; waiting for 1 answer about 90 items…',
      'cancelled; waiting for 2 answers about 190 items…',
    ],
  );
});
