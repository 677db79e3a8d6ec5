import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logsAreGone } from '../../../test/builders/logsAreGone.ts';
import { noNodes } from '../../../test/builders/nodeCounts.ts';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { openLiveStore } from '../../../test/fakes/liveStore.ts';
import { CauseExplainer } from '../../core/diagnosis/account/causeExplainer.ts';
import { isStillComing } from '../../core/failures/ongoingFailures.ts';
import type { RunResult } from '../../core/model/common.ts';
import type { Job, TaskCounts } from '../../core/model/job.ts';
import type { NodeStateCounts } from '../../core/model/pool.ts';
import type { Task } from '../../core/model/task.ts';
import { doAtOnce } from '../../core/work.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { findBlockedByJob, findBlockedByPool, findFailing } from './failing.ts';

const nightly = { id: 'nightly', state: 'active', poolInfo: { poolId: 'cpu' }, jobPreparationTask: {} } as const;
const preparation = { kind: 'preparation', jobId: 'nightly' } as const;
const ran = (nodeId: string, result: RunResult) => ({ nodeId, jobPreparationTaskExecutionInfo: { result } });
const waiting = snapshot()
  .with({ kind: 'jobs' }, [nightly, { id: 'other', poolInfo: { poolId: 'gpu' } }])
  .withTaskCounts('nightly', { active: 24 })
  .withTaskCounts('other', { active: 5 });

test('the tasks of a job wait in vain if its preparation fails on every node, but not if it succeeds on one', () => {
  const stuck = waiting.with(preparation, [ran('n1', 'failure'), ran('n2', 'failure')]).build();
  assert.deepEqual(findBlockedByJob(nightly, stuck), { tasks: new Map([['nightly', 24]]), nodes: 0 });
  const slow = waiting.with(preparation, [ran('n1', 'failure'), ran('n2', 'success')]).build();
  assert.deepEqual(findBlockedByJob(nightly, slow), { tasks: new Map(), nodes: 0 });
});

test('a terminated job failed when the job ended, not when its preparation task did, and keeps no task waiting', () => {
  const endTime = '2026-11-20T09:27:00Z';
  const over: Job = { ...nightly, state: 'completed', executionInfo: { endTime, terminateReason: 'UserTerminate' } };
  const failedAt = (time: string) => ({
    nodeId: 'n1',
    jobPreparationTaskExecutionInfo: { result: 'failure' as const, endTime: time },
  });
  const known = snapshot()
    .with({ kind: 'jobs' }, [over])
    .withTaskCounts('nightly', { active: 24 })
    .with(preparation, [failedAt('2026-11-20T09:18:00Z')])
    .build();
  const [failing] = findFailing(known);
  assert.equal(failing?.at, endTime);
  assert.deepEqual(failing?.kind === 'job' && failing.blocks, { tasks: new Map(), nodes: 0 });
});

test('a pool keeps tasks waiting if none of its nodes works, and lacks the nodes that it did not get', () => {
  const pool = { id: 'cpu', currentDedicatedNodes: 2, targetDedicatedNodes: 42 };
  const broken = (startTaskFailed: number) =>
    waiting.withNodeCounts({ poolId: 'cpu', dedicated: { ...noNodes, startTaskFailed, idle: 2 - startTaskFailed } });
  assert.deepEqual(findBlockedByPool(pool, broken(2).build()), { tasks: new Map([['nightly', 24]]), nodes: 40 });
  assert.deepEqual(findBlockedByPool(pool, broken(1).build()), { tasks: new Map(), nodes: 40 });
});

test('failures are still coming only while a task of their job runs or waits', () => {
  const ended = (minute: number): Task => ({
    id: `t${minute}`,
    state: 'completed',
    executionInfo: { result: 'failure', exitCode: 1, endTime: `2026-11-20T09:0${minute}:00Z` },
  });
  const job = { id: 'train', state: 'active' } as const;
  const known = snapshot()
    .with({ kind: 'jobs' }, [job])
    .with({ kind: 'failures', jobId: job.id }, [ended(1), ended(3)]);
  const comes = (all: AccountSnapshot): boolean => {
    const { causes } = doAtOnce(new CauseExplainer(() => undefined).explain(findFailing(all)));
    return causes.some((cause) => isStillComing(cause, new Date('2026-11-20T09:05:00Z')));
  };
  const withCounts = (counts: Partial<TaskCounts>) => known.withTaskCounts(job.id, { failed: 2, ...counts }).build();
  assert.ok(comes(known.build()));
  assert.ok(comes(withCounts({ running: 1 })));
  assert.ok(comes(withCounts({ active: 1 })));
  assert.ok(!comes(withCounts({ succeeded: 1 })));
});

test('a task that was ended by its time limit is recognized in the list of failures, before the task is inspected', async () => {
  const task: Task = {
    id: 'shard-66',
    state: 'completed',
    constraints: { maxWallClockTime: 'PT1H' },
    executionInfo: {
      result: 'failure',
      startTime: '2026-11-20T08:00:00Z',
      endTime: '2026-11-20T09:00:00Z',
      failureInfo: { category: 'UserError', code: 'TaskEnded', message: 'Task Was Ended' },
    },
  };
  const { store } = openLiveStore({
    jobs: { listJobs: () => pagesOf([nightly]) },
    tasks: {
      listTasks: (_jobId, { select = [] } = {}) => {
        const isGiven = ([name]: readonly [string, unknown]): boolean => select.some((property) => property === name);
        return pagesOf([{ id: task.id, ...Object.fromEntries(Object.entries(task).filter(isGiven)) }]);
      },
    },
  });
  await store.load({ kind: 'jobs' });
  await store.load({ kind: 'failures', jobId: nightly.id });
  const { causes } = doAtOnce(new CauseExplainer(logsAreGone).explain(findFailing(store.snapshot)));
  assert.deepEqual(
    causes.map(({ cluster: { title } }) => title),
    ['Exceeded its time limit of 1 hr (TaskEnded)'],
  );
});

test('a job is a cause if its pool can never provide what its tasks need, even while others run, but not if it awaits its turn', () => {
  const job: Job = { id: 'wide', state: 'active', poolInfo: { poolId: 'cpu' } };
  const scope = { kind: 'tasks', jobId: 'wide', group: 'active' } as const;
  const asks = (requiredSlots: number): Task => ({
    id: `asks-${requiredSlots}`,
    state: 'active',
    requiredSlots,
    creationTime: '2026-11-20T08:00:00Z',
  });
  const explain = (counts: { readonly running: number }, ...tasks: readonly Task[]) => {
    const known = snapshot()
      .with({ kind: 'jobs' }, [job])
      .with({ kind: 'pools' }, [{ id: 'cpu', taskSlotsPerNode: 2, currentDedicatedNodes: 1 }])
      .withTaskCounts('wide', { active: 250, ...counts })
      .with(scope, tasks, { more: true })
      .build();
    return doAtOnce(new CauseExplainer(logsAreGone).explain(findFailing(known))).causes;
  };
  const [cause] = explain({ running: 0 }, asks(4));
  assert.equal(cause?.cluster.title, "Nodes don't have enough task slots");
  assert.equal(
    cause.failures[0]?.explanation.title,
    "≥ 1 of 250 waiting tasks in job wide is stuck: nodes don't have enough task slots",
  );
  assert.deepEqual(cause.harm.waiting, { count: 1, isComplete: false });
  assert.equal(cause.cluster.firstSeen, '2026-11-20T08:00:00Z');
  assert.deepEqual(explain({ running: 0 }, asks(2)), []);
  const [beside, ...others] = explain({ running: 1 }, asks(4), asks(1));
  assert.deepEqual([beside?.cluster.title, beside?.harm.waiting.count, others], [cause.cluster.title, 1, []]);
  assert.deepEqual(explain({ running: 1 }, asks(2)), []);
});

test('tasks that wait for a failed task count with its cause', () => {
  const job: Job = { id: 'flow', state: 'active', usesTaskDependencies: true };
  const failed: Task = { id: 'bake', state: 'completed', executionInfo: { result: 'failure', exitCode: 3 } };
  const waits: Task = { id: 'render', state: 'active', dependsOn: { taskIds: ['bake'] } };
  const known = (state: NonNullable<Job['state']>) =>
    snapshot()
      .with({ kind: 'jobs' }, [{ ...job, state }])
      .withTaskCounts('flow', { active: 1, running: 2, failed: 1 })
      .with({ kind: 'failures', jobId: 'flow' }, [failed])
      .with({ kind: 'tasks', jobId: 'flow', group: 'active' }, [waits])
      .build();
  const measure = (state: NonNullable<Job['state']>) =>
    doAtOnce(new CauseExplainer(logsAreGone).explain(findFailing(known(state)))).causes.map(
      ({ harm }) => harm.waiting.count,
    );
  assert.deepEqual(measure('active'), [1]);
  // The tasks of a completed job stay active forever.
  assert.deepEqual(measure('completed'), [0]);
});

test('a pool in which no node takes work because nodes are offline is a cause while tasks wait for it', () => {
  const pool = { id: 'cpu', state: 'active', currentDedicatedNodes: 200 } as const;
  const explain = (counts: Partial<NodeStateCounts>, active = 300, job: Partial<Job> = {}) => {
    const known = snapshot()
      .with({ kind: 'jobs' }, [{ id: 'nightly', state: 'active', poolInfo: { poolId: 'cpu' }, ...job }])
      .with({ kind: 'pools' }, [pool])
      .withTaskCounts('nightly', { active })
      .withNodeCounts({ poolId: 'cpu', dedicated: { ...noNodes, total: 200, ...counts } })
      .build();
    return doAtOnce(new CauseExplainer(logsAreGone).explain(findFailing(known))).causes;
  };
  const [cause, ...others] = explain({ offline: 196, unusable: 4 });
  assert.ok(cause !== undefined && others.length === 0);
  const [failure] = cause.failures;
  assert.equal(failure?.explanation.title, 'Pool cpu: no node can run tasks (196 offline, 4 unusable)');
  assert.deepEqual(failure.explanation.remedies[0], 'pool.bringOnline');
  assert.match(
    failure.explanation.fixes[0]?.text ?? '',
    /^Bring 196 offline nodes online: task scheduling is disabled/,
  );
  assert.deepEqual(cause.harm.waiting, { count: 300, isComplete: true });
  assert.equal(explain({ offline: 200 }).length, 1);
  assert.deepEqual(explain({ offline: 196, idle: 4 }), [], 'others take work');
  assert.deepEqual(explain({ offline: 200 }, 0), [], 'nothing waits');
  assert.deepEqual(explain({ offline: 200 }, 300, { state: 'disabled' }), [], 'the job is what waits');
  assert.deepEqual(explain({ unusable: 200 }), [], 'the nodes are the failures');
});
