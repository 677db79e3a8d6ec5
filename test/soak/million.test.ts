import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { toCoverage } from '../../src/app/causes/coverage.ts';
import { countFailedTasks, findCountedJobs, isAllCounted } from '../../src/app/lists/taskCount.ts';
import { toAccountRow } from '../../src/app/rows/explorer/rows/accountRow.ts';
import { toCauseRow } from '../../src/app/rows/failures/causeRows.ts';
import { describeCoverage } from '../../src/app/rows/failures/coverageRows.ts';
import type { Cause } from '../../src/core/diagnosis/causes/causes.ts';
import type { Failing } from '../../src/core/diagnosis/causes/failing.ts';
import { isUnread } from '../../src/core/failures/unreadFailures.ts';
import type { Account } from '../../src/core/model/account.ts';
import { connect, createAccountStore } from '../../src/service/service.ts';
import type { Scope } from '../../src/service/store/accountStore.ts';
import { toScopeKey } from '../../src/service/store/scopes.ts';
import { makeMillion } from '../../src/simulator/scenarios/million.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { FailuresViewer } from './failuresViewer.ts';
import { soakOptions } from './soakOptions.ts';
import { SteppedTime } from './steppedTime.ts';

/**
 * A user opens an account of a million tasks in a thousand jobs and watches, with both views visible and a job
 * expanded, until everything is counted, listed, and read. The shown numbers are never too high, are marked while
 * incomplete, and never decrease; requests stay within the limit.
 */
const secondMs = 1000;
const minuteMs = 60_000;
const intervalMs = 15_000;
const mostPerMinute = 240;
const mostPerMinuteIdle = 60;
/** All thousand jobs in `npm run soak`; otherwise the large one and enough others to reach the maximum request rate. */
const jobCount = soakOptions.hours >= 1 ? 1000 : 350;
/** At the maximum rate, one request for each of a thousand jobs takes a little more than four minutes. */
const mostMinutesToCount = 0.007 * jobCount;
const mostMinutes = 20;
const idleMinutes = 3;
const lookedAtEverySeconds = 15;
const pausedFromSecond = 60;
const pausedSeconds = 60;

/** Content of the explorer. */
const shown: readonly Scope[] = [
  { kind: 'pools' },
  { kind: 'jobs' },
  { kind: 'nodes', poolId: 'grid' },
  { kind: 'tasks', jobId: 'batch-0000', group: 'failed' },
  { kind: 'tasks', jobId: 'batch-0000', group: 'running' },
];
const shownKeys = new Set(shown.map(toScopeKey));

/** Counts the failed tasks of the scenario as written. */
function countTruth({ jobs }: Scenario): number {
  return jobs.reduce((sum, { tasks }) => {
    assert.ok('count' in tasks && tasks.nextFailure !== undefined);
    let failed = 0;
    for (let at = tasks.nextFailure(0); at < tasks.count; at = tasks.nextFailure(at + 1)) failed += 1;
    return sum + failed;
  }, 0);
}

/** Returns which of its forty kinds of failures a task of the scenario has. */
function findWay({ jobs }: Scenario, { resource }: Failing): string {
  assert.ok(resource.kind === 'task');
  const tasks = jobs.find(({ body }) => body['id'] === resource.jobId)?.tasks;
  assert.ok(tasks !== undefined && 'count' in tasks);
  const [outcome] = tasks.at(tasks.indexOf(resource.taskId)).outcomes ?? [];
  return JSON.stringify([outcome?.exitCode, outcome?.stderr, outcome?.failure]).replaceAll(/\d+/g, '0');
}

/** Returns the largest number of requests sent in any minute. */
function countMost(sentMs: readonly number[]): number {
  let most = 0;
  for (let from = 0, to = 0; from < sentMs.length; from += 1) {
    while (to < sentMs.length && (sentMs[to] ?? 0) < (sentMs[from] ?? 0) + minuteMs) to += 1;
    most = Math.max(most, to - from);
  }
  return most;
}

test('among up to a million tasks, the failed ones are counted, listed and diagnosed completely, at 240 requests a minute', async () => {
  const time = new SteppedTime();
  const million = makeMillion();
  const scenario = { ...million, jobs: million.jobs.slice(0, jobCount) };
  const simulator = await startSimulator({ scenario, clock: time.world });
  const { url, accountName, accountKey } = simulator;
  const account: Account = { id: new URL(url).host, name: accountName, endpoint: url, authentication: 'sharedKey' };
  const credential = { kind: 'sharedKey', accountName, key: accountKey } as const;
  const service = connect({ account, credential, clock: time.clock });
  const sentMs: number[] = [];
  service.onDidAttempt(() => sentMs.push(time.world.now()));
  const store = createAccountStore(account, service, time.clock);
  const viewer = new FailuresViewer(store, time.clock);
  after(async () => {
    viewer.dispose();
    store.dispose();
    time.dispose();
    await simulator.close();
  });
  const truth = countTruth(scenario);
  const startedMs = time.world.now();
  for (const scope of shown) void store.load(scope);
  store.keepCounting();
  store.watch(intervalMs, (scope) => shownKeys.has(toScopeKey(scope)));
  store.watch(intervalMs, (scope) => viewer.wants(scope));

  let known = 0;
  let told = 0;
  let causes: readonly Cause[] = [];
  /** Compares the shown data with the truth, and with the previously shown data. */
  const look = (): void => {
    const { snapshot } = store;
    const failed = countFailedTasks(snapshot);
    const isComplete = isAllCounted(findCountedJobs(snapshot)) && snapshot.slice({ kind: 'jobs' }).items.length > 0;
    assert.ok(failed.count >= known && failed.count <= truth, `${failed.count} after ${known}, of ${truth}`);
    assert.equal(failed.isComplete, failed.count === truth, 'it says so when it is all');
    assert.equal(isComplete, failed.isComplete);
    known = failed.count;
    const reader = { now: new Date(time.world.now()) };
    const row = toAccountRow(snapshot, reader);
    const coverage = describeCoverage([toCoverage(snapshot)]) ?? '';
    for (const text of [row.description ?? '', coverage]) {
      if (known === 0) continue;
      assert.equal(text.includes('≥'), !isComplete, text);
      assert.equal(/\d of (more than )?[\d,]+ jobs counted/.test(text), !isComplete, text);
    }
    causes = viewer.look();
    const now = causes.reduce((sum, { failures }) => sum + failures.length, 0);
    assert.ok(now >= told && now <= truth, `causes of ${now} after ${told}, of ${truth}`);
    told = now;
    for (const cause of causes) {
      const { label } = toCauseRow(cause, reader);
      assert.equal(label.startsWith('≥'), !cause.isComplete, label);
      assert.ok(!cause.isComplete || now === truth, `${label} before all is told`);
    }
  };

  let sentBeforePause = 0;
  let countedMs: number | undefined;
  let listedMs: number | undefined;
  const isOver = (): boolean => countedMs !== undefined && listedMs !== undefined && !viewer.isBusy;
  for (let second = 0; !isOver(); second += 1) {
    assert.ok(second < mostMinutes * 60, `${known} of ${truth} counted and ${told} told after ${second} s`);
    if (second === pausedFromSecond) {
      store.pauseCounting(true);
      sentBeforePause = sentMs.length;
    }
    if (second === pausedFromSecond + pausedSeconds) {
      assert.ok(sentMs.length - sentBeforePause <= mostPerMinuteIdle, 'what is paused sends nothing');
      store.pauseCounting(false);
    }
    await time.world.advance(secondMs);
    const isCounted = countFailedTasks(store.snapshot).isComplete;
    if (second % lookedAtEverySeconds === 0 || (isCounted && countedMs === undefined)) look();
    if (isCounted) countedMs ??= time.world.now() - startedMs;
    if (told === truth) listedMs ??= time.world.now() - startedMs;
  }
  look();
  const busy = sentMs.length;
  const most = countMost(sentMs);
  await time.world.advance(idleMinutes * minuteMs);
  const mostIdle = countMost(sentMs.slice(busy));
  console.log(JSON.stringify({ name: 'million', countedMs, listedMs, requests: busy, most, mostIdle }));
  assert.equal(known, truth);
  assert.equal(told, truth);
  for (const { cluster, failures } of causes.filter(
    (cause) => !isUnread(cause.cluster) && cause.failures.length > 20,
  )) {
    const ways = new Set(failures.map(({ failing }) => findWay(scenario, failing)));
    assert.equal(ways.size, 1, `${cluster.title}: ${[...ways].join(', ')}`);
  }
  assert.ok(most <= mostPerMinute, `${most} requests in a minute`);
  assert.ok(mostIdle <= mostPerMinuteIdle, `${mostIdle} requests in a minute when all is known`);
  assert.ok(Number(countedMs) <= mostMinutesToCount * minuteMs + pausedSeconds * secondMs, `${countedMs} ms to count`);
});
