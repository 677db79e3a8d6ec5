import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noNodes } from '../../../../test/builders/nodeCounts.ts';
import { otherWord } from '../../../../test/builders/otherWord.ts';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { Pool } from '../../../core/model/pool.ts';
import type { Task } from '../../../core/model/task.ts';
import type { Scope } from '../../../service/store/accountStore.ts';
import { toPoolPick } from '../../actions/targets/pickRows.ts';
import { findFailing } from '../../causes/failing.ts';
import { toContextValue } from '../contextValue.ts';
import { toPrimaryCommand } from '../primaryCommand.ts';
import { toBrokenWords, toTaskWords } from '../resourceWords.ts';
import type { Viewer } from '../row.ts';
import { toChildren } from './children.ts';
import { toViewMessage } from './closedAccounts.ts';
import { toClosedAccountRow } from './rows/stateRow.ts';
import { toRow } from './toRow.ts';

const reader: Viewer = { now: new Date('2026-11-20T10:00:00Z'), timeZone: 'UTC' };
const failedScope = { kind: 'tasks', jobId: 'frames', group: 'failed' } as const;

test('a failed task shows its result, node, and time', () => {
  const known = snapshot()
    .with({ kind: 'nodes', poolId: 'cpu' }, [
      { id: 'tvmps_b', allocationTime: '2026-11-20T07:00:00Z' },
      { id: 'tvmps_a', allocationTime: '2026-11-20T08:00:00Z' },
    ])
    .with(failedScope, [
      {
        id: 'frame-1',
        state: 'completed',
        nodeInfo: { poolId: 'cpu', nodeId: 'tvmps_a' },
        executionInfo: {
          result: 'failure',
          exitCode: 137,
          startTime: '2026-11-20T09:13:58Z',
          endTime: '2026-11-20T09:14:00Z',
          failureInfo: { category: 'UserError', code: 'FailureExitCode' },
        },
      },
    ])
    .build();
  const row = toRow({ kind: 'task', jobId: 'frames', taskId: 'frame-1', group: 'failed' }, known, reader);
  assert.equal(row.description, 'exit code 137 · node 2 · 09:14');
  assert.equal(row.icon, 'error');
  assert.equal(row.spoken, 'task frame-1 · failed · exit code 137 · node 2 · 09:14');
  assert.equal(toContextValue(row.kind, row.words), 'azureBatch.task;failed;hasFiles;retryable');
  assert.equal(toPrimaryCommand(row), 'task.explain');
  const facts = new Map(row.facts?.().map(({ name, value }) => [name, value]));
  assert.equal(facts.get('Ended')?.replaceAll('\u202f', ' '), 'Nov 20, 2026, 09:14 UTC');
  assert.equal(facts.get('Ran for'), '2 sec');
});

test('A9-10 if data may not be read, the required role is named, and counts mention the missing part', () => {
  const missing = { accountId: 'contoso', right: 'readNodes' } as const;
  const refusal = { code: 'Forbidden', message: 'You need a role.', status: 403, missing } as const;
  const nodes = { kind: 'nodes', poolId: 'cpu' } as const;
  const known = snapshot()
    .with({ kind: 'jobs' }, [])
    .with({ kind: 'pools' }, [
      { id: 'cpu', currentDedicatedNodes: 2, targetDedicatedNodes: 2, allocationState: 'steady' },
    ])
    .withError(nodes, refusal.code, refusal.message, refusal)
    .withoutNodeCounts(refusal)
    .build();
  const error = toRow({ kind: 'error', scope: nodes }, known, reader);
  assert.deepEqual(
    [error.label, error.description],
    ['No permission to view nodes', 'role “Azure Batch Account Reader” needed'],
  );
  assert.equal(error.facts?.()[0]?.value, 'You need a role.');
  const pool = toRow({ kind: 'pool', poolId: 'cpu' }, known, reader);
  assert.deepEqual([pool.icon, pool.description], ['unknown', 'steady · 2 nodes · node states not visible to you']);
  const idle: ComputeNode = { id: 'n', state: 'idle', stateTransitionTime: '2020-01-01T00:00:00Z' };
  const seenBefore = known.slice({ kind: 'pools' }).items[0];
  const before = snapshot()
    .with({ kind: 'pools' }, seenBefore === undefined ? [] : [seenBefore])
    .withStale(nodes, [idle], refusal);
  assert.match(toRow({ kind: 'pool', poolId: 'cpu' }, before.build(), reader).description ?? '', /1 idle for over/);
  assert.equal(
    toRow({ kind: 'pool', poolId: 'cpu' }, before.withoutNodeCounts(refusal).build(), reader).description,
    pool.description,
    'what was seen of nodes before is not told beside',
  );
  const account = toRow({ kind: 'account' }, known, reader);
  assert.equal(account.icon, 'account', 'nobody knows whether it is well');
  assert.match(account.description ?? '', /^node states not visible to you/);
  const jobless = snapshot()
    .withError({ kind: 'jobs' }, refusal.code, refusal.message, {
      ...refusal,
      missing: { ...missing, right: 'readJobs' },
    })
    .with({ kind: 'pools' }, [])
    .build();
  assert.match(toRow({ kind: 'account' }, jobless, reader).description ?? '', /^jobs not visible to you/);
});

test('A9-16 a task with a damaged state has an unknown state, whatever list it is in', () => {
  const running = { kind: 'tasks', jobId: 'frames', group: 'running' } as const;
  const known = snapshot()
    .with(running, [{ id: 'frame-1' }])
    .build();
  const row = toRow({ kind: 'task', jobId: 'frames', taskId: 'frame-1', group: 'running' }, known, reader);
  assert.equal(row.description, 'unknown state');
  assert.equal(row.icon, 'unknown');
  assert.equal(row.spoken, 'task frame-1 · unknown state');
  assert.equal(toContextValue(row.kind, row.words), 'azureBatch.task');
});

test('a task whose state only a newer service knows shows that state, and has no commands that depend on the state', () => {
  const known = snapshot()
    .with({ kind: 'tasks', jobId: 'frames', group: 'running' }, [{ id: 'frame-1', state: otherWord('Hibernating') }])
    .build();
  const row = toRow({ kind: 'task', jobId: 'frames', taskId: 'frame-1', group: 'running' }, known, reader);
  assert.deepEqual([row.description, row.icon, row.spoken], ['Hibernating', 'unknown', 'task frame-1 · Hibernating']);
  assert.equal(row.facts?.().find(({ name }) => name === 'State')?.value, 'Hibernating');
  assert.equal(toContextValue(row.kind, row.words), 'azureBatch.task');
});

test('the text of an unchanged task changes on another day, and when its node gets a name', () => {
  const task: Task = {
    id: 'frame-1',
    state: 'completed',
    nodeInfo: { poolId: 'cpu', nodeId: 'tvmps_a' },
    executionInfo: { result: 'failure', exitCode: 1, endTime: '2026-11-20T09:14:00Z' },
  };
  const place = { kind: 'task', jobId: 'frames', taskId: 'frame-1', group: 'failed' } as const;
  const known = snapshot().with(failedScope, [task]);
  const before = toRow(place, known.build(), reader);
  assert.equal(before.description, 'exit code 1 · node tvmps_a · 09:14');
  assert.equal(toRow(place, known.build(), { ...reader }), before);
  const tomorrow = { ...reader, now: new Date('2026-11-21T10:00:00Z') };
  assert.equal(toRow(place, known.build(), tomorrow).description, 'exit code 1 · node tvmps_a · Nov 20 09:14');
  const named = known.with({ kind: 'nodes', poolId: 'cpu' }, [{ id: 'tvmps_a' }]).build();
  assert.equal(toRow(place, named, reader).description, 'exit code 1 · node 1 · 09:14');
});

test('a task that never started shows the reason, and that it has no files', () => {
  const known = snapshot()
    .with(failedScope, [
      {
        id: 'frame-1',
        state: 'completed',
        executionInfo: { result: 'failure', failureInfo: { category: 'UserError', code: 'BlobNotFound' } },
      },
    ])
    .build();
  const row = toRow({ kind: 'task', jobId: 'frames', taskId: 'frame-1', group: 'failed' }, known, reader);
  assert.equal(row.description, 'BlobNotFound');
  assert.equal(toContextValue(row.kind, row.words), 'azureBatch.task;failed;neverRan;retryable');
});

test('commands that the service would refuse are not among the icons of a row', () => {
  const executionInfo = {
    exitCode: 0,
    result: 'failure',
    failureInfo: { code: 'FileUploadContainerNotFound' },
  } as const;
  const nodeInfo = { poolId: 'small', nodeId: 'n' };
  const unstored = { id: 't', state: 'completed', executionInfo, nodeInfo } as const;
  assert.deepEqual(toTaskWords(unstored, undefined), ['failed', 'hasFiles', 'onlyResubmit']);
  const failed = { ...unstored, executionInfo: { ...executionInfo, exitCode: 1 } };
  assert.deepEqual(toTaskWords(failed, { id: 'j', state: 'active' }), ['failed', 'hasFiles', 'retryable']);
  assert.deepEqual(toTaskWords(failed, { id: 'j', state: 'completed' }), ['failed', 'hasFiles', 'onlyResubmit']);
  // A workflow adds these tasks, so users cannot resubmit them by hand.
  assert.deepEqual(toTaskWords(failed, { id: 'adfv2-cpu', state: 'completed' }), ['failed', 'hasFiles']);
  assert.deepEqual(toBrokenWords({ id: 'n', state: 'unusable' }), ['broken']);
});

test('a job with failures has the error icon, text, and count', () => {
  const known = snapshot()
    .with({ kind: 'jobs' }, [{ id: 'frames', state: 'active' }])
    .withTaskCounts('frames', { failed: 312, running: 20, succeeded: 9000 })
    .build();
  const row = toRow({ kind: 'job', jobId: 'frames' }, known, reader);
  assert.equal(row.description, '312 failed · 20 running · 9,000 succeeded');
  assert.equal(row.icon, 'error');
  assert.deepEqual(row.failures, { count: 312, isComplete: true });
  const account = toRow({ kind: 'account' }, known, reader);
  assert.equal(account.description, '312 failed tasks · westeurope');
  assert.equal(toRow({ kind: 'jobs' }, known, reader).description, '1 · 1 needs attention');
  assert.equal(account.icon, 'error');
});

test('the account, its jobs list, and each job show that jobs have yet to be counted', () => {
  const jobs = [
    { id: 'frames', state: 'active' },
    { id: 'train', state: 'active' },
  ] as const;
  const known = snapshot().with({ kind: 'jobs' }, jobs, { more: true }).withTaskCounts('frames', { failed: 4392 });
  const read = (place: 'account' | 'jobs', of = known.build()) => toRow({ kind: place }, of, reader);
  assert.equal(read('account').description, '≥ 4,392 failed tasks · 1 of more than 2 jobs counted · westeurope');
  assert.equal(
    read('account').spoken,
    'account contoso · at least 4,392 failed tasks · 1 of more than 2 jobs counted · westeurope',
  );
  assert.deepEqual(read('account').failures, { count: 4392, isComplete: false });
  assert.equal(read('jobs').description, '1 of more than 2 jobs counted · ≥ 1 needs attention');
  assert.equal(read('jobs').spoken, 'Jobs · 1 of more than 2 jobs counted · at least 1 needs attention');
  const uncounted = toRow({ kind: 'job', jobId: 'train' }, known.build(), reader);
  assert.equal(uncounted.description, 'tasks not counted yet');
  assert.equal(uncounted.icon, 'unknown');
  const well = snapshot().with({ kind: 'jobs' }, jobs).withTaskCounts('frames', { succeeded: 7 });
  assert.equal(read('account', well.build()).icon, 'account');
  assert.equal(read('account', well.withTaskCounts('train', { succeeded: 1 }).build()).icon, 'ok');
  const listed = snapshot().with({ kind: 'jobs' }, jobs).withTaskCounts('frames', { failed: 4392 });
  assert.equal(read('account', listed.build()).description, '≥ 4,392 failed tasks · 1 of 2 jobs counted · westeurope');
  const counted = listed.withTaskCounts('train', { failed: 1 }).build();
  assert.equal(read('account', counted).description, '4,393 failed tasks · westeurope');
  assert.equal(read('jobs', counted).description, '2 · 2 need attention');
});

const short: Pool = {
  id: 'gpu',
  state: 'active',
  allocationState: 'steady',
  currentDedicatedNodes: 8,
  targetDedicatedNodes: 20,
  resizeErrors: [{ code: 'AccountCoreQuotaReached' }],
};

test('a failed resize is an error while nodes are missing, and part of the history when the nodes have arrived', () => {
  const missing = snapshot().with({ kind: 'pools' }, [short]).build();
  const row = toRow({ kind: 'pool', poolId: 'gpu' }, missing, reader);
  assert.equal(row.description, 'resize failed: AccountCoreQuotaReached · 8 of 20 nodes');
  assert.equal(row.icon, 'error');
  const grown = snapshot()
    .with({ kind: 'pools' }, [{ ...short, currentDedicatedNodes: 20 }])
    .build();
  assert.equal(toRow({ kind: 'pool', poolId: 'gpu' }, grown, reader).icon, 'ok');
});

test('a stopped resize is not an error, and is listed in the failures only if tasks are waiting for its nodes', () => {
  const stopped = { ...short, currentDedicatedNodes: 0, resizeErrors: [{ code: 'ResizeStopped' }] };
  const known = snapshot()
    .with({ kind: 'pools' }, [stopped])
    .with({ kind: 'jobs' }, [{ id: 'j', state: 'active', poolInfo: { poolId: 'gpu' } }]);
  const row = toRow({ kind: 'pool', poolId: 'gpu' }, known.build(), reader);
  assert.equal(row.description, 'resize stopped · 0 of 20 nodes');
  assert.equal(row.icon, 'warning');
  assert.deepEqual(findFailing(known.build()), []);
  assert.equal(findFailing(known.withTaskCounts('j', { active: 3 }).build()).length, 1);
});

test('a broken node shows how long it has been broken, and the result of its start task', () => {
  const known = snapshot()
    .with({ kind: 'nodes', poolId: 'gpu' }, [
      {
        id: 'tvmps_a',
        state: 'starttaskfailed',
        schedulingState: 'enabled',
        stateTransitionTime: '2026-11-19T09:12:00Z',
        startTaskInfo: {
          state: 'completed',
          exitCode: 127,
          failureInfo: { category: 'UserError', code: 'FailureExitCode' },
        },
      },
    ])
    .build();
  const row = toRow({ kind: 'node', poolId: 'gpu', nodeId: 'tvmps_a' }, known, reader);
  assert.equal(row.label, 'node 1');
  assert.equal(row.description, 'start task failed since Nov 19 09:12 · exit code 127');
  assert.equal(toContextValue(row.kind, row.words), 'azureBatch.node;broken;online;rebootable;startTaskFailed');
  assert.ok(row.facts?.().some(({ value }) => value === 'tvmps_a'));
});

test('a row that has left its list shows that, and does not throw', () => {
  const row = toRow({ kind: 'job', jobId: 'gone' }, snapshot().build(), reader);
  assert.equal(row.label, 'No longer in this list');
});

test('the view shows that no account is reachable, but does not show problems of single accounts', () => {
  const gone = snapshot().withError({ kind: 'jobs' }, 'HostNotFound').build();
  const ill = snapshot().withError({ kind: 'jobs' }, 'InternalError').build();
  assert.equal(toViewMessage([gone, ill]), undefined);
  assert.equal(toViewMessage([gone]), undefined, 'its row says it');
  assert.match(toViewMessage([gone, gone]) ?? '', /No account can be reached/);
});

test('a job whose tasks wait while its preparation fails shows that', () => {
  const failed = { state: 'completed', result: 'failure', exitCode: 2 } as const;
  const known = snapshot()
    .with({ kind: 'jobs' }, [{ id: 'nightly', state: 'active', jobPreparationTask: { commandLine: 'prepare' } }])
    .withTaskCounts('nightly', { active: 20 })
    .with({ kind: 'preparation', jobId: 'nightly' }, [
      { poolId: 'p', nodeId: 'a', jobPreparationTaskExecutionInfo: failed },
      { poolId: 'p', nodeId: 'b', jobPreparationTaskExecutionInfo: failed },
    ])
    .build();
  const row = toRow({ kind: 'job', jobId: 'nightly' }, known, reader);
  assert.equal(row.description, 'preparation task fails on 2 of 2 nodes · 20 waiting');
  assert.equal(row.icon, 'error', 'as in the failures');
});

test('a job whose pool cannot work is shown as stuck, and that comes before its failures if more tasks wait', () => {
  const empty = { id: 'elastic', currentDedicatedNodes: 0, autoScaleRun: { timestamp: 't', error: { code: 'X' } } };
  const known = snapshot()
    .with({ kind: 'pools' }, [empty, { id: 'cpu', currentDedicatedNodes: 2, targetDedicatedNodes: 2 }])
    .with({ kind: 'jobs' }, [
      { id: 'sums', state: 'active', poolInfo: { poolId: 'elastic' } },
      { id: 'night', state: 'active', poolInfo: { poolId: 'cpu' } },
    ])
    .withTaskCounts('sums', { active: 16, failed: 1 })
    .withTaskCounts('night', { active: 1, failed: 3 })
    .withNodeCounts({ poolId: 'cpu', dedicated: { ...noNodes, offline: 2, total: 2 } });
  const describe = (jobId: string) => toRow({ kind: 'job', jobId }, known.build(), reader).description;
  assert.equal(describe('sums'), 'stuck: the autoscale formula for pool elastic fails · 1 failed · 16 waiting');
  assert.equal(describe('night'), '3 failed · stuck: no node in pool cpu can run tasks · 1 waiting');
  const pool = toRow({ kind: 'pool', poolId: 'cpu' }, known.build(), reader);
  assert.match(pool.description ?? '', /^no nodes can run tasks: 2 offline · .*2 nodes$/);
  assert.equal(pool.icon, 'error');
  // While one task runs, others will follow.
  const running = known.withTaskCounts('night', { active: 1, failed: 3, running: 1 }).build();
  assert.equal(toRow({ kind: 'job', jobId: 'night' }, running, reader).description, '3 failed · 1 running · 1 waiting');
});

test('A9-16 a list with damaged items shows their number in words, before anything else', () => {
  const known = snapshot()
    .with({ kind: 'pools' }, [{ id: 'whole' }, { id: 'half' }], {
      damaged: [
        { json: null, isLeftOut: true },
        { json: { id: 'half', state: 7 }, isLeftOut: false },
      ],
    })
    .build();
  const [place] = toChildren({ kind: 'pools' }, known);
  assert.deepEqual(place, { kind: 'damaged', scope: { kind: 'pools' } });
  const row = toRow({ kind: 'damaged', scope: { kind: 'pools' } }, known, reader);
  assert.equal(row.label, 'Damaged pools: 2 of 3');
  assert.equal(row.description, '1 not shown, 1 partly shown');
  assert.equal(row.command, 'azureBatch.explorer.showDamaged');
});

test('A9-16 a list that was damaged as a whole is not shown as empty', () => {
  const known = snapshot()
    .with({ kind: 'jobs' }, [], { damaged: [{ json: 'x', isLeftOut: true }] })
    .build();
  assert.deepEqual(toChildren({ kind: 'jobs' }, known), [{ kind: 'damaged', scope: { kind: 'jobs' } }]);
  const row = toRow({ kind: 'damaged', scope: { kind: 'jobs' } }, known, reader);
  assert.equal(`${row.label}: ${row.description}`, 'Damaged jobs: 1 of 1: not shown');
});

test('A9-15 a list that returns no items for a long time shows that, and continues on request', () => {
  for (const [scope, expected] of [
    [{ kind: 'jobs' }, 'The last 200 pages of the list contain no jobs. There are more pages.'],
    [failedScope, 'The last 200 pages of the list contain no tasks. There are more pages.'],
  ] as const) {
    const known = snapshot().with(scope, [], { emptyPages: 200 }).build();
    const { label, description, command } = toRow({ kind: 'more', scope }, known, reader);
    assert.deepEqual([label, description, command], ['Continue loading', expected, 'azureBatch.explorer.loadMore']);
  }
  const jobs = snapshot().with({ kind: 'jobs' }, [], { emptyPages: 200 }).build();
  assert.deepEqual(toChildren({ kind: 'jobs' }, jobs), [{ kind: 'more', scope: { kind: 'jobs' } }]);
});

test('a job schedule shows its next run and the result of its last job', () => {
  const schedule = {
    id: 'nightly',
    state: 'active',
    schedule: { recurrenceInterval: 'P1D' },
    executionInfo: { nextRunTime: '2026-11-21T02:00:00Z', recentJob: { id: 'nightly:job-12' } },
  } as const;
  const place = { kind: 'jobSchedule', scheduleId: 'nightly' } as const;
  const known = snapshot().with({ kind: 'jobSchedules' }, [schedule]);
  const last = { id: 'nightly:job-12', state: 'completed' } as const;
  const unread = toRow(place, known.build(), reader);
  assert.equal(unread.description, 'next run Nov 21 02:00 · last job job-12');
  assert.equal(unread.icon, 'ok');
  const failed = toRow(place, known.withTaskCounts('nightly:job-12', { failed: 3 }).build(), reader);
  assert.equal(failed.description, 'last job job-12: 3 failed · next run Nov 21 02:00');
  assert.equal(failed.icon, 'error');
  for (const scope of [{ kind: 'jobs' }, { kind: 'scheduleJobs', scheduleId: 'nightly' }] as const) {
    const done = toRow(place, known.with(scope, [last]).build(), reader);
    assert.equal(done.description, 'next run Nov 21 02:00 · last job job-12: completed', scope.kind);
  }
  const facts = new Map(failed.facts?.().map(({ name, value }) => [name, value]));
  assert.equal(facts.get('Recurrence'), 'every 1 day');
  assert.equal(toContextValue(failed.kind, failed.words), 'azureBatch.jobSchedule;active');
});

test('a disabled job schedule shows no next run', () => {
  const executionInfo = { nextRunTime: '2026-11-21T02:00:00Z' };
  const known = snapshot().with({ kind: 'jobSchedules' }, [{ id: 'nightly', state: 'disabled', executionInfo }]);
  const row = toRow({ kind: 'jobSchedule', scheduleId: 'nightly' }, known.build(), reader);
  assert.equal(row.description, 'disabled');
  assert.equal(row.icon, 'paused');
});

test('a distant day is shown with its year', () => {
  const executionInfo = { nextRunTime: '2036-01-01T00:00:00Z' };
  const known = snapshot().with({ kind: 'jobSchedules' }, [{ id: 'archive', state: 'active', executionInfo }]);
  const row = toRow({ kind: 'jobSchedule', scheduleId: 'archive' }, known.build(), reader);
  assert.equal(row.description, 'next run Jan 1, 2036');
});

test('a preparation task on a node shows its result and end time, and explains its job', () => {
  const folder = 'workitems/nightly/job-1/jobpreparation';
  const known = snapshot()
    .with({ kind: 'preparation', jobId: 'nightly' }, [
      {
        poolId: 'p',
        nodeId: 'a',
        jobPreparationTaskExecutionInfo: {
          state: 'completed',
          result: 'failure',
          exitCode: 2,
          endTime: '2026-11-20T09:14:00Z',
          taskRootDirectory: folder,
        },
        jobReleaseTaskExecutionInfo: { state: 'running', startTime: '2026-11-20T09:20:00Z' },
      },
    ])
    .build();
  const run = { kind: 'jobTask', jobId: 'nightly', poolId: 'p', nodeId: 'a' } as const;
  const preparation = toRow({ ...run, jobTask: 'preparation', folder }, known, reader);
  assert.equal(`${preparation.label} · ${preparation.description}`, 'Preparation task · failed (exit code 2) · 09:14');
  assert.equal(preparation.icon, 'error');
  assert.equal(preparation.children, 'collapsed');
  assert.equal(toContextValue(preparation.kind, preparation.words), 'azureBatch.jobTask;failed');
  const release = toRow({ ...run, jobTask: 'release', folder: '' }, known, reader);
  const node = { kind: 'preparationNode', jobId: 'nightly', poolId: 'p', nodeId: 'a' } as const;
  assert.equal(
    toRow(node, known, reader).description,
    'preparation task: failed (exit code 2) · release task: running · 09:14',
  );
  const status = {
    poolId: 'p',
    nodeId: 'a',
    jobPreparationTaskExecutionInfo: { state: 'completed', exitCode: 2 },
  } as const;
  const alone = snapshot().with({ kind: 'preparation', jobId: 'nightly' }, [status]).build();
  assert.equal(toRow(node, alone, reader).description, 'failed (exit code 2)', 'the row below says of what');
  assert.equal(`${release.label} · ${release.description}`, 'Release task · running · 09:20');
  assert.equal(release.children, 'none');
});

test('the dependencies of a task are counted: failed with their IDs, missing, and not done', () => {
  const dependsOn = { taskIds: ['a', 'b', 'c', 'gone'] };
  const place = { kind: 'dependencies', jobId: 'frames', taskId: 'merge' } as const;
  const waiting = { kind: 'tasks', jobId: 'frames', group: 'active' } as const;
  const known = snapshot().with(waiting, [{ id: 'merge', state: 'active', dependsOn }]);
  assert.equal(toRow(place, known.build(), reader).description, '4 tasks');
  const done = { state: 'completed', executionInfo: { exitCode: 0, result: 'success' } } as const;
  const failed = { state: 'completed', executionInfo: { exitCode: 2, result: 'failure' } } as const;
  const read = known.with(place, [
    { id: 'a', ...done },
    { id: 'b', ...failed },
    { id: 'c', state: 'running' },
    { id: 'gone', isMissing: true },
  ]);
  const row = toRow(place, read.build(), reader);
  assert.equal(`${row.label} · ${row.description}`, 'Waiting for · b failed · 1 not found · 3 of 4 not done');
  assert.equal(row.icon, 'error');
  const child = toRow({ kind: 'dependency', jobId: 'frames', taskId: 'b', waitingId: 'merge' }, read.build(), reader);
  assert.equal(child.description, 'exit code 2');
  assert.equal(child.children, 'none');
  const over = known.with(
    place,
    dependsOn.taskIds.map((id) => ({ id, ...done })),
  );
  assert.equal(toRow(place, over.build(), reader).description, 'all done');
});

test('the row of many dependencies counts them all, even if only some were read', () => {
  const dependsOn = { taskIdRanges: [{ start: 1, end: 4000 }] };
  const place = { kind: 'dependencies', jobId: 'frames', taskId: 'merge' } as const;
  const known = snapshot()
    .with({ kind: 'tasks', jobId: 'frames', group: 'active' }, [{ id: 'merge', state: 'active', dependsOn }])
    .with(place, [{ id: '7', state: 'running' }], { more: true })
    .build();
  const row = toRow(place, known, reader);
  assert.equal(row.description, '≥ 1 of 4,000 not done');
  assert.equal(row.icon, 'waiting');
});

test('if the existence of dependencies was not checked, that is shown, and none count as done', () => {
  const dependsOn = { taskIdRanges: [{ start: 1, end: 4000 }] };
  const place = { kind: 'dependencies', jobId: 'frames', taskId: 'merge' } as const;
  const known = snapshot()
    .with({ kind: 'tasks', jobId: 'frames', group: 'active' }, [{ id: 'merge', state: 'active', dependsOn }])
    .with(place, [])
    .build();
  const row = toRow(place, known, reader);
  assert.equal(row.description, '0 of 4,000 not done · existence not checked');
  assert.match(row.facts?.()[0]?.value ?? '', /Tasks that don't exist aren't found this way\./);
});

test('a subtask shows its result, node, and time', () => {
  const place = { kind: 'subtask', jobId: 'mpi', taskId: 'solve', poolId: 'p', nodeId: 'tvmps_b' } as const;
  const known = snapshot()
    .with({ kind: 'nodes', poolId: 'p' }, [
      { id: 'tvmps_a', allocationTime: '2026-11-20T07:00:00Z' },
      { id: 'tvmps_b', allocationTime: '2026-11-20T08:00:00Z' },
    ])
    .with({ kind: 'subtasks', jobId: 'mpi', taskId: 'solve' }, [
      {
        id: 1,
        state: 'completed',
        exitCode: 139,
        endTime: '2026-11-20T09:14:00Z',
        nodeInfo: { poolId: 'p', nodeId: 'tvmps_b', taskRootDirectory: 'workitems/mpi/job-1/solve/1' },
      },
      { id: 2, state: 'running', startTime: '2026-11-20T09:10:00Z' },
    ])
    .build();
  const failed = toRow({ ...place, subtaskId: 1, folder: '' }, known, reader);
  assert.equal(failed.spoken, 'Subtask 1 · failed · exit code 139 · node 2 · 09:14');
  assert.equal(`${failed.label} · ${failed.description}`, 'Subtask 1 · exit code 139 · node 2 · 09:14');
  assert.equal(failed.icon, 'error');
  assert.equal(failed.children, 'collapsed');
  const running = toRow({ ...place, subtaskId: 2, folder: '' }, known, reader);
  assert.equal(running.description, 'running · 09:10');
  assert.equal(running.children, 'none');
  const group = toRow({ kind: 'subtasks', jobId: 'mpi', taskId: 'solve' }, known, reader);
  assert.equal(group.description, '2 · 1 failed');
});

test('a pool shows how many of its nodes can work, wherever it is listed', () => {
  const pool: Pool = { id: 'night', allocationState: 'steady', targetDedicatedNodes: 200, currentDedicatedNodes: 200 };
  const dedicated = { ...noNodes, offline: 185, idle: 15, total: 200 };
  const known = snapshot().with({ kind: 'pools' }, [pool]).withNodeCounts({ poolId: 'night', dedicated }).build();
  const said = 'steady · 200 nodes · 15 can run tasks';
  assert.equal(toRow({ kind: 'pool', poolId: 'night' }, known, reader).description, `${said} · 15 idle`);
  assert.equal(toPoolPick(pool, known).description, said);
});

test('a pool shows preempted and idle nodes, and when it began to lack nodes', () => {
  const pool: Pool = {
    id: 'spot',
    allocationState: 'steady',
    allocationStateTransitionTime: '2026-11-20T07:30:00Z',
    targetLowPriorityNodes: 6,
    currentLowPriorityNodes: 4,
  };
  const place = { kind: 'pool', poolId: 'spot' } as const;
  const lowPriority = { ...noNodes, idle: 2, preempted: 1, running: 1 };
  const countedAt = reader.now.toISOString();
  const counted = (movedAt = '2026-11-20T08:59:00Z') =>
    snapshot().with({ kind: 'pools' }, [pool]).withNodeCounts({ poolId: 'spot', lowPriority }, { countedAt, movedAt });
  const known = counted();
  assert.equal(
    toRow(place, known.build(), reader).description,
    'steady · 4 of 6 nodes since 07:30 · 1 preempted · 2 idle',
  );
  const nodes: readonly ComputeNode[] = [
    { id: 'a', state: 'idle', stateTransitionTime: '2026-11-20T08:10:00Z' },
    { id: 'b', state: 'idle', stateTransitionTime: '2026-11-20T09:50:00Z' },
    { id: 'c', state: 'preempted', stateTransitionTime: '2026-11-20T09:14:00Z' },
  ];
  const scope = { kind: 'nodes', poolId: 'spot' } as const;
  const read = known.with(scope, nodes).build();
  const row = toRow(place, read, reader);
  assert.equal(row.description, 'steady · 4 of 6 nodes since 07:30 · 1 preempted · 2 idle · 1 idle for over an hour');
  const facts = new Map(row.facts?.().map(({ name, value }) => [name, value.replaceAll('\u202f', ' ')]));
  assert.equal(facts.get('Longest idle'), 'Nov 20, 2026, 08:10 UTC');
  assert.equal(facts.get('Last preemption'), 'Nov 20, 2026, 09:14 UTC');
  assert.equal(facts.get('Below target since'), 'Nov 20, 2026, 07:30 UTC');
  const more = known.with(scope, nodes, { more: true }).build();
  assert.match(toRow(place, more, reader).description ?? '', /≥ 1 idle for over an hour$/);
  const group = toRow({ kind: 'nodeGroup', poolId: 'spot', group: 'idle' }, read, reader);
  assert.equal(group.description, '2 · 1 for over an hour');
  // The state of the nodes changed after they were loaded, so their idle time is unknown.
  const moved = counted(countedAt).with(scope, nodes).build();
  assert.equal(toRow(place, moved, reader).description, 'steady · 4 of 6 nodes since 07:30 · 1 preempted · 2 idle');
  assert.equal(toRow({ kind: 'nodeGroup', poolId: 'spot', group: 'idle' }, moved, reader).description, '2');
  const told = nodes.map(({ id }) => toRow({ kind: 'node', poolId: 'spot', nodeId: id }, read, reader).description);
  assert.deepEqual(told, ['idle since 08:10', 'idle', 'preempted since 09:14']);
});

test('closed accounts with the same name show their locations, and why they could not be opened', () => {
  const account = {
    id: 'a',
    name: 'contoso',
    endpoint: 'https://contoso.westeurope.batch.azure.com',
    authentication: 'sharedKey',
  } as const;
  assert.equal(toClosedAccountRow(account, false, undefined).description, 'westeurope');
  const trouble = { reason: 'key missing', message: 'It was kept for the last session only.' };
  const row = toClosedAccountRow(account, false, trouble);
  assert.deepEqual([row.description, row.icon], ['key missing · westeurope', 'warning']);
  const facts = row.facts?.().map(({ name, value }) => `${name}: ${value}`);
  assert.equal(facts?.[0], `Problem: ${trouble.message}`);
  assert.equal(facts?.at(-1), 'Authentication: Account key');
});

test('an account that refuses everyone, or this network, shows that before anything else', () => {
  const tell = (code: string, message: string): string | undefined => {
    const cause = new BatchError({ code, message, status: 403 });
    const known = snapshot();
    const closed = ['pools', 'jobs'].reduce(
      (built, kind) => built.withError({ kind } as Scope, code, 'Our words.', { status: 403, cause }),
      known,
    );
    return toRow({ kind: 'account' }, closed.build(), reader).description;
  };
  assert.match(tell('AccountIsDisabled', 'The specified account is disabled.') ?? '', /^account disabled · /);
  assert.match(tell('Forbidden', 'Public network access is disabled.') ?? '', /^blocks this network · /);
  assert.match(tell('Forbidden', 'No.') ?? '', /^not allowed · /);
});

test('failed tasks that were resolved by tasks with other IDs are shown as resolved, and do not count as failed', () => {
  const failed = (id: string): Task => ({
    id,
    state: 'completed',
    executionInfo: { result: 'failure', exitCode: 1, endTime: '2026-11-20T09:14:00Z' },
  });
  const job = { id: 'frames', state: 'active' } as const;
  const two = snapshot().with({ kind: 'jobs' }, [job]).withTaskCounts('frames', { failed: 2, succeeded: 5 });
  const place = { kind: 'job', jobId: 'frames' } as const;
  assert.equal(toRow(place, two.withResolved('a').build(), reader).description, '2 failed · 5 succeeded', 'not listed');
  const listed = two.with({ kind: 'failures', jobId: 'frames' }, [failed('a'), failed('b')]);
  const half = toRow(place, listed.withResolved('a').build(), reader);
  assert.deepEqual([half.description, half.icon], ['1 failed · 1 resolved · 5 succeeded', 'error']);
  const all = listed
    .with(failedScope, [failed('a'), failed('b')])
    .withResolved('a', 'b')
    .build();
  const done = toRow(place, all, reader);
  assert.deepEqual([done.description, done.icon, done.words], ['2 resolved · 5 succeeded', 'ok', ['active']]);
  assert.deepEqual(toRow({ kind: 'account' }, all, reader).failures, { count: 0, isComplete: true });
  const group = toRow({ kind: 'taskGroup', jobId: 'frames', group: 'failed' }, all, reader);
  assert.deepEqual([group.description, group.icon, group.children], ['2 · 2 resolved', 'ok', 'collapsed']);
  const task = toRow({ kind: 'task', jobId: 'frames', taskId: 'a', group: 'failed' }, all, reader);
  assert.equal(task.description, 'submitted again as a-2, succeeded · exit code 1 · 09:14');
  assert.deepEqual([task.icon, task.words?.includes('retryable')], ['ok', false]);
});

test("an account that isn't responding shows that in its rows, which keep their data", () => {
  const known = snapshot()
    .with({ kind: 'pools' }, [{ id: 'cpu' }])
    .with({ kind: 'jobs' }, [{ id: 'j' }])
    .withTaskCounts('j', { failed: 1 })
    .silentSince('2026-11-20T09:58:00Z')
    .build();
  const rows = (['account', 'pools', 'jobs'] as const).map((kind) => toRow({ kind }, known, reader));
  assert.deepEqual(
    rows.map(({ description }) => description),
    [
      'no response since 09:58 · as of 09:00 · 1 failed task · westeurope',
      'no response since 09:58 · as of 09:00 · 1',
      'no response since 09:58 · as of 09:00 · 1 · 1 needs attention',
    ],
  );
  for (const { spoken } of rows) assert.match(spoken ?? '', / · no response since 09:58 · as of 09:00 · /);
  const unread = snapshot().silentSince('2026-11-20T09:58:00Z').build();
  assert.equal(toRow({ kind: 'pools' }, unread, reader).description, 'no response since 09:58');
  assert.equal(toRow({ kind: 'pools' }, snapshot().build(), reader).description, undefined);
  assert.match(toViewMessage([unread, known]) ?? '', /^No account can be reached/);
  assert.equal(toViewMessage([unread, snapshot().build()]), undefined);
});
