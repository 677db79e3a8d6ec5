import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import { FakeStore } from '../../../../test/fakes/fakeStore.ts';
import type { NodeStateCounts } from '../../../core/model/pool.ts';
import { loadFailures } from './failureLoader.ts';

const noNodes: NodeStateCounts = {
  creating: 0,
  idle: 0,
  offline: 0,
  preempted: 0,
  rebooting: 0,
  reimaging: 0,
  running: 0,
  starting: 0,
  startTaskFailed: 0,
  leavingPool: 0,
  unknown: 0,
  unusable: 0,
  waitingForStartTask: 0,
  total: 0,
};

test('what failed is loaded, and nothing of what is well', async (context) => {
  const known = snapshot()
    .with({ kind: 'jobs' }, [
      { id: 'failed' },
      { id: 'well' },
      { id: 'stuck', jobPreparationTask: { commandLine: 'prepare' } },
    ])
    .withTaskCounts('failed', { failed: 2 })
    .withTaskCounts('well', { succeeded: 9 })
    .withTaskCounts('stuck', { active: 3 })
    .with({ kind: 'pools' }, [{ id: 'broken' }, { id: 'healthy' }])
    .withNodeCounts({ poolId: 'broken', dedicated: { ...noNodes, unusable: 1 } })
    .withNodeCounts({ poolId: 'healthy', dedicated: { ...noNodes, idle: 4 } })
    .build();
  const store = new FakeStore(known.account, known);
  context.after(() => store.dispose());
  await loadFailures(store);
  assert.deepEqual(store.loaded, [
    { kind: 'tasks', jobId: 'failed', group: 'failed' },
    { kind: 'preparation', jobId: 'stuck' },
    { kind: 'nodes', poolId: 'broken' },
  ]);
});
