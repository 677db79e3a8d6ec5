import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../test/builders/snapshot.ts';
import * as diagnosis from '../../core/diagnosis/diagnosis.ts';
import { listWaiting } from './waitingJobs.ts';

test('a wait behind running tasks ends on its own, unless the pool has tasks that may never end', () => {
  const known = snapshot()
    .with({ kind: 'pools' }, [{ id: 'p' }])
    .with({ kind: 'jobs' }, [{ id: 'j', state: 'active', maxParallelTasks: 1, poolInfo: { poolId: 'p' } }])
    .withTaskCounts('j', { active: 3, running: 1 })
    .build();
  const store = { account: known.account, snapshot: known };
  const services = { bundles: { diagnosis: () => diagnosis }, now: new Date(0) };
  const list = (poolId: string) => {
    const stalled = { jobId: 'other', poolId, title: '', step: undefined };
    return listWaiting(services as never, store as never, { causes: [] }, {}, [stalled]).map(
      ({ endsAlone }) => endsAlone,
    );
  };
  assert.deepEqual([list('elsewhere'), list('p')], [[true], [undefined]]);
});
