import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { bulkPlan } from '../../../../test/builders/bulkPlan.ts';
import { FakeClock } from '../../../../test/fakes/fakeClock.ts';
import { MemoryFolder } from '../../../../test/fakes/memoryFolder.ts';
import { temporaryFolder } from '../../../../test/fakes/temporaryFolder.ts';
import { openBulkFolder, WatchedFolder } from '../../../../test/fakes/watchedFolder.ts';
import { nodeHost } from '../../../node/nodeHost.ts';
import { systemClock } from '../../../service/clock.ts';
import { BulkFolder, type HeldBulk } from './bulkFolder.ts';
import { goneAfterBeats, heartbeatMs } from './heartbeatWatch.ts';
import { startBulk } from './startBulk.ts';

const at = '2026-11-20T09:00:01.000Z';

/** Simulates a window that died: its lock is neither released nor refreshed. */
async function abandon(held: HeldBulk): Promise<void> {
  await held.journal.close();
}

test('an abandoned bulk action is taken over by only one of several processes that try at once', async () => {
  using place = temporaryFolder();
  const windows = new WatchedFolder(place.path);
  const { folder } = windows;
  const first = await folder.start(bulkPlan(3));
  first.journal.append({ line: 'sent', at, items: [0] });
  await abandon(first);
  assert.equal((await folder.get('a1'))?.state, 'running');
  assert.equal(await folder.resume('a1'), undefined);

  windows.letSilencePass(goneAfterBeats - 1);
  assert.equal((await folder.get('a1'))?.state, 'running');
  windows.letSilencePass(1);
  assert.equal((await folder.get('a1'))?.state, 'interrupted');
  const tries = await Promise.all(Array.from({ length: 10 }, () => folder.resume('a1')));
  const held = tries.filter((bulk) => bulk !== undefined);
  assert.equal(held.length, 1);
  assert.deepEqual(
    held[0]?.record.outcomes.map(({ outcome }) => outcome),
    ['sent', 'notBegun', 'notBegun'],
  );
  assert.equal(await first.lock.isHeld(), false, 'the first owner sees that it was replaced');
  assert.equal(await held[0]?.lock.isHeld(), true);
  await Promise.all(held.map((bulk) => folder.letGo(bulk, true)));
});

test('an owner that was away notices that it was replaced, even after its successor has finished', async () => {
  using place = temporaryFolder();
  const windows = new WatchedFolder(place.path);
  const { folder } = windows;
  const first = await folder.start(bulkPlan(1));
  assert.equal((await folder.get('a1'))?.state, 'running');
  windows.letSilencePass();
  const second = (await folder.resume('a1')) ?? assert.fail();
  await folder.letGo(second, true);
  assert.equal(await first.lock.isHeld(), false);
  await folder.forgetAll();
  assert.equal(await first.lock.isHeld(), false);
  await first.journal.close();
});

test('the state of a lock is cached for a moment, but not while the computer sleeps', async () => {
  using place = temporaryFolder();
  const windows = new WatchedFolder(place.path);
  const { lock, journal } = await windows.folder.start(bulkPlan(1));
  rmSync(path.join(place.path, 'a1.lock-0'));
  assert.equal(await lock.isHeld(), true);
  windows.letSilencePass(1);
  assert.equal(await lock.isHeld(), false);
  await journal.close();
});

test('an action that has just ended is not mistaken for an interrupted one by a process that saw it running', async () => {
  using place = temporaryFolder();
  const { folder } = new WatchedFolder(place.path);
  const first = await folder.start(bulkPlan(1));
  assert.deepEqual([await folder.listOpen(), await folder.isRunning('a1')], [['a1'], true]);
  await folder.letGo(first, true);
  assert.equal(await folder.isRunning('a1'), false);
  assert.equal(await folder.resume('a1', { onlyOpen: true }), undefined);
  assert.equal((await folder.get('a1'))?.state, 'ended');
  const again = (await folder.resume('a1')) ?? assert.fail();
  await folder.letGo(again, false);
  await folder.letGo((await folder.resume('a1', { onlyOpen: true })) ?? assert.fail(), true);
});

test('an owner continues counting from the journal, even if the locks were lost', async () => {
  using place = temporaryFolder();
  const { folder } = new WatchedFolder(place.path);
  await folder.letGo(await folder.start(bulkPlan(1)), false);
  for (let times = 0; times < 2; times += 1) await folder.letGo((await folder.resume('a1')) ?? assert.fail(), false);
  for (const name of readdirSync(place.path)) if (name.includes('.lock-')) rmSync(path.join(place.path, name));
  const held = (await folder.resume('a1')) ?? assert.fail();
  await held.journal.sync({ line: 'outcome', item: 0, outcome: 'done', at });
  await folder.letGo(held, true);
  assert.equal((await folder.get('a1'))?.record.outcomes[0]?.outcome, 'done');
});

test('an action of another process is taken over at once when that process has ended', async () => {
  using place = temporaryFolder();
  const script = `
    import { openBulkFolder } from ${JSON.stringify(import.meta.resolve('../../../../test/fakes/watchedFolder.ts'))};
    const folder = openBulkFolder(${JSON.stringify(place.path)});
    const held = await folder.start(JSON.parse(process.argv[1]));
    await held.journal.sync({ line: 'sent', at: ${JSON.stringify(at)}, items: [0, 1] });
    console.log('ready');
    setInterval(() => held, 1000);`;
  const args = ['--input-type=module', '--eval', script, JSON.stringify(bulkPlan(3))];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const folder = openBulkFolder(place.path);
  assert.equal((await folder.get('a1'))?.state, 'running');
  assert.equal(await folder.resume('a1'), undefined);
  child.kill('SIGKILL');
  await ended;
  assert.equal((await folder.get('a1'))?.state, 'interrupted');
  const held = (await folder.resume('a1')) ?? assert.fail();
  assert.deepEqual(
    held.record.outcomes.map(({ outcome }) => outcome),
    ['sent', 'sent', 'notBegun'],
  );
  await folder.letGo(held, true);
});

test('a journal is continued after its last complete line', async () => {
  using place = temporaryFolder();
  const { folder } = new WatchedFolder(place.path);
  await folder.letGo(await folder.start(bulkPlan(2)), false);
  appendFileSync(path.join(place.path, 'a1.jsonl'), '{"line":"sent","at":"20');
  const held = (await folder.resume('a1')) ?? assert.fail();
  await held.journal.sync({ line: 'outcome', item: 1, outcome: 'done', at });
  await folder.letGo(held, true);
  const text = readFileSync(path.join(place.path, 'a1.ended.jsonl'), 'utf8');
  assert.ok(
    text
      .split('\n')
      .slice(0, -1)
      .every((line) => JSON.parse(line)),
  );
  assert.deepEqual(
    (await folder.get('a1'))?.record.outcomes.map(({ outcome }) => outcome),
    ['notBegun', 'done'],
  );
});

test('lines are written in order, however many are added at once', async () => {
  using place = temporaryFolder();
  const { folder } = new WatchedFolder(place.path);
  const held = await folder.start(bulkPlan(2000));
  const all = Array.from({ length: 2000 }, (_, item) => item);
  await Promise.all(
    all.map((item) =>
      item % 3 === 0
        ? held.journal.sync({ line: 'sent', at, items: [item] })
        : held.journal.append({ line: 'outcome', item, outcome: 'done', at }),
    ),
  );
  await folder.letGo(held, true);
  const lines = readFileSync(path.join(place.path, 'a1.ended.jsonl'), 'utf8').split('\n').slice(1, -1);
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).item ?? JSON.parse(line).items[0]),
    all,
  );
});

test('finished actions are kept up to the limits, and running actions are always kept', async () => {
  using place = temporaryFolder();
  const clock = new FakeClock(Date.now());
  const limits = { files: 3, totalBytes: 1e9, ageMs: 86_400_000, unannouncedFactor: 2 };
  const folder = openBulkFolder(place.path, { clock, limits });
  const runs = await folder.start(bulkPlan(1, { id: 'runs' }));
  for (const id of ['b', 'c', 'd', 'e']) await folder.letGo(await folder.start(bulkPlan(1, { id })), true);
  assert.equal((await folder.list()).length, 5);
  await folder.letGo(await folder.start(bulkPlan(1, { id: 'f' })), true);
  const kept = (await folder.list()).map(({ record }) => record.plan.id);
  assert.ok(kept.includes('runs') && kept.includes('f') && kept.length === 5, kept.join());
  assert.equal(await folder.forgetAll(), 4);
  assert.deepEqual(
    (await folder.list()).map(({ record }) => record.plan.id),
    ['runs'],
  );
  await folder.letGo(runs, true);
  await folder.forgetAll();
  assert.deepEqual(readdirSync(place.path), []);
});

test('after the computer slept, a silent owner counts as gone only if it stays silent while the others are awake', async () => {
  using place = temporaryFolder();
  const windows = new WatchedFolder(place.path);
  const { folder } = windows;
  const held = await folder.start(bulkPlan(1));
  const hourAgo = new Date(Date.now() - 3_600_000);
  utimesSync(path.join(place.path, 'a1.lock-0'), hourAgo, hourAgo);
  windows.letSilencePass(1);
  assert.equal(await folder.resume('a1'), undefined, 'nobody has looked before');
  windows.letSilencePass(goneAfterBeats - 1);
  utimesSync(path.join(place.path, 'a1.lock-0'), new Date(), new Date());
  assert.equal(await folder.resume('a1'), undefined, 'it has shown itself');
  windows.letSilencePass(goneAfterBeats - 1);
  assert.equal(await folder.resume('a1'), undefined);
  assert.equal(await held.lock.isHeld(), true);
  await folder.letGo(held, true);
});

test('an owner refreshes its lock repeatedly until it releases the lock', async () => {
  const clock = new FakeClock();
  const folder = new BulkFolder(new MemoryFolder(() => clock.now()), { clock, host: nodeHost });
  const held = await folder.start(bulkPlan(1));
  for (let beat = 0; beat < 3 * goneAfterBeats; beat += 1) {
    clock.advance(heartbeatMs);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(await folder.isRunning('a1'), true);
  }
  await folder.letGo(held, false);
  assert.equal(await folder.isRunning('a1'), false);
  assert.equal(clock.pending, 1, 'only the watch goes on');
});

test('an interrupted action that was never announced is kept, however old or large its journal is', async () => {
  using place = temporaryFolder();
  const limits = { files: 3, totalBytes: 4000, ageMs: 86_400_000, unannouncedFactor: 10 };
  const clock = new FakeClock(Date.now() + 40 * 86_400_000);
  const folder = openBulkFolder(place.path, { clock, limits });
  for (const id of ['b', 'c', 'd', 'e', 'f']) await folder.letGo(await folder.start(bulkPlan(1, { id })), false);
  writeFileSync(path.join(place.path, 'g.ended.jsonl'), 'x'.repeat(100_000));
  const begun = await folder.start(bulkPlan(1, { id: 'h' }));
  await folder.letGo(begun, true);
  assert.deepEqual((await folder.listOpen()).toSorted(), ['b', 'c', 'd', 'e', 'f']);

  const large = bulkPlan(1000, { id: 'large' });
  await folder.letGo(await folder.start(large), false);
  utimesSync(path.join(place.path, 'large.jsonl'), new Date(), new Date(Date.now() + 60_000));
  await folder.letGo(await folder.start(bulkPlan(1, { id: 'i' })), true);
  assert.deepEqual(await folder.listOpen(), ['large'], 'the newest stays, and the limit holds for the others');
});

test('neither a clock nor file dates that are wrong by months make an action old; only days that pass one by one do', async () => {
  using place = temporaryFolder();
  const clock = new FakeClock(Date.now());
  const folder = openBulkFolder(place.path, { clock });
  const begin = async (id: string): Promise<void> =>
    folder.letGo(await folder.start(bulkPlan(1, { id, startedAt: new Date(clock.now()).toISOString() })), true);
  await begin('a');
  utimesSync(path.join(place.path, 'a.ended.jsonl'), new Date(0), new Date(0));
  await begin('b');
  clock.advance(91 * 86_400_000);
  await begin('c');
  assert.equal((await folder.list()).length, 3);
  for (let day = 1; day <= 30; day += 1) {
    clock.advance(86_400_000);
    await begin(`day-${day}`);
  }
  const ids = (await folder.list()).map(({ record }) => record.plan.id);
  assert.deepEqual([ids.length, ids.includes('a'), ids.includes('c')], [32, false, true]);
});

test('folders with the names of journals and locks are ignored and cause no error', async () => {
  using place = temporaryFolder();
  const { folder } = new WatchedFolder(place.path);
  await folder.letGo(await folder.start(bulkPlan(1)), true);
  for (const name of ['a1.lock-7', 'old.jsonl', 'x.lock-0']) mkdirSync(path.join(place.path, name));
  writeFileSync(path.join(place.path, 'x.jsonl'), `${JSON.stringify(bulkPlan(1, { id: 'x' }))}\n`);
  utimesSync(path.join(place.path, 'old.jsonl'), new Date(0), new Date(0));
  assert.deepEqual((await folder.list()).map(({ record }) => record.plan.id).toSorted(), ['a1', 'x']);
  for (const id of ['a1', 'x']) await folder.letGo((await folder.resume(id)) ?? assert.fail(id), true);
  const begun = await startBulk(folder, bulkPlan(1, { id: 'y' }), systemClock);
  await folder.letGo(begun.held, true);
  assert.equal(await folder.forgetAll(), 3);
});

test('A9-40 an action that cannot be recorded is not started, and the reason is described in words', async () => {
  using place = temporaryFolder();
  const plan = bulkPlan(1);
  const begin = (folder: string): Promise<unknown> => startBulk(openBulkFolder(folder), plan, systemClock);
  const file = path.join(place.path, 'file');
  writeFileSync(file, '');
  await assert.rejects(begin(path.join(file, 'bulk')), { message: /^Nothing was sent.*could not be recorded/ });
});

test('an invalid ID finds no action', async () => {
  using place = temporaryFolder();
  const { folder } = new WatchedFolder(place.path);
  writeFileSync(path.join(place.path, 'a1.jsonl'), `${JSON.stringify(bulkPlan(1))}\n`);
  mkdirSync(path.join(place.path, 'sub'));
  assert.notEqual(await folder.get('a1'), undefined);
  for (const id of ['../a1', 'sub/../a1', '', '.', 'a1.jsonl', 'a'.repeat(65)]) {
    assert.equal(await folder.get(id), undefined, id);
    assert.equal(await folder.resume(id), undefined, id);
  }
});
