import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { TaskResource } from '../../core/model/resource.ts';
import type { SavedAttempt } from '../../core/model/savedAttempt.ts';
import { AttemptJournal } from './attemptJournal.ts';

async function makeFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'journal-'));
  context.after(() => rm(folder, { recursive: true }));
  return join(folder, 'attempts');
}

const taskOf = (taskId: string): TaskResource => ({ kind: 'task', accountId: 'sample', jobId: 'frames', taskId });

const attemptOf = (exitCode: number): SavedAttempt => ({
  savedAt: '2026-11-20T09:14:00Z',
  action: 'retry',
  task: { id: 'frame-1', executionInfo: { exitCode } },
  logs: [{ path: 'stderr.txt', text: 'no such file\n', leftOut: 0 }],
});

const exitCodesOf = (attempts: readonly SavedAttempt[]): unknown[] =>
  attempts.map(({ task }) => task.executionInfo?.exitCode);

test('gives back what was saved, oldest first, also to the next session', async (context) => {
  const folder = await makeFolder(context);
  const journal = new AttemptJournal(folder);
  await journal.save(taskOf('frame-1'), attemptOf(1));
  await journal.save(taskOf('frame-1'), attemptOf(2));
  const attempts = await new AttemptJournal(folder).list(taskOf('frame-1'));
  assert.deepEqual(attempts, [attemptOf(1), attemptOf(2)]);
});

test('keeps tasks apart, whatever their ids are', async (context) => {
  const journal = new AttemptJournal(await makeFolder(context));
  const hostile = taskOf('../../../etc/passwd\u202e');
  await journal.save(hostile, attemptOf(1));
  assert.deepEqual(await journal.list(taskOf('frame-1')), []);
  assert.deepEqual(exitCodesOf(await journal.list(hostile)), [1]);
});

test('forgets the oldest attempts of a task', async (context) => {
  const journal = new AttemptJournal(await makeFolder(context), { attemptsPerTask: 2, totalBytes: 1_000_000 });
  for (const exitCode of [1, 2, 3]) await journal.save(taskOf('frame-1'), attemptOf(exitCode));
  assert.deepEqual(exitCodesOf(await journal.list(taskOf('frame-1'))), [2, 3]);
});

test('forgets the tasks that were saved longest ago', async (context) => {
  const folder = await makeFolder(context);
  const roomy = new AttemptJournal(folder);
  for (const id of ['a', 'b', 'c']) await roomy.save(taskOf(id), attemptOf(1));
  for (const name of await readdir(folder)) await utimes(join(folder, name), 1_700_000_000, 1_700_000_000);
  const [name] = await readdir(folder);
  const { size } = await stat(join(folder, name ?? ''));
  const journal = new AttemptJournal(folder, { attemptsPerTask: 2, totalBytes: 3 * size });
  await journal.save(taskOf('d'), attemptOf(4));
  assert.equal((await readdir(folder)).length, 2);
  assert.deepEqual(exitCodesOf(await journal.list(taskOf('d'))), [4]);
});

test('skips lines that are damaged', async (context) => {
  const folder = await makeFolder(context);
  const journal = new AttemptJournal(folder);
  await journal.save(taskOf('frame-1'), attemptOf(1));
  const [name] = await readdir(folder);
  assert.ok(name !== undefined);
  await appendFile(join(folder, name), '{"savedAt":"2026\n[]\nnull\n{"savedAt":"x","action":"other"}\n');
  assert.deepEqual(exitCodesOf(await journal.list(taskOf('frame-1'))), [1]);
});

test('takes many attempts at the same time', async (context) => {
  const journal = new AttemptJournal(await makeFolder(context), { attemptsPerTask: 2, totalBytes: 1000 });
  const tasks = Array.from({ length: 40 }, (_, number) => taskOf(`task-${number}`));
  await Promise.all(tasks.map((task) => journal.save(task, attemptOf(1))));
  await journal.save(taskOf('last'), attemptOf(7));
  assert.deepEqual(exitCodesOf(await journal.list(taskOf('last'))), [7]);
});
