import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { bulkPlan } from '../../../../test/builders/bulkPlan.ts';
import { fakeBatchService } from '../../../../test/fakes/fakeBatchService.ts';
import { HastyClock } from '../../../../test/fakes/hastyClock.ts';
import { temporaryFolder } from '../../../../test/fakes/temporaryFolder.ts';
import { openBulkFolder, WatchedFolder } from '../../../../test/fakes/watchedFolder.ts';
import type { BulkItem } from '../../../core/changes/bulk/bulkRecord.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { parseSavedAttempt } from '../../../core/model/savedAttempt.ts';
import type { Task } from '../../../core/model/task.ts';
import { NodeFolder } from '../../../node/nodeFolder.ts';
import { AttemptJournal } from '../../evidence/attemptJournal.ts';
import { retryTask } from '../task/retry.ts';
import type { BoundVerb, VerbServices } from '../verb/verb.ts';
import { executeBulk, settleOpen } from './executeBulk.ts';
import { startBulk } from './startBulk.ts';

/*
 * Data that an earlier version left on a disk: `over` has ended and was released; the window of `cut` died in the
 * middle of a line. Two versions may be open at once, so each must read what the other writes.
 */
const earlier = path.join(import.meta.dirname, '../../../../test/golden/earlier');

const executionInfo = { startTime: '2026-11-20T08:40:00Z', endTime: '2026-11-20T08:50:00Z' };
const toResource = (taskId: string): TaskResource => ({ kind: 'task', accountId: 'contoso', jobId: 'frames', taskId });
const toTask = (id: string): Task => ({
  id,
  state: 'completed',
  stateTransitionTime: '2026-11-20T08:50:00Z',
  executionInfo: { exitCode: 1, result: 'failure', ...executionInfo },
});
const items = ['t0', 't1', 't2', 't3', 't4', 't5'].map(
  (taskId): BulkItem<TaskResource> => ({ resource: toResource(taskId), before: { state: 'completed', executionInfo } }),
);

/** Retries tasks on a service that refuses `t1`; tasks in `running` already run again. */
function bindRetry(place: string, running: readonly string[] = []) {
  const clock = new HastyClock();
  const reactivated: string[] = [];
  const attempts = new AttemptJournal(new NodeFolder(path.join(place, 'attempts')), parseSavedAttempt, Date.now);
  const service = fakeBatchService({
    tasks: {
      getTask: async (_jobId, id) =>
        running.includes(id)
          ? { id, state: 'running', executionInfo: { startTime: '2026-11-20T10:00:05Z' } }
          : toTask(id),
      reactivateTask: async (_jobId, id) => {
        if (id === 't1') throw new BatchError({ code: 'JobCompleted', message: 'The job has ended.', status: 400 });
        reactivated.push(id);
      },
    },
  });
  const services: VerbServices = {
    clock,
    getService: async () => service,
    attempts,
    hostKeys: { whileReimaging: (_nodes, request) => request(), forget: async () => undefined },
  };
  const bound = retryTask.bind(services, {}, () => undefined) as unknown as BoundVerb;
  const options = { concurrency: 2, clock, signal: new AbortController().signal };
  return { bound, options, attempts, reactivated };
}

function copyEarlier() {
  const place = temporaryFolder();
  cpSync(earlier, place.path, { recursive: true });
  const read = (name: string): string => readFileSync(path.join(place.path, 'bulk', name), 'utf8');
  return { place: place.path, read, [Symbol.dispose]: () => place[Symbol.dispose]() };
}

test('actions of an earlier version are listed, and an interrupted one is continued', async () => {
  using left = copyEarlier();
  const windows = new WatchedFolder(path.join(left.place, 'bulk'));
  const { folder } = windows;
  const { bound, options, reactivated } = bindRetry(left.place, ['t2']);
  const listStates = async () => (await folder.list()).map(({ state, record }) => [record.plan.id, state]);
  const [cut, lock] = [left.read('cut.jsonl'), left.read('cut.lock-0')];

  // The owner is on another computer, so it counts as gone after a long silence.
  assert.deepEqual(await listStates(), [
    ['cut', 'running'],
    ['over', 'ended'],
  ]);
  assert.equal(await folder.resume('cut'), undefined);
  windows.letSilencePass();
  assert.deepEqual(await listStates(), [
    ['cut', 'interrupted'],
    ['over', 'ended'],
  ]);
  const held = (await folder.resume('cut')) ?? assert.fail();
  assert.deepEqual(
    held.record.outcomes.map(({ outcome }) => outcome),
    ['done', 'failed', 'sent', 'sent', 'notBegun', 'notBegun'],
  );
  const outcomes = await settleOpen(held, bound, options);
  assert.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ['done', 'failed', 'done', 'unknown', 'notBegun', 'notBegun'],
  );
  const record = { ...held.record, outcomes };
  assert.equal((await executeBulk({ ...held, record }, bound, [4, 5], options)).end, 'finished');
  assert.deepEqual(reactivated.toSorted(), ['t4', 't5']);
  await folder.letGo(held, true);

  const whole = cut.slice(0, cut.lastIndexOf('\n') + 1);
  const text = left.read('cut.ended.jsonl');
  assert.ok(text.startsWith(`${whole}{"line":"taken","owner":1}\n`), text);
  assert.ok(text.endsWith('"end":"finished","owner":1}\n'), text);
  assert.deepEqual([left.read('cut.lock-0'), left.read('cut.lock-1')], [lock, '{"isReleased":true}']);
});

test('the attempts that an earlier version saved are read, and new ones are added', async () => {
  using left = copyEarlier();
  const { bound, options, attempts } = bindRetry(left.place);
  const listed = await attempts.list(toResource('t0'));
  assert.deepEqual(
    listed.map(({ action, task }) => [action, task]),
    [['retry', toTask('t0')]],
  );
  await bound.act([items[0] ?? assert.fail()], options);
  assert.equal((await attempts.list(toResource('t1'))).length, 1);
  assert.equal((await attempts.list(toResource('t0')))[0]?.task.id, 't0');
});

/**
 * Removes times and the writing process from a file, because they differ each time, and sorts the lines, because
 * outcomes come in any order.
 */
function toForm(text: string): readonly string[] {
  const form = text
    .replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"time"')
    .replace(/^\{"pid":\d+,"host":"[^"]+"\}$/, '{"pid":1,"host":"name"}');
  return form.split('\n').toSorted();
}

test('data saved by this version has the format, names, and locations that an earlier version reads', async () => {
  using place = temporaryFolder();
  const at = path.join(place.path, 'bulk');
  const folder = openBulkFolder(at);
  const { bound, options } = bindRetry(place.path);
  const begin = (id: string, count: number) =>
    startBulk(folder, bulkPlan(0, { id, verb: retryTask.id, items: items.slice(0, count) }), options.clock);
  const over = await begin('over', 2);
  await executeBulk(over.held, bound, over.indexes, options);
  await folder.letGo(over.held, true);
  const judgedAt = new Date(Date.now() + 3_600_000).toISOString();
  const plan = bulkPlan(0, { id: 'cut', verb: retryTask.id, items, judgedAt, startedAt: judgedAt });
  const { journal } = (await startBulk(folder, plan, options.clock)).held;
  await journal.sync({ line: 'sent', at: judgedAt, items: [0, 1, 2, 3] });
  journal.append({ line: 'outcome', item: 0, outcome: 'done', at: judgedAt });
  const refusal = { code: 'JobCompleted', message: 'The job has ended.' };
  journal.append({ line: 'outcome', item: 1, outcome: 'failed', at: judgedAt, ...refusal });
  await journal.close();

  const names = readdirSync(path.join(earlier, 'bulk'));
  assert.deepEqual(
    readdirSync(at).filter((name) => name !== 'seen.json'),
    names,
  );
  for (const name of names) {
    const [before, now] = [earlier, place.path].map((one) => readFileSync(path.join(one, 'bulk', name), 'utf8'));
    const whole = before?.replace(/(?<=\n)\{"line":"outcome","item":2,"outco$/, '') ?? '';
    assert.deepEqual(toForm(now ?? ''), toForm(whole), name);
  }
  const listAttempts = (one: string): readonly string[] =>
    readdirSync(path.join(one, 'attempts')).filter((name) => name.endsWith('.jsonl'));
  assert.deepEqual(listAttempts(place.path), listAttempts(earlier));
  for (const name of listAttempts(earlier)) {
    const [before, now] = [earlier, place.path].map((one) => readFileSync(path.join(one, 'attempts', name), 'utf8'));
    assert.deepEqual(toForm(now ?? ''), toForm(before ?? ''), name);
  }
});
