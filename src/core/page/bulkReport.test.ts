import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bulkPlan } from '../../../test/builders/bulkPlan.ts';
import { describeCounts, describeFinishing, describeProgress } from '../changes/bulk/bulkProgress.ts';
import type { BulkRecord, ItemOutcome } from '../changes/bulk/bulkRecord.ts';
import { mayBeSent } from '../changes/bulk/bulkRecord.ts';
import { toOwnId } from '../model/resource.ts';
import { type BulkReportPlace, groupItems, toBulkPage } from './bulkReport.ts';
import { Links } from './links.ts';
import { makePage } from './makePage.ts';
import { renderPage } from './renderPage.ts';
import { toDrawn } from './toDrawn.ts';

const at = '2026-11-20T09:00:01.000Z';
const place = { timeZone: 'UTC' };
const failed = (message: string): ItemOutcome => ({ outcome: 'failed', at, code: 'JobNotFound', message });

function record(outcomes: readonly ItemOutcome[], changes: Partial<BulkRecord> = {}): BulkRecord {
  return { plan: bulkPlan(outcomes.length), outcomes, end: 'finished', lastAt: at, owner: 0, ...changes };
}

/** Renders a report with every possible part as one text. */
function render(title: string, of: BulkRecord, more: BulkReportPlace = {}): string {
  return draw(title, of, more).text;
}

function draw(title: string, of: BulkRecord, more: BulkReportPlace = {}) {
  const links = new Links();
  const page = makePage(toBulkPage(title, of, { ...place, ...more }, { links, actions: [], again: 'again' }));
  return { page, text: renderPage(page).text, links: links.targets };
}

test('all items are listed by outcome and reason, those that need attention first', () => {
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
    render('Retrying 7 tasks', record(outcomes, { end: 'cancelled' })),
    `# Retrying 7 tasks

**2 failed · 2 unknown · 1 not started · 2 done** · contoso · Started Nov 20, 2026, 09:00 UTC · Cancelled Nov 20, 2026, 09:00:01 UTC

## 2 failed

- It is gone. (JobNotFound) [Try These 2 Again…]
  - Job job (2): t2, t3

## 2 unknown

- Check their state before you try again.

- The answer was lost.
  - Job job (1): t4
- The request was sent, but no response was recorded.
  - Job job (1): t5

## 1 not started

- Nothing was sent for them.
  - Job job (1): t6

## 2 done

- Azure Batch accepted the request.
  - Job job (1): t0
- It was retried already.
  - Job job (1): t1
`,
  );
});

test('a code that the reason contains is not repeated', () => {
  const text = render('Retrying', record([failed('The service refused it (JobNotFound).')]));
  assert.match(text, /^- The service refused it \(JobNotFound\)\. \[/m);
});

test('names are sorted by number, and consecutive ones are combined', () => {
  const ids = ['f10', 'f2', 'x', 'f9', 'f11', 'f1'];
  const items = ids.map((taskId) => ({
    resource: { kind: 'task', accountId: 'contoso', jobId: 'job', taskId } as const,
  }));
  const outcomes = items.map((): ItemOutcome => ({ outcome: 'notBegun' }));
  const { page, text, links } = draw('Retrying', record(outcomes, { plan: bulkPlan(0, { items }) }));
  assert.match(text, /^ {2}- Job job \(6\): f1, f2, f9 to f11 \(3\), x$/m);
  const runs = page.parts[0]?.groups?.[0]?.places[0]?.runs ?? [];
  assert.deepEqual(
    runs.map(({ things }) => things.map((thing) => thing.text)),
    [['f1'], ['f2'], ['f9', 'f10', 'f11'], ['x']],
  );
  assert.deepEqual(links.get(runs[3]?.things[0]?.link ?? ''), {
    kind: 'document',
    document: { resource: items[2]?.resource, document: 'explanation' },
  });
});

test('the report shows the known results of finished items, worst results first', () => {
  const outcomes: ItemOutcome[] = [
    { outcome: 'done', at },
    { outcome: 'done', at, note: 'It was retried already.' },
    { outcome: 'done', at },
    { outcome: 'done', at },
  ];
  const effects = new Map([
    [0, 'failedAgain'],
    [1, 'succeeded'],
    [2, 'failedForSameReason'],
    [3, 'astray'],
  ] as const);
  const { page, text } = draw('Retrying 4 tasks', record(outcomes), { effects });
  assert.match(
    text,
    /## 4 done\n\n- It failed again for the same reason\. \[Try This One Again…\]\n {2}- Job job \(1\): t2\n- It failed again\. \[.*\n.*t0\n- The action didn't have the desired effect\. \[.*\n.*t3\n- It was retried already\. It has succeeded since\.\n.*t1\n$/,
  );
  assert.equal(page.tone, 'failure');
});

test('the action can be repeated for one group, which is named by its description', () => {
  const { page, links } = draw('Retrying', record([failed('It is gone.'), { outcome: 'done', at }]));
  const [button, ...others] = page.parts.flatMap(({ groups = [] }) => groups.flatMap(({ actions }) => actions));
  assert.deepEqual(others, []);
  const target = links.get(button?.link ?? '');
  assert.ok(target?.kind === 'command');
  const groups = groupItems(record([failed('It is gone.'), { outcome: 'done', at }]), {});
  const [id, key] = target.arguments;
  assert.deepEqual([target.command, id], ['again', 'a1']);
  assert.deepEqual(
    groups.find((group) => group.key === key)?.items.map(({ resource }) => toOwnId(resource)),
    ['t0'],
  );
});

test('removed items have no links', () => {
  const links = new Links();
  const of = record([{ outcome: 'done', at }, failed('no')]);
  const { parts } = toBulkPage('Deleting', of, place, { links, actions: [], isRemoval: true });
  const things = parts.flatMap(({ groups = [] }) => groups.flatMap(({ places }) => places[0]?.runs[0]?.things ?? []));
  assert.deepEqual(
    things.map(({ text, link }) => [text, link !== undefined]),
    [
      ['t1', true],
      ['t0', false],
    ],
  );
});

test('omitted items are counted and named with their reason', () => {
  const [item] = bulkPlan(1).items;
  assert.ok(item);
  const leftOut = [{ reason: '1 task would fail again: *a* is missing.', items: [item] }];
  const text = render('Retrying 2 tasks', record([], { plan: bulkPlan(0, { leftOut }) }));
  assert.match(text, /^## 1 left out\n\n- 1 task would fail again: \\\*a\\\* is missing\.\n {2}- Job job \(1\): t0$/m);
});

test('the report shows where an action is running, and does not call items in progress unknown', () => {
  const outcomes: ItemOutcome[] = [{ outcome: 'done', at }, { outcome: 'sent', at }, { outcome: 'notBegun' }];
  const { end: _end, ...running } = record(outcomes);
  const { page, text } = draw('Retrying 3 tasks', running, { running: 'elsewhere' });
  assert.match(text, /^\*\*1 in progress · 1 not started yet · 1 done\*\* .* · Running in another window$/m);
  assert.match(text, /^- The request was sent, but no response has arrived yet\.\n.*t1$/m);
  assert.match(text, /^- They are sent as soon as it is their turn\.\n.*t2$/m);
  assert.doesNotMatch(text, /unknown|Not ended/);
  assert.equal(page.tone, 'waiting');
  assert.match(render('Retrying', running, { running: 'here' }), / · Running in this window$/m);
});

test('zero counts are omitted', () => {
  const counts = { done: 0, failed: 0, unknown: 0, notStarted: 0 };
  assert.equal(describeCounts({ ...counts, done: 2164, notStarted: 4 }), '2,164 done, 4 not started');
  assert.equal(describeCounts({ ...counts, failed: 1, unknown: 2 }), '1 failed, 2 unknown');
  assert.equal(describeCounts(counts), 'nothing done');
});

test('foreign names and messages are shown unchanged', () => {
  const hostile = '[x](command:y) <img src=x>\n# heading';
  const { plan } = record([failed(hostile)]);
  const items = [
    { resource: { ...plan.items[0]?.resource, taskId: '`id`\u202e<b>' } as BulkRecord['plan']['items'][0]['resource'] },
  ];
  const report = render(hostile, record([failed(hostile)], { plan: { ...plan, items, accounts: { a: '**b**' } } }));
  assert.doesNotMatch(report, /[^\\]\[x\]|[^\\]<img|[^\\]<b>|^# heading|\u202e/mu);
});

test('only a few of ten thousand items and reasons are drawn, and the text lists all', () => {
  const outcomes = Array.from({ length: 10_000 }, (_, index) => failed(`reason ${index}`));
  const { page, text } = draw('Retrying', record(outcomes));
  assert.equal(text.match(/^ {2}- Job job \(1\): t\d+$/gm)?.length, 10_000);
  const [part] = page.parts;
  assert.equal(part?.groups?.length, 10_000);
  assert.equal(toDrawn(page).parts[0]?.groups?.length, 50);
  assert.ok(JSON.stringify(toDrawn(page)).length < 100_000, 'what a page is sent stays small');
  assert.equal(part?.more, "50 of 10,000 are shown here. This page's text includes all of them.");
});

test('only the first of ten thousand items with one outcome are drawn, and the text names all', () => {
  const { page, text } = draw('Retrying', record(Array.from({ length: 10_000 }, () => failed('no'))));
  assert.match(text, /^ {2}- Job job \(10,000\): t0 to t9999 \(10,000\)$/m);
  assert.ok(text.length < 1000);
  const [part] = page.parts;
  assert.equal(part?.groups?.[0]?.places[0]?.runs[0]?.things.length, 200);
  assert.equal(part?.more, "200 of 10,000 are shown here. This page's text includes all of them.");
});

test('the progress shows the remaining time, or what the action is waiting for', () => {
  const progress = { finished: 40, total: 100, elapsedMs: 20_000, throttledForMs: 0 };
  assert.equal(describeProgress({ ...progress, throttledForMs: 7_400 }), '40 of 100, throttled; next try in 8 sec');
  assert.equal(describeProgress(progress), '40 of 100, about 30 sec left');
  const long = { finished: 1516, total: 2164, elapsedMs: 1_516_000, throttledForMs: 0 };
  assert.equal(describeProgress(long), '1,516 of 2,164, about 11 min left');
  assert.equal(describeProgress({ ...progress, finished: 100 }), '100 of 100');
  const waiting = { ...progress, isWaiting: true };
  assert.equal(describeProgress(waiting), '40 of 100; the rest follow when the pool resize finishes');
  assert.equal(describeProgress({ ...waiting, finished: 0 }), 'waiting for the pool resize to finish');
  assert.equal(describeProgress({ ...progress, finished: 0 }), '0 of 100');
});

test('only requests that certainly did nothing may be sent again', () => {
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

test('items whose name differs from their ID are shown by name', () => {
  const { plan } = record([failed('no')]);
  const resource = { kind: 'node', accountId: 'contoso', poolId: 'cpu', nodeId: 'tvmps_1a2b3c4d' } as const;
  const named = { ...plan, items: [{ resource, name: 'node 3 (tvmps…) *' }] };
  const report = render('Rebooting the node', record([failed('no')], { plan: named }));
  assert.match(report, /^ {2}- Pool cpu \(1\): node 3 \(tvmps…\) \\\*$/m);
});

test('after canceling, the number of awaited answers and their items are shown', () => {
  const describe = (requests: number, items: number): string => describeFinishing({ requests, items });
  assert.deepEqual(
    [describe(1, 1), describe(4, 4), describe(1, 90), describe(2, 190)],
    [
      'cancelled; waiting for 1 response…',
      'cancelled; waiting for 4 responses…',
      'cancelled; waiting for 1 response about 90 items…',
      'cancelled; waiting for 2 responses about 190 items…',
    ],
  );
});
