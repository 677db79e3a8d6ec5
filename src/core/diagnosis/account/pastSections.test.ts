import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountMetrics, MetricPoint, TaskMetric, TaskSeries } from '../../model/monitor.ts';
import { formatTimeSpan } from '../../words/times.ts';
import { type AccountPast, listPastSections } from './pastSections.ts';

const hourMs = 3_600_000;
const now = Date.parse('2026-11-20T12:00:00Z');
const at = (hoursAgo: number): string => new Date(now - hoursAgo * hourMs).toISOString();

function series(
  metric: TaskMetric,
  jobId: string | undefined,
  ...counts: readonly (readonly [number, number])[]
): TaskSeries {
  const points: MetricPoint[] = counts.map(([hoursAgo, value]) => ({ at: at(hoursAgo), value }));
  return { metric, ...(jobId === undefined ? {} : { jobId, poolId: 'cpu' }), points };
}

/** Returns metrics of forty tasks an hour, all of which have failed since three hours ago. */
function toMetrics(changes: Partial<AccountMetrics> = {}): AccountMetrics {
  const hours = [6, 5, 4, 3, 2, 1];
  const tasks = [
    series('TaskStartEvent', 'nightly', ...hours.map((hour) => [hour, 40] as const)),
    series('TaskCompleteEvent', 'nightly', ...hours.map((hour) => [hour, 40] as const)),
    series('TaskFailEvent', 'nightly', [3, 40], [2, 40], [1, 40]),
    series('TaskStartEvent', 'gone', [5, 7]),
    series('TaskCompleteEvent', 'gone', [5, 7]),
    series('TaskRequeueEvent', 'gone', [5, 2]),
  ];
  const day = { from: at(24), to: at(0), stepMs: hourMs, tasks, isCut: false };
  return {
    day,
    week: { ...day, from: at(168), stepMs: 6 * hourMs },
    totals: tasks.map(({ metric, points }) => ({ metric, points })),
    levels: [
      { metric: 'TotalNodeCount', points: [2, 1].map((hour) => ({ at: at(hour), value: 4 * hour })) },
      { metric: 'RunningNodeCount', points: [2, 1].map((hour) => ({ at: at(hour), value: 3 * hour })) },
      { metric: 'UnusableNodeCount', points: [{ at: at(1), value: 1 }] },
    ],
    requests: [
      { operation: 'Task_List', result: '200', points: [{ at: at(2), value: 900 }] },
      { operation: 'Task_List', result: '429', points: [{ at: at(2), value: 100 }] },
    ],
    deletedJobs: { gone: at(2) },
    missing: [],
    ...changes,
  };
}

const account = { accountId: 'a', jobIds: new Set(['nightly']), areAllJobs: true };
const quiet: AccountPast['changes'] = { value: [], asOf: at(0) };

function list(metrics: AccountPast['metrics'], changes = quiet) {
  return listPastSections({ metrics, changes }, account).filter((section) => section !== undefined);
}

test('the last day and week show the counts, when the trouble started, and the jobs, including deleted ones', () => {
  const sections = list({ value: toMetrics(), asOf: at(0) });
  assert.deepEqual(
    sections.map(({ id }) => id),
    ['lastDay', 'lastWeek', 'levels', 'requests', 'changes'],
  );
  const [day] = sections;
  assert.deepEqual(
    day?.items.map(({ text }) => text),
    [
      'About 247 task starts; about 120 of 247 completed tasks failed. About 2 tasks were requeued.',
      'Problems started around Nov 20, 2026, 09:00 UTC: before then, about 0 of 127 tasks failed; since then, about 120 of 120.',
      "From the account's metrics (Azure Monitor, role Monitoring Reader), as of 12:00. Azure may count an event twice or not at all, and the last few minutes are missing: the numbers are approximate, not exact counts.",
    ],
  );
  const [times, jobs, pools] = day?.charts ?? [];
  assert.deepEqual([times?.rows.length, times?.stepMs, times?.isGoingOn], [24, hourMs, true]);
  assert.deepEqual(
    jobs?.rows.map(({ label, note, values }) => [label, note, ...values.map((value) => value?.count)]),
    [
      ['nightly', undefined, 120, 120, 0],
      ['gone', `Deleted: ${formatTimeSpan(Date.parse(at(2)), now)}.`, 0, 7, 2],
    ],
  );
  assert.equal(pools, undefined, 'there is one pool');
});

test('a constant number of nodes is not shown as a range', () => {
  for (const [count, said] of [
    [1, 'About 1 node'],
    [2, 'About 2 nodes'],
    [400, 'About 400 nodes'],
  ] as const) {
    const points = [3, 2, 1].map((hour) => ({ at: at(hour), value: count }));
    const levels = (['TotalNodeCount', 'RunningNodeCount'] as const).map((metric) => ({ metric, points }));
    const section = list({ value: toMetrics({ levels }), asOf: at(0) }).find(({ id }) => id === 'levels');
    assert.equal(section?.items[0]?.text, `${said} all the time, as hourly averages.`);
  }
});

test('nodes are shown as an approximate range, with throttled requests', () => {
  const [, , levels, requests] = list({ value: toMetrics(), asOf: at(0) });
  assert.equal(levels?.items[0]?.text, 'Between about 4 and 8 nodes, as hourly averages.');
  assert.deepEqual(
    levels?.charts?.[0]?.series.map(({ name }) => name),
    ['running', 'unusable'],
  );
  assert.equal(
    requests?.items[0]?.text,
    'In the last 7 days, the account asked its clients to wait for about 100 of 1,000 requests, most often for Task_List and most recently around Nov 20, 2026, 10:00 UTC.',
  );
  const calm = toMetrics({ requests: [{ operation: 'Task_List', result: '200', points: [{ at: at(1), value: 9 }] }] });
  assert.ok(!list({ value: calm, asOf: at(0) }).some(({ id }) => id === 'requests'));
});

test('possible gaps in the data are mentioned', () => {
  const { day } = toMetrics();
  const cut = toMetrics({ day: { ...day, isCut: true }, missing: ['TaskFailEvent: no values'] });
  const texts = list({ value: cut, asOf: at(0) })[0]?.items.map(({ text }) => text) ?? [];
  assert.ok(texts.some((text) => text.startsWith('Azure returns at most 1,000 jobs and pools at a time.')));
  assert.ok(texts.includes('Not all metrics could be read: TaskFailEvent: no values'));
  const nothing = toMetrics({ totals: [], day: { ...day, tasks: [] } });
  assert.equal(list({ value: nothing, asOf: at(0) })[0]?.items[0]?.text, 'No task started or ended.');
});

test('if data is unknown, the reason is shown with a fix, and only once for an account with a key', () => {
  const say = (unknown: 'keyOnly' | 'otherCloud' | 'notAllowed' | 'throttled') => {
    const answer = unknown === 'notAllowed' ? { unknown, detail: 'No access.' } : { unknown };
    return list(answer, answer).map(({ id, items }) => [id, ...items.map(({ text }) => text)]);
  };
  assert.deepEqual(say('keyOnly'), [
    [
      'lastDay',
      'Account metrics: Azure does not accept account keys for this. Sign in to the account with Microsoft Entra ID to see it.',
    ],
  ]);
  assert.equal(say('otherCloud').length, 1);
  assert.match(say('otherCloud')[0]?.[1] ?? '', /isn't in an Azure cloud/);
  assert.match(say('notAllowed')[0]?.[1] ?? '', /“Monitoring Reader” role on it .* No access\.$/);
  assert.match(say('notAllowed')[1]?.[1] ?? '', /^Account activity log: .*“Reader” role/);
  assert.match(say('throttled')[0]?.[1] ?? '', /is asking you to wait/);
});

test('a request that was never sent is not called unanswered', () => {
  for (const detail of ['The Azure CLI has no valid sign-in.', 'management.azure.com cannot be reached.']) {
    const unknown = { unknown: 'notAnswered', detail } as const;
    const texts = list(unknown, unknown).flatMap(({ items }) => items.map(({ text }) => text));
    assert.ok(texts.includes(`Account metrics: ${detail} Check again later.`), texts.join());
    assert.ok(!texts.join().includes("didn't respond"));
  }
  assert.match(list({ unknown: 'notAnswered' })[0]?.items[0]?.text ?? '', /Azure didn't respond\. Ask again later/);
});

test('changes of the account are listed, latest first, and the absence of changes is mentioned', () => {
  const change = (hoursAgo: number) => ({
    at: at(hoursAgo),
    action: 'Microsoft.Batch/batchAccounts/regenerateKeys/action',
    operation: 'Regenerate Batch Account key',
    status: 'Succeeded',
    caller: 'ann@contoso.com',
  });
  const value = Array.from({ length: 12 }, (_, index) => change(index + 1));
  const section = list({ unknown: 'throttled' }, { value, asOf: at(0) }).at(-1);
  assert.equal(section?.items.length, 12);
  assert.equal(
    section?.items[0]?.text,
    'Nov 20, 2026, 11:00 UTC: Regenerate Batch Account key · Succeeded · ann@contoso.com',
  );
  assert.equal(section?.items[10]?.text, '2 earlier changes');
  const none = list({ unknown: 'throttled' }).at(-1);
  assert.match(none?.items[0]?.text ?? '', /^No keys, network settings/);
});
