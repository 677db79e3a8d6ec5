import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { TaskResource } from '../../core/model/resource.ts';
import { parseSavedAttempt, type SavedAttempt } from '../../core/model/savedAttempt.ts';
import { NodeFolder } from '../../node/nodeFolder.ts';
import { AttemptJournal, toLimits } from './attemptJournal.ts';
import { type Aging, SeenAges } from './seenAges.ts';

const [hourMs, dayMs] = [60 * 60 * 1000, 24 * 60 * 60 * 1000];
const startMs = Date.parse('2026-11-20T09:00:00Z');

async function makePlace(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ages-'));
  context.after(() => rm(folder, { recursive: true }));
  return folder;
}

/** Scans items at times after the start, one scan after the other; returns the ages in days from the last scan. */
async function look(folder: string, things: readonly Aging[], times: readonly number[], longestDays = 90) {
  let found: ReadonlyMap<string, number> = new Map();
  for (const afterMs of times)
    found = await new SeenAges(new NodeFolder(folder), () => startMs + afterMs).look(things, longestDays * dayMs);
  return Object.fromEntries([...found].map(([name, ageMs]) => [name, ageMs / dayMs]));
}

const old: Aging = { name: 'a', savedAtMs: startMs - 2 * hourMs };

test('only observed time counts: at most a day of a gap, and nothing when a clock goes back', async (context) => {
  const ages = (...days: readonly number[]) =>
    makePlace(context).then((folder) =>
      look(
        folder,
        [old],
        days.map((day) => day * dayMs),
      ),
    );
  assert.deepEqual(await ages(0), { a: 0 });
  assert.deepEqual(await ages(0, 0.25, 0.5, 1.5), { a: 1.5 });
  assert.deepEqual(await ages(0, 91), { a: 1 });
  assert.deepEqual(await ages(0, 91, 0), { a: 1 });
  assert.deepEqual(await ages(0, -2000, -2000.5), { a: 0 });
  const everyDay = Array.from({ length: 91 }, (_, day) => day);
  assert.deepEqual(await ages(...everyDay), { a: 90 });
});

test('a clock that jumps back and forth makes nothing old', async (context) => {
  const jump = (lookNumber: number, farMs: number, stepMs: number) => (lookNumber % 2) * farMs + lookNumber * stepMs;
  const years = Array.from({ length: 60 }, (_, index) => jump(index, 365 * dayMs, hourMs));
  const { a: age = 0 } = await look(await makePlace(context), [old], years);
  assert.ok(age < 4, `${age} days in 2.5`);
  const hours = Array.from({ length: 60 }, (_, index) => jump(index, 3 * hourMs, 60_000));
  const { a: short = 0 } = await look(await makePlace(context), [old], hours, 1);
  assert.ok(short < 0.2, `${short} days in an hour`);
});

test('a clock that was wrong once keeps nothing forever', async (context) => {
  const everyDay = Array.from({ length: 31 }, (_, day) => day * dayMs);
  const { a: age = 0 } = await look(await makePlace(context), [old], [0, 3650 * dayMs, ...everyDay], 30);
  assert.ok(age >= 30, `${age} days`);
});

test('a single scan never covers the whole retention time, however short that is', async (context) => {
  assert.deepEqual(await look(await makePlace(context), [old], [0, 91 * dayMs], 1), { a: 0.1 });
});

test('the dates of files do not make them old, and saved and new files count as new', async (context) => {
  const folder = await makePlace(context);
  const dated = (name: string, year: string): Aging => ({ name, savedAtMs: Date.parse(`${year}-01-01T00:00:00Z`) });
  const things = [dated('past', '2020'), dated('future', '2099')];
  assert.deepEqual(await look(folder, things, [0, dayMs / 2]), { past: 0.5, future: 0.5 });
  const again = [{ name: 'past', savedAtMs: startMs + dayMs / 2 }, dated('future', '2099'), dated('new', '2020')];
  assert.deepEqual(await look(folder, again, [dayMs]), { past: 0, future: 1, new: 0 });
});

test('the record is not written again right after everything was saved', async (context) => {
  const folder = await makePlace(context);
  assert.deepEqual(await look(folder, [{ name: 'a', savedAtMs: startMs }], [0, 1]), { a: 0 });
  assert.deepEqual(await readdir(folder), []);
  await look(folder, [{ name: 'a', savedAtMs: startMs }], [2 * hourMs]);
  assert.deepEqual(await readdir(folder), ['seen.json']);
});

test('a damaged or foreign record counts as none, and if none can be written, nothing is old', async (context) => {
  for (const text of [
    '',
    'null\n',
    '{"version":2,"atMs":0,"seenMs":9e15,"since":{"a":[0,0]}}\n',
    '{"version":1,"atMs":"0","seenMs":9e15,"since":{}}\n',
    '{"version":1,"atMs":0,"seenMs":9e15,"since":[]}x\n',
    `{"version":1,"atMs":${startMs},"seenMs":5,"since":{"a":[-1e99,"x"]}}\n`,
  ]) {
    const folder = await makePlace(context);
    await writeFile(join(folder, 'seen.json'), text);
    assert.deepEqual(await look(folder, [old], [0]), { a: 0 }, text);
  }
  const folder = await makePlace(context);
  await mkdir(join(folder, 'seen.json'));
  assert.deepEqual(await look(folder, [old], [0, dayMs, 2 * dayMs]), { a: 0 });
  const linked = await makePlace(context);
  await writeFile(join(folder, 'own.txt'), 'of somebody');
  await symlink(join(folder, 'own.txt'), join(linked, 'seen.json'));
  assert.deepEqual(await look(linked, [old], [0, dayMs]), { a: 1 });
  assert.equal(await readFile(join(folder, 'own.txt'), 'utf8'), 'of somebody');
});

const taskOf = (taskId: string): TaskResource => ({ kind: 'task', accountId: 'sample', jobId: 'frames', taskId });
const attempt: SavedAttempt = {
  savedAt: '2026-11-20T09:14:00Z',
  action: 'retry',
  task: { id: 'frame-1', executionInfo: { exitCode: 1 } },
  logs: [],
};

test('a clock that is wrong by months deletes nothing, whatever the dates of the files', async (context) => {
  const folder = join(await makePlace(context), 'attempts');
  const ids = Array.from({ length: 50 }, (_, index) => `frame-${index}`);
  const at = (days: number) =>
    new AttemptJournal(
      new NodeFolder(folder),
      parseSavedAttempt,
      () => Date.now() + days * dayMs,
      () => toLimits(),
    );
  for (const id of ids) await at(0).save(taskOf(id), attempt);
  await at(91).save(taskOf('ahead'), attempt);
  assert.equal((await at(91).listAll()).length, 51);
  for (const days of [0, 4000, -4000, 91, 0]) await at(days).applyLimits();
  assert.equal((await at(0).listAll()).length, 51);
  for (const [index, name] of (await readdir(folder)).entries()) {
    const date = new Date(index % 2 === 0 ? '2020-01-01' : '2099-01-01');
    await utimes(join(folder, name), date, date);
  }
  for (const days of [0, 1, 2]) await at(days).save(taskOf(`day-${days}`), attempt);
  assert.equal((await at(0).listAll()).length, 54);
});
