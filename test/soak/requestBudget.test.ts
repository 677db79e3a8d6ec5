import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { requestsPerMinute } from '../../src/app/actions/watch/looks.ts';
import type { Watchable } from '../../src/app/actions/watch/watched.ts';
import { readFirstPage } from '../../src/app/evidence/readPages.ts';
import type { Account } from '../../src/core/model/account.ts';
import type { Attempt } from '../../src/service/ports.ts';
import { connect, createAccountStore } from '../../src/service/service.ts';
import type { Scope } from '../../src/service/store/accountStore.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { WatchingWindow } from '../app/support/watchingWindow.ts';
import { MemoryFolder } from '../fakes/memoryFolder.ts';
import { toSource } from '../service/simulatedTokens.ts';
import { SteppedTime } from './steppedTime.ts';

const minuteMs = 60_000;
/** Default of the setting `azureBatch.refreshInterval`. */
const defaultIntervalMs = 15_000;
const mostPerMinute = 60;
const minutes = 10;

/** Content of an explorer with the pool and one job expanded. */
const shown: readonly Scope[] = [
  { kind: 'pools' },
  { kind: 'nodes', poolId: 'grid' },
  { kind: 'jobs' },
  { kind: 'tasks', jobId: 'batch-0000', group: 'failed' },
  { kind: 'tasks', jobId: 'batch-0000', group: 'running' },
  { kind: 'tasks', jobId: 'batch-0000', group: 'preparing' },
];

test('counting and showing a million tasks takes one request per second, and none while the views are hidden', async () => {
  const time = new SteppedTime();
  const simulator = await startSimulator({ scenario: 'million', clock: time.world });
  const { url, accountName, accountKey } = simulator;
  const account: Account = { id: new URL(url).host, name: accountName, endpoint: url, authentication: 'sharedKey' };
  const credential = { kind: 'sharedKey', accountName, key: accountKey } as const;
  const store = createAccountStore(account, connect({ account, credential, clock: time.clock }), time.clock);
  after(async () => {
    store.dispose();
    time.dispose();
    await simulator.close();
  });
  for (const scope of shown) await store.load(scope);
  while (store.snapshot.slice({ kind: 'jobs' }).hasMore) await store.loadMore({ kind: 'jobs' });
  const jobs = store.snapshot.slice({ kind: 'jobs' }).items;
  await store.loadTaskCounts(jobs.map(({ id }) => id));
  assert.equal(store.snapshot.taskCounts.size, 1000);

  const countInMinute = async (): Promise<number> => {
    const before = simulator.requests.length;
    await time.world.advance(minuteMs);
    return simulator.requests.length - before;
  };
  const countInMinutes = async (): Promise<readonly number[]> => {
    const counts: number[] = [];
    for (let minute = 0; minute < minutes; minute += 1) counts.push(await countInMinute());
    return counts;
  };
  const explorer = store.watch(defaultIntervalMs, () => true);
  const failures = store.watch(defaultIntervalMs, ({ kind }) => kind === 'pools' || kind === 'jobs');
  const visible = await countInMinutes();
  console.log(JSON.stringify({ name: 'requestBudget', visible }));
  assert.ok(Math.min(...visible) > 0, 'what is on display is refreshed');
  assert.ok(Math.max(...visible) <= mostPerMinute, `${Math.max(...visible)} requests in a minute`);
  explorer.dispose();
  failures.dispose();
  const hidden = await countInMinutes();
  assert.equal(Math.max(...hidden), 0, 'nobody looks');
});

test('Azure Monitor is queried a few times for a page, and never by views', async () => {
  const time = new SteppedTime();
  const simulator = await startSimulator({ scenario: 'sample', clock: time.world });
  const { url, accountName: name, armUrl: endpoint, ca } = simulator;
  const account: Account = { id: new URL(url).host, name, endpoint: url, authentication: 'microsoft' };
  const source = toSource(simulator);
  const attempts: Attempt[] = [];
  const service = connect({
    account,
    credential: { kind: 'token', source },
    resourceManager: { endpoint, scope: 'https://management.azure.com/.default', source, ca },
    clock: time.clock,
    onAttempt: (attempt) => attempts.push(attempt),
  });
  const store = createAccountStore(account, service, time.clock);
  after(async () => {
    store.dispose();
    time.dispose();
    await simulator.close();
  });
  const countMonitor = (): number =>
    attempts.filter(({ path }) => /microsoft\.insights|outboundnetwork/i.test(path)).length;
  for (const scope of [{ kind: 'pools' }, { kind: 'jobs' }] as const) await store.load(scope);
  const watching = store.watch(defaultIntervalMs, () => true);
  await time.world.advance(minutes * minuteMs);
  assert.equal(countMonitor(), 0, 'views ask nothing of Azure Monitor');
  const { monitor } = store.service;
  const open = () => Promise.all([monitor.getMetrics(), monitor.listChanges(), monitor.listEvents(ofJob)]);
  await open();
  const opened = countMonitor();
  console.log(JSON.stringify({ name: 'requestBudget', monitor: opened }));
  assert.ok(opened <= mostOfPage, `${opened} requests for all that pages say`);
  for (let again = 0; again < 5; again += 1) await open();
  await time.world.advance(minutes * minuteMs);
  assert.equal(countMonitor(), opened, 'nothing is asked again while nobody opens a page');
  watching.dispose();
});

/** Requests of a page: five for metrics, and one each for the activity log, the log settings, and the log itself. */
const mostOfPage = 8;
const ofJob = { kind: 'job', jobId: 'frames' } as const;

test('watched items are polled once per interval, an account six times a minute, and nothing else is requested', async () => {
  const time = new SteppedTime();
  const simulator = await startSimulator({ scenario: 'sample', clock: time.world });
  const { url, accountName, accountKey } = simulator;
  const account: Account = { id: new URL(url).host, name: accountName, endpoint: url, authentication: 'sharedKey' };
  const credential = { kind: 'sharedKey', accountName, key: accountKey } as const;
  const store = createAccountStore(account, connect({ account, credential, clock: time.clock }), time.clock);
  const window = new WatchingWindow({
    clock: time.clock,
    folder: new MemoryFolder(time.clock.now),
    store,
    intervalMs: defaultIntervalMs,
    processId: 1000,
  });
  after(async () => {
    window.close();
    store.dispose();
    time.dispose();
    await simulator.close();
  });
  const countInMinute = async (): Promise<number> => {
    const before = simulator.requests.length;
    await time.world.advance(minuteMs);
    return simulator.requests.length - before;
  };
  const countWatching = async (things: readonly Watchable[]): Promise<number> => {
    const adding = window.watcher.add(things);
    await time.world.advance(defaultIntervalMs);
    await adding;
    const counts: number[] = [];
    for (let minute = 0; minute < minutes; minute += 1) counts.push(await countInMinute());
    await window.watcher.remove(things);
    return Math.max(...counts);
  };
  assert.equal(await countInMinute(), 0, 'nothing is watched');
  const accountId = account.id;
  const jobId = 'monte-carlo';
  const listing = readFirstPage(store.service.tasks.listTasks(jobId, { pageSize: 5 }));
  await time.world.advance(0);
  const waiting = (await listing).map(({ id: taskId }) => ({ kind: 'task', accountId, jobId, taskId }) as const);
  const perMinute = minuteMs / defaultIntervalMs;
  const watched = {
    tasks: await countWatching(waiting),
    job: await countWatching([{ kind: 'job', accountId, jobId }]),
    account: await countWatching([{ kind: 'account', accountId }]),
  };
  console.log(JSON.stringify({ name: 'requestBudget', watched }));
  assert.ok(watched.tasks <= perMinute, `${watched.tasks} requests for tasks of one job`);
  assert.ok(watched.job <= perMinute, `${watched.job} requests for a job`);
  assert.ok(watched.account <= requestsPerMinute, `${watched.account} requests for an account`);
  await time.world.advance(minuteMs);
  assert.equal(await countInMinute(), 0, 'nothing is watched again');
});
