import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noNodes } from '../../../../test/builders/nodeCounts.ts';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import { toEmptyMessage, toNothingFailed } from './nothingFailed.ts';

const read = snapshot()
  .with({ kind: 'pools' }, [])
  .with({ kind: 'jobs' }, [{ id: 'j' }])
  .withTaskCounts('j', { succeeded: 9020 });

test('the absence of failures is shown with the number of successes', () => {
  assert.equal(toNothingFailed([read.build()]), 'Nothing failed. 9,020 tasks succeeded.');
  const empty = snapshot().with({ kind: 'pools' }, []).with({ kind: 'jobs' }, []).build();
  assert.equal(toNothingFailed([empty]), 'Nothing failed.');
});

test('running tasks, which may be retried without end, are not said to be well', () => {
  assert.equal(
    toNothingFailed([read.withTaskCounts('j', { succeeded: 2, running: 1 }).build()]),
    "Nothing failed. 2 tasks succeeded. 1 running task wasn't looked at: explaining its job does that.",
  );
  assert.equal(
    toNothingFailed([read.withTaskCounts('j', { succeeded: 2, running: 1, active: 3 }).build()], 1),
    'Nothing failed. 2 tasks succeeded. Running tasks: 1 (looked at: 1). Waiting tasks: 3.',
  );
  assert.equal(
    toNothingFailed([read.withTaskCounts('j', { succeeded: 2 }).build()], 0),
    'Nothing failed. 2 tasks succeeded. No task is running or waiting.',
  );
});

test('if some jobs were not read, the text covers only the jobs that were checked', () => {
  const some = snapshot()
    .with({ kind: 'pools' }, [])
    .with({ kind: 'jobs' }, [{ id: 'j' }], { more: true })
    .withTaskCounts('j', { succeeded: 9020 })
    .build();
  assert.equal(toNothingFailed([some]), 'Nothing failed in the jobs checked so far.');
});

test('nothing is said about failures while data is unread or uncounted', () => {
  assert.equal(toNothingFailed([]), undefined);
  assert.equal(toNothingFailed([snapshot().build()]), undefined);
  assert.equal(toNothingFailed([read.withError({ kind: 'pools' }, 'RequestTimedOut').build()]), undefined);
  const uncounted = snapshot()
    .with({ kind: 'pools' }, [])
    .with({ kind: 'jobs' }, [{ id: 'j' }])
    .build();
  assert.equal(toNothingFailed([uncounted]), undefined);
});

test('while open accounts are read, an empty list shows that they are being read, and not that there are no failures', () => {
  assert.equal(toEmptyMessage([read.build(), snapshot().build()], false), 'Looking for failures…');
  assert.equal(toEmptyMessage([read.build()], true), 'Nothing failed. 9,020 tasks succeeded.');
  assert.equal(toEmptyMessage([], true), undefined);
});

test('the absence of failures is not shown if a failure was counted or a list could not be read', () => {
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

test('A9-16 the absence of failures is not shown if damaged data arrived', () => {
  const damaged = [{ json: { state: 'completed' }, isLeftOut: true }];
  const half = read.with({ kind: 'jobs' }, [{ id: 'j' }], { damaged }).build();
  assert.equal(toNothingFailed([half]), undefined);
});
