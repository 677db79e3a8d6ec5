import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { TaskResource } from '../../core/model/resource.ts';
import { parseSavedAttempt, type SavedAttempt } from '../../core/model/savedAttempt.ts';
import { NodeFolder } from '../../node/nodeFolder.ts';
import { AttemptJournal, type JournalLimits, toLimits } from './attemptJournal.ts';

const dayMs = 24 * 60 * 60 * 1000;
const taskOf = (taskId: string): TaskResource => ({ kind: 'task', accountId: 'sample', jobId: 'frames', taskId });
const attempt: SavedAttempt = {
  savedAt: '2026-11-20T09:14:00Z',
  action: 'retry',
  task: { id: 'frame-1', executionInfo: { exitCode: 1 } },
  logs: [],
};
const own = /^[0-9a-f]{40}\.jsonl$/;

async function makePlace(context: TestContext): Promise<{ readonly folder: string; readonly outside: string }> {
  const place = await mkdtemp(join(tmpdir(), 'bounded-'));
  context.after(() => rm(place, { recursive: true }));
  const outside = join(place, 'outside');
  await mkdir(outside);
  return { folder: join(place, 'attempts'), outside };
}

function open(folder: string, limits: Partial<JournalLimits> = {}): AttemptJournal {
  return new AttemptJournal(new NodeFolder(folder), parseSavedAttempt, Date.now, () => ({ ...toLimits(), ...limits }));
}

async function listNames(context: TestContext, ...ids: readonly string[]): Promise<readonly string[]> {
  const { folder } = await makePlace(context);
  const names: string[] = [];
  for (const id of ids) {
    const before = new Set(names);
    await open(folder).save(taskOf(id), attempt);
    names.push(...(await readdir(folder)).filter((name) => own.test(name) && !before.has(name)));
  }
  return names;
}

const listTasks = async (journal: AttemptJournal) =>
  (await journal.listAll()).map(({ resource }) => resource.taskId).toSorted();

test('a pipe, a link, a folder, and a 600 MB file with names of the journal cause no problem, and nothing outside is touched', async (context) => {
  const { folder, outside } = await makePlace(context);
  const journal = open(folder, { totalBytes: 1000 });
  await journal.save(taskOf('a'), attempt);
  const [pipe = '', link = '', huge = '', nested = ''] = await listNames(context, 'pipe', 'link', 'huge', 'nested');
  const isPosix = process.platform !== 'win32';
  if (isPosix) execFileSync('mkfifo', [join(folder, pipe), join(folder, `${pipe}.unfinished`)]);
  const precious = join(outside, 'precious.jsonl');
  await writeFile(precious, 'of somebody\n');
  await symlink(precious, join(folder, link));
  await symlink(precious, join(folder, `${link}.unfinished`));
  await writeFile(join(folder, huge), '');
  await truncate(join(folder, huge), 600 * 1024 * 1024);
  await mkdir(join(folder, nested));
  await writeFile(join(folder, 'notes.txt'), 'x'.repeat(5000));
  const longAgo = new Date('2020-01-01');
  for (const name of [huge, 'notes.txt']) await utimes(join(folder, name), longAgo, longAgo);

  assert.deepEqual(await listTasks(journal), ['a']);
  assert.deepEqual(await journal.list(taskOf('pipe')), []);
  assert.deepEqual(await journal.list(taskOf('link')), []);
  assert.deepEqual(await journal.list(taskOf('huge')), []);
  await open(folder, { totalBytes: 1000 }).save(taskOf('b'), attempt);
  assert.deepEqual(await listTasks(journal), ['a', 'b'], 'what is not ours takes no room');
  for (const name of [huge, link, 'notes.txt', nested]) await lstat(join(folder, name));
  for (const id of [...(isPosix ? ['pipe'] : []), 'link', 'huge']) await journal.save(taskOf(id), attempt);
  assert.equal((await journal.list(taskOf('link'))).length, 1, 'what is kept comes in the place of the link');
  assert.ok((await lstat(join(folder, link))).isFile());
  assert.deepEqual(await readdir(outside), ['precious.jsonl']);
  assert.equal(await readFile(precious, 'utf8'), 'of somebody\n');
});

test('if the folder is a link, nothing is read, deleted, or saved through it', async (context) => {
  const { folder, outside } = await makePlace(context);
  const others = open(outside);
  for (const id of ['a', 'b', 'c']) await others.save(taskOf(id), attempt);
  await symlink(outside, folder, 'junction');
  const before = await readdir(outside);
  const tiny = open(folder, { totalBytes: 1, maxAgeMs: 1 });
  assert.deepEqual([await tiny.listAll(), await tiny.list(taskOf('a'))], [[], []]);
  await tiny.applyLimits();
  await tiny.forget(taskOf('a'));
  const roomy = open(folder);
  await Promise.all(['d', 'e', 'f'].map((id) => roomy.save(taskOf(id), attempt)));
  assert.deepEqual(await readdir(outside), before);
  assert.deepEqual(await listTasks(roomy), ['d', 'e', 'f']);
  assert.deepEqual(await listTasks(others), ['a', 'b', 'c']);
  assert.equal((await readdir(join(folder, '..'))).length, 3, 'where the link led is still known');
});

test('forgetting everything removes the journal files, and no other files from the folder', async (context) => {
  const { folder } = await makePlace(context);
  const journal = open(folder);
  for (const id of ['a', 'b']) await journal.save(taskOf(id), attempt);
  const [nested = ''] = await listNames(context, 'nested');
  await mkdir(join(folder, nested));
  await writeFile(join(folder, 'notes.txt'), 'mine');
  await journal.forgetAll();
  assert.deepEqual((await readdir(folder)).sort(), [nested, 'notes.txt'].sort());
  await rm(join(folder, 'notes.txt'));
  await rm(join(folder, nested), { recursive: true });
  await journal.forgetAll();
  await assert.rejects(readdir(folder), { code: 'ENOENT' });
  await journal.save(taskOf('c'), attempt);
  assert.deepEqual(await listTasks(journal), ['c']);
});

test('a save removes only as much as the limit requires, oldest first, and never the newly saved file', async (context) => {
  const { folder } = await makePlace(context);
  // Files saved within one tick of the file system have no defined order.
  const known = new Set<string>();
  for (const [index, id] of ['a', 'b', 'c', 'd', 'e'].entries()) {
    await open(folder).save(taskOf(id), attempt);
    const name = (await readdir(folder)).find((one) => own.test(one) && !known.has(one)) ?? assert.fail(id);
    const savedAt = new Date(Date.now() - (60 - index) * 1000);
    await utimes(join(folder, name), savedAt, savedAt);
    known.add(name);
  }
  const [first = ''] = known;
  const { size } = await lstat(join(folder, first));
  const journal = open(folder, { totalBytes: 5 * size });
  for (const [id, left] of [
    ['f', ['b', 'c', 'd', 'e', 'f']],
    ['g', ['c', 'd', 'e', 'f', 'g']],
    ['c', ['c', 'e', 'f', 'g']],
    ['h', ['c', 'f', 'g', 'h']],
  ] as const) {
    await journal.save(taskOf(id), attempt);
    assert.deepEqual(await listTasks(journal), left, id);
  }
  await open(folder, { totalBytes: 1 }).save(taskOf('i'), attempt);
  assert.deepEqual(await listTasks(journal), ['i']);
});

test('half-written files are removed when they are old, but not to make room', async (context) => {
  const { folder } = await makePlace(context);
  const startMs = Date.now();
  let days = 0;
  const journal = new AttemptJournal(
    new NodeFolder(folder),
    parseSavedAttempt,
    () => startMs + days * dayMs,
    () => ({ attemptsPerTask: 2, totalBytes: 1, maxAgeMs: 2 * dayMs }),
  );
  const [name = ''] = await listNames(context, 'a');
  await mkdir(folder);
  await writeFile(join(folder, `${name}.unfinished`), '{');
  await journal.applyLimits();
  assert.deepEqual(await readdir(folder), [`${name}.unfinished`]);
  for (days = 1; days < 12; days += 1) await journal.applyLimits();
  assert.deepEqual(await readdir(folder), ['seen.json']);
});
