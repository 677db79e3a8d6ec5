import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noNodes } from '../../../../test/builders/nodeCounts.ts';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import { toEmptyMessage, toNothingFailed } from './nothingFailed.ts';

const read = snapshot()
  .with({ kind: 'pools' }, [])
  .with({ kind: 'jobs' }, [{ id: 'j' }])
  .withTaskCounts('j', { succeeded: 9020 });

test('nothing failed is said with how much went well', () => {
  assert.equal(toNothingFailed([read.build()]), 'Nothing failed. 9,020 tasks succeeded.');
  const empty = snapshot().with({ kind: 'pools' }, []).with({ kind: 'jobs' }, []).build();
  assert.equal(toNothingFailed([empty]), 'Nothing failed.');
});

test('jobs that were not looked at may have failures', () => {
  const some = snapshot()
    .with({ kind: 'pools' }, [])
    .with({ kind: 'jobs' }, [{ id: 'j' }], { more: true })
    .withTaskCounts('j', { succeeded: 9020 })
    .build();
  assert.equal(toNothingFailed([some]), 'Nothing failed in the jobs checked so far.');
});

test('nothing is said of what has not been read', () => {
  assert.equal(toNothingFailed([]), undefined);
  assert.equal(toNothingFailed([snapshot().build()]), undefined);
  assert.equal(toNothingFailed([read.withError({ kind: 'pools' }, 'RequestTimedOut').build()]), undefined);
  const uncounted = snapshot()
    .with({ kind: 'pools' }, [])
    .with({ kind: 'jobs' }, [{ id: 'j' }])
    .build();
  assert.equal(toNothingFailed([uncounted]), undefined);
});

test('while open accounts are read an empty list says so, and not that there is nothing', () => {
  assert.equal(toEmptyMessage([read.build(), snapshot().build()], false), 'Looking for failures…');
  assert.equal(toEmptyMessage([read.build()], true), 'Nothing failed. 9,020 tasks succeeded.');
  assert.equal(toEmptyMessage([], true), undefined);
});

test('that nothing failed is not said beside a failure that was counted, or a list that could not be read', () => {
  const ofJob = { kind: 'failures', jobId: 'j' } as const;
  const counted = read.withTaskCounts('j', { failed: 1 }).withError(ofJob, 'RequestTimedOut');
  assert.equal(toNothingFailed([counted.build()]), undefined);
  const broken = read
    .with({ kind: 'pools' }, [{ id: 'p' }])
    .withError({ kind: 'nodes', poolId: 'p' }, 'RequestTimedOut')
    .build();
  assert.equal(toNothingFailed([broken]), undefined);
  const unusable = read
    .with({ kind: 'pools' }, [{ id: 'p' }])
    .withNodeCounts({ poolId: 'p', dedicated: { ...noNodes, unusable: 1 } })
    .build();
  assert.equal(toNothingFailed([unusable]), undefined);
});

test('A9-16 that nothing failed is not said when something came damaged', () => {
  const damaged = [{ json: { state: 'completed' }, isLeftOut: true }];
  const half = read.with({ kind: 'jobs' }, [{ id: 'j' }], { damaged }).build();
  assert.equal(toNothingFailed([half]), undefined);
});
