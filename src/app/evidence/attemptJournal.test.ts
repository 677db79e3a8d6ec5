import assert from 'node:assert/strict';
import fs, { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { renderAttempts } from '../../../test/builders/renderSaved.ts';
import { profileOf010 } from '../../../test/fakes/profileOf010.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { parseSavedAttempt, type SavedAttempt } from '../../core/model/savedAttempt.ts';
import { NodeFolder } from '../../node/nodeFolder.ts';
import { AttemptJournal, toLimits } from './attemptJournal.ts';

async function makeFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'journal-'));
  context.after(() => rm(folder, { recursive: true }));
  return join(folder, 'attempts');
}

const dayMs = 24 * 60 * 60 * 1000;

const taskOf = (taskId: string): TaskResource => ({ kind: 'task', accountId: 'sample', jobId: 'frames', taskId });

const attemptOf = (exitCode: number): SavedAttempt => ({
  savedAt: '2026-11-20T09:14:00Z',
  action: 'retry',
  task: { id: 'frame-1', executionInfo: { exitCode } },
  logs: [{ path: 'stderr.txt', text: 'no such file\n', leftOut: 0 }],
});

const exitCodesOf = (attempts: readonly SavedAttempt[]): unknown[] =>
  attempts.map(({ task }) => task.executionInfo?.exitCode);

test('saved attempts are returned oldest first, even in the next session', async (context) => {
  const folder = await makeFolder(context);
  const journal = new AttemptJournal(new NodeFolder(folder), parseSavedAttempt, Date.now);
  await journal.save(taskOf('frame-1'), attemptOf(1));
  await journal.save(taskOf('frame-1'), attemptOf(2));
  const attempts = await new AttemptJournal(new NodeFolder(folder), parseSavedAttempt, Date.now).list(
    taskOf('frame-1'),
  );
  assert.deepEqual(attempts, [attemptOf(1), attemptOf(2)]);
});

test('only tasks with saved attempts are listed with their attempts', async (context) => {
  const journal = new AttemptJournal(new NodeFolder(await makeFolder(context)), parseSavedAttempt, Date.now);
  const [first, never, last] = [taskOf('frame-1'), taskOf('frame-2'), taskOf('frame-3')];
  assert.equal((await journal.listEach([first, never])).size, 0, 'before the folder is there');
  for (const task of [first, last]) await journal.save(task, attemptOf(1));
  await journal.save(last, attemptOf(2));
  const kept = await journal.listEach([first, never, last]);
  assert.deepEqual(
    [...kept],
    [
      [first, [attemptOf(1)]],
      [last, [attemptOf(1), attemptOf(2)]],
    ],
  );
});

test('attempts that version 0.1.0 saved are read, even for deleted tasks, and new attempts are added', async (context) => {
  const folder = await makeFolder(context);
  await mkdir(folder);
  const { attempts, retried } = profileOf010;
  for (const [name, lines] of Object.entries(attempts))
    await writeFile(join(folder, name), lines.map((line) => `${line}\n`).join(''));
  const journal = new AttemptJournal(new NodeFolder(folder), parseSavedAttempt, Date.now);
  const kept = await journal.list(retried);
  assert.deepEqual(exitCodesOf(kept), [3, 3]);
  assert.deepEqual(
    kept[1]?.logs.map(({ path, text }) => [path, text]),
    [
      ['stderr.txt', 'no such file: frame-1.exr\n'],
      ['stdout.txt', 'reading\n'],
    ],
  );
  const listed = async (): Promise<unknown> =>
    (await journal.listAll()).map(({ resource, count }) => ({ resource, count }));
  assert.deepEqual(await listed(), [{ resource: retried, count: 2 }]);
  await journal.save(retried, attemptOf(4));
  assert.deepEqual(exitCodesOf(await journal.list(retried)), [3, 3, 4]);
  assert.deepEqual(await listed(), [{ resource: retried, count: 3 }]);
});

test('a line without the name of its task belongs only to the task that its file is named after', async (context) => {
  const folder = await makeFolder(context);
  const journal = new AttemptJournal(new NodeFolder(folder), parseSavedAttempt, Date.now);
  const { attempts, retried } = profileOf010;
  const [line = ''] = Object.values(attempts).flat();
  await journal.save(taskOf('frame-1'), attemptOf(1));
  const [name = ''] = await readdir(folder);
  for (const other of [line, line.replace(/"url":"[^"]+"/, '"url":7'), '7', '{"task":null}']) {
    await writeFile(join(folder, name), `${other}\n`);
    assert.deepEqual(await journal.listAll(), [], other);
  }
  assert.deepEqual(await journal.list(retried), []);
});

test('attempts of a newer version stay where they are', async (context) => {
  const folder = await makeFolder(context);
  const journal = new AttemptJournal(new NodeFolder(folder), parseSavedAttempt, Date.now);
  await journal.save(taskOf('frame-1'), attemptOf(1));
  const [name = ''] = await readdir(folder);
  const newer = JSON.stringify({ version: 9, of: taskOf('frame-1') });
  await appendFile(join(folder, name), `${newer}\n`);
  assert.deepEqual(await journal.list(taskOf('frame-1')), [attemptOf(1)]);
  await journal.save(taskOf('frame-1'), attemptOf(2));
  assert.deepEqual(exitCodesOf(await journal.list(taskOf('frame-1'))), [1, 2]);
  assert.ok((await readFile(join(folder, name), 'utf8')).includes(newer));
});

test('only the last matching attempt is changed', async (context) => {
  const folder = await makeFolder(context);
  const journal = new AttemptJournal(new NodeFolder(folder), parseSavedAttempt, Date.now);
  for (const exitCode of [1, 2, 3]) await journal.save(taskOf('frame-1'), attemptOf(exitCode));
  const told: unknown[] = [];
  journal.onDidChange((resource) => told.push(resource?.taskId));
  const isFirst = ({ task }: SavedAttempt): boolean => (task.executionInfo?.exitCode ?? 0) < 3;
  await journal.changeLast(taskOf('frame-1'), isFirst, (one) => ({ ...one, effect: 'succeeded' }));
  await journal.changeLast(taskOf('frame-2'), isFirst, (one) => ({ ...one, effect: 'succeeded' }));
  const attempts = await journal.list(taskOf('frame-1'));
  assert.deepEqual(
    attempts.map(({ effect }) => effect),
    [undefined, 'succeeded', undefined],
  );
  assert.deepEqual(exitCodesOf(attempts), [1, 2, 3]);
  assert.deepEqual(told, ['frame-1']);
  assert.deepEqual(await journal.list(taskOf('frame-2')), []);
  const [listed] = await journal.listAll();
  assert.equal(listed?.savedAtMs, Date.parse(attempts.at(-1)?.savedAt ?? ''), 'the time of what was saved');
});

test('A9-21 attempts are kept apart by task and inside the folder, whatever the task IDs are', async (context) => {
  const folder = await makeFolder(context);
  const journal = new AttemptJournal(new NodeFolder(folder), parseSavedAttempt, Date.now);
  const ids = ['../../.ssh/authorized_keys', '..', '/etc/passwd\u202e', 'C:\\x', '\\\\host\\share', 'CON', 'a:b', '\0'];
  const hostile = [...ids, 'x'.repeat(300), 'case', 'CASE'].map(taskOf);
  for (const [exitCode, task] of hostile.entries()) await journal.save(task, attemptOf(exitCode));
  assert.deepEqual(await journal.list(taskOf('frame-1')), []);
  for (const [exitCode, task] of hostile.entries()) assert.deepEqual(exitCodesOf(await journal.list(task)), [exitCode]);
  const names = await readdir(folder);
  assert.equal(names.length, hostile.length);
  for (const name of names) assert.match(name, /^[0-9a-f]{40}\.jsonl$/);
  assert.deepEqual(await readdir(join(folder, '..')), ['attempts']);
});

test('A9-40 a full disk is reported, and earlier attempts stay intact', async (context) => {
  const folder = await makeFolder(context);
  const journal = new AttemptJournal(new NodeFolder(folder), parseSavedAttempt, Date.now);
  const task = taskOf('frame-1');
  await journal.save(task, attemptOf(1));
  const [name = ''] = await readdir(folder);
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const { writeFile: write } = fs;
  context.mock.method(fs, 'writeFile', async (...args: Parameters<typeof write>) => {
    if (!String(args[0]).endsWith(`${name}.unfinished`)) return write(...args);
    await write(args[0], 'half of the te');
    throw full;
  });
  syncBuiltinESMExports();
  context.after(() => {
    context.mock.restoreAll();
    syncBuiltinESMExports();
  });
  await assert.rejects(journal.save(task, attemptOf(2)), { code: 'ENOSPC' });
  assert.deepEqual(exitCodesOf(await journal.list(task)), [1]);
  context.mock.restoreAll();
  syncBuiltinESMExports();
  await journal.save(task, attemptOf(3));
  assert.deepEqual(exitCodesOf(await journal.list(task)), [1, 3]);
});

test('A9-40 if nothing can be written, that is reported and nothing counts as saved', async (context) => {
  const folder = await makeFolder(context);
  await writeFile(folder, 'a file where the folder has to be');
  const journal = new AttemptJournal(new NodeFolder(folder), parseSavedAttempt, Date.now);
  await assert.rejects(journal.save(taskOf('frame-1'), attemptOf(1)), { code: 'EEXIST' });
  assert.deepEqual(await journal.list(taskOf('frame-1')), []);
});

test('the oldest attempts of a task are forgotten first', async (context) => {
  const journal = new AttemptJournal(new NodeFolder(await makeFolder(context)), parseSavedAttempt, Date.now, () => ({
    attemptsPerTask: 2,
    totalBytes: 1_000_000,
    maxAgeMs: dayMs,
  }));
  for (const exitCode of [1, 2, 3]) await journal.save(taskOf('frame-1'), attemptOf(exitCode));
  assert.deepEqual(exitCodesOf(await journal.list(taskOf('frame-1'))), [2, 3]);
});

test('the tasks that were saved first are forgotten first', async (context) => {
  const folder = await makeFolder(context);
  const roomy = new AttemptJournal(new NodeFolder(folder), parseSavedAttempt, Date.now);
  for (const id of ['a', 'b', 'c']) await roomy.save(taskOf(id), attemptOf(1));
  for (const name of await readdir(folder)) await utimes(join(folder, name), 1_700_000_000, 1_700_000_000);
  const [name] = await readdir(folder);
  const { size } = await stat(join(folder, name ?? ''));
  const journal = new AttemptJournal(new NodeFolder(folder), parseSavedAttempt, Date.now, () => ({
    attemptsPerTask: 2,
    totalBytes: 3 * size,
    maxAgeMs: Number.POSITIVE_INFINITY,
  }));
  await journal.save(taskOf('d'), attemptOf(4));
  assert.equal((await journal.listAll()).length, 3, 'no more goes than has to');
  assert.deepEqual(exitCodesOf(await journal.list(taskOf('d'))), [4]);
});

test('attempts that were observed to exceed the maximum age are forgotten, however few there are', async (context) => {
  const folder = await makeFolder(context);
  const limits = { attemptsPerTask: 2, totalBytes: 1_000_000, maxAgeMs: 30 * dayMs };
  const startMs = Date.now();
  let days = 0;
  const journal = new AttemptJournal(
    new NodeFolder(folder),
    parseSavedAttempt,
    () => startMs + days * dayMs,
    () => limits,
  );
  const listed = async () => new Set((await journal.listAll()).map(({ resource }) => resource.taskId));
  await journal.save(taskOf('a'), attemptOf(1));
  for (days = 1; days <= 15; days += 1) await journal.applyLimits();
  await journal.save(taskOf('b'), attemptOf(2));
  for (; days <= 30; days += 1) await journal.applyLimits();
  assert.deepEqual(await listed(), new Set(['a', 'b']));
  let told = 0;
  journal.onDidChange(() => (told += 1));
  await journal.applyLimits();
  assert.deepEqual(await listed(), new Set(['b']));
  await journal.applyLimits();
  assert.equal(told, 1, 'nobody is told where nothing was forgotten');
  // A file that is saved again counts as new.
  await journal.save(taskOf('b'), attemptOf(3));
  for (const until = days + 20; days <= until; days += 1) await journal.applyLimits();
  assert.deepEqual(await listed(), new Set(['b']));
});

test('lower limits take effect when they are applied, and nothing is forgotten before', async (context) => {
  const folder = await makeFolder(context);
  let limits = toLimits();
  const journal = new AttemptJournal(new NodeFolder(folder), parseSavedAttempt, Date.now, () => limits);
  await journal.applyLimits();
  for (const id of ['a', 'b', 'c']) await journal.save(taskOf(id), attemptOf(1));
  const changes: (TaskResource | undefined)[] = [];
  journal.onDidChange((changed) => changes.push(changed));
  limits = { ...limits, totalBytes: 1 };
  assert.equal((await journal.listAll()).length, 3);
  await journal.applyLimits();
  assert.deepEqual(await journal.listAll(), []);
  assert.deepEqual(changes, [undefined]);
});

test('a single attempt can be forgotten, and listeners get its task', async (context) => {
  const journal = new AttemptJournal(new NodeFolder(await makeFolder(context)), parseSavedAttempt, Date.now);
  const task = taskOf('frame-1');
  for (const exitCode of [1, 2]) await journal.save(task, attemptOf(exitCode));
  const changes: (TaskResource | undefined)[] = [];
  const listening = journal.onDidChange((changed) => changes.push(changed));
  await journal.forget(task, ({ task: of }) => of.executionInfo?.exitCode === 1);
  assert.deepEqual(exitCodesOf(await journal.list(task)), [2]);
  assert.deepEqual(
    (await journal.listAll()).map(({ resource, count }) => [resource, count]),
    [[task, 1]],
  );
  listening.dispose();
  await journal.forget(task);
  assert.deepEqual(await journal.list(task), []);
  assert.deepEqual(changes, [task]);
});

test('tasks with saved attempts are listed, and one of these tasks can be forgotten', async (context) => {
  const folder = await makeFolder(context);
  const journal = new AttemptJournal(new NodeFolder(folder), parseSavedAttempt, Date.now);
  assert.deepEqual(await journal.listAll(), []);
  await journal.save(taskOf('a'), attemptOf(1));
  await journal.save(taskOf('a'), attemptOf(2));
  await journal.save(taskOf('b'), attemptOf(1));
  const counts = async () =>
    new Map((await journal.listAll()).map(({ resource, count }) => [resource.taskId, count] as const));
  assert.deepEqual([(await counts()).get('a'), (await counts()).get('b')], [2, 1]);
  await journal.forget(taskOf('a'));
  assert.deepEqual([...(await counts()).keys()], ['b']);
});

test('damaged lines are skipped', async (context) => {
  const folder = await makeFolder(context);
  const journal = new AttemptJournal(new NodeFolder(folder), parseSavedAttempt, Date.now);
  await journal.save(taskOf('frame-1'), attemptOf(1));
  const [name] = await readdir(folder);
  assert.ok(name !== undefined);
  await appendFile(join(folder, name), '{"savedAt":"2026\n[]\nnull\n{"savedAt":"x","action":"other"}\n');
  assert.deepEqual(exitCodesOf(await journal.list(taskOf('frame-1'))), [1]);
});

test('many attempts can be saved at the same time', async (context) => {
  const journal = new AttemptJournal(new NodeFolder(await makeFolder(context)), parseSavedAttempt, Date.now, () => ({
    attemptsPerTask: 2,
    totalBytes: 1000,
    maxAgeMs: dayMs,
  }));
  const tasks = Array.from({ length: 40 }, (_, number) => taskOf(`task-${number}`));
  await Promise.all(tasks.map((task) => journal.save(task, attemptOf(1))));
  await journal.save(taskOf('last'), attemptOf(7));
  assert.deepEqual(exitCodesOf(await journal.list(taskOf('last'))), [7]);
});

test('A9-16 foreign lines are skipped, and so are invalid parts of an attempt', async (context) => {
  const folder = await makeFolder(context);
  const journal = new AttemptJournal(new NodeFolder(folder), parseSavedAttempt, Date.now);
  await journal.save(taskOf('frame-1'), attemptOf(1));
  const [name = ''] = await readdir(folder);
  const damaged = [
    {
      ...attemptOf(2),
      task: { id: 'frame-1', executionInfo: { exitCode: 2, failureInfo: { details: null, code: 7 } } },
    },
    { ...attemptOf(3), logs: [null, { path: 7 }, { path: 'stderr.txt', text: {}, leftOut: '1' }] },
    { ...attemptOf(4), task: { id: 7 } },
    { ...attemptOf(5), action: 'ran' },
    null,
  ];
  await appendFile(join(folder, name), damaged.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const attempts = await journal.list(taskOf('frame-1'));
  assert.deepEqual(exitCodesOf(attempts), [1, 2, 3]);
  assert.deepEqual(attempts[1]?.task.executionInfo?.failureInfo, {});
  assert.deepEqual(attempts[2]?.logs, [{ path: 'stderr.txt', leftOut: 1 }]);
  assert.match(renderAttempts(taskOf('frame-1'), attempts), /Exit code 2/);
});
