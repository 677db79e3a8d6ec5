import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { fakeBatchService } from '../../../test/fakes/fakeBatchService.ts';
import { FakeStore } from '../../../test/fakes/fakeStore.ts';
import { sources } from '../../../test/fakes/sources.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { JobPreparationAndReleaseStatus } from '../../core/model/job.ts';
import { findFailing } from './failing.ts';
import { KnownHelperLogs } from './knownHelperLogs.ts';

const stderr = 'tar: model.tar.gz: Cannot open: No such file or directory\n';
const ran = (nodeId: string, endTime: string): JobPreparationAndReleaseStatus => ({
  poolId: 'cpu',
  nodeId,
  jobPreparationTaskExecutionInfo: { endTime, exitCode: 2, result: 'failure', taskRootDirectory: 'jobpreparation' },
});

/** Makes a job whose preparation task failed on two nodes, with the logs that are read. */
function setUp(isThere = true) {
  const state = { asked: 0, explained: 0, nowMs: 0 };
  const known = snapshot()
    .with({ kind: 'jobs' }, [
      {
        id: 'nightly',
        state: 'active',
        stateTransitionTime: '2026-11-20T04:00:00Z',
        jobPreparationTask: { commandLine: 'sh prepare.sh' },
      },
    ])
    .withTaskCounts('nightly', { active: 24 })
    .with({ kind: 'preparation', jobId: 'nightly' }, [
      ran('a', '2026-11-20T09:00:02Z'),
      ran('b', '2026-11-20T09:00:01Z'),
    ])
    .build();
  const text = (path: string): Uint8Array => new TextEncoder().encode(path.endsWith('stderr.txt') ? stderr : '');
  const nodeFiles = {
    readFile: async (_owner: unknown, path: string) => {
      state.asked += 1;
      if (!isThere) throw new BatchError({ code: 'NodeNotReady', message: 'Not now.', status: 409 });
      return text(path);
    },
  };
  const store = new FakeStore(known.account, known, fakeBatchService({ nodeFiles }));
  const preparations = new KnownHelperLogs(
    () => {
      state.explained += 1;
    },
    () => state.nowMs,
    sources,
  );
  return { state, store, preparations, known };
}

test('the logs of a failed preparation task are read once, and shown with its job', async () => {
  const { state, store, preparations, known } = setUp();
  await preparations.read(store, findFailing(known));
  await preparations.read(store, findFailing(known));
  assert.deepEqual([state.asked, state.explained], [2, 1]);
  const [job] = findFailing(known, { helperLogs: preparations.of(store) });
  assert.ok(job?.kind === 'job');
  assert.equal(job.preparationLogs?.stderr, stderr);
  assert.equal(job.at, '2026-11-20T09:00:01Z', 'when it failed first, and not when its job was added');
});

test('unavailable logs are requested again after a while', async () => {
  const { state, store, preparations, known } = setUp(false);
  await preparations.read(store, findFailing(known));
  await preparations.read(store, findFailing(known));
  assert.equal(state.asked, 4, 'both logs on both nodes, once');
  state.nowMs = 60_000;
  await preparations.read(store, findFailing(known));
  assert.deepEqual([state.asked, preparations.of(store).size, state.explained], [8, 0, 1], 'explained once');
});

test('if start tasks ended in the same way on several nodes, the logs of a few nodes are read and shown with these nodes', async () => {
  const { state, store, preparations, known } = setUp();
  const nodes = ['a', 'b', 'c', 'd'].map(
    (id) => ({ id, state: 'starttaskfailed', startTaskInfo: { exitCode: 127, result: 'failure' } }) as const,
  );
  const broken = snapshot()
    .with({ kind: 'pools' }, [{ id: 'cpu' }])
    .with({ kind: 'nodes', poolId: 'cpu' }, nodes)
    .build();
  await preparations.read(store, findFailing(broken));
  assert.equal(state.asked, 6, 'both logs of three nodes');
  const failing = findFailing(broken, { helperLogs: preparations.of(store) });
  assert.deepEqual(
    failing.map((one) => one.kind === 'node' && one.startLogs?.stderr),
    [stderr, stderr, stderr, undefined],
  );
  assert.deepEqual(
    findFailing(known, { helperLogs: preparations.of(store) }).map(({ kind }) => kind),
    ['job'],
  );
});

test('logs are awaited until they were read, or until they could not be read the first time', async () => {
  for (const isThere of [true, false]) {
    const { state, store, preparations, known } = setUp(isThere);
    const failing = findFailing(known);
    assert.ok(preparations.areAwaited(store, failing));
    const reading = preparations.read(store, failing);
    assert.ok(preparations.areAwaited(store, failing), 'while they are read');
    await reading;
    assert.ok(!preparations.areAwaited(store, failing));
    assert.equal(state.explained, 1, 'what waited for them can go on');
  }
});
