import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryMemento } from '../../../../test/fakes/memoryMemento.ts';
import { readPlace, writePlace } from './savedPlace.ts';

const job = '/account:a/jobs:/job:j';

test('open rows and the selected one are read as they were saved, without those of single tasks', async () => {
  const memento = new MemoryMemento();
  const task = `${job}/taskGroup:failed/task:t`;
  await writePlace(memento, { opened: ['/account:a', job, task], closed: ['/account:a/pools:'], selected: task });
  assert.deepEqual(readPlace(memento), { opened: ['/account:a', job], closed: ['/account:a/pools:'], selected: task });
});

test('of many rows the last are kept', async () => {
  const memento = new MemoryMemento();
  const opened = Array.from({ length: 300 }, (_, index) => `${job}${index}`);
  await writePlace(memento, { opened, closed: [] });
  assert.equal(readPlace(memento).opened.at(-1), `${job}299`);
  assert.ok(readPlace(memento).opened.length < 300);
});

test('what is not understood is left out', async () => {
  const memento = new MemoryMemento();
  assert.deepEqual(readPlace(memento), { opened: [], closed: [] });
  await memento.update('azureBatch.explorerPlace', { opened: [7, job], closed: 'all', selected: {} });
  assert.deepEqual(readPlace(memento), { opened: [job], closed: [] });
});
