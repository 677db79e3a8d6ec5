import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeBatchService, pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import * as diagnosis from '../../core/diagnosis/diagnosis.ts';
import type { Task } from '../../core/model/task.ts';
import { systemClock } from '../../service/clock.ts';
import { FailureReader } from './failureReader.ts';
import { briefBytes, thoroughBytes } from './readLog.ts';

const toTask = (id: string): Task => ({
  id,
  state: 'completed',
  stateTransitionTime: '2026-11-20T08:00:00Z',
  executionInfo: { result: 'failure', exitCode: 1 },
});

/** A reader over logs of so many bytes, and which of them it has asked for. */
function setUp(contentLength: number) {
  const asked: string[] = [];
  const service = fakeBatchService({
    taskFiles: {
      listFiles: () => pagesOf([{ name: 'stderr.txt', isDirectory: false, properties: { contentLength } }]),
      readFile: async ({ taskId }, _path, { range } = {}) => {
        asked.push(taskId);
        // Few long lines are read sooner than many short ones.
        return Buffer.alloc((range?.end ?? contentLength) - (range?.start ?? 0), `${'x'.repeat(999)}\n`);
      },
    },
  });
  const reader = new FailureReader({ diagnosis: () => diagnosis }, systemClock);
  const read = (id: string, maxBytes = briefBytes) =>
    reader.read({ service }, { kind: 'task', accountId: 'a', jobId: 'j', taskId: id }, toTask(id), maxBytes);
  return { asked, reader, read };
}

test('short logs of many hundred tasks are read once', async () => {
  const { asked, reader, read } = setUp(1000);
  const ids = Array.from({ length: 500 }, (_, index) => `t${index}`);
  await Promise.all(ids.map((id) => read(id)));
  assert.equal(asked.splice(0).length, 500);
  await Promise.all(ids.map((id) => read(id, thoroughBytes)));
  assert.deepEqual(asked, []);
  reader.dispose();
});

test('of long logs those that were read last are cached, and a log that is longer than these is not', async () => {
  const { asked, reader, read } = setUp(thoroughBytes);
  const ids = Array.from({ length: 500 }, (_, index) => `t${index}`);
  for (const id of ids) await read(id);
  asked.splice(0);
  await read('t499');
  assert.deepEqual(asked, []);
  await read('t0');
  assert.deepEqual(asked.splice(0), ['t0']);
  await read('t1', thoroughBytes);
  await read('t1', thoroughBytes);
  assert.deepEqual(asked, ['t1', 't1']);
  reader.dispose();
});
