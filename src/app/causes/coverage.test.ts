import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { Task } from '../../core/model/task.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { describeCoverage } from '../rows/failures/coverageRows.ts';
import { toNothingFailed } from '../rows/failures/nothingFailed.ts';
import { toUnknownNodes } from '../rows/failures/unknownNodes.ts';
import { findUnknown, toCoverage } from './coverage.ts';

const tasks = (count: number): readonly Task[] => Array.from({ length: count }, (_, index) => ({ id: `t${index}` }));
const ofJob = (jobId: string) => ({ kind: 'failures', jobId }) as const;

/** Two jobs with failures, one of them read to its end; one job without failures; and one that was not read. */
const partly = snapshot()
  .with({ kind: 'pools' }, [])
  .with({ kind: 'jobs' }, [{ id: 'read' }, { id: 'long' }, { id: 'well' }, { id: 'later' }], { more: true })
  // The counts lag.
  .withTaskCounts('read', { failed: 5 })
  .withTaskCounts('long', { failed: 12_345 })
  .withTaskCounts('well', { succeeded: 9 })
  .withTaskCounts('later', { failed: 3 })
  .with(ofJob('read'), tasks(4))
  .with(ofJob('long'), tasks(1000), { more: true })
  .build();
const rows = (known: typeof partly, { unreadLogs = 0, uncounted = [] as readonly string[], isDone = true } = {}) =>
  toUnknownNodes({ account: known.account, snapshot: known, unreadLogs, uncounted, isDone }).map(
    ({ row, target, resource }) => ({
      text: [row?.label, row?.description].join(' | '),
      command: row?.command,
      target: target?.scope,
      resource,
    }),
  );

test('nothing is unknown if everything was counted and read', () => {
  const list = (known: typeof partly) => [...findUnknown(known)].sort();
  assert.deepEqual(list(partly), ['job', 'task']);
  const counted = () =>
    snapshot()
      .with({ kind: 'pools' }, [{ id: 'cpu' }])
      .with({ kind: 'jobs' }, [{ id: 'read' }])
      .withTaskCounts('read', { failed: 1 });
  const whole = () => counted().with(ofJob('read'), tasks(1));
  assert.deepEqual(list(counted().build()), ['task']);
  assert.deepEqual(list(whole().build()), []);
  const code = 'AuthorizationFailure';
  assert.deepEqual(list(whole().withoutNodeCounts({ code, message: 'No.' }).build()), ['node']);
  for (const [scope, unknown] of [
    [{ kind: 'nodes', poolId: 'cpu' }, ['node']],
    [{ kind: 'pools' }, ['node', 'pool']],
    [{ kind: 'preparation', jobId: 'read' }, ['job']],
    [{ kind: 'tasks', jobId: 'read', group: 'active' }, ['job']],
    [ofJob('read'), ['task']],
  ] as const)
    assert.deepEqual(list(whole().withError(scope, code).build()), unknown, scope.kind);
  const known = whole().build();
  const error = new BatchError({ code: 'RequestTimedOut', message: 'No answer.' });
  const slice: AccountSnapshot['slice'] = (scope) => {
    const read = known.slice(scope);
    return read.loadedAt === undefined ? read : { ...read, error };
  };
  assert.deepEqual(list({ ...known, slice }), [], 'what was read is known, although it cannot be read again');
});

test('broken nodes may be missing if the service counts more than the loaded part of a pool has', () => {
  const of = (counted: number, more: boolean) => {
    const known = snapshot()
      .with({ kind: 'pools' }, [{ id: 'cpu' }])
      .with({ kind: 'jobs' }, [])
      .with({ kind: 'nodes', poolId: 'cpu' }, [{ id: 'n', state: 'unusable' }], { more })
      .withNodeCounts({ poolId: 'cpu', dedicated: { unusable: counted } });
    return [...findUnknown(known.build())];
  };
  assert.deepEqual([of(1, true), of(2, true), of(2, false)], [[], ['node'], []]);
});

test('for one job, or for the jobs of a pool, only the failures in these jobs are counted', () => {
  assert.equal(describeCoverage([toCoverage(partly, { jobId: 'long' })]), '1,000 of 12,345 failed tasks read · 1 job');
  const { read, total, counted } = toCoverage(partly, { jobId: 'notReadYet' });
  assert.deepEqual([read, total, counted.hasMore], [0, 0, true]);
  const pools = snapshot()
    .with({ kind: 'jobs' }, [
      { id: 'a', poolInfo: { poolId: 'cpu' } },
      { id: 'b', executionInfo: { poolId: 'gpu' } },
    ])
    .withTaskCounts('a', { failed: 2 })
    .withTaskCounts('b', { failed: 3 })
    .build();
  assert.equal(toCoverage(pools, { poolId: 'gpu' }).total, 3);
});

test('the numbers of failed tasks, of read tasks, and of their jobs are known', () => {
  const coverage = toCoverage(partly);
  assert.deepEqual([coverage.read, coverage.total], [1004, 12_352]);
  assert.deepEqual(
    [coverage.jobs, [...coverage.unread.keys()]],
    [
      ['read', 'long', 'later'],
      ['long', 'later'],
    ],
  );
  assert.equal(
    describeCoverage([coverage]),
    '1,004 of ≥ 12,352 failed tasks read · ≥ 3 jobs · 4 of more than 4 jobs counted',
  );
  assert.equal(
    describeCoverage([coverage, coverage]),
    '2,008 of ≥ 24,704 failed tasks read · ≥ 6 jobs · 8 of more than 8 jobs counted',
  );
  const whole = snapshot()
    .with({ kind: 'jobs' }, [{ id: 'read' }])
    .with(ofJob('read'), tasks(1))
    .withTaskCounts('read', { failed: 1 })
    .build();
  assert.equal(describeCoverage([toCoverage(whole)]), '1 failed task · 1 job');
  assert.equal(describeCoverage([toCoverage(snapshot().build())]), undefined);
});

test('failed tasks that were resolved by tasks with other IDs are counted separately', () => {
  const two = snapshot()
    .with({ kind: 'jobs' }, [{ id: 'read' }])
    .with(ofJob('read'), tasks(2))
    .withTaskCounts('read', { failed: 2 });
  assert.equal(describeCoverage([toCoverage(two.withResolved('t0').build())]), '1 failed task · 1 job · 1 resolved');
  assert.equal(describeCoverage([toCoverage(two.withResolved('t0', 't1').build())]), '2 resolved');
});

test('unread failures are shown, and a click reads them', () => {
  const resource = { kind: 'account', accountId: partly.account.id };
  const more = { command: 'azureBatch.failures.loadMore', target: undefined, resource };
  assert.deepEqual(rows(partly), [
    { ...more, text: '11,348 more failed tasks not read | long, later' },
    { ...more, text: 'More jobs not read | after the first 4' },
  ]);
  const whole = snapshot()
    .with({ kind: 'jobs' }, [{ id: 'read' }])
    .with(ofJob('read'), tasks(1))
    .build();
  assert.deepEqual(rows(whole), []);
});

test('unread logs that may reveal more are shown, and a click reads some of them', () => {
  const [row] = toUnknownNodes({
    account: partly.account,
    snapshot: snapshot().build(),
    unreadLogs: 980,
    uncounted: [],
    isDone: true,
  });
  assert.deepEqual([row?.row?.label, row?.row?.command], ['980 logs not read', 'azureBatch.failures.loadMore']);
  assert.equal(row?.unknown, 'logs');
  assert.equal(rows(partly, { unreadLogs: 1 }).at(-1)?.text, '1 log not read | ');
});

test('a list that could not be read is shown with the reason, and a click tries again', () => {
  const broken = snapshot()
    .with({ kind: 'jobs' }, [{ id: 'j' }])
    .withTaskCounts('j', { failed: 1 })
    .withError(ofJob('j'), 'RequestTimedOut', 'No answer came in time.')
    .build();
  const [error, unread] = rows(broken);
  assert.equal(error?.text, 'Could not be loaded | No answer came in time.');
  assert.deepEqual([error?.command, error?.target], ['azureBatch.explorer.retryLoad', ofJob('j')]);
  assert.equal(unread?.text, '1 more failed task not read | j');
});

test('nodes of a pool and preparation tasks of a job that could not be read are shown too', () => {
  const nodes = { kind: 'nodes', poolId: 'p' } as const;
  const preparation = { kind: 'preparation', jobId: 'j' } as const;
  const base = snapshot()
    .with({ kind: 'pools' }, [{ id: 'p' }])
    .with({ kind: 'jobs' }, [{ id: 'j' }]);
  for (const scope of [nodes, preparation]) {
    assert.deepEqual(
      rows(base.withError(scope, 'RequestTimedOut').build()).map(({ target }) => target),
      [scope],
    );
  }
});

test('jobs that were not counted are shown', () => {
  const known = snapshot().build();
  const label = (uncounted: readonly string[]) => rows(known, { uncounted }).map(({ text }) => text);
  assert.deepEqual(label([]), []);
  assert.deepEqual(label(['frames']), ['Failed tasks in 1 job not counted | frames']);
  assert.deepEqual(label(['a', 'b', 'c']), ['Failed tasks in 3 jobs not counted | ']);
});

test('A9-16 a list with damaged items is shown with their number, and a click shows them', () => {
  const half = snapshot()
    .with({ kind: 'jobs' }, [{ id: 'j' }])
    .with(ofJob('j'), tasks(2), { damaged: [{ json: { state: 'completed' }, isLeftOut: true }] })
    .build();
  const [row] = rows(half);
  assert.equal(row?.text, 'Damaged failed tasks: 1 of 3 | not shown');
  assert.deepEqual([row?.command, row?.target], ['azureBatch.explorer.showDamaged', ofJob('j')]);
});

test('A9-10 nodes whose states the user may not see are shown as unknown, not as healthy', () => {
  const missing = { accountId: 'contoso', right: 'readNodes' } as const;
  const known = snapshot()
    .with({ kind: 'jobs' }, [])
    .with({ kind: 'pools' }, [{ id: 'cpu' }]);
  assert.equal(toNothingFailed([known.build()]), 'Nothing failed.');
  const unseen = known.withoutNodeCounts({ code: 'Forbidden', message: 'No role.', missing }).build();
  assert.deepEqual(
    rows(unseen).map(({ text }) => text),
    ['No permission to view nodes | role “Azure Batch Account Reader” needed'],
  );
  assert.equal(toNothingFailed([unseen]), undefined);
});
