import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { describeDelay, describeSeen, toWatchedRow } from '../../src/app/actions/watch/describeSeen.ts';
import type { Watchable } from '../../src/app/actions/watch/watched.ts';
import { readAllPages } from '../../src/app/evidence/readPages.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import { type NodeResource, toKey } from '../../src/core/model/resource.ts';
import { connect, createAccountStore } from '../../src/service/service.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, succeeded } from '../../src/simulator/scenarios/runs.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { settled } from '../fakes/liveStore.ts';
import { MemoryFolder } from '../fakes/memoryFolder.ts';
import { SteppedTime } from '../soak/steppedTime.ts';
import { WatchingWindow } from './support/watchingWindow.ts';

const intervalMs = 15_000;
const minuteMs = 60_000;

const missing =
  'Traceback (most recent call last):\n  File "train.py", line 3, in <module>\nModuleNotFoundError: No module named \'numpy\'\n';
const scenario = {
  ...smallWorld('watched', 'A job with a task that has succeeded.', {
    job: { tasks: [completedTask('done', succeeded(1000))] },
  }),
  rules: [
    { commandLineIncludes: 'train', outcomes: [failed(1, 20_000, { stderr: missing })] },
    { commandLineIncludes: 'crash', outcomes: [failed(7, 20_000, { stderr: 'Error: the scene has no camera\n' })] },
    {
      commandLineIncludes: 'long',
      outcomes: [succeeded(10 * 60 * minuteMs, { stdout: [{ atMs: 5_000, text: 'frame 1\n' }] })],
    },
    { outcomes: [succeeded(20_000)] },
  ],
};

/** A world whose time the test controls, and in which it opens windows. */
async function openWorld(context: TestContext) {
  const time = new SteppedTime();
  const simulator = await startSimulator({ scenario, clock: time.world });
  const { url, accountName: name, accountKey: key } = simulator;
  const account = { id: new URL(url).host, name, endpoint: url, authentication: 'sharedKey' } as const;
  const credential = { kind: 'sharedKey', accountName: name, key } as const;
  const folder = new MemoryFolder(time.clock.now);
  const parts: { dispose(): void }[] = [];
  const keep = <T extends { dispose(): void }>(part: T): T => {
    parts.push(part);
    return part;
  };
  const open = () => keep(connect({ account, credential, clock: time.clock, random: () => 0 }));
  const hands = open();
  let processId = 0;
  context.after(async () => {
    for (const part of parts.toReversed()) part.dispose();
    time.dispose();
    await simulator.close();
  });
  const accountId = account.id;
  return {
    simulator,
    hands,
    folder,
    task: (taskId: string): Watchable => ({ kind: 'task', accountId, jobId: 'job', taskId }),
    job: { kind: 'job', accountId, jobId: 'job' } as const,
    pool: { kind: 'pool', accountId, poolId: 'pool' } as const,
    findNodes: async (): Promise<readonly NodeResource[]> =>
      (await readAllPages(hands.nodes.listNodes('pool'))).map(({ id: nodeId }) => ({
        kind: 'node',
        accountId,
        poolId: 'pool',
        nodeId,
      })),
    account: { kind: 'account', accountId } as const,
    add: (id: string, commandLine: string) => hands.tasks.addTasks('job', [{ id, commandLine }]),
    pass: (ms: number) => time.world.advance(ms),
    /** Lets time pass until work that waits for answers is done. */
    async during<T>(work: Promise<T>): Promise<T> {
      const settled = work.catch(() => undefined);
      await time.world.advance(0);
      await settled;
      return work;
    },
    openWindow(explains = false): WatchingWindow {
      processId += 1;
      const store = keep(createAccountStore(account, open(), time.clock));
      const window = new WatchingWindow({ clock: time.clock, folder, store, intervalMs, processId, explains });
      keep({ dispose: () => window.close() });
      return window;
    },
  };
}

const listSaid = (...windows: readonly WatchingWindow[]): readonly string[] =>
  windows.flatMap(({ notified }) => notified.map(({ message }) => message));

test('in only one of two windows, a watched job reports why its tasks failed, with buttons for its page and a retry', async (context) => {
  const world = await openWorld(context);
  const [first, second] = [world.openWindow(true), world.openWindow(true)];
  await world.during(second.watcher.add([world.job]));
  await world.add('train-1', 'train');
  await world.add('train-2', 'train');
  await world.pass(2 * minuteMs);
  assert.deepEqual(listSaid(first, second), [
    '2 tasks in job job failed: The library numpy was not found. All tasks in job job have ended, but the job is still active.',
  ]);
  const [said] = [...first.notified, ...second.notified];
  assert.deepEqual(
    said?.actions.map(({ command }) => command),
    ['azureBatch.failures.explain', 'azureBatch.explorer.showWatched'],
  );
  await world.add('train-3', 'train');
  await world.pass(2 * minuteMs);
  assert.match(listSaid(first, second)[1] ?? '', /^1 task in job job failed: The library numpy was not found\./);
  for (const { watcher } of [first, second]) assert.equal(watcher.all[0]?.seen.job?.failed, 3, 'both show the same');
});

test('a failed task is reported with the title and action of its page, and no longer watched', async (context) => {
  const world = await openWorld(context);
  const window = world.openWindow(true);
  await world.add('train-1', 'train');
  await world.during(window.watcher.add([world.task('train-1')]));
  await world.pass(minuteMs);
  const [said] = window.notified;
  assert.deepEqual(listSaid(window), ['train-1 failed: The library numpy was not found.']);
  assert.equal(said?.severity, 'warning');
  assert.equal(said?.actions[0]?.command, 'azureBatch.task.explain');
  assert.equal(said?.actions.length, 2, 'and a remedy');
  assert.deepEqual(await window.watcher.list(), []);
  const before = world.simulator.requests.length;
  await world.pass(10 * minuteMs);
  assert.equal(world.simulator.requests.length, before, 'nothing is asked while nothing is watched');
});

test('an item is listed as soon as it is watched, even if it is saved slowly', async (context) => {
  const world = await openWorld(context);
  const create = world.folder.create.bind(world.folder);
  Object.assign(world.folder, {
    async create(name: string, text: string) {
      await settled();
      return create(name, text);
    },
  });
  const { watcher } = world.openWindow();
  await world.during(watcher.add([world.job]));
  assert.deepEqual(
    watcher.all.map(({ resource }) => resource),
    [world.job],
  );
});

test("ended and missing items can't be watched", async (context) => {
  const world = await openWorld(context);
  const { watcher } = world.openWindow();
  await assert.rejects(world.during(watcher.add([world.task('done')])), /already ended/);
  await assert.rejects(world.during(watcher.add([world.task('none')])), { code: 'TaskNotFound' });
  assert.deepEqual(await watcher.list(), []);
});

test('items that are visible in any window are not reported, nor are any if notifications are disabled', async (context) => {
  const world = await openWorld(context);
  const [first, second] = [world.openWindow(), world.openWindow()];
  for (const id of ['train-1', 'train-2', 'train-3']) await world.add(id, 'train');
  await world.during(first.watcher.add(['train-1', 'train-2'].map(world.task)));
  second.isFocused = true;
  second.inFront = [world.task('train-1')];
  await world.pass(minuteMs);
  assert.deepEqual(listSaid(first, second), ['train-2 failed: The library numpy was not found.']);
  second.inFront = [];
  for (const window of [first, second]) window.isQuiet = true;
  await world.add('train-4', 'train');
  await world.during(first.watcher.add([world.task('train-4')]));
  await world.pass(minuteMs);
  assert.equal(listSaid(first, second).length, 1);
  assert.deepEqual(await first.watcher.list(), [], 'it was seen all the same');
});

test('a failure with a muted cause is not reported', async (context) => {
  const world = await openWorld(context);
  const window = world.openWindow(true);
  window.isMuted = ({ cluster }) => cluster.title.includes('numpy');
  await world.during(window.watcher.add([world.job]));
  await world.add('train-1', 'train');
  await world.pass(2 * minuteMs);
  assert.deepEqual(listSaid(window), ['All tasks in job job have ended, but the job is still active.']);
});

test('watching continues after the window was reloaded, and after a failed poll', async (context) => {
  const world = await openWorld(context);
  const first = world.openWindow();
  await world.add('long-1', 'long');
  await world.during(first.watcher.add([world.task('long-1')]));
  first.close();
  const second = world.openWindow();
  await world.pass(minuteMs);
  assert.equal(second.watcher.all.length, 1);
  world.simulator.addFault({ operation: 'Task_Get', status: 403 });
  await world.pass(12 * minuteMs);
  assert.match(listSaid(second)[0] ?? '', /^Not checked since .*: task long-1 in job job\. /);
  assert.equal(listSaid(second).length, 1, 'once');
  world.simulator.clearFaults();
  await world.hands.tasks.deleteTask('job', 'long-1');
  await world.pass(minuteMs);
  assert.equal(listSaid(second).at(-1), 'Task long-1 in job job was deleted.');
});

test('a running task without output counts as stuck after an hour', async (context) => {
  const world = await openWorld(context);
  const window = world.openWindow();
  await world.add('long-1', 'long');
  await world.during(window.watcher.add([world.task('long-1')]));
  await world.pass(50 * minuteMs);
  assert.deepEqual(listSaid(window), []);
  await world.pass(40 * minuteMs);
  assert.equal(listSaid(window).length, 1);
});

test('an account reports failures in its jobs, including new ones, but not in items watched individually', async (context) => {
  const world = await openWorld(context);
  const window = world.openWindow();
  await world.during(window.watcher.add([world.account, world.job]));
  await world.pass(2 * minuteMs);
  await world.hands.jobs.addJob({ id: 'other', poolInfo: { poolId: 'pool' } });
  await world.hands.tasks.addTasks('other', [{ id: 't', commandLine: 'train' }]);
  await world.add('train-1', 'train');
  await world.pass(5 * minuteMs);
  const said = listSaid(window).join('\n');
  assert.match(said, /1 task in job other failed/);
  assert.equal([...said.matchAll(/task in job job failed/g)].length, 1, said);
  await world.hands.jobs.terminateJob('other');
  await world.pass(5 * minuteMs);
  assert.equal(
    listSaid(window).filter((message) => /Job other has ended: 0 succeeded, 1 failed/.test(message)).length,
    1,
  );
});

test('a failed task is reported once, although its job and account are also watched', async (context) => {
  const world = await openWorld(context);
  const window = world.openWindow();
  await world.add('train-1', 'train');
  await world.during(window.watcher.add([world.account, world.job, world.task('train-1')]));
  await world.pass(5 * minuteMs);
  const ofFailures = () => listSaid(window).filter((message) => message.includes('failed'));
  assert.deepEqual(ofFailures(), ['train-1 failed: The library numpy was not found.']);
  await world.add('train-2', 'train');
  await world.pass(5 * minuteMs);
  assert.match(ofFailures()[1] ?? '', /^1 task in job job failed\./, 'of another it is said');
});

test('a node that needs attention is reported once, although its pool and account are also watched', async (context) => {
  const world = await openWorld(context);
  const window = world.openWindow();
  const [first, second] = await world.during(world.findNodes());
  assert.ok(first !== undefined && second !== undefined);
  await world.during(window.watcher.add([world.account, world.pool, first]));
  await world.pass(2 * minuteMs);
  world.simulator.controls.breakNode('pool', first.nodeId);
  await world.pass(5 * minuteMs);
  const ofBroken = () => listSaid(window).filter((message) => !message.includes('idle'));
  assert.deepEqual(ofBroken(), ['Node 1 is unusable: Batch cannot reach the node.']);
  world.simulator.controls.breakNode('pool', second.nodeId);
  await world.pass(5 * minuteMs);
  assert.deepEqual(ofBroken().slice(1), ['1 more node in pool pool needs attention.']);
});

test("an item that can't be polled for lack of a key or answers is shown as such, and reported after ten minutes", async (context) => {
  const world = await openWorld(context);
  const window = world.openWindow();
  await world.add('long-1', 'long');
  await world.during(window.watcher.add([world.task('long-1')]));
  const show = () => window.watcher.all.map((watched) => describeSeen(watched, window.watcher));
  await world.pass(2 * minuteMs);
  assert.match(show()[0] ?? '', /^running · checked /);
  window.accounts.problem = new BatchError({ code: 'NotSignedIn', message: 'The key is missing.' });
  await world.pass(minuteMs);
  assert.match(show()[0] ?? '', /^running · not checked since /);
  assert.deepEqual(
    window.watcher.all.map((watched) => toWatchedRow(watched, window.watcher).detail),
    ['The key is missing.'],
  );
  await world.pass(12 * minuteMs);
  assert.equal(listSaid(window).length, 1, listSaid(window).join('\n'));
  assert.match(listSaid(window)[0] ?? '', /^Not checked since .*: task long-1 in job job\. The key is missing\.$/);
  window.accounts.problem = undefined;
  await world.pass(minuteMs);
  assert.match(show()[0] ?? '', /^running · checked /);
  world.simulator.addFault({ operation: '*', effect: 'hang' });
  await world.pass(2 * minuteMs);
  assert.match(show()[0] ?? '', /^running · not checked since /);
});

test('a window without a key leaves watching to one that has it', async (context) => {
  const world = await openWorld(context);
  const first = world.openWindow();
  await world.add('long-1', 'long');
  await world.during(first.watcher.add([world.task('long-1')]));
  await world.pass(minuteMs);
  const second = world.openWindow();
  first.accounts.problem = new BatchError({ code: 'NotSignedIn', message: 'The key is missing.' });
  await world.pass(2 * minuteMs);
  assert.deepEqual(
    second.watcher.all.map((watched) => second.watcher.isLate(watched)),
    [false],
  );
  await world.pass(15 * minuteMs);
  assert.deepEqual(listSaid(first, second), []);
});

test("if a failure has several reasons, those that aren't muted are reported", async (context) => {
  const world = await openWorld(context);
  const window = world.openWindow(true);
  window.isMuted = ({ cluster }) => cluster.title.includes('numpy');
  await world.hands.jobs.addJob({ id: 'other', poolInfo: { poolId: 'pool' } });
  await world.add('train-0', 'train');
  const other = { kind: 'job', accountId: world.job.accountId, jobId: 'other' } as const;
  await world.during(window.watcher.add([world.job, other, world.task('train-0')]));
  await world.add('train-1', 'train');
  await world.add('crash-1', 'crash');
  await world.hands.tasks.addTasks('other', [{ id: 'train-2', commandLine: 'train' }]);
  await world.pass(3 * minuteMs);
  const said = listSaid(window).filter((message) => message.includes('failed'));
  assert.match(said.join('\n'), /^1 task in job job failed: .*scene has no camera/i);
  assert.doesNotMatch(said.join('\n'), /numpy|train-0|task in job other failed/);
  const [failure] = window.notified.filter(({ message }) => message.includes('failed'));
  assert.deepEqual(failure?.actions[0]?.arguments, [world.task('crash-1')]);
});

test('a job is not reported as failed for the reason of a task that is reported individually', async (context) => {
  const world = await openWorld(context);
  const window = world.openWindow(true);
  await world.add('train-1', 'train');
  await world.during(window.watcher.add([world.job, world.task('train-1')]));
  await world.add('crash-1', 'crash');
  await world.pass(3 * minuteMs);
  const said = listSaid(window).join(' ');
  assert.equal([...said.matchAll(/numpy/g)].length, 1, said);
  assert.match(said, /1 task in job job failed/);
});

test('the end of an item that the user caused is not reported, and any other end is', async (context) => {
  const world = await openWorld(context);
  const window = world.openWindow();
  const { accountId } = world.account;
  const ids = ['ended-here', 'ended-before-the-watch', 'ended-by-others'];
  for (const id of ids) await world.during(world.hands.jobs.addJob({ id, poolInfo: { poolId: 'pool' } }));
  const toJobKey = (jobId: string): string => toKey({ kind: 'job', accountId, jobId });
  const [own = '', earlier = ''] = ids;
  const [{ since } = { since: '' }] = await world.during(window.watcher.add([world.account]));
  const before = new Date(Date.parse(since) - minuteMs).toISOString();
  window.reported = new Map([
    [toJobKey(own), new Date(Date.parse(since) + minuteMs).toISOString()],
    [toJobKey(earlier), before],
  ]);
  await world.pass(5 * minuteMs);
  for (const id of ids) await world.during(world.hands.jobs.terminateJob(id));
  await world.pass(10 * minuteMs);
  const said = listSaid(window).join('\n');
  assert.deepEqual(
    ids.map((id) => said.includes(id)),
    [false, true, true],
    said,
  );
});

test('the estimated duration of polling all jobs of an account is shown before the first poll ends', async (context) => {
  for (const count of [1, 5, 17, 100]) {
    const world = await openWorld(context);
    const jobs = Array.from({ length: count - 1 }, (_, index) => ({
      id: `job-${index}`,
      poolInfo: { poolId: 'pool' },
    }));
    for (const job of jobs) await world.during(world.hands.jobs.addJob(job));
    const window = world.openWindow();
    const [watched] = await world.during(window.watcher.add([world.account]));
    const first = watched && describeDelay(watched);
    const minutes = Math.ceil((count + 2) / 6);
    assert.match(first ?? '', new RegExp(`every ${minutes >= 60 ? '' : `${minutes} min`}`));
    await world.pass(2 * minutes * minuteMs);
    const [later] = window.watcher.all;
    assert.equal(later && describeDelay(later), first, 'the same as after a round');
  }
});
