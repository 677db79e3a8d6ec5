import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../../test/fakes/fakeClock.ts';
import type { BulkLine } from '../../../core/changes/bulk/bulkLines.ts';
import { BulkJournal } from './bulkJournal.ts';

const at = '2026-11-20T09:00:00.000Z';
const toSent = (...items: readonly number[]): BulkLine => ({ line: 'sent', at, items });
const toDone = (item: number): BulkLine => ({ line: 'outcome', item, outcome: 'done', at });

/** Opens a journal on a disk that completes each write on command, and records the items of each write. */
function onSlowDisk() {
  const writes: (readonly number[])[] = [];
  const disk: { finish: () => void; fail: (error: Error) => void } = { finish: () => {}, fail: () => {} };
  const file = {
    append: (text: string) =>
      new Promise<void>((resolve, reject) => {
        const lines = text.trimEnd().split('\n');
        writes.push(lines.map((line) => JSON.parse(line)).flatMap(({ item, items }) => items ?? [item]));
        Object.assign(disk, { finish: resolve, fail: reject });
      }),
    sync: async () => {},
    close: async () => {},
  };
  const clock = new FakeClock();
  const journal = new BulkJournal(file, { lock: { isHeld: async () => true }, number: 0 }, clock);
  return { journal, writes, disk, clock };
}

const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));

test('waiting for a line does not include lines that are added later', async () => {
  const { journal, writes, disk } = onSlowDisk();
  const first = journal.sync(toSent(1, 2));
  await turn();
  for (const item of [1, 2]) journal.append(toDone(item));
  disk.finish();
  await first;
  await turn();
  assert.deepEqual(writes, [[1, 2]]);
  const second = journal.sync(toSent(3));
  await turn();
  disk.finish();
  await second;
  assert.deepEqual(writes, [
    [1, 2],
    [1, 2, 3],
  ]);
  await journal.close();
});

test('lines that no caller waits for are written soon, in one batch', async () => {
  const { journal, writes, disk, clock } = onSlowDisk();
  for (const item of [1, 2, 3]) journal.append(toDone(item));
  clock.advance(49);
  await turn();
  assert.deepEqual(writes, []);
  clock.advance(1);
  await turn();
  assert.deepEqual(writes, [[1, 2, 3]]);
  disk.finish();
  await journal.close();
  assert.equal(clock.pending, 0);
});

test('callers that wait while the disk is busy share its next write', async () => {
  const { journal, writes, disk } = onSlowDisk();
  const first = journal.sync(toSent(1));
  await turn();
  const others = Promise.all([journal.sync(toSent(2)), journal.sync(toSent(3))]);
  disk.finish();
  await first;
  await turn();
  disk.finish();
  await others;
  assert.deepEqual(writes, [[1], [2, 3]]);
  await journal.close();
});

test('after a failed write nothing is written, and every waiting caller gets the error', async () => {
  const { journal, writes, disk } = onSlowDisk();
  const first = journal.sync(toSent(1));
  const failed = assert.rejects(first, /full/);
  await turn();
  const second = assert.rejects(journal.sync(toSent(2)), /full/);
  disk.fail(new Error('the disk is full'));
  await Promise.all([failed, second]);
  await assert.rejects(journal.sync(toSent(3)), /full/);
  assert.deepEqual(writes, [[1]]);
  await assert.rejects(journal.close(), /full/);
});
