import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Watchable } from '../../src/app/actions/watch/watched.ts';
import type { Account } from '../../src/core/model/account.ts';
import { connect, createAccountStore } from '../../src/service/service.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { WatchingWindow } from '../app/support/watchingWindow.ts';
import { MemoryFolder } from '../fakes/memoryFolder.ts';
import { drawFrom, pick, soakOptions } from './soakOptions.ts';
import { SteppedTime } from './steppedTime.ts';

/**
 * For eight hours, two windows watch ten items, while tasks are added and fail, jobs end, and a node breaks. A window
 * dies repeatedly, at any moment, and another opens. Notifications that a dead window could not record may repeat; all
 * others appear once.
 */
const minuteMs = 60_000;
const hours = 8;
const intervalMs = minuteMs;
/** Number of minutes between crashes of a window. */
const deathEvery = 23;
/**
 * Two tasks together, one task, three jobs, two pools, and a node make eight requests; six is the limit for an account.
 */
const mostPerMinute = 8 + 6;

const watchedJobs = ['render', 'train', 'import'];
const otherJobs = ['export', 'clean'];
const jobIds = [...watchedJobs, ...otherJobs, 'singles', 'alone'];
const pool = (id: string) => ({
  body: {
    id,
    vmSize: 'standard_d2s_v3',
    targetDedicatedNodes: 2,
    taskSlotsPerNode: 8,
    virtualMachineConfiguration: {
      imageReference: { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts' },
      nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    },
  },
  nodes: [{}, {}],
});
const failing = { durationMs: 40_000, exitCode: 7, stderr: 'no such file: input.txt\n' };
const scenario: Scenario = {
  name: 'watched',
  description: 'Jobs to which tasks are added, and a node that breaks.',
  pools: [pool('work'), pool('other')],
  jobs: jobIds.map((id) => ({ body: { id, poolInfo: { poolId: 'work' } }, tasks: [] })),
  rules: [{ commandLineIncludes: 'fail', outcomes: [failing] }, { outcomes: [{ durationMs: 70_000, exitCode: 0 }] }],
  events: [{ atMs: 200 * minuteMs, kind: 'break', poolId: 'other', node: 0 }],
};

test('in eight hours of watching ten items, no event is lost or repeated, with few requests', async () => {
  const time = new SteppedTime();
  const draw = drawFrom(soakOptions.seed);
  const simulator = await startSimulator({ scenario, clock: time.world });
  const { url, accountName, accountKey } = simulator;
  const account: Account = { id: new URL(url).host, name: accountName, endpoint: url, authentication: 'sharedKey' };
  const credential = { kind: 'sharedKey', accountName, key: accountKey } as const;
  const open = () => connect({ account, credential, clock: time.clock, random: draw });
  const hands = open();
  const folder = new MemoryFolder(time.clock.now);
  let processId = 0;
  const stores: { dispose(): void }[] = [];
  const openWindow = (): WatchingWindow => {
    const store = createAccountStore(account, open(), time.clock);
    stores.push(store);
    processId += 1;
    return new WatchingWindow({ clock: time.clock, folder, store, intervalMs, processId });
  };
  const windows = [openWindow(), openWindow()];
  after(async () => {
    for (const window of windows) window.close();
    for (const store of stores) store.dispose();
    hands.dispose();
    time.dispose();
    await simulator.close();
  });

  const accountId = account.id;
  const addTask = (jobId: string, id: string, commandLine: string) =>
    hands.tasks.addTasks(jobId, [{ id, commandLine }]);
  await addTask('singles', 'single-a', 'wait');
  await addTask('singles', 'single-b', 'fail');
  await addTask('alone', 'single-c', 'fail');
  const { value: [node] = [] } = await hands.nodes.listNodes('other')[Symbol.asyncIterator]().next();
  const task = (jobId: string, taskId: string) => ({ kind: 'task', accountId, jobId, taskId }) as const;
  const things: readonly Watchable[] = [
    task('singles', 'single-a'),
    task('singles', 'single-b'),
    task('alone', 'single-c'),
    ...watchedJobs.map((jobId) => ({ kind: 'job', accountId, jobId }) as const),
    { kind: 'pool', accountId, poolId: 'work' },
    { kind: 'pool', accountId, poolId: 'other' },
    { kind: 'node', accountId, poolId: 'other', nodeId: node?.id ?? '' },
    { kind: 'account', accountId },
  ];
  assert.equal(things.length, 10);
  const adding = windows[1]?.watcher.add(things);
  await time.world.advance(1000);
  await adding;

  let added = 0;
  let deaths = 0;
  const perMinute: number[] = [];
  const end = hours * 60;
  for (let minute = 1; minute <= end; minute += 1) {
    // Events after this would still be pending at the end.
    if (minute < end - 30 && minute % 7 === 0) {
      added += 1;
      const jobId = pick(
        [...watchedJobs, ...otherJobs].filter((id) => id !== 'import' || minute < 300),
        draw,
      );
      await addTask(jobId, `task-${added}`, draw() < 0.6 ? 'fail' : 'wait');
    }
    if (minute === 310) await hands.jobs.terminateJob('import');
    if (minute < end - 30 && minute % deathEvery === 0) {
      const living = windows.filter(({ isDead }) => !isDead);
      pick(living, draw).die(1 + Math.floor(draw() * 25));
      deaths += 1;
    }
    const before = simulator.requests.length;
    await time.world.advance(minuteMs);
    perMinute.push(simulator.requests.length - before);
    if (windows.filter(({ isDead }) => !isDead).length < 2) windows.push(openWindow());
  }

  const said = windows.flatMap(({ notified }) => notified.map(({ message }) => message));
  const text = said.join('\n');
  const countFailed = (jobId: string): number =>
    [...text.matchAll(new RegExp(`(\\d+) tasks? in job ${jobId} failed`, 'g'))].reduce(
      (sum, [, n]) => sum + Number(n),
      0,
    );
  const countSaid = (pattern: RegExp): number => [...text.matchAll(new RegExp(pattern, 'g'))].length;
  const quiet = perMinute.toSorted((one, other) => one - other)[Math.floor(perMinute.length / 2)] ?? 0;
  console.log(
    JSON.stringify({
      name: 'watched',
      seed: soakOptions.seed,
      deaths,
      said: said.length,
      requests: simulator.requests.length,
      quiet,
      most: Math.max(...perMinute),
    }),
  );
  assert.ok(deaths > 10 && windows.length > 10, `${windows.length} windows`);
  // Tasks that were added first end together, with their jobs.
  assert.ok(
    said.every((message) => message.includes('single-') || !message.includes('more change')),
    text,
  );
  for (const jobId of [...watchedJobs, ...otherJobs]) {
    const { failed } = await hands.jobs.getTaskCounts(jobId);
    assert.ok(failed > 3, `${failed} tasks of ${jobId} failed`);
    assert.equal(countFailed(jobId), failed, `${jobId}:\n${text}`);
  }
  for (const id of ['single-a', 'single-b', 'single-c']) assert.equal(countSaid(new RegExp(`${id}\\b`)), 1, text);
  assert.equal(countSaid(/Job import has ended/), 1, text);
  assert.equal(countSaid(/Node 1 is unusable|Node tvmps\S+ in pool other needs attention/), 1, text);
  assert.equal(countSaid(/1 more node in pool other needs attention/), 0, `once more by its pool:\n${text}`);
  assert.ok(quiet <= mostPerMinute, `${quiet} requests in most minutes`);
});
